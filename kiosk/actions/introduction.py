"""紹介: who brought whom."""

from db.models import Customer
from kiosk.actions.books import Books
from kiosk.rules.units import CustomerId
from kiosk.value import Value


class IntroducerChanged(Value):
    customer: CustomerId
    before: CustomerId | None


class GoesRound(Value):
    """They would have introduced themselves, perhaps by way of others: nothing was written."""


def set_introducer(books: Books, customer: CustomerId, introducer: CustomerId | None) -> IntroducerChanged | GoesRound:
    """None: nobody, or nobody knows any more."""
    if introducer is not None and customer in introducers_above(introducer):
        return GoesRound()
    before = Customer.get_by_id(customer).introduced_by_id
    _write(books, customer, introducer)
    return IntroducerChanged(customer, None if before is None else CustomerId(before))


def undo(books: Books, done: IntroducerChanged) -> None:
    _write(books, done.customer, done.before)


def _write(books: Books, customer: CustomerId, introducer: CustomerId | None) -> None:
    with books.deed():
        Customer.update(introduced_by=introducer).where(Customer.id == customer).execute()


def introducers_above(customer: int | None) -> set[int]:
    """The customer, who introduced them, who introduced those, and so on."""
    chain: set[int] = set()
    while customer is not None and customer not in chain:
        chain.add(customer)
        customer = Customer.select(Customer.introduced_by).where(Customer.id == customer).scalar()
    return chain
