"""開示: everything that is held about one person, under headings, as the person asked to see it.

Whoever fills this leaves out what belongs to others (the rest of the household, who introduced them, by name).
"""

from kiosk.rules.ink import Ink
from kiosk.value import Hidden, Value


class Column(Value):
    title: str
    figure: bool = False  # stands at the right


class Row(Value):
    """One text for each column of its section; `ink` is what was drawn by hand, below them."""

    cells: Hidden[tuple[str, ...]]
    ink: Hidden[Ink | None] = None


class Section(Value):
    """`columns` empty: the rows are pairs of what it is and what it says. No rows: that nothing is held is said."""

    title: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...] = ()
    about: str = ""  # what it is kept for


class Disclosure(Value):
    name: Hidden[str]  # with 様
    number: int  # of the customer
    shop: tuple[str, ...]  # name, address, phone: whoever answers for it
    day: str  # on which it was made
    sections: tuple[Section, ...]
    about: str = ""  # what the shop uses personal data for
