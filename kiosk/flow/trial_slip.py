"""試し刷り: what shows that a printer is the right one, and the paper as wide as it is thought to be."""

from collections.abc import Iterator
from datetime import datetime

from hardware.slip import Align, Gap, Line, Mark, Pair, Rule, Size, Slip, Words
from kiosk.flow.words import Words as Form


def form_trial_slip(shop: str, now: datetime, words: Form) -> Slip:
    """It is in no list of slips."""
    return Slip(tuple(_lines(shop, now, words)))


def _lines(shop: str, now: datetime, words: Form) -> Iterator[Line]:
    texts = words.texts
    yield Mark(texts("trial_slip.title"))
    yield Words(shop or texts("idle.shop"), Size.LARGE, Align.CENTRE, bold=True)
    yield Words(words.moment("slip.date", now), Size.SMALL, Align.CENTRE)
    yield Rule()
    yield Pair(texts("trial_slip.left"), texts("trial_slip.right"))
    yield Rule()
    yield Words(texts("trial_slip.edges"))
    yield Gap()
    yield Words(texts("trial_slip.letters"), align=Align.CENTRE)
