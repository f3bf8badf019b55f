"""What is held about one person: the columns of a disclosure, and where they stand in the books.

The tables read of the records in temp.asked: the person's, and those that were merged into it.
"""

from enum import StrEnum
from typing import Final


class Cell(StrEnum):
    """What a value is, so that words can be made of it. None is an empty cell, whatever it is."""

    TEXT = "text"
    WORD = "word"  # one of a few that the program knows
    YES_NO = "yes_no"
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"
    YEN = "yen"


BASICS: Final[tuple[tuple[str, Cell, str], ...]] = (
    ("number", Cell.NUMBER, "number"),
    ("name", Cell.TEXT, "name"),
    ("reading", Cell.TEXT, "reading"),
    ("phone", Cell.TEXT, "phone"),
    ("email", Cell.TEXT, "email"),
    ("postcode", Cell.TEXT, "postcode"),
    ("address", Cell.TEXT, "address"),
    ("birthday", Cell.TEXT, "birth_month || '/' || birth_day"),
    ("registered", Cell.DAY, "bday"),
    ("last_seen", Cell.DAY, "last_seen"),
    (
        "other_numbers",
        Cell.TEXT,
        "(SELECT group_concat(number, ', ') FROM customer AS gone WHERE gone.merged_into_id = customer.id)",
    ),
    ("points", Cell.NUMBER, "(SELECT sum(delta) FROM point_entry WHERE customer_id IN (SELECT id FROM temp.asked))"),
    (
        "household",
        Cell.NUMBER,
        "(SELECT count(*) FROM customer AS one WHERE one.household_id = customer.household_id"
        " AND one.merged_into_id IS NULL AND one.erased_at IS NULL)",
    ),
    (
        "household_notes",
        Cell.NUMBER,
        "(SELECT count(*) FROM tag_on WHERE household_id = customer.household_id)"
        " + (SELECT count(*) FROM fact WHERE household_id = customer.household_id)",
    ),
    ("introduced", Cell.YES_NO, "introduced_by_id IS NOT NULL"),
    ("brought", Cell.NUMBER, "(SELECT count(*) FROM customer AS brought WHERE brought.introduced_by_id = customer.id)"),
    ("post_trouble", Cell.WORD, "post_trouble"),
    ("mail_trouble", Cell.WORD, "mail_trouble"),
)
_OF_ASKED: Final = "customer_id IN (SELECT id FROM temp.asked)"
TABLES: Final[tuple[tuple[str, tuple[tuple[str, Cell], ...], str], ...]] = (
    (
        "cards",
        (("kind", Cell.WORD), ("last4", Cell.TEXT), ("state", Cell.WORD), ("since", Cell.MOMENT)),
        f"SELECT NULL, kind, last4, state, at FROM card WHERE {_OF_ASKED} ORDER BY at, id",
    ),
    (
        "aliases",
        (("code", Cell.TEXT), ("since", Cell.DAY)),
        f"SELECT NULL, code, bday FROM alias WHERE {_OF_ASKED} ORDER BY id",
    ),
    (
        "tags",
        (("since", Cell.DAY), ("text", Cell.TEXT), ("until", Cell.DAY), ("off", Cell.MOMENT), ("hidden", Cell.YES_NO)),
        f"SELECT NULL, bday, text, until, off_at, sensitive FROM tag_on WHERE {_OF_ASKED} ORDER BY at, id",
    ),
    (
        "facts",
        (("since", Cell.DAY), ("heading", Cell.TEXT), ("text", Cell.TEXT), ("off", Cell.MOMENT)),
        "SELECT NULL, fact.bday, heading.text, fact.text, off_at FROM fact JOIN heading ON heading.id = heading_id"
        f" WHERE {_OF_ASKED} ORDER BY fact.at, fact.id",
    ),
    (
        "wishes",
        (
            ("since", Cell.DAY),
            ("channel", Cell.WORD),
            ("allowed", Cell.YES_NO),
            ("every_days", Cell.NUMBER),
            ("off", Cell.MOMENT),
        ),
        f"SELECT NULL, bday, channel, allowed, every_days, off_at FROM wish WHERE {_OF_ASKED} ORDER BY at, id",
    ),
    (
        "consents",
        (
            ("since", Cell.DAY),
            ("channel", Cell.WORD),
            ("how", Cell.WORD),
            ("wording", Cell.TEXT),
            ("off", Cell.MOMENT),
        ),
        f"SELECT NULL, bday, channel, how, wording, off_at FROM consent WHERE {_OF_ASKED} ORDER BY at, id",
    ),
    (
        "notes",
        (("since", Cell.MOMENT), ("text", Cell.TEXT), ("hidden", Cell.YES_NO)),
        f"SELECT ink, at, text, sensitive FROM note WHERE {_OF_ASKED} ORDER BY at, id",
    ),
    (
        "contacts",
        (
            ("since", Cell.MOMENT),
            ("channel", Cell.WORD),
            ("kind", Cell.WORD),
            ("text", Cell.TEXT),
            ("letter", Cell.TEXT),
            ("hidden", Cell.YES_NO),
        ),
        "SELECT ink, contact.at, contact.channel, contact.kind, text, letter.name, sensitive FROM contact"
        f" LEFT JOIN letter ON letter.id = letter_id WHERE {_OF_ASKED} ORDER BY contact.at, contact.id",
    ),
    (
        "follow_ups",
        (("since", Cell.DAY), ("rule", Cell.WORD), ("subject", Cell.TEXT), ("due", Cell.DAY), ("state", Cell.WORD)),
        f"SELECT NULL, bday, rule, subject, due, state FROM follow_up WHERE {_OF_ASKED} ORDER BY bday, id",
    ),
    (
        "letters",
        (("since", Cell.MOMENT), ("letter", Cell.TEXT), ("channel", Cell.WORD), ("state", Cell.WORD)),
        "SELECT NULL, recipient.at, letter.name, letter.channel, recipient.state FROM recipient"
        f" JOIN letter ON letter.id = letter_id WHERE {_OF_ASKED} ORDER BY recipient.at, recipient.id",
    ),
    (
        "coupons",
        (("since", Cell.DAY), ("yen", Cell.YEN), ("until", Cell.DAY), ("used", Cell.YES_NO)),
        "SELECT NULL, coupon.bday, yen, valid_until, sale_id IS NOT NULL FROM coupon"
        f" JOIN recipient ON recipient.id = recipient_id WHERE {_OF_ASKED} ORDER BY coupon.at, coupon.id",
    ),
    (
        "visits",
        (("day", Cell.DAY), ("since", Cell.MOMENT)),
        f"SELECT NULL, bday, at FROM visit WHERE {_OF_ASKED} ORDER BY bday, id",
    ),
    (
        "sales",
        (
            ("since", Cell.MOMENT),
            ("sale", Cell.WORD),
            ("total", Cell.YEN),
            ("points_used", Cell.NUMBER),
            ("earned", Cell.NUMBER),
        ),
        "SELECT NULL, at, iif(of_id IS NULL, 'bought', 'refunded'), total, points_used, earned FROM sale"
        f" WHERE {_OF_ASKED} ORDER BY at, id",
    ),
    (
        "items",
        (
            ("day", Cell.DAY),
            ("item", Cell.TEXT),
            ("code", Cell.TEXT),
            ("quantity", Cell.NUMBER),
            ("total", Cell.YEN),
        ),
        "SELECT NULL, bday, name, code, quantity, net FROM sale_line JOIN sale ON sale.id = sale_id"
        f" WHERE {_OF_ASKED} ORDER BY sale.at, sale.id, place",
    ),
    (
        "points",
        (("since", Cell.MOMENT), ("moved", Cell.WORD), ("points", Cell.NUMBER), ("expires", Cell.DAY)),
        "SELECT NULL, at, kind, delta, expires FROM point_entry LEFT JOIN point_lot ON point_lot.id = lot_id"
        f" WHERE point_entry.{_OF_ASKED} ORDER BY at, point_entry.id",
    ),
    (
        "slips",
        (("since", Cell.MOMENT), ("state", Cell.WORD), ("copies", Cell.NUMBER)),
        f"SELECT NULL, at, state, copies FROM slip_job WHERE {_OF_ASKED} ORDER BY at, id",
    ),
    (
        "accesses",
        (("since", Cell.MOMENT), ("what", Cell.WORD)),
        f"SELECT NULL, at, what FROM access_log WHERE {_OF_ASKED} ORDER BY at, id",
    ),
)
