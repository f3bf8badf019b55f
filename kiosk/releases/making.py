"""Packs a folder of packages into a signed release: `make release KEY=FILE` calls it.

python -m kiosk.releases.making PACKAGES KEY INTO
"""

import hashlib
import sys
import tarfile
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, Final

import zstandard

from kiosk.releases.archive import Release, file_name, head_of
from kiosk.releases.launcher import here
from kiosk.releases.record import PART, VERSION

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

LEVEL: Final = 9


def make_release(packages: Path, key: "Ed25519PrivateKey", into: Path) -> Path:
    """The file. `packages`: as `pip install --target` fills it, for the machine and the Python that run this."""
    into.mkdir(parents=True, exist_ok=True)
    payload = into / ("packages" + PART)
    with (
        payload.open("wb") as out,
        zstandard.ZstdCompressor(level=LEVEL, threads=-1).stream_writer(out, closefd=False) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in sorted(packages.rglob("*")):
            archive.add(path, path.relative_to(packages).as_posix(), recursive=False, filter=_nobodys)
    release = _release(packages, payload)
    file = into / file_name(release)
    with file.open("wb") as out, payload.open("rb") as stream:
        out.write(head_of(release, key))
        while piece := stream.read(1 << 20):
            out.write(piece)
    payload.unlink()
    return file


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mtime = int(member.mtime)
    return member


def _release(packages: Path, payload: Path) -> Release:
    (own,) = distributions(name="kokyaku-kiosk", path=[str(packages)])
    if not VERSION.fullmatch(own.version):
        raise ValueError(f"a release's version is numbers and points, as 1.4.0: {own.version}")
    schema = max(int(path.name[:4]) for path in (packages / "db" / "migrations").glob("[0-9][0-9][0-9][0-9]_*.py"))
    machine, python = here()
    with payload.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    unpacked = sum(path.stat().st_size for path in packages.rglob("*") if path.is_file())
    return Release(own.version, schema, machine, python, payload.stat().st_size, unpacked, sha256)


def read_private(file: Path) -> "Ed25519PrivateKey":
    """PEM, without a password. Raises ValueError, TypeError."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    key = load_pem_private_key(file.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{file} is no Ed25519 key")
    return key


if __name__ == "__main__":
    _, packages, key, into = sys.argv
    try:
        print(make_release(Path(packages), read_private(Path(key)), Path(into)))
    except (OSError, TypeError, ValueError) as error:
        sys.exit(f"No release: {error}")
