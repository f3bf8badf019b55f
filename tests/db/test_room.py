"""A disk that fills up: said long before, refused before anything is half done, and a ballast for the way out."""

import errno
import os
import subprocess

import pytest

from db import room
from db.connection import FILE, Store
from db.errors import DiskFull
from db.models import Staff
from db.room import BALLAST, BALLAST_BYTES, LEAST_BYTES, SCARCE_BYTES, Room, lay_ballast, make_room, room_in
from db.verify import verify

SMALL = 8 << 20


@pytest.fixture
def small_disk(tmp_path):
    """A file system of its own, 8 MiB."""
    folder = tmp_path / "small"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "none", folder], capture_output=True)
    if made.returncode:
        pytest.skip("only root can mount a file system here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@pytest.fixture
def small_sizes(monkeypatch):
    """Everything a 32nd, for a small disk."""
    for name in ("BALLAST_BYTES", "SCARCE_BYTES", "LEAST_BYTES"):
        monkeypatch.setattr(room, name, getattr(room, name) // 32)


def fill(folder, leave):
    """A file of somebody's takes all but so many bytes."""
    with (folder / "photographs").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(room_in(folder).free - leave, 1))


def hire(store, name="丸山"):
    with store.transaction():
        Staff.insert(id=store.new_id(), name=name, role="owner", active=True).execute()


def hired():
    return Staff.select().count()


def test_the_sizes_leave_time():
    assert LEAST_BYTES < BALLAST_BYTES < SCARCE_BYTES


def test_ballast_is_laid_once_and_for_the_kiosk_alone(tmp_path):
    lay_ballast(tmp_path)
    lay_ballast(tmp_path)
    found = (tmp_path / BALLAST).stat()
    assert found.st_size == BALLAST_BYTES
    assert found.st_blocks * 512 >= BALLAST_BYTES  # it really takes the room
    assert found.st_mode & 0o777 == 0o600


def test_where_room_is_scarce_no_ballast_makes_it_scarcer(small_disk):
    lay_ballast(small_disk)
    assert not (small_disk / BALLAST).exists()
    assert room_in(small_disk).scarce


@pytest.mark.parametrize(
    ("free", "scarce"), [(SCARCE_BYTES, False), (SCARCE_BYTES - 1, True), (LEAST_BYTES, True), (0, True)]
)
def test_scarce_is_said_from_200_mib_on(free, scarce):
    assert Room(free, ballast=True).scarce == scarce
    assert not Room(free, ballast=True).ended
    assert Room(free, ballast=False).ended == (free < LEAST_BYTES)


def test_the_ballast_is_given_up_before_anything_fails(small_disk, small_sizes):
    lay_ballast(small_disk)
    store = Store.open(small_disk)
    fill(small_disk, room.LEAST_BYTES // 2)
    hire(store)
    assert not (small_disk / BALLAST).exists()
    assert hired() == 1
    store.close()


def test_at_the_end_nothing_is_begun_and_room_is_enough_to_go_on(small_disk, small_sizes):
    store = Store.open(small_disk)
    hire(store)
    fill(small_disk, room.LEAST_BYTES - 4096)
    before = store.now_ms()

    def refused():
        with store.transaction():
            pytest.fail("it was begun")

    with pytest.raises(DiskFull, match="make room"):
        refused()
    assert hired() == 1  # what is there can be read
    assert store.newest_ms < before
    (small_disk / "photographs").unlink()
    hire(store)
    assert hired() == 2
    store.close()


def test_a_disk_that_is_really_full_writes_nothing_of_a_transaction(small_disk, monkeypatch):
    monkeypatch.setattr(room, "LEAST_BYTES", 0)  # nobody looks before
    store = Store.open(small_disk)
    hire(store)
    fill(small_disk, 64 << 10)

    def write_too_much():
        with store.transaction():
            for _ in range(200):
                Staff.insert(id=store.new_id(), name="名" * 500, role="owner", active=True).execute()

    with pytest.raises(DiskFull):
        write_too_much()
    assert hired() == 1
    (small_disk / "photographs").unlink()
    write_too_much()
    assert hired() == 201
    store.close()
    assert not verify(small_disk)


def test_where_a_quota_ends_before_the_disk_the_ballast_saves_the_next_try(small_disk, small_sizes, monkeypatch):
    lay_ballast(small_disk)
    store = Store.open(small_disk)
    fill(small_disk, 0)
    monkeypatch.setattr(room, "room_in", lambda folder: Room(SCARCE_BYTES, (folder / BALLAST).exists()))
    with pytest.raises(DiskFull):
        hire(store, "名" * 40_000)
    assert not (small_disk / BALLAST).exists()
    hire(store, "名" * 40_000)
    assert hired() == 1
    (small_disk / "photographs").unlink()
    store.close()


def test_a_shop_opens_on_a_full_disk(small_disk, small_sizes):
    lay_ballast(small_disk)
    store = Store.open(small_disk)
    hire(store)
    store.close()
    fill(small_disk, 0)
    store = Store.open(small_disk)
    assert hired() == 1
    hire(store)
    store.close()


def test_a_full_disk_without_ballast_is_named_at_the_start(small_disk):
    Store.open(small_disk).close()
    fill(small_disk, 0)
    with pytest.raises(DiskFull):
        Store.open(small_disk)
    (small_disk / "photographs").unlink()
    Store.open(small_disk).close()
    assert (small_disk / FILE).exists()


def test_a_disk_that_does_not_answer_is_not_called_full(tmp_path, monkeypatch):
    def dead(path):
        raise OSError(errno.EIO, "dead")

    monkeypatch.setattr(os, "statvfs", dead)
    assert not make_room(tmp_path).ended
