"""The strip at the right of a simulated kiosk's window: buttons that stand for hands, paper and cables."""

from collections.abc import Callable
from typing import Any

from kiosk.value import Value

STRIP_WIDTH = 260  # px


class StripItem(Value):
    """`run` is called on the main thread, and must return at once."""

    label: str
    run: Callable[[], None]


class StripGroup(Value):
    title: str
    items: tuple[StripItem, ...]


def build_strip(area: Any, area_width: int, groups: tuple[StripGroup, ...]) -> Any:
    """A widget that holds the kiosk's area at the left in its own size, and the strip beside it."""
    from kiosk.ui.widgets.strip_bar import StripBar

    return StripBar.beside(area, area_width, groups)
