"""Which backups lie on a target, and whether their bytes are still those that were proved."""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from db.backup_errors import DamagedBackup, NotVerified, TargetGone
from db.backup_manifest import SUFFIX, BadManifest, Manifest, manifest_from
from db.backup_target import Target

PART: Final = ".part"
JOURNAL: Final = ".journal"
_KIND: Final = ".db.zst.age"
_NAME: Final = re.compile(r"shop-(\d{8}-\d{6})(?:-(\d+))?\.db\.zst\.age")
_MANIFEST_BYTES: Final = 1 << 20


class Tried(StrEnum):
    """What came of bringing a backup back as a trial."""

    GOOD = "good"
    RECOUNTED = "recounted"  # good, once its figures were counted anew
    BAD = "bad"
    NO_ROOM = "no_room"  # on the disk, to try it
    GONE = "gone"  # the stick was pulled meanwhile


@dataclass(frozen=True, slots=True)
class Backup:
    """`manifest`: None for a file that was never proved. `tried`: of one just made, if it was."""

    name: str
    manifest: Manifest | None
    tried: Tried | None = None


def backup_name(stamp: str, taken: Iterable[str]) -> str:
    """shop-20261120-184200.db.zst.age, or the next of that second: a clock that went back writes over none."""
    names = set(taken)
    name, again = f"shop-{stamp}{_KIND}", 1
    while {name, name + SUFFIX} & names:
        again += 1
        name = f"shop-{stamp}-{again}{_KIND}"
    return name


def journal_name(backup: str) -> str:
    """Of the file beside a backup that holds what came after it."""
    return backup.removesuffix(_KIND) + JOURNAL


def listed(target: Target) -> list[Backup]:
    """The newest first, by the shop's time; those never proved come last, by name."""
    names = set(target.names())
    found = [
        Backup(name, _manifest(target, name) if name + SUFFIX in names else None)
        for name in sorted(filter(_NAME.fullmatch, names), key=_place, reverse=True)
    ]
    return sorted(found, key=lambda backup: -backup.manifest.contents.made_at if backup.manifest else 1)


def require_whole(target: Target, backup: Backup, tell: Callable[[int, int], None]) -> Manifest:
    """Read all of it and compare with its manifest. Raises DamagedBackup, NotVerified (it has none)."""
    if backup.manifest is None:
        raise NotVerified("this backup was never proved: it may have been cut off when the stick was pulled")
    seen, done = hashlib.sha256(), 0
    for chunk in target.read(backup.name):
        seen.update(chunk)
        done += len(chunk)
        tell(done, max(done, backup.manifest.size))
    if done != backup.manifest.size or seen.hexdigest() != backup.manifest.sha256:
        raise DamagedBackup("this backup is damaged: take another one")
    return backup.manifest


def drop(target: Target, backup: Backup) -> None:
    """The manifest first: what is left of it in a power cut is a file that nobody trusts. It goes last, for with it
    the rest is found and dropped the next time."""
    target.remove(backup.name + SUFFIX)
    target.sync_folder()
    target.remove(journal_name(backup.name))
    target.remove(backup.name)
    target.sync_folder()


def _place(name: str) -> tuple[str, int]:
    found = _NAME.fullmatch(name)
    assert found is not None, "only such names are listed"
    return found[1], int(found[2] or 1)


def _manifest(target: Target, name: str) -> Manifest | None:
    try:
        if target.size(name + SUFFIX) > _MANIFEST_BYTES:
            return None
        manifest = manifest_from(b"".join(target.read(name + SUFFIX)))
        return manifest if manifest.file == name and target.size(name) == manifest.size else None
    except (BadManifest, TargetGone):  # a bad spot on the stick: the others are still there
        return None
