"""Customers to write to, without the screen."""

from typing import Any

from db.models import Consent, Customer, Fact, Heading, Household, TagOn, Wish
from kiosk.actions.books import Books
from kiosk.rules.units import CustomerId

MAIL_SETTINGS = {
    "shop.name": "まるみ電器",
    "sale.address": "東京都大田区本町2-3-4",
    "sale.phone": "03-1234-5678",
    "mail.sender": "shop@marumi.example",
    "mail.host": "127.0.0.1",
    "mail.security": "none",
    "mail.per_minute": 600,
}


def person(books: Books, number: int, *, consent: bool = True, **columns: Any) -> CustomerId:
    """Somebody with a name, an e-mail address and a postal address, unless told otherwise."""
    known = {"name": f"客{number}", "email": f"{number}@example.jp", "postcode": "1440001", "address": "本町1-2"}
    customer = CustomerId(books.store.new_id())
    with books.deed() as deed:
        Customer.insert(
            {"id": customer, "number": number, "at": deed.at, "bday": deed.bday, **known, **columns}
        ).execute()
    if consent:
        agree(books, customer)
    return customer


def agree(books: Books, customer: CustomerId) -> None:
    with books.deed() as deed:
        Consent.insert(
            id=books.store.new_id(), customer=customer, channel="mail", how="spoken", wording="はい", at=deed.at,
            bday=deed.bday,
        ).execute()  # fmt: skip


def wish(books: Books, customer: CustomerId, channel: str, allowed: bool, every_days: int | None = None) -> None:
    with books.deed() as deed:
        Wish.insert(
            id=books.store.new_id(), customer=customer, channel=channel, allowed=allowed, every_days=every_days,
            at=deed.at, bday=deed.bday,
        ).execute()  # fmt: skip


def household(books: Books, *members: CustomerId) -> int:
    home = books.store.new_id()
    with books.deed():
        Household.insert(id=home, name="").execute()
        Customer.update(household=home).where(Customer.id.in_(members)).execute()
    return home


def fact(books: Books, heading: str, text: str, **on: int) -> int:
    """Under a heading, made where it is missing; `on`: customer or household. Returns the heading."""
    row = Heading.get_or_none(Heading.text == heading)
    made = books.store.new_id() if row is None else row.id
    with books.deed() as deed:
        if row is None:
            Heading.insert(id=made, text=heading).execute()
        Fact.insert(id=books.store.new_id(), heading=made, text=text, at=deed.at, bday=deed.bday, **on).execute()
    return made


def tag(books: Books, text: str, *, sensitive: bool = False, **on: Any) -> None:
    with books.deed() as deed:
        TagOn.insert(
            id=books.store.new_id(), text=text, sensitive=sensitive, at=deed.at, bday=deed.bday, **on
        ).execute()
