"""A disk that fails or can't be written, a program that holds the data: each named, and nothing half done."""

import os
import subprocess
import sys

import apsw
import pytest

from db import connection
from db.connection import CHECKSUM_VFS, FILE, Store
from db.errors import FailingDisk, FolderInUse, HeldByAnother, NoDatabase, ReadOnlyFolder
from db.models import Staff
from db.verify import verify

HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""
KIOSK = """
import sys
from pathlib import Path
from db.connection import Store
store = Store.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


class FailingFile(apsw.VFSFile):
    """Answers with an error while the disk below it fails."""

    def __init__(self, disk, name, flags):
        self._disk = disk
        super().__init__(CHECKSUM_VFS, name, flags)

    def xWrite(self, data, offset):  # noqa: N802
        self._disk.answer("writes", apsw.SQLITE_IOERR_WRITE)
        super().xWrite(data, offset)

    def xRead(self, amount, offset):  # noqa: N802
        self._disk.answer("reads", apsw.SQLITE_IOERR_READ)
        return super().xRead(amount, offset)

    def xSync(self, flags):  # noqa: N802
        self._disk.answer("syncs", apsw.SQLITE_IOERR_FSYNC)
        super().xSync(flags)


class FailingCard(apsw.VFS):
    def __init__(self):
        self.fails = ""
        super().__init__("failing", CHECKSUM_VFS)

    def xOpen(self, name, flags):  # noqa: N802
        return FailingFile(self, name, flags)

    def answer(self, what, code):
        if what == self.fails:
            raise apsw.exception_for(code)


@pytest.fixture
def card(monkeypatch):
    connection.load_checksums()
    card = FailingCard()
    monkeypatch.setattr(connection, "CHECKSUM_VFS", "failing")
    yield card
    card.fails = ""
    card.unregister()


def hire(store):
    with store.transaction():
        Staff.insert(id=store.new_id(), name="丸山", role="owner", active=True).execute()


def hired():
    return Staff.select().count()


@pytest.fixture
def other():
    """Starts a program and waits until it has what it wants; ends it afterwards."""
    running = []

    def start(program, *words):
        process = subprocess.Popen(
            [sys.executable, "-c", program, *map(str, words)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        running.append(process)
        assert process.stdout is not None
        assert process.stdout.readline().strip() in ("held", "open")
        return process

    yield start
    for process in running:
        process.communicate()


@pytest.mark.parametrize("deed", ["writes", "syncs"])
def test_a_card_that_fails_is_named_and_nothing_is_half_done(folder, card, deed, monkeypatch):
    store = Store.open(folder)
    hire(store)
    card.fails = deed
    with pytest.raises(FailingDisk, match="failing"):
        hire(store)
    card.fails = ""
    assert hired() == 1
    hire(store)
    store.close()
    monkeypatch.undo()  # on another card
    assert not verify(folder)


def test_a_card_that_can_not_be_read_is_named(folder, card):
    store = Store.open(folder)
    hire(store)
    store.close()
    card.fails = "reads"
    with pytest.raises(FailingDisk, match="failing"):
        Store.open(folder)
    card.fails = ""
    Store.open(folder).close()  # it was let go


def test_a_program_that_holds_the_database_is_named(folder, store, other):
    hire(store)
    holder = other(HOLD, folder / FILE)
    store.database.connection().set_busy_timeout(1)
    with pytest.raises(HeldByAnother, match="another program"):
        hire(store)
    assert hired() == 1
    holder.communicate()
    hire(store)
    assert hired() == 2


def test_a_program_that_holds_the_database_at_the_start_is_named(folder, other, monkeypatch):
    Store.open(folder).close()
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.001)
    holder = other(HOLD, folder / FILE)
    with pytest.raises(HeldByAnother, match="another program"):
        Store.open(folder)
    holder.communicate()
    Store.open(folder).close()


def test_a_second_kiosk_is_refused_while_the_first_goes_on(folder, other):
    first = other(KIOSK, folder)
    with pytest.raises(FolderInUse, match="another kiosk"):
        Store.open(folder)
    first.communicate()
    Store.open(folder).close()


@pytest.fixture
def disk(tmp_path):
    """A file system of its own, that can be made read-only."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "none", folder], capture_output=True).returncode:
        pytest.skip("only root can mount a file system here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_read_only_file_system_is_named_and_can_be_looked_at(disk):
    store = Store.open(disk)
    hire(store)
    store.close()
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    with pytest.raises(ReadOnlyFolder, match="read-only"):
        Store.open(disk)
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    Store.open(disk).close()


def test_a_connection_that_may_not_write_any_more_is_named(store):
    hire(store)
    store.database.connection().pragma("query_only", True)
    with pytest.raises(ReadOnlyFolder):
        hire(store)
    store.database.connection().pragma("query_only", False)
    assert hired() == 1


def test_where_there_is_no_data_folder_there_is_nothing_to_read(tmp_path):
    with pytest.raises(NoDatabase):
        Store.open_reader(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_is_made_is_for_the_kiosk_alone(tmp_path):
    before = os.umask(0o022)  # a careless one
    try:
        store = Store.open(tmp_path / "data")
        hire(store)
        modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "data").iterdir()}
        store.close()
    finally:
        os.umask(before)
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert set(modes) == {FILE, f"{FILE}-wal", f"{FILE}-shm", "lock", "node"}
    assert set(modes.values()) == {0o600}
