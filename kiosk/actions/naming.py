"""The name by which a customer is called: it may follow long after the card."""

from db.models import Customer
from kiosk.actions.books import Books
from kiosk.actions.words import refresh_words
from kiosk.rules.kana import hiragana, reading_key
from kiosk.rules.units import CustomerId
from kiosk.value import Hidden, Value


class Named(Value):
    """A new name, and what was there before."""

    customer: CustomerId
    name: Hidden[str]
    reading: Hidden[str]


def name_customer(books: Books, customer: CustomerId, name: str, reading: str) -> Named:
    """The name, and how it sounds, by which it is found and sorted; what was there before."""
    before = Customer.get_by_id(customer)
    write_name(books, Named(customer, name, hiragana(reading)))
    return Named(customer, before.name, before.reading)


def write_name(books: Books, named: Named) -> None:
    with books.deed() as deed:
        Customer.update(name=named.name, reading=named.reading, reading_key=reading_key(named.reading)).where(
            Customer.id == named.customer
        ).execute()
        refresh_words(books, deed, named.customer)
