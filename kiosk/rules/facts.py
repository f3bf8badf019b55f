"""Facts: lasting things about a person, under headings that the shop makes."""

_WEEKDAY_WORDS = ("曜", "weekday", "day off", "days off")


def asks_weekday(heading: str) -> bool:
    """Whether a weekday is a good answer (休みの曜日): then the weekdays are buttons."""
    return any(word in heading.casefold() for word in _WEEKDAY_WORDS)


def moved_up(order: tuple[int, ...], heading: int) -> tuple[int, ...]:
    """The headings with this one before its neighbour above; the first one stays where it is.

    >>> moved_up((1, 2, 3), 3)
    (1, 3, 2)
    """
    at = order.index(heading)
    return (*order[: at - 1], heading, order[at - 1], *order[at + 1 :]) if at else order
