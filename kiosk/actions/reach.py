"""How people can be reached, read from the books for kiosk.rules.reach."""

from collections import defaultdict
from collections.abc import Sequence

from db.queries.reach import ReachQueries
from kiosk.rules.reach import DeliveryTrouble, Reachable, Reached, Wished
from kiosk.rules.units import BusinessDay, CustomerId
from kiosk.rules.wishes import Channel


def reachable(queries: ReachQueries, customers: Sequence[CustomerId]) -> dict[CustomerId, Reachable]:
    """Of each of these records; of ids that point nowhere there is nothing. `queries` may be a reader's."""
    wishes: dict[int, list[Wished]] = defaultdict(list)
    for wish in queries.wishes(customers):
        wishes[wish.customer].append(Wished(Channel(wish.channel), bool(wish.allowed), wish.every_days))
    consents: dict[int, set[Channel]] = defaultdict(set)
    for consent in queries.consents(customers):
        consents[consent.customer].add(Channel(consent.channel))
    last: dict[int, list[Reached]] = defaultdict(list)
    for contact in queries.last_contacts(customers):
        last[contact.customer].append(Reached(Channel(contact.channel), BusinessDay(contact.bday)))
    return {
        CustomerId(row.customer): Reachable(
            erased=bool(row.erased),
            address=bool(row.address),
            phone=bool(row.phone),
            email=bool(row.email),
            post_trouble=None if row.post_trouble is None else DeliveryTrouble(row.post_trouble),
            mail_trouble=None if row.mail_trouble is None else DeliveryTrouble(row.mail_trouble),
            wishes=tuple(wishes[row.customer]),
            consents=frozenset(consents[row.customer]),
            last=tuple(last[row.customer]),
        )
        for row in queries.addresses(customers)
    }
