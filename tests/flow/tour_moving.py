"""The part of the tour on which the card was put into another machine."""

from typing import Protocol

from kiosk.flow.intents import Back, Intent, KeepPlace, Key, MoveShop, SaveText, WritePlace
from kiosk.rules.moving import PlaceLine
from tests.flow.counter import OWNER_PIN, Counter


class Keep(Protocol):
    def __call__(self, name: str, *intents: Intent) -> None: ...


def tour_moving(counter: Counter, keep: Keep) -> None:
    for board in ("the old machine", "the new machine"):
        counter.board = board
        counter.reopen()
    keep("move_asked")
    counter.send(MoveShop())
    counter.pin(OWNER_PIN)
    keep("place")
    keep("place_line", WritePlace(PlaceLine.INVOICE_NUMBER))
    keep("place_line-refused", Key("あ"), SaveText())
    counter.send(Back())
    counter.send(KeepPlace())
    counter.board = ""
