"""A card's number is a pointer to a customer, and personal: what is kept is a keyed hash and the last four digits."""

import re
from hashlib import blake2b
from unicodedata import normalize

from kiosk.value import Hidden, Value

KEY_BYTES = 32


class CardNumber(Value):
    """A card as it is kept. Equal numbers under one key give equal digests; the number can't be got back."""

    digest: Hidden[bytes]
    last4: Hidden[str]
    kind: str


def card_number(uid: str, kind: str, key: bytes) -> CardNumber:
    """`uid` of a chip is lower-case hex without separators; a barcode is what stands in it, scanned or imported.

    The kind goes into the hash: one number on two kinds is two cards.
    """
    if kind == "barcode":
        uid = printed_number(uid)
    hashed = blake2b(f"{kind}:{uid}".encode(), key=key, digest_size=16, person=b"kokyaku-card")
    return CardNumber(hashed.digest(), uid[-4:].upper(), kind)


def printed_number(text: str) -> str:
    """A printed number by which it is the same card however it was written: full-width, in groups, in capitals.

    >>> printed_number("Ｍ-004 217")
    'm004217'
    """
    return re.sub(r"[\s\u2010-\u2015\u2212-]", "", normalize("NFKC", text)).lower()


def key_fingerprint(key: bytes) -> bytes:
    """Says which key made the digests without giving it away; kept in the database."""
    return blake2b(b"fingerprint", key=key, digest_size=8, person=b"kokyaku-card").digest()
