"""A backup is written: the data as it was at one moment, with what else must travel, encrypted, onto a target, proved.

The order is what makes it outlive a pulled stick: NAME.part, fsync, rename, fsync of the file again (vfat otherwise
keeps the size 0 it had under the other name) and of the folder; then it is read back from the medium and opened with a
key that lived for this one run; then its manifest is written the same way. A backup counts from there on.
"""

import hashlib
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyrage

from db.backup_errors import (
    BackupError,
    DamagedBackup,
    NoBackupKey,
    NotABackup,
    NotVerified,
    TargetFull,
    WrongBackupKey,
)
from db.backup_listing import PART, Backup, Tried, backup_name, listed
from db.backup_manifest import SUFFIX, Manifest, contents_of, to_json
from db.backup_parcel import Member, Packed, pack, unpack
from db.backup_target import CHUNK, Target
from db.connection import FILE, Store, locked
from db.errors import files_named
from db.snapshot import one_moment, snapshot, sound_pages

logger = logging.getLogger(__name__)

CONTENTS: Final = "contents.json"
COPY: Final = "backup.part"
"""The copy in the data folder from which a backup is made; a power cut leaves it there until the next one."""

BUSY: Final = "backup.lock"
"""Held in the data folder while a backup is made: two at once would want the same copy."""

_ROOM: Final = 1.25  # of the last backup's size: so much may it have grown
_SPARE: Final = 1 << 20
_NOT_THE_SAME: Final = "what was read back from the stick is not what was written: take another stick"

Tell = Callable[[str, int, int], None]
"""Step ("copy", "write", "prove"), how much of it is done, how much there is. It may raise, to end it."""


Trial = Callable[[Target, str, pyrage.x25519.Identity], Tried]
"""Brings the backup of that name back with this key, to see whether it can be (db.backup_trial)."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be backed up, and for whom."""

    folder: Path  # the data folder
    shop: str  # db.backup_manifest.Contents
    zone: str
    stamp: str  # "20261120-184200": of the name
    now_ms: int
    keys: tuple[str, ...]  # public ones: each opens it
    travelling: tuple[str, ...]  # files of the data folder without which the data is of no use


def write_backup(order: Order, target: Target, tell: Tell, trial: Trial | None = None) -> Backup:
    """Make one, and prove it. Runs beside the kiosk, in any one thread. Whatever it raises, no file stays behind.

    `trial`: it is brought back too when it is made, with the key of this run; it may raise Cancelled, and the backup
    stays.

    Raises BackupErrors, and StoreErrors of the data folder: DiskFull, DamagedPage.
    """
    if not order.keys:
        raise NoBackupKey("there is no key for backups yet: kiosk backup keys new makes one")
    copy = order.folder / COPY
    with files_named():
        lock = locked(order.folder / BUSY)
    try:
        with Store.open_reader(order.folder) as reader, one_moment(reader):
            contents = contents_of(reader, order.shop, order.zone, order.keys, order.now_ms)
            _clear(target)
            _require_room(target, order, reader.folder / FILE)
            snapshot(reader, copy, lambda done, total: tell("copy", done, total))
        size = copy.stat().st_size
        told = _counted(sound_pages(copy), lambda done: tell("write", done, size))
        about = to_json(contents)
        members = [Member(CONTENTS, len(about), (about,)), Member(FILE, size, told)]
        for name in order.travelling:
            content = (order.folder / name).read_bytes()
            members.append(Member(name, len(content), (content,)))
        once = pyrage.x25519.Identity.generate()  # it dies with this run: the file is proved with it, not read later

        def manifest_of(file: str, packed: Packed) -> Manifest:
            return Manifest(file, packed.sha256, packed.size, contents)

        backup = _written(order, target, members, manifest_of, tell, once)
        copy.unlink()  # the trial wants its room
        return backup if trial is None else replace(backup, tried=trial(target, backup.name, once))
    finally:
        copy.unlink(missing_ok=True)
        os.close(lock)


