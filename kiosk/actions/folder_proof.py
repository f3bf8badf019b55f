"""What lies around the data: whether the folder is the kiosk's alone, the key fits the cards, and a backup is there."""

from pathlib import Path
from typing import Any, Final

import apsw

from db.connection import FILE, Store
from db.errors import StoreError, sqlite_named
from db.rights import open_to_others
from db.room import Room, room_in
from kiosk.card_key import NAME as CARD_KEY
from kiosk.card_key import CardKeyMissing, load_card_key
from kiosk.mail_password import NAME as MAIL_PASSWORD
from kiosk.rules.units import Instant
from kiosk.server_keys import KEY as SERVER_KEY
from kiosk.value import Value

SECRETS: Final = (FILE, CARD_KEY, MAIL_PASSWORD, SERVER_KEY)


class FolderProof(Value):
    """`open_names`: what others than the kiosk may read ("." is the folder). `key_fits`: None where the data can't
    say. `backup_at`: when the newest proved backup was made, `zone`: by whose clocks."""

    open_names: tuple[str, ...]
    key_fits: bool | None
    backup_at: Instant | None
    zone: str
    room: Room


def prove_folder(folder: Path) -> FolderProof:
    """Nothing is written."""
    fingerprint, zone, backup_at = _known(folder)
    return FolderProof(
        tuple(name for name in (".", *SECRETS) if open_to_others(folder / name)),
        None if fingerprint is None else _fits(folder, fingerprint),
        backup_at,
        zone,
        room_in(folder),
    )


def _known(folder: Path) -> tuple[bytes | None, str, Instant | None]:
    """What the shop remembers of its key, and of its backups; damaged data remember nothing."""
    try:
        with Store.open_reader(folder) as reader, sqlite_named():
            connection = reader.database.connection()
            shop: Any = connection.execute("SELECT card_key, zone FROM shop").get
            at: Any = connection.execute(
                "SELECT at FROM backup_log WHERE file IS NOT NULL ORDER BY id DESC LIMIT 1"
            ).get
    except (StoreError, apsw.SQLError):  # damaged, or of a version that kept no such thing
        return None, "UTC", None
    key, zone = shop or (None, "UTC")
    return key and bytes(key), zone, None if at is None else Instant(at)


def _fits(folder: Path, fingerprint: bytes) -> bool:
    try:
        load_card_key(folder, fingerprint)
    except CardKeyMissing:
        return False
    return True
