"""A release from a stick into the folder of the releases: copied, proved, unpacked beside the others, named last."""

import hashlib
import os
import shutil
import tarfile
from collections.abc import Callable
from errno import EDQUOT, ENOSPC
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, Final

import msgspec
import zstandard

from kiosk.releases.archive import Refused, Release, UpdateTrouble, read_release
from kiosk.releases.record import ABOUT, PART
from kiosk.synced import sync

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

INCOMING: Final = "incoming" + PART
SPARE_BYTES: Final = 64 << 20
"""So much stays free for the shop's own work."""
_PIECE: Final = 1 << 20

Tell = Callable[[str, int, int], None]
"""Hears how far it is, "copy" or "unpack", and of it so much; what it raises ends the work."""


def unpack(file: Path, key: "Ed25519PublicKey", folder: Path, kept: int, tell: Tell) -> Release:
    """On the disk when this returns. `kept`: bytes that are needed besides, for a copy of the database.

    Raises Refused, and what `tell` raises; then there is nothing of it.
    """
    incoming = folder / INCOMING
    shutil.rmtree(incoming, ignore_errors=True)
    try:
        release = _copied(file, key, incoming, kept, tell)
        _unpacked(incoming / "packages", incoming / "tree", release, tell)
        _named(incoming / "tree", folder / release.version)
    except OSError as error:
        full = error.errno in (ENOSPC, EDQUOT)
        raise Refused(UpdateTrouble.NO_ROOM if full else UpdateTrouble.OTHER) from error
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    return release


def _copied(file: Path, key: "Ed25519PublicKey", incoming: Path, kept: int, tell: Tell) -> Release:
    """What was proved is what is unpacked: a stick may answer otherwise when it is read again."""
    try:
        archive = file.open("rb")
    except OSError as error:
        raise Refused(UpdateTrouble.GONE) from error
    with archive:
        release = read_release(archive, key)
        incoming.mkdir(mode=0o700, parents=True)
        if shutil.disk_usage(incoming).free < release.size + release.unpacked + kept + SPARE_BYTES:
            raise Refused(UpdateTrouble.NO_ROOM)
        digest, done = hashlib.sha256(), 0
        with (incoming / "packages").open("wb") as out:
            while piece := _read(archive):
                done += len(piece)
                if done > release.size:
                    raise Refused(UpdateTrouble.DAMAGED)
                digest.update(piece)
                out.write(piece)
                tell("copy", done, release.size)
    if digest.hexdigest() != release.sha256:
        raise Refused(UpdateTrouble.DAMAGED)
    return release


def _read(archive: BinaryIO) -> bytes:
    try:
        return archive.read(_PIECE)
    except OSError as error:
        raise Refused(UpdateTrouble.GONE) from error


def _unpacked(packages: Path, tree: Path, release: Release, tell: Tell) -> None:
    """Files and folders, nothing else, and none elsewhere: a signature does not say that whoever signed was careful."""
    tree.mkdir()
    done = 0
    try:
        with (
            packages.open("rb") as stream,
            zstandard.ZstdDecompressor().stream_reader(stream) as plain,
            tarfile.open(fileobj=plain, mode="r|") as archive,
        ):
            for member in archive:
                path = PurePosixPath(member.name)
                if path.is_absolute() or ".." in path.parts or not (member.isfile() or member.isdir()):
                    raise Refused(UpdateTrouble.DAMAGED)
                if member.isdir():
                    (tree / path).mkdir(parents=True, exist_ok=True)
                    continue
                _write(archive, member, tree / path)
                done += member.size
                tell("unpack", done, release.unpacked)
    except (tarfile.TarError, zstandard.ZstdError) as error:
        raise Refused(UpdateTrouble.DAMAGED) from error
    packages.unlink()
    (tree / ABOUT).write_bytes(msgspec.json.encode(release))


def _write(archive: tarfile.TarFile, member: tarfile.TarInfo, to: Path) -> None:
    content = archive.extractfile(member)
    assert content is not None, "it is a file"
    to.parent.mkdir(parents=True, exist_ok=True)
    with to.open("wb") as out:
        shutil.copyfileobj(content, out, _PIECE)
    os.utime(to, (member.mtime, member.mtime))  # by it Python knows which compiled files are good


def _named(tree: Path, release: Path) -> None:
    os.sync()  # one call for ten thousand files
    if release.exists():  # never the current one: that is no newer than itself
        shutil.rmtree(release)
    tree.rename(release)
    sync(release.parent)
