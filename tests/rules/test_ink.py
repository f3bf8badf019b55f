"""Ink: what was drawn comes back as it was drawn, and bytes that are none are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.ink import MOST_POINTS, VERSION, BadInk, Ink, Pen, Stroke, decoded, encoded, thinned, with_stroke

POINT = st.tuples(st.integers(-50, 5000), st.integers(-50, 5000))
POINTS = st.lists(POINT, min_size=1, max_size=60).map(tuple)
INK = st.lists(st.builds(Stroke, st.integers(1, 300), POINTS), max_size=12).map(lambda strokes: Ink(tuple(strokes)))


@given(INK)
def test_what_is_drawn_comes_back(ink):
    assert decoded(encoded(ink)) == ink


@given(INK, st.data())
def test_ink_that_was_cut_off_is_refused(ink, data):
    blob = encoded(ink)
    cut = data.draw(st.integers(0, len(blob) - 1))
    with pytest.raises(BadInk):
        decoded(blob[:cut])


@given(st.binary(max_size=200))
def test_bytes_are_ink_or_refused(blob):
    for bytes_ in (blob, bytes([VERSION]) + blob):
        try:
            ink = decoded(bytes_)
        except BadInk:
            continue
        assert ink.points <= len(bytes_)


def test_another_version_is_refused():
    with pytest.raises(BadInk):
        decoded(bytes([VERSION + 1]) + encoded(Ink())[1:])


def test_a_number_without_an_end_is_refused():
    with pytest.raises(BadInk):
        decoded(bytes([VERSION]) + b"\xff" * 1000)


def test_the_format_stays_as_it_is_written_down():
    ink = Ink((Stroke(24, ((10, 20), (9, 200))), Stroke(12, ((9, 200),))))
    assert encoded(ink) == bytes([1, 2, 24, 2, 20, 40, 1, 0xE8, 0x02, 12, 1, 0, 0])


def test_a_written_line_is_small():
    letters = tuple(
        Stroke(24, tuple((300 * n + step * 8, 500 + step * 5 % 40) for step in range(20))) for n in range(12)
    )
    assert len(encoded(Ink(letters))) < 600


@given(POINTS)
def test_thinning_keeps_both_ends_and_adds_nothing(points):
    kept = thinned(points)
    assert (kept[0], kept[-1]) == (points[0], points[-1])
    assert set(kept) <= set(points)


@given(INK.filter(lambda ink: ink.strokes))
def test_the_bounds_hold_every_point(ink):
    left, upper, right, lower = ink.bounds
    assert all(left <= x <= right and upper <= y <= lower for stroke in ink.strokes for x, y in stroke.points)


def test_a_full_sheet_takes_no_more():
    line = tuple((n * 10, n % 2 * 100) for n in range(MOST_POINTS))
    full = with_stroke(Ink(), Pen.FINE, line)
    assert full is not None
    assert full.points == MOST_POINTS
    assert with_stroke(full, Pen.FINE, ((0, 0),)) is None


def test_what_is_drawn_stays_out_of_logs():
    assert "123" not in repr(Ink((Stroke(24, ((123, 123),)),)))
