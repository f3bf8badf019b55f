"""The name by which a customer is called: it may follow long after the card."""

from db.models import Customer
from kiosk.actions.books import Books
from kiosk.rules.kana import hiragana, reading_key
from kiosk.rules.units import CustomerId


def name_customer(books: Books, customer: CustomerId, kana: str) -> None:
    """The name as it sounds; it is the reading at the same time."""
    with books.deed():
        reading = hiragana(kana)
        Customer.update(name=kana, reading=reading, reading_key=reading_key(reading)).where(
            Customer.id == customer
        ).execute()
