"""Releases as the tests make them: small programs, packed and signed as real ones are."""

import shutil
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from db.schema import newest_migration
from kiosk.releases.making import make_release

NEWEST = newest_migration()

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))

PROGRAM = """
import os, pathlib, sys
from importlib.metadata import version
said = pathlib.Path(os.environ["SAID"])
said.write_text(said.read_text() + version("kokyaku-kiosk") + " " + " ".join(sys.argv[1:]) + "\\n")
"""


def packages(folder: Path, version: str, schema: int = NEWEST, program: str = PROGRAM) -> Path:
    """As pip lays them out."""
    kiosk, migrations = folder / "kiosk", folder / "db" / "migrations"
    about = folder / f"kokyaku_kiosk-{version}.dist-info"
    for made in (kiosk, migrations, about):
        made.mkdir(parents=True)
    (kiosk / "__init__.py").write_text("")
    (kiosk / "__main__.py").write_text(program)
    (migrations / "0001_initial.py").write_text("")
    (migrations / f"{schema:04}_newest.py").write_text("")
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: kokyaku-kiosk\nVersion: {version}\n")
    return folder


def release(folder: Path, version: str = "0.2.0", schema: int = NEWEST, key: Ed25519PrivateKey = KEY) -> Path:
    """The file of one."""
    return make_release(packages(folder / f"packages-{version}", version, schema), key, folder / "stick")


NEWER, MARK = "9.0.0", "0099_mark"
_ROOT = Path(__file__).parents[2]
_MIGRATION = '''"""Nothing but a mark."""


def up(migrator, db):
    db.connection().execute("UPDATE clock SET last_at = last_at")
'''


def newer_program(folder: Path, *, comes_up: bool) -> Path:
    """The file of this program again, called 9.0.0, with one migration more."""
    packages = folder / "packages"
    for name in ("kiosk", "hardware", "db"):
        shutil.copytree(_ROOT / name, packages / name, ignore=shutil.ignore_patterns("__pycache__"))
    about = packages / f"kokyaku_kiosk-{NEWER}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: kokyaku-kiosk\nVersion: {NEWER}\n")
    (packages / "db" / "migrations" / f"{MARK}.py").write_text(_MIGRATION)
    if not comes_up:
        (packages / "kiosk" / "actions" / "leftovers.py").write_text("def sweep(folder): raise RuntimeError\n")
    return make_release(packages, KEY, folder / "stick")


def public(folder: Path, key: Ed25519PrivateKey = KEY) -> Path:
    """The file with the key that a machine proves them by."""
    file = folder / "release.pub"
    file.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return file
