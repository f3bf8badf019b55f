"""The data folder: settings that are really on, one writer, one thread, errors that a person understands."""

import logging
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import apsw
import pytest

from db.compiled import Compiled
from db.connection import FILE, Store
from db.errors import (
    DamagedPage,
    DiskFull,
    FolderInUse,
    NestedTransaction,
    NewerSchema,
    NotADatabase,
    OldSqlite,
    ReadOnlyFolder,
    StoreError,
    WrongThread,
)
from db.ids import made_at
from db.models import Customer, Note, Staff
from tests.db.conftest import WallClock
from tests.db.damage import flip_bit

SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 3,
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "temp_store": 2,
    "page_size": 4096,
    "mmap_size": 0,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "journal_size_limit": 8 << 20,
    "wal_autocheckpoint": 0,
    "checksum_verification": "1",
}


def add_staff(store: Store, name: str = "丸山") -> int:
    staff = store.new_id()
    Staff.insert(id=staff, name=name, role="owner", active=True).execute()
    return staff


def staff_count(store: Store) -> int:
    return int(Staff.select().count())


@pytest.mark.parametrize("setting", SETTINGS)
def test_settings_are_really_on(store: Store, setting: str) -> None:
    assert store.database.connection().pragma(setting) == SETTINGS[setting]


def test_every_page_has_room_for_its_checksum(store: Store, folder: Path) -> None:
    store.close()
    assert (folder / FILE).read_bytes()[20] == 8


def test_the_version_of_sqlite_is_logged_and_an_old_one_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        Store.open(folder).close()
    assert f"SQLite {apsw.sqlitelibversion()}" in caplog.text
    monkeypatch.setattr(apsw, "sqlitelibversion", lambda: "3.51.2")
    with pytest.raises(OldSqlite, match=r"3\.51\.3 or newer"):
        Store.open(folder)
    with pytest.raises(OldSqlite):
        Store.open_reader(folder)


def test_only_one_process_may_write(store: Store, folder: Path) -> None:
    with pytest.raises(FolderInUse, match="another kiosk"):
        Store.open(folder)
    store.close()
    Store.open(folder).close()


def test_the_store_belongs_to_the_thread_that_opened_it(store: Store) -> None:
    raised: list[type[BaseException]] = []

    def tried(deed: Callable[[], object]) -> None:
        try:
            deed()
        except StoreError as error:
            raised.append(type(error))

    def elsewhere() -> None:
        tried(lambda: store.database.execute_sql("SELECT 1"))
        tried(lambda: staff_count(store))
        tried(lambda: store.transaction().__enter__())
        tried(store.close)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join(10)
    assert raised == [WrongThread] * 4
    assert staff_count(store) == 0


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    def fail() -> None:
        with store.transaction():
            add_staff(store)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert staff_count(store) == 0
    with store.transaction():
        add_staff(store)
    assert staff_count(store) == 1


def test_a_transaction_inside_another_is_an_error_and_nothing_is_written(store: Store) -> None:
    def nest() -> None:
        with store.transaction():
            add_staff(store)
            with store.transaction():
                pass

    with pytest.raises(NestedTransaction):
        nest()
    assert staff_count(store) == 0


def test_a_full_disk_is_named_and_writes_nothing(store: Store) -> None:
    def fill_the_disk() -> None:
        with store.transaction():
            for _ in range(100):
                add_staff(store, "名" * 500)

    connection = store.database.connection()
    room = connection.pragma("page_count") + 4
    assert connection.pragma("max_page_count", room) == room
    with pytest.raises(DiskFull, match="full"):
        fill_the_disk()
    assert staff_count(store) == 0
    connection.pragma("max_page_count", 1 << 20)
    with store.transaction():
        add_staff(store)
    assert staff_count(store) == 1


def test_a_folder_that_cant_be_written_is_named() -> None:
    with pytest.raises(ReadOnlyFolder, match=r"can't be written|read-only"):
        Store.open(Path("/sys/kokyaku"))


def test_what_is_not_a_database_is_named(folder: Path) -> None:
    folder.mkdir()
    (folder / FILE).write_bytes(b"not a database at all" * 500)
    with pytest.raises(NotADatabase, match="not a database"):
        Store.open(folder)
    (folder / FILE).unlink()
    Store.open(folder).close()  # the failure let the folder go


def test_a_database_of_another_program_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    with sqlite3.connect(folder / FILE) as other:
        other.execute("CREATE TABLE recipe (id INTEGER)")
    other.close()
    before = (folder / FILE).read_bytes()
    with pytest.raises(NotADatabase, match="another program"):
        Store.open(folder)
    assert sqlite3.connect(folder / FILE).execute("SELECT name FROM sqlite_master").fetchall() == [("recipe",)]
    assert len((folder / FILE).read_bytes()) == len(before)


