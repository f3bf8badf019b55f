"""The figures of customers, days, months and products, kept in the transaction of whatever changes the sales.

A sale adds to them. What changes a sale of the past (a refund, a merge, its undo, an import) counts again whom and
what it concerns. Movements between classes are forgotten from the month that changed on.
"""

import logging
from collections.abc import Iterable

from db.figures import Far, are_missing, forget, rebuild, recount_day, recount_person
from kiosk.actions.books import Books
from kiosk.rules.business_day import month_of
from kiosk.rules.units import BusinessDay, CustomerId, ProductId, Yen

logger = logging.getLogger(__name__)

ProductPart = tuple[ProductId | None, int, Yen]
"""Of one line: which product (None: an amount that was typed), how many, what they came to. Counted upwards."""


def add_purchase(
    books: Books, bday: BusinessDay, person: CustomerId | None, total: Yen, parts: Iterable[ProductPart]
) -> None:
    """A sale was written. `person`: the record that is kept; None: a sale without a card."""
    figures, month = books.figures, month_of(bday)
    cardless = person is None
    figures.add_to_day.run(
        bday=bday, total=total, cardless_sales=int(cardless), cardless_total=total if cardless else 0
    )
    if person is not None:
        if figures.add_to_customer.run(customer=person, bday=bday, total=total):
            figures.add_to_month.run(month=month, customer=person, bday=bday, total=total)
        else:  # a day that was thought to be over: the cut-off hour or the zone was changed
            recount_person(books.store.database.connection(), person)
    for product, quantity, net in parts:
        if product is not None:
            figures.add_to_product.run(month=month, product=product, quantity=quantity, net=net)
    figures.forget_classes.run(month=month)


def take_back(books: Books, bday: BusinessDay, person: CustomerId | None, parts: Iterable[ProductPart]) -> None:
    """A refund was written. `bday`: of its sale, whose figures change; `person`: the record that is kept."""
    figures, month, connection = books.figures, month_of(bday), books.store.database.connection()
    recount_day(connection, bday)
    if person is not None:
        recount_person(connection, person)
    for product, quantity, net in parts:
        if product is not None and not figures.drop_product.run(month=month, product=product, quantity=quantity):
            figures.take_from_product.run(month=month, product=product, quantity=quantity, net=net)
    figures.forget_classes.run(month=month)


def count_again(books: Books, *people: CustomerId) -> None:
    """Sales changed hands between these records: they were merged, or are two again."""
    connection = books.store.database.connection()
    bought = [row for person in people if (row := books.figures.bought.one(customer=person)) is not None]
    for person in people:
        recount_person(connection, person)
    if bought:
        books.figures.forget_classes.run(month=month_of(BusinessDay(min(row.first for row in bought))))


def forget_all(books: Books) -> None:
    """In the transaction at hand: sales of the past come in many transactions, then everything is counted once.
    Broken off before that, opening the books counts it."""
    forget(books.store.database.connection())


def count_all(books: Books, tell: Far) -> None:
    """Everything anew, in the transaction at hand; how far it is, in months."""
    rebuild(books.store.database.connection(), tell)


def ensure_figures(books: Books) -> None:
    """Count everything when nothing was counted yet: the sales are older than the figures. All or nothing."""
    if not are_missing(books.store.database.connection()):
        return
    with books.store.transaction():
        count_all(books, lambda done, total: logger.info("counted %d of %d months", done, total))
    books.store.checkpoint()
