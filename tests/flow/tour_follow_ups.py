"""The tour through the follow-ups: the list, one of them, and until when it may wait."""

from collections.abc import Callable

from kiosk.flow.intents import Back, FollowUpDone, Leave, OpenFollowUp, OpenFollowUps, OpenPutOff
from kiosk.rules.notes import Kind
from tests.flow.counter import Counter


def follow_up_screens(counter: Counter, keep: Callable[..., None]) -> None:
    counter.send(Leave())
    keep("follow_ups", OpenFollowUps())
    first = counter.view.body.rows[0].intent
    assert isinstance(first, OpenFollowUp)
    keep("follow_up", first)
    keep("put_off", OpenPutOff())
    keep("follow_ups-done", Back(), FollowUpDone(Kind.TALK))
    counter.send(Leave())
