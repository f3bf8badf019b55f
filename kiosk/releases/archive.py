"""A release in one file: three lines that a person can read, and what they speak of.

    kokyaku-update 1
    the signature of the next line (Ed25519, hex)
    {"version": …, "sha256": …}
    the packages: a tar, by zstd

`head -n 3 FILE` shows the lines, `tail -n +4 FILE | zstd -d | tar t` the rest. Nothing of a file is looked at before
its signature was found right, no part of the packages is unpacked before their hash was.
"""

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import msgspec

from kiosk.releases.launcher import here
from kiosk.releases.record import VERSION, order
from kiosk.value import Value

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FIRST: Final = b"kokyaku-update 1\n"
LINE_BYTES: Final = 4096
ENDING: Final = ".update"

_SHA256: Final = re.compile(r"[0-9a-f]{64}")


class UpdateTrouble(StrEnum):
    """Why there is no update; each has its words."""

    NO_KEY = "no_key"  # this machine has none to prove one by
    FOREIGN = "foreign"  # no file of ours
    FORGED = "forged"  # signed by another key, or changed since
    DAMAGED = "damaged"
    MACHINE = "machine"
    PYTHON = "python"
    SAME = "same"
    OLDER = "older"
    OLDER_DATA = "older_data"  # it does not know the tables that the shop has by now
    NO_ROOM = "no_room"
    GONE = "gone"  # the stick was pulled, or can't be read
    NO_BACKUP = "no_backup"  # there is no place or no key for one
    BACKUP_FAILED = "backup_failed"
    CANCELLED = "cancelled"
    OTHER = "other"


class Refused(Exception):
    """It is not taken. Nothing has changed."""

    def __init__(self, trouble: UpdateTrouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


class Release(Value):
    """`schema`: number of its newest migration. In bytes: `size` of the packages here, `unpacked` of them in use."""

    version: str
    schema: int
    machine: str
    python: str
    size: int
    unpacked: int
    sha256: str


def refusal(release: Release, version: str, schema: int) -> UpdateTrouble | None:
    """Why it can't follow this version with those tables, on this machine; None where it can."""
    machine, python = here()
    if release.machine != machine:
        return UpdateTrouble.MACHINE
    if release.python != python:
        return UpdateTrouble.PYTHON
    if order(release.version) == order(version):
        return UpdateTrouble.SAME
    if order(release.version) < order(version):
        return UpdateTrouble.OLDER
    return UpdateTrouble.OLDER_DATA if release.schema < schema else None


def read_public(file: Path) -> "Ed25519PublicKey":
    """The key that releases are proved by (PEM). Raises Refused."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(file.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise Refused(UpdateTrouble.NO_KEY) from error
    if not isinstance(key, Ed25519PublicKey):
        raise Refused(UpdateTrouble.NO_KEY)
    return key


def read_release(archive: BinaryIO, key: "Ed25519PublicKey") -> Release:
    """What is in it, proved; the packages stand next in the file, and are not looked at. Raises Refused."""
    from cryptography.exceptions import InvalidSignature

    try:
        first, signature, line = (archive.readline(LINE_BYTES) for _ in range(3))
    except OSError as error:
        raise Refused(UpdateTrouble.GONE) from error
    if first != FIRST:
        raise Refused(UpdateTrouble.FOREIGN)
    try:
        key.verify(bytes.fromhex(signature.decode("ascii")), FIRST + line)
    except (InvalidSignature, ValueError) as error:
        raise Refused(UpdateTrouble.FORGED) from error
    try:
        release = msgspec.json.decode(line, type=Release)
    except msgspec.DecodeError as error:
        raise Refused(UpdateTrouble.DAMAGED) from error
    if not VERSION.fullmatch(release.version) or not _SHA256.fullmatch(release.sha256):
        raise Refused(UpdateTrouble.DAMAGED)
    return release


def head_of(release: Release, key: "Ed25519PrivateKey") -> bytes:
    """The three lines."""
    line = msgspec.json.encode(release) + b"\n"
    return FIRST + key.sign(FIRST + line).hex().encode() + b"\n" + line


def file_name(release: Release) -> str:
    return f"kokyaku-{release.version}-{release.machine}-{release.python}{ENDING}"
