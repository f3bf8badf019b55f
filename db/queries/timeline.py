"""What was done with a customer: the timeline, who came today, and what there is to talk about.

Each answers from indexes alone; rows are named tuples of plain values.
"""

from typing import Any, NamedTuple, TypeVar

from peewee import JOIN, SQL, EnclosedNodeList, Join, Value, fn

from db.compiled import Compiled, param
from db.connection import Store
from db.models import Contact, Customer, Note, Product, Sale, SaleLine, TagOn, Template, Visit

R = TypeVar("R", bound=tuple[Any, ...])

NEWEST = (1 << 63) - 1
"""Above every instant and every id: the first page lies below it."""


class EventRow(NamedTuple):
    """`kind`: sale, refund, note, visit, tag_on, tag_off, or a contact's channel with "contact:" before it."""

    kind: str
    id: int
    at: int
    bday: int | None  # of a tag taken off none is kept
    text: str
    sensitive: int
    ink: bytes | None
    household: int
    total: int
    of_bday: int | None  # of the sale that a refund takes back
    lines: str  # JSON [[name, quantity], …] in their order; [] for what is no sale


class SaidRow(NamedTuple):
    text: str
    ink: bytes | None
    bday: int


class BondRow(NamedTuple):
    introducer: str | None
    introducer_number: int | None
    bought_on: int | None  # the last purchase before the day asked about, unless all of it came back
    bought: str | None  # its most valuable item


class LifeRow(NamedTuple):
    name: str
    sold_on: int
    life_days: int


class CameRow(NamedTuple):
    customer: int
    at: int
    name: str
    number: int
    learned: int  # 1 when something was written down on that day
    bought: str  # JSON [name, …]


class TemplateRow(NamedTuple):
    id: int
    text: str


class TimelineQueries:
    """Bound to one store; use it on the store's thread only. Parameters are keywords, named in each query."""

    def __init__(self, store: Store) -> None:
        def rows(row: type[R], query: Any) -> Compiled[R]:
            return Compiled(store.database, query, row)

        # customer, household, and (at, id) of the last row that is known already, how many more
        self.timeline = rows(EventRow, _timeline())
        self.last_said = rows(SaidRow, _last_said())
        self.bonds = rows(BondRow, _bonds())
        self.lives = rows(LifeRow, _lives())
        self.came = rows(CameRow, _came())
        self.templates = rows(
            TemplateRow,
            Template.select(Template.id, Template.text)
            .where(Template.active == 1)
            .order_by(Template.used.desc(), Template.sort, Template.id),
        )


def _timeline() -> Any:
    """Every arm comes in order of (at, id) from its index, so that the arms are merged and the rest is never read.

    The records that were merged into this one stand in arms of their own: an index gives no order for several
    customers, and they are nearly always none.
    """
    own = param("customer")
    merged = Customer.select(Customer.id).where(Customer.merged_into == own)
    arms = []
    for mine in (lambda field: field == own, lambda field: field.in_(merged)):
        arms += [
            _arm(Sale, fn.IIF(Sale.of.is_null(), "sale", "refund"), total=Sale.total, of=Sale.of).where(
                mine(Sale.customer)
            ),
            _arm(Visit, SQL("'visit'")).where(mine(Visit.customer)),
            _arm(Note, SQL("'note'"), text=Note.text, sensitive=Note.sensitive, ink=Note.ink).where(
                mine(Note.customer)
            ),
            _arm(
                Contact,
                Value("contact:", converter=False).concat(Contact.channel),
                text=Contact.text,
                sensitive=Contact.sensitive,
                ink=Contact.ink,
            ).where(mine(Contact.customer)),
            _tag_put_on(SQL("0")).where(mine(TagOn.customer)),
            _tag_taken_off(SQL("0")).where(mine(TagOn.customer)),
        ]
    arms.append(_tag_put_on(SQL("1")).where(TagOn.household == param("household")))
    arms.append(_tag_taken_off(SQL("1")).where(TagOn.household == param("household")))
    union = arms[0]
    for arm in arms[1:]:
        union = union.union_all(arm)
    newest_first = (SQL('"at" DESC'), SQL('"id" DESC'))
    page = union.order_by(*newest_first).limit(param("limit")).alias("page")
    first = Sale.alias()
    items = fn.json_group_array(fn.json_array(SaleLine.name, SaleLine.quantity)).order_by(SaleLine.place)
    return (
        page.select_from(
            page.c.kind,
            page.c.id,
            page.c.at,
            page.c.bday,
            page.c.text,
            page.c.sensitive,
            page.c.ink,
            page.c.household,
            page.c.total,
            first.select(first.bday).where(first.id == page.c.of_id),
            SaleLine.select(items).where(SaleLine.sale == page.c.id),
        )
        .order_by(page.c.at.desc(), page.c.id.desc())
    )  # fmt: skip


def _arm(table: Any, kind: Any, at: Any = None, bday: Any = None, **columns: Any) -> Any:
    at = table.at if at is None else at
    return table.select(
        kind.alias("kind"),
        table.id.alias("id"),
        at.alias("at"),
        (table.bday if bday is None else bday).alias("bday"),
        columns.get("text", SQL("''")).alias("text"),
        columns.get("sensitive", SQL("0")).alias("sensitive"),
        columns.get("ink", SQL("NULL")).alias("ink"),
        columns.get("household", SQL("0")).alias("household"),
        columns.get("total", SQL("0")).alias("total"),
        columns.get("of", SQL("NULL")).alias("of_id"),
    ).where(EnclosedNodeList([at, table.id]) < EnclosedNodeList([param("at"), param("id")]))


