"""Basic data of a customer: name, reading, phone, e-mail, address, birthday. Each may be changed, and forgotten."""

from db.models import Customer
from kiosk.actions.books import Books
from kiosk.actions.delivery import troubles_past
from kiosk.actions.words import refresh_words
from kiosk.rules.details import Accepted, Detail
from kiosk.rules.kana import hiragana, reading_key
from kiosk.rules.units import CustomerId
from kiosk.value import Hidden, Value

Column = tuple[str, str | int | None]


class DetailChanged(Value):
    """`before`: the columns as they were."""

    customer: CustomerId
    before: Hidden[tuple[Column, ...]]


def change_detail(
    books: Books, customer: CustomerId, detail: Detail, accepted: Accepted, reading: str = ""
) -> DetailChanged:
    """With a new name comes its reading, as far as it is known: what it was converted from, or the kana themselves."""
    row = Customer.get_by_id(customer)
    after = _columns(detail, accepted)
    if detail is Detail.NAME and accepted.value != row.name and reading.strip():
        after += _columns(Detail.READING, Accepted(hiragana(reading).strip()))
    if any(getattr(row, name) != value for name, value in after):
        after += tuple(troubles_past(name for name, _ in after).items())
    before = tuple((name, getattr(row, name)) for name, _ in after)
    _write(books, customer, after)
    return DetailChanged(customer, before)


def undo(books: Books, done: DetailChanged) -> None:
    _write(books, done.customer, done.before)


def _columns(detail: Detail, accepted: Accepted) -> tuple[Column, ...]:
    value = accepted.value
    if isinstance(value, tuple) or value is None:
        month, day = value or (None, None)
        return (("birth_month", month), ("birth_day", day))
    match detail:
        case Detail.READING:
            return (("reading", value), ("reading_key", reading_key(value)))
        case Detail.PHONE:
            return (("phone", value), ("phone_tail", value[::-1]))
        case _:
            return ((detail.value, value),)


def _write(books: Books, customer: CustomerId, columns: tuple[Column, ...]) -> None:
    with books.deed() as deed:
        Customer.update(dict(columns)).where(Customer.id == customer).execute()
        refresh_words(books, deed, customer)
