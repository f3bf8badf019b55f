"""What labels and postcards share: a letter as its template takes it, and what became of the letters."""

from collections.abc import Sequence
from typing import Any

from kiosk.paper.glyphs import clean, missing
from kiosk.paper.typeset import Typeset
from kiosk.rules.address_lines import Address
from kiosk.rules.addressing import Addressed, Fault, Name, name_pieces
from kiosk.value import Hidden, Value

_TOO_LONG = "too-long"


class Unprinted(Value):
    """A letter that is not in the document. `at`: its place among those that were given; `characters`: for NO_GLYPH."""

    at: int
    fault: Fault
    characters: Hidden[str] = ""


class Printed(Value):
    """`document` is None when no letter could be printed."""

    document: Typeset | None
    unprinted: tuple[Unprinted, ...]


def print_letters(
    template: str, letters: Sequence[Addressed], common: dict[str, Any], labels: tuple[str, ...] = ()
) -> Printed:
    """Set all letters but those with a character that no font has, or too long for their place. `labels`: what else the
    template is to tell."""
    lacking = {at: chars for at, letter in enumerate(letters) if (chars := missing(clean(letter.characters)))}
    asked = (_TOO_LONG, *labels)
    at_places = [at for at in range(len(letters)) if at not in lacking]
    document = _typeset(template, letters, at_places, common, asked)
    too_long = set(document.told(_TOO_LONG)) if document else set()
    if too_long:
        document = _typeset(template, letters, [at for at in at_places if at not in too_long], common, asked)
    unprinted = [Unprinted(at, Fault.NO_GLYPH, chars) for at, chars in lacking.items()]
    unprinted += [Unprinted(at, Fault.TOO_LONG) for at in too_long]
    return Printed(document, tuple(sorted(unprinted, key=lambda one: one.at)))


def _typeset(
    template: str, letters: Sequence[Addressed], places: list[int], common: dict[str, Any], labels: tuple[str, ...]
) -> Typeset | None:
    if not places:
        return None
    characters = sorted({" ", *(char for at in places for char in clean(letters[at].characters))})
    values = {"letters": [_letter(at, letters[at]) for at in places], "characters": characters}
    return Typeset(template, {**common, **values}, labels)


def _letter(at: int, letter: Addressed) -> dict[str, Any]:
    return {
        "at": at,
        "postcode": letter.spaced_postcode,
        "digits": list(letter.postcode),
        "address": address_values(letter.address),
        "company": list(map(clean, letter.company)),
        "names": [_name(name) for name in letter.names],
    }


def address_values(address: Address) -> dict[str, Any]:
    return {"street": list(map(clean, address.street)), "building": list(map(clean, address.building))}


def _name(name: Name) -> dict[str, Any]:
    pieces = name_pieces(f"{name.family} {name.given}".strip())
    return {
        "family": clean(name.family),
        "given": clean(name.given),
        "title": name.title,
        "pieces": list(map(clean, pieces)),
    }
