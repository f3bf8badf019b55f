"""Postcards (はがき, 100 × 148 mm): the side with the address, written downwards, and the one with words."""

from collections.abc import Sequence
from typing import Any

from kiosk.paper.glyphs import clean, missing
from kiosk.paper.letters import Printed, address_values, print_letters
from kiosk.paper.typeset import Typeset
from kiosk.rules.address_lines import Address, downwards
from kiosk.rules.addressing import Addressed, Fault, Name, Sender, name_pieces
from kiosk.rules.details import spaced_postcode
from kiosk.value import Hidden, Value, replace


class Message(Value):
    """The shop's words, the same for everybody. `opt_out`: how to be written to no more; who sells says it."""

    heading: str
    text: Hidden[str]
    sender: Sender
    phone: str = ""
    opt_out: str = ""


class Refused(Value):
    """Nothing can be printed: something that stands on every card has a character no font has, or is too long."""

    fault: Fault
    characters: str = ""


def address_sides(letters: Sequence[Addressed], sender: Sender, *, boxes: bool) -> Printed | Refused:
    """One card a page. `boxes`: the postcode's red boxes too, for cards that don't come with them."""
    if lacking := missing(clean(sender.characters)):
        return Refused(Fault.NO_GLYPH, lacking)
    common = {
        "boxes": boxes,
        "sender": {
            "address": address_values(_upright(sender.address)),
            "postcode": spaced_postcode(sender.postcode),
            "pieces": [clean(downwards(piece)) for piece in name_pieces(sender.name)],
        },
    }
    printed = print_letters("postcards", list(map(_written_downwards, letters)), common, ("sender-too-long",))
    if printed.document and printed.document.told("sender-too-long"):
        return Refused(Fault.TOO_LONG)
    return printed


def message_side(message: Message) -> Typeset | Refused:
    """One page, to be printed on the back of every card."""
    shop = message.sender
    written = (message.heading, message.text, message.opt_out, message.phone, shop.characters)
    if lacking := missing(clean("".join(written))):
        return Refused(Fault.NO_GLYPH, lacking)
    document = Typeset("message", _message(message), ("too-long",))
    return Refused(Fault.TOO_LONG) if document.told("too-long") else document


def _message(message: Message) -> dict[str, Any]:
    shop = message.sender
    place = "".join(shop.address.street) + " " * bool(shop.address.building) + "".join(shop.address.building)
    return {
        "heading": clean(message.heading),
        "paragraphs": clean(message.text).split("\n"),
        "opt-out": clean(message.opt_out),
        "phone": clean(message.phone),
        "sender": {
            "name": clean(shop.name),
            "where": clean(f"{spaced_postcode(shop.postcode)} {place}".strip()),
        },
    }


def _written_downwards(letter: Addressed) -> Addressed:
    return replace(
        letter,
        address=_upright(letter.address),
        company=tuple(map(downwards, letter.company)),
        names=tuple(Name(downwards(name.family), downwards(name.given), name.title) for name in letter.names),
    )


def _upright(address: Address) -> Address:
    return Address(tuple(map(downwards, address.street)), tuple(map(downwards, address.building)))
