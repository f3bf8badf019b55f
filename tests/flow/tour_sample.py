"""The part of the tour on which the sample shop says that it is one, and is put away."""

from typing import Protocol

from kiosk.actions.sample_shop import SAMPLE_PINS
from kiosk.flow.intents import AskSampleAway, Intent, Leave, OpenSample, PutSampleAway
from tests.flow.counter import Counter


class Keep(Protocol):
    def __call__(self, name: str, *intents: Intent) -> None: ...


def tour_sample(counter: Counter, keep: Keep) -> None:
    """By then somebody has been enrolled and something was sold."""
    counter.send(Leave())
    keep("sample", OpenSample())
    counter.send(AskSampleAway())
    if counter.view.screen == "pin":
        counter.pin(SAMPLE_PINS[0])
    keep("sample_away")
    keep("sample_away-sure", PutSampleAway())
    keep("sample_gone", PutSampleAway())
    counter.send(Leave())
