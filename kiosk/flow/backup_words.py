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


def journal_reach(shop: ShopInBackup, words: Words) -> str:
    """Until when the journal leads on from it; nothing where it does not."""
    if shop.journal_at is None:
        return ""
    return words.moment("backup.journal_until", local_time(shop.journal_at, shop.zone))


def restored_from(shop: ShopInBackup, words: Words) -> str:
    """Which backup came back, until when what came after it did, and what did not."""
    said = [words.texts("backup.restored_from", made=made(shop, words))]
    if shop.journal_at is None:
        said.append(words.texts("backup.restored_alone"))
    else:
        said.append(words.moment("backup.restored_until", local_time(shop.journal_at, shop.zone)))
    if shop.cut is not None:
        said.append(words.texts(f"backup.journal_{shop.cut}"))
    if shop.recounted:
        said.append(words.texts("backup.recounted", n=shop.recounted, figures=grouped(shop.recounted)))
    return " ".join(said)


def tenths(size: int) -> str:
    """Bytes as megabytes.

    >>> tenths(21_960_000), tenths(800)
    ('22.0', '0.1')
    """
    return f"{max(size / _MB, 0.1):,.1f}"
