"""A signed update from a stick: the service starts it, and goes back by itself where that does not come up."""

import json
from pathlib import Path

import pytest

from db.connection import Store
from db.verify import verify
from kiosk.releases.archive import read_public
from kiosk.releases.keeping import KEY, Releases
from kiosk.releases.launcher import VARIABLE
from kiosk.releases.record import NAME, Record
from kiosk.releases.unpacking import unpack
from kiosk.rules.search_words import search_text
from tests.machine.card import run
from tests.machine.conftest import START_SECONDS, Bench
from tests.machine.emulator import Machine, wait_until
from tests.machine.stick import PLACE, made_stick, plug
from tests.machine.twin import Twin
from tests.releases.releasing import MARK, NEWER, newer_program, public

pytestmark = pytest.mark.timeout(1800)
HOME = "/var/lib/kokyaku/releases"
PYTHON = "runuser -u kiosk -- env PYTHONSAFEPATH=1 /opt/kokyaku/venv/bin/python"
THERE = "x86_64", "cp313"
UNPACK = (
    f"cd / && mkdir -p {HOME} && chown kiosk:kiosk {HOME} && "
    f"{PYTHON} -m kiosk.releases.process unpack {KEY} {PLACE}/*.update {HOME} 0 && "
    f"{PYTHON} -c 'from pathlib import Path; from kiosk.releases.keeping import Releases;"
    f' Releases(Path("{HOME}"), Path("{KEY}"), "0.1.0").keep_ready("{NEWER}")\''
)
RUNS = f"tr '\\0' '\\n' </proc/$(systemctl show -P MainPID kiosk)/environ | grep -c ^PYTHONPATH=.*/{NEWER}"


def lies_ready(machine: Machine, update: Path, folder: Path) -> None:
    """Unpacked from a stick by the kiosk's user, and proved by a key that root had put there."""
    stick = made_stick(folder)
    run("mcopy", "-i", stick, update, "::")
    pem = public(folder).read_text()
    machine.ask_shell(f"mount -o remount,rw / && cat >{KEY} <<'E'\n{pem}E\nmount -o remount,ro /")
    plug(machine, stick)
    said = machine.ask_shell(UNPACK, 600)
    assert '"release"' in said, said
    machine.ask_shell("systemctl restart kiosk")
    machine.wait_log("first frame", START_SECONDS)


@pytest.mark.parametrize("comes_up", [True, False])
def test_it_stays_or_the_one_before_comes_back(
    bench: Bench, machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, comes_up: bool
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv(VARIABLE, str(home))
    with Twin(tmp_path / "twin") as twin:
        twin.kiosk.found_shop()
        # for the twin it may be any, as long as it is called the same
        same = newer_program(tmp_path / "here", comes_up=True)
        unpack(same, read_public(public(tmp_path)), home, 0, lambda *_: None)
        Releases(home, KEY, "0.1.0").keep_ready(NEWER)
        twin.restart()
        monkeypatch.setattr("kiosk.releases.making.here", lambda: THERE)
        lies_ready(machine, newer_program(tmp_path / "there", comes_up=comes_up), tmp_path)
        twin.wait_alike(machine)
        twin.press(machine, "更新")
        machine.touch(*twin.where("今すぐ切り替える"))
    record = Record(current=NEWER) if comes_up else Record(failed=NEWER)
    wait_until("it was not settled", lambda: settled(machine) == record, START_SECONDS)
    active = "systemctl is-active kiosk"
    wait_until("it did not come up", lambda: machine.ask_shell(active).strip() == "active", START_SECONDS)
    assert machine.ask_shell(RUNS).strip() == ("1" if comes_up else "0")
    machine.cut()
    shop = bench.card.shop(tmp_path)
    assert verify(shop, words=search_text) == []
    with Store.open_reader(shop) as reader:
        (newest,) = reader.database.execute_sql("SELECT max(name) FROM schema_migration").fetchone()
    assert (newest == MARK) is comes_up


def settled(machine: Machine) -> Record:
    return Record(**json.loads(machine.ask_shell(f"cat {HOME}/{NAME}")))
