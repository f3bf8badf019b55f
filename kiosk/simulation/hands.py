"""What a person can do to the simulated shop by hand, beside the window: cards, paper, cables."""

import random
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from db.sample import SAMPLE_CARDS, SAMPLE_STAFF
from kiosk.flow.texts import Texts
from kiosk.simulation.commands import HOLD_SECONDS
from kiosk.simulation.devices import SimulatedDevices

GOODS = ("4901234567894", "4569951116179")
"""Two JAN codes to scan."""

Hand = tuple[str, Callable[[], None]]
"""A label, and what happens when it is touched. It returns at once."""


def hands(devices: SimulatedDevices, texts: Texts) -> tuple[tuple[str, tuple[Hand, ...]], ...]:
    """Groups of things to do, each with its title."""
    vault = _words(devices.vault_words, "vault", texts)
    return (
        (texts("strip.cards"), tuple(_cards(devices, texts))),
        (texts("strip.reader"), _words(devices.reader_words, "reader", texts)),
        (texts("strip.printer"), _words(devices.printer_words, "printer", texts)),
        (texts("strip.scanner"), (*_goods(devices, texts), *_words(devices.scanner_words, "scanner", texts))),
        *(((texts("strip.vault"), vault),) if vault else ()),
    )


def _cards(devices: SimulatedDevices, texts: Texts) -> Iterator[Hand]:
    tap = devices.reader.tap
    for card in SAMPLE_CARDS:
        name, colon, _ = card.who.partition(":")
        yield name if colon else texts("strip.nameless"), partial(tap, card.uid, card.kind, HOLD_SECONDS[card.kind])
    for member in SAMPLE_STAFF:
        yield texts("strip.staff", name=member.name), partial(tap, member.card, "felica", HOLD_SECONDS["felica"])
    yield texts("strip.unknown"), lambda: tap(f"01fa{random.getrandbits(48):012x}", "felica", HOLD_SECONDS["felica"])
    yield texts("strip.phone"), partial(tap, "08000000", "random", HOLD_SECONDS["random"])


def _goods(devices: SimulatedDevices, texts: Texts) -> Iterator[Hand]:
    for number in GOODS:
        yield texts("strip.scanner_goods", number=number[-4:]), partial(devices.scanner.scan, number)


def _words(words: Mapping[str, Callable[[], None]], device: str, texts: Texts) -> tuple[Hand, ...]:
    return tuple((texts(f"strip.{device}_{word.replace('-', '_')}"), act) for word, act in words.items())
