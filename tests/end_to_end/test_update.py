"""An update of the real program: switched to by an owner, and taken back by itself when it does not come up."""

from contextlib import suppress
from pathlib import Path

import pytest

from db.connection import Store
from db.verify import verify
from kiosk.releases.archive import read_public
from kiosk.releases.keeping import Releases
from kiosk.releases.record import NAME, Record, read_record
from kiosk.releases.unpacking import unpack
from kiosk.rules.search_words import search_text
from kiosk.simulation.console import NoKiosk
from tests.end_to_end.kiosk import Kiosk
from tests.founded import found_shop
from tests.releases.releasing import MARK, NEWER, newer_program, public


class Started(Kiosk):
    """As the machine's service starts it."""

    program = "kiosk.releases.launcher"


@pytest.fixture
def home(tmp_path, monkeypatch):
    folder = tmp_path / "releases"
    folder.mkdir()
    monkeypatch.setenv("KOKYAKU_RELEASES", str(folder))
    monkeypatch.setenv("KOKYAKU_RELEASE_KEY", str(public(tmp_path)))
    monkeypatch.setenv("PYTHONSAFEPATH", "1")
    return folder


def newer(folder: Path, home: Path, *, comes_up: bool) -> None:
    """This program again, called 9.0.0, with one migration more; it lies ready."""
    unpack(newer_program(folder, comes_up=comes_up), read_public(public(folder)), home, 0, lambda *_: None)
    Releases(home, folder / "release.pub", "0.1.0").keep_ready(NEWER)


def tables(folder: Path) -> str:
    """Which migration made them."""
    with Store.open_reader(folder) as reader:
        return reader.database.execute_sql("SELECT max(name) FROM schema_migration").fetchone()[0]


def switches(folder: Path) -> None:
    """The owner does; the program ends by itself."""
    with Started(folder) as kiosk:
        kiosk.ready().choose_first_pin("決定")
        kiosk.sim("press", "更新")
        with suppress(NoKiosk):  # it may end before it answers
            kiosk.sim("press", "今すぐ切り替える")
        assert kiosk.process.wait(30) == 0


def test_an_owner_switches_to_it_and_it_stays(tmp_path, home):
    folder = tmp_path / "shop"
    found_shop(folder)
    newer(tmp_path, home, comes_up=True)
    switches(folder)
    assert read_record(home).starts == 0
    with Started(folder) as kiosk:
        kiosk.ready()
        kiosk.wait("screen=idle")
        assert read_record(home) == Record(current=NEWER)
        kiosk.quit()
    assert tables(folder) == MARK
    assert sorted(path.name for path in home.iterdir()) == [NEWER, NAME]


def test_one_that_does_not_come_up_is_undone_with_its_tables(tmp_path, home):
    folder = tmp_path / "shop"
    found_shop(folder)
    before = tables(folder)
    newer(tmp_path, home, comes_up=False)
    switches(folder)
    for _ in range(3):
        assert Started.dies(folder) == 1
    assert read_record(home).starts == 3
    with Started(folder) as kiosk:
        kiosk.ready()
        kiosk.wait("text=前の版に戻りました")
        kiosk.quit()
    assert tables(folder) == before
    assert verify(folder, words=search_text) == []
    assert read_record(home) == Record(failed=NEWER)
