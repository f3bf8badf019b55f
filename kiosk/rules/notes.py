"""Notes: what a template asks for, and what kind of thing was said or done."""

from enum import StrEnum

from msgspec import field

from kiosk.rules.ink import Ink
from kiosk.rules.units import TemplateId
from kiosk.value import Hidden, Value


class Kind(StrEnum):
    """A note; or a contact, by its channel. A talk at the counter is a contact where it settled a follow-up."""

    NOTE = "note"
    PHONE = "phone"
    POST = "post"
    MAIL = "mail"
    VISIT = "visit"
    TALK = "talk"
    SLIP = "slip"  # a coupon that was handed over; nobody writes it down


WRITTEN = (Kind.NOTE, Kind.PHONE, Kind.POST, Kind.MAIL, Kind.VISIT)
"""What the counter writes down as such: what was said there is a note."""


class Slot(StrEnum):
    """What a template leaves open, written as {weekday} and {hour}."""

    WEEKDAY = "weekday"
    HOUR = "hour"


class Draft(Value):
    """A note before it is saved."""

    text: Hidden[str] = ""
    ink: Ink = field(default_factory=Ink)
    kind: Kind = Kind.NOTE
    sensitive: bool = False
    templates: tuple[TemplateId, ...] = ()  # that went into the text

    @property
    def empty(self) -> bool:
        return not self.text and not self.ink.strokes


def next_slot(text: str) -> Slot | None:
    """The first thing that the text leaves open."""
    found = [(at, slot) for slot in Slot if (at := text.find(f"{{{slot}}}")) >= 0]
    return min(found)[1] if found else None


def filled(text: str, slot: Slot, word: str) -> str:
    """The text with its first such slot filled."""
    return text.replace(f"{{{slot}}}", word, 1)
