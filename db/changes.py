"""Which values are changed in place, and the triggers that note when: of two copies of a shop the newest change holds.

What belongs together changes together: a group is noted under the name of its first column, and is taken as a whole. A
row that was deleted is noted too, under no name, so that another copy does not bring it back. Rows that are only ever
added, or that only go on from one state to the next (slips, recipients of letters), need none of this: `db.joining`
says of each table how its rows come together.
"""

from typing import Final

Groups = tuple[tuple[str, ...], ...]

_OFF: Final = ("off_at", "off_by_id")
_WHOSE: Final = ("customer_id",)
_WHOSE_OR_WHERE: Final = ("customer_id", "household_id")

CHANGING: Final[dict[str, Groups]] = {
    "shop": (("name",), ("zone",), ("cutoff_hour",)),
    "staff": (("name",), ("role",), ("active",), ("pin_hash",)),
    "staff_card": (),
    "household": (("name",),),
    "customer": (
        ("name",),
        ("reading", "reading_key"),
        ("phone", "phone_tail"),
        ("household_id",),
        ("birth_month", "birth_day"),
        ("email",),
        ("postcode", "address"),
        ("introduced_by_id",),
        ("merged_into_id",),
        ("erased_at",),
        ("post_trouble", "post_trouble_on"),
        ("mail_trouble", "mail_trouble_on"),
        ("looked_at_on",),
    ),
    "card": (_WHOSE, ("state",)),
    "alias": (_WHOSE,),
    "tag": (("text",), ("sort",), ("sensitive",), ("review_months",), ("active",)),
    "tag_on": (_WHOSE_OR_WHERE, ("until",), ("review_on",), _OFF),
    "heading": (("text",), ("sort",), ("active",)),
    "fact": (_WHOSE_OR_WHERE, _OFF),
    "wish": (_WHOSE, _OFF),
    "consent": (_WHOSE, _OFF),
    "follow_up": (_WHOSE, ("wait_until",), ("state", "settled_at", "settled_bday", "settled_by_id")),
    "letter_rule": (("name",), ("kind", "content"), ("active",)),
    "letter": (
        ("name",),
        ("words",),
        ("kind", "content", "rule_id"),
        ("channel", "coupon_yen", "coupon_days"),
        ("state", "trouble", "sent_on"),
    ),
    "contact": (_WHOSE,),
    "merge": (("undone_at",),),
    "lookalike": (("apart_at", "apart_by_id"),),
    "note": (_WHOSE,),
    "template": (("text",), ("sort",), ("active",)),
    "visit": (_WHOSE,),
    "product": (
        ("code",),
        ("name",),
        ("reading", "reading_key"),
        ("price",),
        ("rate",),
        ("product_group",),
        ("life_days",),
        ("points_percent",),
        ("active",),
    ),
    "coupon": (("sale_id",),),
}

GONE: Final = ""
"""What a deleted row is noted under."""

SHARED_SETTINGS: Final = "{0}key LIKE '%.%' OR {0}key = 'backup_keys'"
"""Settings of the shop; the others are one machine's own business of the day."""

_NOTED: Final = "ON CONFLICT (what, row, field) DO UPDATE SET at = NULL"


def changed(table: str, groups: Groups) -> str:
    """The trigger that notes changes, without a time: the store's transaction gives it when it ends."""
    differ = {group[0]: " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in group) for group in groups}
    noted = " UNION ALL ".join(
        f"SELECT '{table}', NEW.id, '{name}', NULL WHERE {diff}" for name, diff in differ.items()
    )
    columns = ", ".join(name for group in groups for name in group)
    return (
        f"CREATE TRIGGER {table}_changed AFTER UPDATE OF {columns} ON {table} BEGIN"
        f" INSERT INTO change (what, row, field, at) SELECT * FROM ({noted}) WHERE true {_NOTED}; END"
    )


def gone(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_gone AFTER DELETE ON {table} BEGIN"
        f" INSERT INTO change (what, row, field, at) VALUES ('{table}', OLD.id, '{GONE}', NULL) {_NOTED}; END"
    )


def setting_changed(verb: str) -> str:
    return (
        f"CREATE TRIGGER setting_{verb.lower()} AFTER {verb} ON setting"
        f" WHEN {SHARED_SETTINGS.format('NEW.')} BEGIN"
        f" INSERT INTO change (what, row, field, at) VALUES ('setting', 0, NEW.key, NULL) {_NOTED}; END"
    )


TRIGGERS: Final = (
    *(changed(table, groups) for table, groups in CHANGING.items() if groups),
    *(gone(table) for table in CHANGING if table != "shop"),
    setting_changed("INSERT"),
    setting_changed("UPDATE"),
)
