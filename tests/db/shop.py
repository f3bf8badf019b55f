"""The sample shop on a day of the tests."""

from collections.abc import Sequence
from hashlib import blake2b

from db.connection import Store
from db.sample import fill

TODAY = 20779  # 2026-11-22


def card_digest(uid: str, kind: str) -> bytes:
    return blake2b(f"{kind}:{uid}".encode(), digest_size=16).digest()


def words(name: str, reading: str, number: int, phone: str, notes: Sequence[str]) -> str:
    plain = ("".join(filter(str.isalnum, text)).casefold() for text in (name, reading, f"no{number}", phone, *notes))
    return " ".join(filter(None, plain))


def fill_shop(store: Store, seed: int = 1, customers: int = 200) -> None:
    fill(
        store,
        today=TODAY,
        card_digest=card_digest,
        reading_key=str.strip,
        words=words,
        seed=seed,
        customers=customers,
    )
