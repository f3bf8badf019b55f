"""The key of backups on paper: to read, and to scan."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from hardware.slip import Align, Gap, Line, Mark, QrCode, Rule, Size, Slip, Words
from kiosk.flow.words import Words as Form

HEAD: Final = "AGE-SECRET-KEY-1"
_GROUP: Final = 4
_ROW: Final = 4  # groups that fit on 58 mm


def form_recovery_slip(shop: str, number: str, secret: str, made: datetime, words: Form) -> Slip:
    """`secret` as age writes it. Nothing keeps this slip: it is printed once."""
    return Slip(tuple(_lines(shop, number, secret, made, words)))


def key_rows(secret: str, abreast: int = _ROW) -> list[str]:
    """The key in groups of four, so many to a row, after a row with its head: as it is read aloud and typed.

    >>> key_rows("AGE-SECRET-KEY-1ABCDEFGHIJKLMNOPQR")
    ['AGE-SECRET-KEY-1', 'ABCD EFGH IJKL MNOP', 'QR']
    """
    body = secret.removeprefix(HEAD)
    groups = [body[at : at + _GROUP] for at in range(0, len(body), _GROUP)]
    return [HEAD, *(" ".join(groups[at : at + abreast]) for at in range(0, len(groups), abreast))]


def _lines(shop: str, number: str, secret: str, made: datetime, words: Form) -> Iterator[Line]:
    texts = words.texts
    yield Mark(texts("recovery.title"))
    yield Words(shop or texts("idle.shop"), Size.LARGE, Align.CENTRE, bold=True)
    yield Words(texts("recovery.number", number=number), align=Align.CENTRE, bold=True)
    yield Words(words.moment("slip.date", made), Size.SMALL, Align.CENTRE)
    yield Rule()
    yield Words(texts("recovery.what"))
    yield Gap()
    yield QrCode(secret)
    for row in key_rows(secret):
        yield Words(row, align=Align.CENTRE)
    yield Rule()
    yield Words(texts("recovery.keep"), Size.SMALL)
