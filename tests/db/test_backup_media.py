"""Backups on the file systems that sticks have: FAT32 and exFAT, whole, full, locked, and pulled on the way."""

import os
from random import Random

import pytest

from db.backup_errors import BackupError, TargetFull, TargetReadOnly, target_named
from db.backup_listing import listed, require_whole
from db.backup_target import FolderTarget
from db.journal import Entry
from db.journal_file import JournalFile, entries_since
from tests.db.backing_up import back_up, bring_back, quiet, take_in
from tests.db.media import Stick, why_none

FAT32, EXFAT = (
    pytest.param(kind, marks=pytest.mark.skipif(bool(why_none(kind)), reason=why_none(kind)))
    for kind in ("fat32", "exfat")
)
only_exfat = pytest.mark.parametrize("stick", [EXFAT], indirect=True)
"""fusefat says of a full stick that it is locked; the kernel's own FAT does not."""


@pytest.fixture(params=[FAT32, EXFAT])
def stick(request, tmp_path):
    stick = Stick(request.param, tmp_path / "image")
    stick.plug_in()
    yield stick
    if os.path.ismount(stick.folder):
        stick.take_out()


class Place(FolderTarget):
    """The stick's folder."""

    def __init__(self, stick):
        super().__init__(stick.folder)
        self._stick = stick

    def free(self):
        with target_named():
            found = os.statvfs(self.folder)
        # Debian 12's fusefat tells no free blocks, but the free clusters as free inodes
        return super().free() if found.f_blocks else found.f_ffree * 512


def opened(stick):
    place = Place(stick)
    place.require_ours()
    return place


def again(stick, **how):
    stick.take_out()
    stick.plug_in(**how)


def test_a_shop_goes_there_and_comes_back_after_the_stick_was_out(store, stick, key, tmp_path):
    for number in range(1, 41):
        take_in(store, number, f"客{number}")
    Place(stick).choose()
    backup = back_up(store, opened(stick), key)
    again(stick)
    target = opened(stick)
    (found,) = listed(target)
    assert require_whole(target, found, quiet) == backup.manifest
    assert bring_back(target, backup, tmp_path / "new", key).customers == 40


def test_what_is_sold_is_appended_and_found_again(store, stick, key):
    target = Place(stick)
    backup = back_up(store, target, key)
    entries = [Entry(number, number, 1, bytes([number]) * 5000) for number in range(1, 8)]
    journal = JournalFile.found(target, backup)
    for entry in entries[:4]:
        journal.append([entry])
    again(stick)
    journal = JournalFile.found(Place(stick), backup)
    journal.append(entries[4:])
    assert list(entries_since(Place(stick), backup.name, 0)) == entries


@only_exfat
def test_a_full_one_keeps_the_backup_before(store, stick, key):
    target = Place(stick)
    first = back_up(store, target, key)
    (stick.folder / "holiday.avi").write_bytes(bytes(target.free() - (1 << 19)))
    with store.transaction():
        store.database.execute_sql("CREATE TABLE bulk (noise BLOB) STRICT")
        store.database.execute_sql("INSERT INTO bulk VALUES (randomblob(?))", (2 << 20,))
    free = target.free
    with pytest.raises(TargetFull):
        back_up(store, target, key, "20261121-040000")
    target.free = lambda: 1 << 40  # it says there is room, and then there is none
    with pytest.raises(TargetFull):
        back_up(store, target, key, "20261121-040000")
    assert free() > 1 << 18  # the part of it is gone again
    assert [found.name for found in listed(target)] == [first.name]
    assert require_whole(target, first, quiet)


def test_a_locked_one_is_told_and_can_be_read(store, stick, key):
    target = Place(stick)
    target.choose()
    backup = back_up(store, target, key)
    again(stick, locked=True)
    with pytest.raises(TargetReadOnly):
        opened(stick)
    assert require_whole(Place(stick), backup, quiet)


class Held(Place):
    """Whoever holds it pulls it before the operation of that number."""

    def __init__(self, stick, at):
        super().__init__(stick)
        self._left = at

    def _counts(self):
        if self._left == 0:
            self._stick.pull()
        self._left -= 1

    @property
    def pulled(self):
        return self._left < 0

    def create(self, name):
        self._counts()
        return HeldFile(self, super().create(name))

    def rename(self, old, new):
        self._counts()
        super().rename(old, new)

    def remove(self, name):
        self._counts()
        super().remove(name)

    def sync(self, name):
        self._counts()
        super().sync(name)

    def sync_folder(self):
        self._counts()
        super().sync_folder()

    def read(self, name):
        self._counts()
        yield from super().read(name)


class HeldFile:
    def __init__(self, target, file):
        self._target = target
        self._file = file

    def write(self, data):
        self._target._counts()
        self._file.write(data)

    def sync(self):
        self._target._counts()
        self._file.sync()

    def close(self):
        self._file.close()


def test_pulled_at_any_operation_the_backup_before_is_whole_and_the_next_works(store, stick, key):
    good = back_up(store, Place(stick), key)
    night, at, chance = 0, 0, Random(stick.kind)
    while True:
        night += 1
        held = Held(stick, at)
        try:
            back_up(store, held, key, f"20261121-04{night:04d}")
        except BackupError:
            assert held.pulled
        if not held.pulled:
            break
        stick.take_out()
        stick.check()
        stick.plug_in()
        target = Place(stick)
        trusted = [found for found in listed(target) if found.manifest is not None]
        assert good.name in {found.name for found in trusted}
        for found in trusted:
            assert require_whole(target, found, quiet)
        at += chance.randint(1, 3)
    assert night > 8
    assert not [path.name for path in stick.folder.iterdir() if path.suffix == ".part"]
