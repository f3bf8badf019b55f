"""The key that hashes card numbers: 32 random bytes in the data folder, readable by the kiosk alone (0600)."""

import os
from pathlib import Path

from kiosk.rules.card_number import KEY_BYTES, key_fingerprint
from kiosk.secret_file import write_secret

NAME = "card.key"


class CardKeyMissing(RuntimeError):
    """The database knows cards, but the key that hashed them is gone, can't be read, or is another one.

    With a new key every card would be unknown; so nothing is made, and the owner is told.
    """


def load_card_key(folder: Path, fingerprint: bytes | None) -> bytes:
    """The key of a data folder. `fingerprint` is what the database remembers of it, None in a new shop.

    A new shop gets a new key. Raises CardKeyMissing when the remembered one is not there.
    """
    path = folder / NAME
    if not path.exists():
        if fingerprint is not None:
            raise CardKeyMissing(f"{path} is missing: put it back from the backup, or every card will be unknown")
        write_secret(path, os.urandom(KEY_BYTES))
    try:
        key = path.read_bytes()
    except OSError as error:
        raise CardKeyMissing(f"{path} can't be read: {error.strerror}") from error
    if len(key) != KEY_BYTES or (fingerprint is not None and key_fingerprint(key) != fingerprint):
        raise CardKeyMissing(f"{path} is not the key of this shop's cards: put the right one back from the backup")
    return key
