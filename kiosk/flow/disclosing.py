"""開示 in words: what is held about one person becomes the sections of a paper."""

from typing import Any
from zoneinfo import ZoneInfo

from kiosk.actions.disclosure import Held, HeldTable, UnreadableInk
from kiosk.actions.disclosure_tables import Cell
from kiosk.flow.words import Words
from kiosk.rules.business_day import date_of, local_time
from kiosk.rules.details import spaced_phone, spaced_postcode
from kiosk.rules.disclosure import Column, Disclosure, Row, Section
from kiosk.rules.ink import Ink
from kiosk.rules.numerals import grouped, yen
from kiosk.rules.settings import Settings
from kiosk.rules.units import BusinessDay

_FIGURES = (Cell.NUMBER, Cell.YEN)
_SPACED = {"phone": spaced_phone, "postcode": spaced_postcode}
_WORDS = {"what": "access", "how": "how"}
"""Where the words of a column stand; those of the others have a room of their own."""


class Discloser:
    """Forms the words of one language for one shop."""

    def __init__(self, words: Words, settings: Settings, today: BusinessDay) -> None:
        self._words = words
        self._text = words.texts
        self._shop = settings.shop.name or words.texts("idle.shop")
        self._answers = (self._shop, settings.sale.address, settings.sale.phone)
        self._zone = ZoneInfo(settings.shop.zone)
        self._today = today

    def form(self, held: Held) -> Disclosure:
        basics = Section(
            self._text("disclosure.basics"),
            tuple(
                Row((self._text(f"disclosure.field.{key}"), self._value(key, cell, value)))
                for key, cell, value in held.basics
                if value is not None
            ),
        )
        return Disclosure(
            name=self._words.name(held.name, held.number),
            number=held.number,
            shop=tuple(filter(None, self._answers)),
            day=self._words.full_day(date_of(self._today)),
            sections=(basics, *map(self._section, held.tables)),
            about=self._text("disclosure.about", shop=self._shop),
        )

    def pages(self, disclosure: Disclosure) -> bytes:
        """A PDF. The typesetting library is loaded with the first one."""
        from kiosk.paper.disclosure import disclosure as typeset

        return typeset(disclosure, self._words).pdf()

    def _section(self, table: HeldTable) -> Section:
        return Section(
            f"{self._text(f'disclosure.table.{table.key}')}　{self._text('disclosure.count', n=len(table.rows))}",
            tuple(self._row(table, row, ink) for row, ink in zip(table.rows, table.inks, strict=True)),
            tuple(Column(self._text(f"disclosure.field.{key}"), cell in _FIGURES) for key, cell in table.columns),
        )

    def _row(self, table: HeldTable, row: tuple[Any, ...], ink: Ink | UnreadableInk | None) -> Row:
        cells = {key: self._value(key, cell, value) for (key, cell), value in zip(table.columns, row, strict=True)}
        if not isinstance(ink, UnreadableInk):
            return Row(tuple(cells.values()), ink)
        cells["text"] = self._text("timeline.unreadable_ink", text=cells["text"])
        return Row(tuple(cells.values()))

    def _value(self, key: str, cell: Cell, value: Any) -> str:
        if value is None:
            return ""
        match cell:
            case Cell.DAY:
                return self._day(date_of(BusinessDay(value)))
            case Cell.MOMENT:
                local = local_time(value, self._zone)
                return f"{self._day(local.date())} {self._text('date.time', hour=local.hour, minute=local.minute)}"
            case Cell.YES_NO:
                return self._text("disclosure.yes" if value else "disclosure.no")
            case Cell.NUMBER:
                return str(value) if key == "number" else grouped(value)
            case Cell.YEN:
                return yen(value)
            case Cell.WORD:
                return self._word(key, value)
            case Cell.TEXT:
                return _SPACED[key](value) if key in _SPACED else value

    def _day(self, when: Any) -> str:
        return self._text("disclosure.day", year=when.year, month=when.month, day=when.day)

    def _word(self, key: str, value: str) -> str:
        """The program's own word for it; one that an older version wrote stands as it is."""
        word = f"{_WORDS.get(key, f'disclosure.{key}')}.{value.partition(' ')[0]}"
        return self._text(word, what=value.partition(" ")[2]) if word in self._text else value
