"""Drawing by finger: the stroke is there while it is drawn, and is sent when the finger leaves."""

from pathlib import Path
from typing import Any

from PIL import Image

from kiosk.flow.intents import AddStroke
from kiosk.flow.views import UNITS, Ink, InkBody, Stroke, View
from kiosk.value import replace
from tests.ui.hand import Hand
from tests.ui.views_sample import sample_views

LINE = ((0.2, 0.3), (0.4, 0.5), (0.8, 0.5))


def drawing_view(hand: Hand) -> tuple[View, InkBody]:
    view = sample_views("ja")["note_ink-empty"]
    assert isinstance(view.body, InkBody)
    hand.show(sample_views("ja")["idle"])  # the area is opened anew
    return view, replace(view.body, hint="")


def pad(hand: Hand) -> Any:
    return next(one for one in hand.app.area.shown.walk() if type(one).__name__ == "InkPad")


def draw(hand: Hand, points: tuple[tuple[float, float], ...]) -> list[Any]:
    hand.sent.clear()
    hand.ask(lambda stage: stage.draw(points))
    return list(hand.sent)


def dark(hand: Hand, folder: Path, at: tuple[float, float]) -> bool:
    """Whether there is ink at a place of the drawing area."""
    hand.ask(lambda stage: stage.shot(folder / "ink.png"))
    area, whole = pad(hand), hand.app.area
    x, y = area.x + at[0] * area.width, whole.height - (area.top - at[1] * area.height)
    with Image.open(folder / "ink.png") as picture:
        return sum(picture.getpixel((round(x), round(y)))) < 300


def test_a_stroke_is_sent_when_the_finger_leaves(hand: Hand) -> None:
    view, _ = drawing_view(hand)
    hand.show(view)
    (sent,) = draw(hand, LINE)
    assert isinstance(sent, AddStroke)
    assert sent.number == 1
    high = pad(hand).height / pad(hand).width * UNITS
    for (x, y), (drawn_x, drawn_y) in zip(LINE, sent.points, strict=True):
        assert abs(drawn_x - x * UNITS) < 10
        assert abs(drawn_y - y * high) < 10


def test_it_shows_before_the_counter_has_answered_and_once_when_it_has(hand: Hand, tmp_path: Path) -> None:
    view, body = drawing_view(hand)
    hand.show(replace(view, body=body))
    assert not dark(hand, tmp_path, (0.6, 0.5))
    (sent,) = draw(hand, LINE)
    assert dark(hand, tmp_path, (0.6, 0.5))
    kept = replace(body, ink=Ink((Stroke(24, sent.points),)), heard=1)
    hand.show(replace(view, body=kept))
    assert dark(hand, tmp_path, (0.6, 0.5))
    taken_back = replace(body, heard=1)
    hand.show(replace(view, body=taken_back))
    assert not dark(hand, tmp_path, (0.6, 0.5))


def test_a_stroke_that_was_not_taken_goes(hand: Hand, tmp_path: Path) -> None:
    view, body = drawing_view(hand)
    hand.show(replace(view, body=body))
    (sent,) = draw(hand, LINE)
    hand.show(replace(view, body=replace(body, heard=sent.number)))
    assert not dark(hand, tmp_path, (0.6, 0.5))


def test_it_is_under_the_finger_in_the_same_frame(hand: Hand) -> None:
    view, _ = drawing_view(hand)
    hand.show(view)
    drawn: list[int] = []

    def look() -> None:
        area = pad(hand)
        if area._finger is not None:
            drawn.append(len(area._line.points) // 2)
            last = area._line.points[-2:]
            assert abs(last[0] - area._finger.x) <= 2
            assert abs(last[1] - area._finger.y) <= 2

    hand.ask_while(lambda stage: stage.draw(LINE), look)
    assert set(drawn) >= {1, 2, 3}


def test_strokes_are_counted_and_a_dot_is_one(hand: Hand) -> None:
    view, _ = drawing_view(hand)
    hand.show(view)
    numbers = [draw(hand, points)[0].number for points in (LINE, ((0.5, 0.5),), LINE)]
    assert numbers == [1, 2, 3]
    view, _ = drawing_view(hand)
    hand.show(view)
    assert draw(hand, LINE)[0].number == 1


def test_a_finger_that_leaves_the_area_draws_along_its_edge(hand: Hand) -> None:
    view, _ = drawing_view(hand)
    hand.show(view)
    (sent,) = draw(hand, ((0.5, 0.5), (1.0, 0.5), (1.3, 0.5)))
    assert all(0 <= x <= UNITS for x, _ in sent.points)
    assert draw(hand, ((1.1, 0.5), (0.5, 0.5))) == []


def test_a_long_stroke_is_whole(hand: Hand) -> None:
    view, _ = drawing_view(hand)
    hand.show(view)
    points = tuple((0.1 + 0.8 * (step % 20) / 20, 0.1 + 0.8 * step / 500) for step in range(260))
    (sent,) = draw(hand, points)
    assert len(sent.points) == len(points)
