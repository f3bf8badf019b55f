"""A card's number is a pointer to a customer, and personal: what is kept is a keyed hash and the last four digits."""

from dataclasses import dataclass, field
from hashlib import blake2b

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class CardNumber:
    """A card as it is kept. Equal numbers under one key give equal digests; the number can't be got back."""

    digest: bytes = field(repr=False)
    last4: str = field(repr=False)
    kind: str


def card_number(uid: str, kind: str, key: bytes) -> CardNumber:
    """`uid` is lower-case hex without separators. The kind goes into the hash: one number on two kinds is two cards."""
    hashed = blake2b(f"{kind}:{uid}".encode(), key=key, digest_size=16, person=b"kokyaku-card")
    return CardNumber(hashed.digest(), uid[-4:].upper(), kind)


def key_fingerprint(key: bytes) -> bytes:
    """Says which key made the digests without giving it away; kept in the database."""
    return blake2b(b"fingerprint", key=key, digest_size=8, person=b"kokyaku-card").digest()
