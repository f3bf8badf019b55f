"""As many child widgets as there are items, reused: building a widget costs far more than changing it."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")


def fill(container: Any, items: Sequence[Item], make: Callable[[], Any], paint: Callable[[Any, Item], None]) -> None:
    """Make the container hold one painted widget per item, in order. Spare widgets are kept for the next time."""
    spare: list[Any] = container.__dict__.setdefault("_spare", [])
    shown: list[Any] = list(reversed(container.children))
    while len(shown) > len(items):
        widget = shown.pop()
        container.remove_widget(widget)
        spare.append(widget)
    while len(shown) < len(items):
        widget = spare.pop() if spare else make()
        container.add_widget(widget)
        shown.append(widget)
    for widget, item in zip(shown, items, strict=True):
        paint(widget, item)


def put_in(container: Any, widget: Any, present: bool) -> None:
    """Have the widget in the container or not: what isn't there takes no room and no touch."""
    if present and widget.parent is None:
        container.add_widget(widget)
    elif not present and widget.parent is container:
        container.remove_widget(widget)
