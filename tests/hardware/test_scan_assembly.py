"""Keys become scans: endings, silence, what is lost on the way."""

import pytest
from evdev import ecodes as e
from hypothesis import given
from hypothesis import strategies as st

from hardware.keymap import Layout, Stroke, decode
from hardware.scan_assembly import LONGEST, SILENCE, STALE, Scan, ScanAssembly, TornScan
from hardware.simulated.scanner import RawEvent, events_of, strokes_of

CODE = "4901234567894"


def keys(text: str, *endings: int) -> list[RawEvent]:
    return [event for stroke in (*strokes_of(text, Layout.US), *map(Stroke, endings)) for event in events_of(stroke)]


class Desk:
    """Feeds an assembly, and remembers what it said."""

    def __init__(self) -> None:
        self.assembly = ScanAssembly()
        self.now = 100.0
        self.said: list[str | None] = []

    def types(self, events: list[RawEvent]) -> None:
        for event in events:
            self._hear(self.assembly.take(*event, self.now))

    def rests(self, seconds: float) -> None:
        self.now += seconds
        self._hear(self.assembly.silence(self.now))

    def _hear(self, found: Scan | TornScan | None) -> None:
        match found:
            case Scan(strokes):
                self.said.append(decode(strokes, Layout.US))
            case TornScan():
                self.said.append(None)


@pytest.mark.parametrize("ending", [e.KEY_ENTER, e.KEY_KPENTER, e.KEY_TAB])
def test_a_key_ends_a_scan(ending: int) -> None:
    desk = Desk()
    desk.types(keys(CODE, ending))
    assert desk.said == [CODE]
    assert desk.assembly.patience(desk.now) is None


def test_silence_ends_a_scan_of_a_scanner_that_adds_no_key() -> None:
    desk = Desk()
    desk.types(keys(CODE))
    desk.rests(SILENCE / 2)
    assert desk.said == []
    desk.rests(SILENCE)
    assert desk.said == [CODE]


def test_silence_in_the_middle_makes_no_half_codes_of_a_scanner_that_ends_by_a_key() -> None:
    desk = Desk()
    desk.types(keys(CODE, e.KEY_ENTER))
    desk.types(keys(CODE[:5]))
    desk.rests(STALE / 2)
    desk.types(keys(CODE[5:], e.KEY_ENTER))
    assert desk.said == [CODE, CODE]


def test_a_scan_whose_ending_never_comes_is_torn_and_the_next_ends_by_silence() -> None:
    desk = Desk()
    desk.types(keys(CODE, e.KEY_ENTER))
    desk.types(keys(CODE[:5]))
    desk.rests(STALE)
    assert desk.said == [CODE, None]
    desk.types(keys(CODE))
    desk.rests(SILENCE)
    assert desk.said == [CODE, None, CODE]


def test_a_key_that_stays_down_is_one_key() -> None:
    desk = Desk()
    events = keys("4", e.KEY_ENTER)
    events[3:3] = [(e.EV_KEY, e.KEY_4, 2), (e.EV_SYN, 0, 1)] * 5
    desk.types(events)
    assert desk.said == ["4"]


def test_shift_of_either_side_and_caps_lock() -> None:
    desk = Desk()
    for shift in (e.KEY_LEFTSHIFT, e.KEY_RIGHTSHIFT):
        desk.types([(e.EV_KEY, shift, 1), *keys("a"), (e.EV_KEY, shift, 0), *keys("b")])
    desk.types([*events_of(Stroke(e.KEY_CAPSLOCK)), *keys("C", e.KEY_ENTER)])
    assert desk.said == ["AbAbC"]


def test_a_character_by_alt_and_digits_is_not_taken_for_the_digits() -> None:
    desk = Desk()
    desk.types([*keys("49"), (e.EV_KEY, e.KEY_LEFTALT, 1), *keys("029"), (e.EV_KEY, e.KEY_LEFTALT, 0)])
    desk.types(keys("01", e.KEY_ENTER))
    assert desk.said == [None]


def test_an_ending_without_a_code_says_nothing() -> None:
    desk = Desk()
    desk.types(keys("", e.KEY_ENTER, e.KEY_ENTER))
    desk.rests(5)
    assert desk.said == []


def test_a_key_that_lies_pressed_for_ever_fills_no_memory() -> None:
    desk = Desk()
    desk.types(keys("7" * (LONGEST + 10)))
    desk.rests(SILENCE)
    desk.types(keys(CODE, e.KEY_ENTER))
    assert desk.said == [None, CODE]


@given(
    st.lists(st.text("0123456789ABCab-", min_size=1, max_size=20), min_size=1, max_size=4),
    st.data(),
    st.sampled_from([(e.KEY_ENTER,), ()]),
)
def test_whatever_the_kernel_drops_no_half_code_comes(
    codes: list[str], data: st.DataObject, endings: tuple[int, ...]
) -> None:
    """A burst is lost somewhere in the middle of one scan; every code that is told was scanned whole."""
    desk = Desk()
    hit = data.draw(st.integers(0, len(codes) - 1))
    for at, code in enumerate(codes):
        events = keys(code, *endings)
        if at == hit:
            first = data.draw(st.integers(0, len(events)))
            last = data.draw(st.integers(first, len(events)))
            events[first:last] = [(e.EV_SYN, e.SYN_DROPPED, 0), (e.EV_SYN, 0, 0)]
        desk.types(events)
        desk.rests(STALE)
    whole = [code for at, code in enumerate(codes) if at != hit]
    assert [said for said in desk.said if said is not None] in (whole, codes)
    assert None in desk.said
