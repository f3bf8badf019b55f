"""What does not arrive: a letter that came back, a mail that bounced, somebody who moved. Nobody is written to in vain
twice, until the address is another one.
"""

from collections.abc import Iterable
from typing import Any, Final

from db.models import Customer
from kiosk.actions.books import Books
from kiosk.rules.reach import DeliveryTrouble
from kiosk.rules.units import CustomerId
from kiosk.rules.wishes import Channel
from kiosk.value import Hidden, Value

_POST: Final = ("post_trouble", "post_trouble_on")
_MAIL: Final = ("mail_trouble", "mail_trouble_on")
_OF_CHANNEL: Final = {Channel.POST: _POST, Channel.MAIL: _MAIL}
_OF_COLUMN: Final = {"address": _POST, "postcode": _POST, "email": _MAIL}


class TroubleMarked(Value):
    """`before`: the columns as they were."""

    customer: CustomerId
    before: Hidden[tuple[tuple[str, Any], ...]]


def mark_trouble(
    books: Books, customer: CustomerId, channel: Channel, trouble: DeliveryTrouble | None
) -> TroubleMarked:
    """What was sent on this channel (post or mail) did not arrive; None: it arrives after all."""
    what, since = _OF_CHANNEL[channel]
    with books.deed() as deed:
        row = Customer.get_by_id(customer)
        before = tuple((name, getattr(row, name)) for name in (what, since))
        on = None if trouble is None else deed.bday
        Customer.update({what: trouble, since: on}).where(Customer.id == customer).execute()
    return TroubleMarked(customer, before)


def undo(books: Books, done: TroubleMarked) -> None:
    with books.deed():
        Customer.update(dict(done.before)).where(Customer.id == done.customer).execute()


def troubles_past(changed: Iterable[str]) -> dict[str, None]:
    """The columns of a customer that a new address (one of `changed`) leaves empty: what is sent may arrive again."""
    return {name: None for column in changed for name in _OF_COLUMN.get(column, ())}