def give_up(folder: Path) -> None:
    """A run was killed and hangs in the kernel, on a share whose server is silent: it does nothing any more. What it
    holds in the data folder keeps no other from being made."""
    with files_named():
        for name in (BUSY, COPY):
            (folder / name).unlink(missing_ok=True)


def _written(
    order: Order,
    target: Target,
    members: Sequence[Member],
    manifest_of: Callable[[str, Packed], Manifest],
    tell: Tell,
    once: pyrage.x25519.Identity,
) -> Backup:
    recipients = [pyrage.x25519.Recipient.from_str(key) for key in order.keys]
    name = backup_name(order.stamp, target.names())
    try:
        packed = _packed(target, name, members, [*recipients, once.to_public()])
        _prove(target, name, packed, once, tell)
        manifest = manifest_of(name, packed)
        _put(target, name + SUFFIX, to_json(manifest))
        _require_same(b"".join(target.read(name + SUFFIX)), to_json(manifest))
    except BaseException:
        # the stick may be gone: what lies there then has no manifest, and is taken away the next time
        with suppress(BackupError):
            for left in (name + SUFFIX + PART, name + SUFFIX, name + PART, name):
                target.remove(left)
            target.sync_folder()
        raise
    logger.info("backed up %d bytes, proved", packed.size)
    return Backup(name, manifest)


def _packed(
    target: Target, name: str, members: Sequence[Member], recipients: Sequence[pyrage.x25519.Recipient]
) -> Packed:
    file = target.create(name + PART)
    try:
        packed = pack(members, recipients, file)
        file.sync()
    finally:
        file.close()
    _settle(target, name)
    return packed


def _put(target: Target, name: str, content: bytes) -> None:
    file = target.create(name + PART)
    try:
        file.write(content)
        file.sync()
    finally:
        file.close()
    _settle(target, name)


def _settle(target: Target, name: str) -> None:
    target.rename(name + PART, name)
    target.sync(name)
    target.sync_folder()


def _prove(target: Target, name: str, packed: Packed, once: pyrage.x25519.Identity, tell: Tell) -> None:
    """Read it from the medium, open it, and compare."""
    seen = hashlib.sha256()

    def content() -> Iterator[bytes]:
        done = 0
        for chunk in target.read(name):
            seen.update(chunk)
            done += len(chunk)
            tell("prove", done, packed.size)
            yield chunk

    try:
        inner = unpack(content(), once, lambda member, size: _Nowhere())
    except (DamagedBackup, NotABackup, WrongBackupKey) as error:
        raise NotVerified(_NOT_THE_SAME) from error
    _require_same((inner, seen.hexdigest()), (packed.inner_sha256, packed.sha256))


def _require_same(read: object, written: object) -> None:
    if read != written:
        raise NotVerified(_NOT_THE_SAME)


class _Nowhere:
    def write(self, data: bytes) -> None:
        """It was only to be opened."""


def _counted(chunks: Iterator[bytes], told: Callable[[int], None]) -> Iterator[bytes]:
    """In larger pieces, and telling how much."""
    done, piece = 0, bytearray()
    for chunk in chunks:
        piece += chunk
        if len(piece) >= CHUNK:
            done += len(piece)
            yield bytes(piece)
            piece.clear()
            told(done)
    yield bytes(piece)
    told(done + len(piece))


def _clear(target: Target) -> None:
    """What a pulled stick left of the last time."""
    for name in target.names():
        if name.startswith("shop-") and name.endswith(PART):
            target.remove(name)


def _require_room(target: Target, order: Order, file: Path) -> None:
    sizes = [
        found.manifest.size for found in listed(target) if found.manifest and found.manifest.contents.shop == order.shop
    ]
    wanted = int(sizes[0] * _ROOM) + _SPARE if sizes else file.stat().st_size + _SPARE
    if target.free() < wanted:
        raise TargetFull(
            f"there is no room left for a backup ({wanted >> 20} MB are needed): take a larger stick, or make room"
        )
