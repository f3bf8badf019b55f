"""開示: everything held about one person, as a document of A4 pages to hand to them (disclosure.typ)."""

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import quoteattr

from kiosk.paper.glyphs import clean, missing, spelled
from kiosk.paper.speaking import Words
from kiosk.paper.typeset import Typeset
from kiosk.rules.disclosure import Disclosure, Row, Section
from kiosk.rules.ink import UNITS, Ink

_INK_MM = 100  # the width of the drawing area on paper: a hand's writing comes out as large as it was written
_NARROWEST, _WIDEST = 6, 40  # characters: what a column of texts counts as, when the page's width is shared out


def disclosure(held: Disclosure, words: Words) -> Typeset:
    """As many pages as it takes. What no font has stands as its code, and the document says so: nothing is left out."""
    return Typeset("disclosure", _values(held, words))


def _values(held: Disclosure, words: Words) -> dict[str, Any]:
    say = words.texts
    return {
        "title": say("disclosure_paper.title"),
        "name": spelled(held.name),
        "number": say("disclosure_paper.number", number=held.number),
        "day": say("disclosure_paper.day", day=held.day),
        "shop": list(map(spelled, held.shop)),
        "about": spelled(held.about),
        "none": say("disclosure_paper.none"),
        "spelled": say("disclosure_paper.spelled") if any(missing(clean(text)) for text in _texts(held)) else "",
        "sections": [_section(section) for section in held.sections],
    }


def _texts(held: Disclosure) -> Iterator[str]:
    yield from (held.name, held.about, *held.shop)
    for section in held.sections:
        yield section.about
        for row in section.rows:
            yield from row.cells


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "about": spelled(section.about),
        "columns": [
            {"title": column.title, "figure": column.figure, "share": _share(section, at)}
            for at, column in enumerate(section.columns)
        ],
        "rows": [_row(row) for row in section.rows],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "cells": [spelled(cell).split("\n") for cell in row.cells],
        "ink": None if row.ink is None or not row.ink.strokes else _drawn(row.ink),
    }


def _share(section: Section, at: int) -> int:
    """Of the width that the columns of texts have together."""
    longest = max((len(row.cells[at]) for row in section.rows), default=0)
    return min(_WIDEST, max(_NARROWEST, longest, len(section.columns[at].title)))


def _drawn(ink: Ink) -> dict[str, Any]:
    """The strokes as SVG, cut to what is drawn."""
    left, upper, right, lower = ink.bounds
    lines = "".join(
        f"<polyline points={quoteattr(' '.join(f'{x},{y}' for x, y in _visible(stroke.points)))}"
        f' stroke-width="{stroke.pen}"/>'
        for stroke in ink.strokes
    )
    return {
        "width": (right - left) * _INK_MM / UNITS,
        "svg": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {upper} {right - left} {lower - upper}">'
        f'<g fill="none" stroke="#111" stroke-linecap="round" stroke-linejoin="round">{lines}</g></svg>',
    }


def _visible(points: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """A dot is a line of no length, which SVG draws with its round ends only when it has two points."""
    return points if len(points) > 1 else (points[0], (points[0][0] + 1, points[0][1]))
