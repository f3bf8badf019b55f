"""Whether all that is written has its room, on any panel: `python -m tests.ui.room WIDTHxHEIGHT NAME ...`.

A process for each panel, as Kivy has one window for each. Each fault is a line; the last line counts the screens.
"""

import sys
from collections.abc import Iterator
from typing import Any

from kiosk.flow.views import View
from tests.ui.hand import Hand
from tests.ui.views_sample import LANGUAGES, sample_views

ROUNDING = 1.5  # px
LEAST_TYPE_MM = 3.0


def faults(hand: Hand, view: View) -> list[str]:
    """What is cut, too small, or drawn outside its box or its widget, and which buttons lie over one another."""
    hand.show(view)
    hand.ask(lambda stage: stage.texts())  # when they can be read, the layout is done
    widgets = list(hand.app.area.walk(restrict=True))
    return [*ill_written(widgets), *_one_upon_the_other(widgets)]


def ill_written(widgets: list[Any]) -> Iterator[str]:
    from kivy.metrics import mm

    for widget in widgets:
        for writing in getattr(widget, "writings", ()):
            if not writing.painted:
                continue
            what = f"{type(widget).__name__} {writing.painted!r}"
            if writing.painted.endswith("…"):
                yield f"{what} is cut"
            if not _within(writing.box, (*widget.pos, *widget.size)):
                yield f"{what} has its box outside"
            for letters in drawn(writing):
                if not _within((*letters.pos, *letters.size), writing.box):
                    yield f"{what} is drawn outside its box"
                if letters.size[1] < round(mm(LEAST_TYPE_MM)):
                    yield f"{what} is too small"


def drawn(writing: Any) -> list[Any]:
    """Its letters' rectangles."""
    group = getattr(writing, "_lines", None) or writing._pieces
    return [one for one in group.children if type(one).__name__ == "Rectangle"]


def _within(inner: Any, outer: Any) -> bool:
    x, y, width, height = inner
    left, bottom, whole, tall = outer
    return bool(
        x >= left - ROUNDING
        and y >= bottom - ROUNDING
        and x + width <= left + whole + ROUNDING
        and y + height <= bottom + tall + ROUNDING
    )


def _one_upon_the_other(widgets: list[Any]) -> Iterator[str]:
    """Of keys, buttons and the toast; what scrolls goes under others."""
    firm = [
        one for one in widgets if type(one).__name__ in ("PadKey", "BigButton", "AddButton", "TotalPlate", "ToastBar")
    ]
    for at, one in enumerate(firm):
        for other in firm[at + 1 :]:
            across = min(one.right, other.right) - max(one.x, other.x)
            if across > ROUNDING and min(one.top, other.top) - max(one.y, other.y) > ROUNDING:
                yield f"{type(one).__name__} lies over {type(other).__name__}"


def main(size: tuple[int, int], names: list[str]) -> None:
    shown = 0
    with Hand(size) as hand:
        for language in LANGUAGES:
            views = sample_views(language)
            for name in names:
                shown += 1
                for fault in faults(hand, views[name]):
                    print(f"{name} ({language}): {fault}")
    print(f"{shown} screens")


if __name__ == "__main__":
    width, _, height = sys.argv[1].partition("x")
    main((int(width), int(height)), sys.argv[2:])
