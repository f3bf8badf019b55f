"""Two records side by side, so that the staff see whether they are one person, and which one to keep."""

from db.models import Customer
from kiosk.actions.books import Books
from kiosk.actions.card_state import CardShown, cards_of
from kiosk.actions.record import read_record
from kiosk.rules.units import BusinessDay, CustomerId, Points
from kiosk.value import Hidden, Value


class RecordPicture(Value):
    id: CustomerId
    number: int
    name: Hidden[str]
    reading: Hidden[str]
    phone: Hidden[str]
    birthday: Hidden[tuple[int, int] | None]
    points: Points
    visits: int
    last_visit: BusinessDay | None  # today's too
    cards: tuple[CardShown, ...]


def read_picture(books: Books, customer: CustomerId) -> RecordPicture:
    """Raises kiosk.actions.record.NoSuchCustomer."""
    record = read_record(books, customer, books.today())
    row = Customer.get_by_id(record.id)
    return RecordPicture(
        id=record.id,
        number=record.number,
        name=record.name,
        reading=record.reading,
        phone=row.phone,
        birthday=record.birthday,
        points=record.points,
        visits=record.visits,
        last_visit=None if row.last_seen is None else BusinessDay(row.last_seen),
        cards=cards_of(record.id),
    )
