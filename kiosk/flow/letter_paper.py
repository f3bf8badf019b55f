"""What a letter is printed on: sheets of labels, or postcards with the shop's words on the back."""

from collections.abc import Sequence

from kiosk.actions.books import Books
from kiosk.actions.letter_files import Paper, Sheets
from kiosk.actions.letters import LetterShown
from kiosk.flow.texts import Texts
from kiosk.paper.labels import labels
from kiosk.paper.layouts import LAYOUTS, Layout
from kiosk.paper.letters import Printed
from kiosk.paper.postcards import Message, Refused, address_sides, message_side
from kiosk.rules.addressing import Addressed, sender
from kiosk.rules.reach import ContactKind
from kiosk.value import replace

POSTCARDS = "postcards"
PAPERS = (POSTCARDS, *(layout.key for layout in LAYOUTS))


def labels_of(key: str) -> int:
    """How many labels a sheet has."""
    return _layout(key).labels


def label_paper(key: str, start: int) -> Paper:
    """Sheets of labels, the first `start` of which are gone."""

    def paper(letters: Sequence[Addressed]) -> Sheets:
        return _sheets(labels(letters, _layout(key), start), "")

    return paper


def postcard_paper(books: Books, texts: Texts, letter: LetterShown) -> Paper:
    """Both sides, in two files: the address on each card, and what stands on the back of all of them."""
    settings = books.settings
    shop = sender(settings.shop.name, settings.sale.address)
    opt_out = texts("paper.opt_out") if letter.kind is ContactKind.SELLING else ""
    message = Message(letter.name, letter.words, shop, settings.sale.phone, opt_out)
    sides = (texts("paper.side_address"), texts("paper.side_words"))

    def paper(letters: Sequence[Addressed]) -> Sheets:
        back = message_side(message)
        front = address_sides(letters, shop, boxes=False)
        if isinstance(back, Refused) or isinstance(front, Refused):
            return Sheets({}, (), refused=True)
        sheets = _sheets(front, sides[0])
        return replace(sheets, pdfs={**sheets.pdfs, sides[1]: back.pdf()}) if sheets.pdfs else sheets

    return paper


def _layout(key: str) -> Layout:
    return next(one for one in LAYOUTS if one.key == key)


def _sheets(printed: Printed, name: str) -> Sheets:
    unprinted = tuple((one.at, one.fault) for one in printed.unprinted)
    return Sheets({} if printed.document is None else {name: printed.document.pdf()}, unprinted)