def test_a_database_of_a_newer_program_is_refused(store: Store, folder: Path) -> None:
    store.database.execute_sql("INSERT INTO schema_migration (id, name, applied) VALUES (99, '9999_future', 0)")
    store.close()
    with pytest.raises(NewerSchema, match="9999_future"):
        Store.open(folder)


def test_a_flipped_bit_is_found_on_reading(store: Store, folder: Path) -> None:
    with store.transaction():
        customer = store.new_id()
        Customer.insert(id=customer, number=1, at=store.now_ms(), bday=20000).execute()
        for _ in range(200):
            Note.insert(id=store.new_id(), customer=customer, text="メモ" * 200, at=1, bday=20000).execute()
    root = store.database.execute_sql("SELECT rootpage FROM sqlite_master WHERE name = 'note'").fetchone()[0]
    store.close()
    flip_bit(folder / FILE, root, 1000)
    with Store.open_reader(folder) as reader, pytest.raises(DamagedPage, match="checksum"):
        Compiled(reader.database, Note.select(Note.text), NoteText).all()


class NoteText(NamedTuple):
    text: str


def test_a_reader_sees_what_is_committed_and_writes_nothing(store: Store, folder: Path) -> None:
    with store.transaction():
        add_staff(store)
    with Store.open_reader(folder) as reader:
        assert reader.database.execute_sql("SELECT count(*) FROM staff").fetchone() == (1,)
        with pytest.raises(apsw.ReadOnlyError):
            reader.database.connection().execute("DELETE FROM staff")
    assert staff_count(store) == 1


def test_event_time_never_goes_back_and_a_clock_behind_is_known(folder: Path, wall: WallClock) -> None:
    store = Store.open(folder, now_ms=wall)
    wall.ms += 5
    with store.transaction():
        first, second = store.now_ms(), store.now_ms()
        row = add_staff(store)
    assert (first, second) == (wall.ms, wall.ms + 1)
    store.close()

    wall.ms -= 10 * 60_000  # the machine was off, and has no clock of its own
    store = Store.open(folder, now_ms=wall)
    assert not store.clock_ok
    with store.transaction():
        assert store.now_ms() > second
        later = add_staff(store)
    assert later > row
    assert made_at(later) > made_at(row)
    wall.ms += 10 * 60_000
    assert store.clock_ok
    store.close()


def test_a_clock_two_minutes_behind_is_still_good(store: Store, wall: WallClock) -> None:
    wall.ms += 5
    with store.transaction():
        store.now_ms()
    wall.ms -= 120_000
    assert store.clock_ok
    wall.ms -= 1
    assert not store.clock_ok


def test_time_that_was_rolled_back_or_only_looked_at_is_not_stored(store: Store, wall: WallClock) -> None:
    def fail() -> None:
        with store.transaction():
            store.now_ms()
            raise ZeroDivisionError

    store.now_ms()
    with pytest.raises(ZeroDivisionError):
        fail()
    stored = store.database.execute_sql("SELECT last_at FROM clock").fetchone()[0]
    wall.ms += 1000
    with store.transaction():
        at = store.now_ms()
    assert stored < at
    assert store.database.execute_sql("SELECT last_at FROM clock").fetchone() == (at,)


def test_an_installation_keeps_its_node(store: Store, folder: Path) -> None:
    node = store.node
    store.close()
    again = Store.open(folder)
    assert again.node == node
    again.close()


def test_a_copy_elsewhere_or_on_another_board_is_a_new_node(folder: Path, tmp_path: Path) -> None:
    store = Store.open(folder, board="10000000a1b2c3d4")
    nodes = [store.node]
    store.close()

    restored = tmp_path / "restored"
    restored.mkdir()
    (restored / FILE).write_bytes((folder / FILE).read_bytes())
    for where, board in ((restored, "10000000a1b2c3d4"), (folder, "10000000ffffffff")):
        store = Store.open(where, board=board)
        nodes.append(store.node)
        store.close()
    assert len(set(nodes)) == 3


def test_the_wal_comes_home_when_it_is_large_and_at_the_end(store: Store, folder: Path) -> None:
    database, wal = folder / FILE, folder / (FILE + "-wal")
    with store.transaction():
        add_staff(store)
    before = database.stat().st_size
    store.checkpoint()
    assert database.stat().st_size == before
    with store.transaction():
        for _ in range(2000):
            add_staff(store, "名" * 1000)
    store.checkpoint()
    assert database.stat().st_size > before + (4 << 20)
    store.close()
    assert not wal.exists()
    store.close()  # twice is once


def test_a_store_error_is_no_place_for_names(store: Store) -> None:
    with pytest.raises(Exception, match="CHECK constraint") as raised, store.transaction():
        Staff.insert(id=store.new_id(), name="丸山 光男", role="boss").execute()
    assert "丸山" not in str(raised.value)
