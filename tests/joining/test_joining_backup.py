"""The other copy is at hand as its backup alone: with the key on paper it is joined, and its journal too."""

from pathlib import Path

import pyrage
import pytest

from db.backup_listing import Backup, listed
from db.backup_target import FolderTarget
from db.journal import entries_after
from db.journal_file import JournalFile
from kiosk.actions.backing_up import back_up
from kiosk.actions.backup_keys import KeyRole, keep_key
from kiosk.cli import main
from tests.db.backing_up import quiet
from tests.joining.copies import Copy, Till, founded


@pytest.fixture
def key() -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.generate()


@pytest.fixture
def paper(key: pyrage.x25519.Identity, tmp_path: Path) -> Path:
    paper = tmp_path / "paper"
    paper.write_text(str(key))
    return paper


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    FolderTarget.present(folder).choose()
    return folder


@pytest.fixture
def here(tmp_path: Path, key: pyrage.x25519.Identity) -> Copy:
    copy = founded(tmp_path / "here", points__visit=3)
    with copy.open() as till:
        keep_key(till.books, str(key.to_public()), KeyRole.FIRST)
    return copy


def backed_up(till: Till, stick: Path) -> Backup:
    return back_up(till.copy.folder, FolderTarget.present(stick), till.copy.ms, quiet)


def test_a_backup_and_what_was_sold_after_it_come(
    here: Copy, stick: Path, paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = here.copied(tmp_path / "there")
    with here.open() as till:
        till.sell(till.customer(1), 1000)
    with there.open() as till:
        till.sell(till.customer(1), 500)
        backup = backed_up(till, stick)
        till.sell(None, 300)
        journal = JournalFile.found(FolderTarget.present(stick), backup)
        journal.append(entries_after(till.store.database.connection(), journal.last, 100))
    words = ["merge", str(stick / backup.name), "--key", str(paper), "--data", str(here.folder)]
    assert main(words) == 0
    assert "お会計と返品: 2件" in capsys.readouterr().out
    assert sum(total for _, total in here.days().values()) == 1800
    before = here.rows()
    assert main(words) == 0
    assert "しかないものはありませんでした" in capsys.readouterr().out
    assert here.rows() == before


def test_with_the_wrong_key_or_a_damaged_backup_nothing_changes(
    here: Copy, stick: Path, paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = here.copied(tmp_path / "there")
    with there.open() as till:
        till.sell(till.customer(1), 500)
        file = stick / backed_up(till, stick).name
    before = here.bytes()
    wrong = tmp_path / "wrong"
    wrong.write_text(str(pyrage.x25519.Identity.generate()))
    assert main(["merge", str(file), "--key", str(wrong), "--data", str(here.folder)]) == 1
    assert "この鍵では開きません" in capsys.readouterr().out
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert main(["merge", str(file), "--key", str(paper), "--data", str(here.folder)]) == 1
    assert "傷んでいます" in capsys.readouterr().out
    assert here.bytes() == before


def test_another_shops_backup_is_refused(
    here: Copy,
    stick: Path,
    paper: Path,
    key: pyrage.x25519.Identity,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = founded(tmp_path / "other")
    with other.open() as till:
        keep_key(till.books, str(key.to_public()), KeyRole.FIRST)
        backed_up(till, stick)
    name = listed(FolderTarget.present(stick))[0].name
    assert main(["merge", str(stick / name), "--key", str(paper), "--data", str(here.folder)]) == 1
    assert "別のお店" in capsys.readouterr().out
