"""What a backup holds, in words: on the screen and at the command line."""

from kiosk.actions.restoring import ShopInBackup
from kiosk.flow.words import Words
from kiosk.rules.business_day import local_time
from kiosk.rules.numerals import grouped

_MB = 1_000_000


def counts(shop: ShopInBackup, words: Words) -> str:
    people = grouped(shop.people)
    if shop.last_sale_at is None:
        return words.texts("backup.counts_no_sale", n=shop.people, people=people)
    sale = words.moment("backup.moment", local_time(shop.last_sale_at, shop.zone))
    return words.texts("backup.counts", n=shop.people, people=people, sale=sale)


def made(shop: ShopInBackup, words: Words) -> str:
    """When, by the shop's own time."""
    return words.moment("backup.year_moment", local_time(shop.made_at, shop.zone))


def tenths(size: int) -> str:
    """Bytes as megabytes.

    >>> tenths(21_960_000), tenths(800)
    ('22.0', '0.1')
    """
    return f"{max(size / _MB, 0.1):,.1f}"
