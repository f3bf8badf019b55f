"""The card in another machine: did the machine alone change, or did the shop move? Asked once for each new board."""

import json
from typing import Final

from db.models import Node, Setting
from kiosk.actions.books import Books
from kiosk.actions.settings import change_setting
from kiosk.rules.moving import PlaceLine

_KEY: Final = "board_asked"
_WORDS: Final = {PlaceLine.WORDS: 0, PlaceLine.MORE_WORDS: 1}


def move_to_ask(books: Books) -> bool:
    """Whether this board is new to the shop, and nobody has said what that means, or has put it off for today."""
    boards = {row.board for row in Node.select(Node.board)} - {""}
    here = Node.get_by_id(books.store.node).board
    if not here or len(boards) < 2:
        return False
    row = Setting.get_or_none(Setting.key == _KEY)
    kept = {} if row is None else json.loads(row.value)
    return kept.get("board") != here or (kept["later"] and kept["bday"] != books.today())


def settle_move(books: Books, *, moved: bool) -> None:
    """It is known what the new machine means."""
    with books.deed() as deed:
        _keep(books, later=False)
        books.log_access(deed, "shop_moved" if moved else "machine_changed")


def ask_later(books: Books) -> None:
    """Not before the next business day."""
    with books.deed():
        _keep(books, later=True)


def _keep(books: Books, *, later: bool) -> None:
    board = Node.get_by_id(books.store.node).board
    kept = {"board": board, "later": later, "bday": books.today()}
    Setting.insert(key=_KEY, value=json.dumps(kept)).on_conflict_replace().execute()


def place_of(books: Books) -> dict[PlaceLine, str]:
    """What the settings say now."""
    sale, words = books.settings.sale, (*books.settings.slip.words, "", "")
    return {
        PlaceLine.ADDRESS: sale.address,
        PlaceLine.PHONE: sale.phone,
        PlaceLine.INVOICE_NUMBER: sale.invoice_number,
        PlaceLine.WORDS: words[0],
        PlaceLine.MORE_WORDS: words[1],
    }


def change_place(books: Books, line: PlaceLine, text: str) -> None:
    """Raises kiosk.schema.BadValue; then nothing is changed."""
    place = _WORDS.get(line)
    if place is None:
        change_setting(books, f"sale.{line}", text)
        return
    words = [*books.settings.slip.words, "", ""][:2]
    words[place] = text
    change_setting(books, "slip.words", [one for one in words if one])
