"""PINs: what is too easy, and how wrong ones make everybody wait."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.pins import LEAST, LOCKED_AFTER, MOST, Locked, Open, TooEasy, Wait, gate, seconds_after, weakness
from kiosk.rules.units import Instant

pins = st.text("0123456789", min_size=LEAST, max_size=MOST)
failures = st.integers(0, 30)
instants = st.integers(0, 10**13).map(Instant)


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("123", TooEasy.SHORT),
        ("0000", TooEasy.SAME),
        ("88888888", TooEasy.SAME),
        ("1234", TooEasy.RUN),
        ("4321", TooEasy.RUN),
        ("7890", TooEasy.RUN),
        ("0987", TooEasy.RUN),
        ("1212", TooEasy.REPEAT),
        ("0808", TooEasy.REPEAT),
        ("123123", TooEasy.REPEAT),
        ("11221122", TooEasy.REPEAT),
        ("1122", TooEasy.PAIRS),
        ("1985", TooEasy.YEAR),
        ("7391", None),
        ("2580", None),
        ("19851122", None),
    ],
)
def test_what_anyone_would_try_first_is_refused(pin, why):
    assert weakness(pin) is why


@given(pins, st.integers(2, 4))
def test_what_is_said_twice_over_is_never_a_pin(pin, times):
    repeated = (pin * times)[: len(pin) * (MOST // len(pin))]
    assert len(repeated) == len(pin) or weakness(repeated) is not None


def test_most_pins_of_four_digits_are_good():
    assert sum(weakness(f"{pin:04}") is None for pin in range(10_000)) > 9_600


def test_the_waits_are_as_they_were_promised():
    assert [seconds_after(wrong) for wrong in range(10)] == [0, 0, 1, 2, 4, 8, 16, 30, 30, 30]


@given(failures, failures)
def test_more_wrong_pins_never_wait_shorter(one, other):
    assert seconds_after(min(one, other)) <= seconds_after(max(one, other))


@given(failures, instants, instants)
def test_the_gate_opens_when_the_time_is_over_and_never_when_it_is_locked(wrong, failed_at, now):
    match gate(wrong, failed_at, now):
        case Locked():
            assert wrong >= LOCKED_AFTER
        case Wait(ms) as wait:
            assert 0 < ms <= seconds_after(wrong) * 1000  # also when the clock went back
            assert wait.seconds >= 1
            if now >= failed_at:
                assert isinstance(gate(wrong, failed_at, Instant(now + ms)), Open)
                assert isinstance(gate(wrong, failed_at, Instant(now + ms - 1)), Wait)
        case Open():
            assert wrong < LOCKED_AFTER
            assert now - failed_at >= seconds_after(wrong) * 1000 or seconds_after(wrong) == 0


@given(instants)
def test_nothing_wrong_nothing_to_wait_for(now):
    assert gate(0, None, now) == Open()