def _tag_put_on(household: Any) -> Any:
    return _arm(TagOn, SQL("'tag_on'"), text=TagOn.text, sensitive=TagOn.sensitive, household=household)


def _tag_taken_off(household: Any) -> Any:
    return _arm(
        TagOn,
        SQL("'tag_off'"),
        at=TagOn.off_at,
        bday=SQL("NULL"),
        text=TagOn.text,
        sensitive=TagOn.sensitive,
        household=household,
    ).where(TagOn.off_at.is_null(False))


def _last_said() -> Any:
    """The newest note or contact that hides nothing. A letter went to many: it is nothing to talk about."""
    arms = [
        table.select(table.text, table.ink, table.bday, table.at.alias("at"), table.id.alias("id")).where(
            (table.customer == param("customer")) & (table.sensitive == 0)
        )
        for table in (Note, Contact)
    ]
    newest = (
        arms[0]
        .union_all(arms[1].where(Contact.letter.is_null()))
        .order_by(SQL('"at" DESC'), SQL('"id" DESC'))
        .limit(1)
        .alias("said")
    )
    return newest.select_from(newest.c.text, newest.c.ink, newest.c.bday)


def _kept(line: Any) -> Any:
    """Whether something of a line did not come back."""
    back = SaleLine.alias()
    return line.quantity + fn.COALESCE(back.select(fn.SUM(back.quantity)).where(back.of == line.id), 0) > 0


def _bonds() -> Any:
    introducer, last, kept = Customer.alias(), Sale.alias(), SaleLine.alias()
    newest = (
        last.select(last.id)
        .where(
            (last.customer == param("customer"))
            & last.of.is_null()
            & (last.bday < param("bday"))
            & fn.EXISTS(kept.select(SQL("1")).where((kept.sale == last.id) & _kept(kept)))
        )
        .order_by(last.bday.desc(), last.id.desc())
        .limit(1)
    )
    item = (
        SaleLine.select(SaleLine.name)
        .where((SaleLine.sale == Sale.id) & _kept(SaleLine))
        .order_by(SaleLine.net.desc(), SaleLine.place)
        .limit(1)
    )
    return (
        Customer.select(introducer.name, introducer.number, Sale.bday, item)
        .join(introducer, JOIN.LEFT_OUTER, on=(introducer.id == Customer.introduced_by))
        .switch(Customer)
        .join(Sale, JOIN.LEFT_OUTER, on=(Sale.id == newest))
        .where(Customer.id == param("customer"))
    )


def _lives() -> Any:
    """Products whose life ends from day `low` to day `high`, the nearest end first, unless a newer one was bought.

    For each length of life that the shop's products have, only the sales of those days are looked at: CROSS, because
    SQLite would rather read all sales of the customer (2,000 of somebody who comes every day).
    """
    lasting = Product.alias()
    lengths = lasting.select(lasting.life_days.alias("days")).where(lasting.life_days.is_null(False)).distinct()
    life = lengths.alias("life")
    newer, newer_line, newer_product = Sale.alias(), SaleLine.alias(), Product.alias()
    replaced = (
        newer.select(SQL("1"))
        .join(newer_line, on=(newer_line.sale == newer.id))
        .join(newer_product, on=(newer_product.id == newer_line.product))
        .where(
            (newer.customer == param("customer"))
            & (newer.bday > Sale.bday)
            & newer.of.is_null()
            & (newer_product.product_group == Product.product_group)
        )
    )
    return (
        Sale.select(SaleLine.name, Sale.bday, Product.life_days)
        .from_(
            Join(life, Sale, JOIN.CROSS)
            .join(SaleLine, on=(SaleLine.sale == Sale.id))
            .join(Product, on=((Product.id == SaleLine.product) & (Product.life_days == life.c.days)))
        )
        .where(
            (Sale.customer == param("customer"))
            & (Sale.bday >= param("low") - life.c.days)
            & (Sale.bday <= param("high") - life.c.days)
            & Sale.of.is_null()
            & _kept(SaleLine)
            & ~fn.EXISTS(replaced)
        )
        .order_by(Sale.bday + Product.life_days, SaleLine.net.desc())
        .limit(1)
    )


def _came() -> Any:
    """Those of whom nothing was learned first, then the newest."""
    day = param("bday")

    def written(table: Any) -> Any:
        return fn.EXISTS(table.select(SQL("1")).where((table.customer == Visit.customer) & (table.bday == day)))

    of_household = fn.EXISTS(
        TagOn.select(SQL("1")).where((TagOn.household == Customer.household) & (TagOn.bday == day))
    )
    items = (
        SaleLine.select(fn.json_group_array(SaleLine.name).order_by(Sale.at, SaleLine.place))
        .join(Sale)
        .where((Sale.customer == Visit.customer) & (Sale.bday == day) & Sale.of.is_null() & _kept(SaleLine))
    )
    said = fn.EXISTS(
        Contact.select(SQL("1")).where(
            (Contact.customer == Visit.customer) & (Contact.bday == day) & Contact.letter.is_null()
        )
    )
    learned = written(Note) | said | written(TagOn) | of_household
    return (
        Visit.select(Visit.customer, Visit.at, Customer.name, Customer.number, learned.alias("learned"), items)
        .join(Customer)
        .where((Visit.bday == day) & Customer.erased_at.is_null())
        .order_by(SQL('"learned"'), Visit.at.desc())
        .limit(param("limit"))
    )
