"""`kiosk staff`: who works here, and the way back in when every owner's PIN is locked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from db.connection import FILE, Store
from kiosk.actions.books import Books
from kiosk.actions.opening import CANT_OPEN, Founding, open_books
from kiosk.actions.staff import Member, members, unlock
from kiosk.machine import board_serial

Tell = Callable[[str], None]


class NoShop(LookupError):
    """There is no shop in the folder."""


def list_staff(folder: Path, found: Founding, tell: Tell) -> int:
    """A line for each, those who left last. 0, or 1 when the shop can't be opened."""
    return _in_the_shop(folder, found, tell, lambda books: _list(books, tell))


def unlock_pins(folder: Path, found: Founding, name: str | None, tell: Tell) -> int:
    """Whoever stands at the machine's own command line may: 0, or 1 when nobody of that name is locked."""
    return _in_the_shop(folder, found, tell, lambda books: _unlock(books, name, tell))


def _in_the_shop(folder: Path, found: Founding, tell: Tell, act: Callable[[Books], int]) -> int:
    try:
        with _opened(folder, found) as books:
            return act(books)
    except (*CANT_OPEN, NoShop) as error:
        tell(f"kiosk: {error}")
        return 1


@contextmanager
def _opened(folder: Path, found: Founding) -> Iterator[Books]:
    if not (folder / FILE).exists():
        raise NoShop(f"there is no shop in {folder}")
    store = Store.open(folder, board=board_serial())
    try:
        yield open_books(store, folder, found)
    finally:
        store.close()


def _list(books: Books, tell: Tell) -> int:
    for member in members(books):
        tell(f"{member.name}\t{member.role}\t{_state(member)}\tcards: {member.cards}")
    return 0


def _state(member: Member) -> str:
    if not member.active:
        return "left"
    return "PIN locked" if member.locked else "has a PIN" if member.has_pin else "no PIN yet"


def _unlock(books: Books, name: str | None, tell: Tell) -> int:
    locked = [member for member in members(books) if member.locked and name in (None, member.name)]
    for member in locked:
        unlock(books, member.id)
        tell(f"{member.name}: the PIN works again")
    if not locked:
        tell("nobody's PIN is locked" if name is None else f"there is no “{name}” whose PIN is locked")
    return 0 if locked or name is None else 1
