"""What follows when another copy's rows have come (db.joining): points that both spent, people whom one copy merged or
erased, what both wrote down twice, figures and words. Done again it finds nothing to do."""

from typing import Any, Final

from peewee import fn

from db.figures import Far
from db.joining import Brought, bring, require_copy
from db.models import (
    Consent,
    Customer,
    PointLot,
    Wish,
)
from kiosk.actions.books import Books, Deed
from kiosk.actions.comparing import forget_comparison
from kiosk.actions.erasing import erase_person
from kiosk.actions.figures import count_all
from kiosk.actions.ledger import Ledger, read_account
from kiosk.actions.lookalikes import propose
from kiosk.actions.merge_points import move_points
from kiosk.actions.merging import OWNED
from kiosk.actions.words import ensure_words, forget_words
from kiosk.rules.search_words import normal
from kiosk.rules.units import CustomerId, MergeId
from kiosk.rules.wishes import weight
from kiosk.value import Hidden, Value

_UNDONE: Final = "joined:undone"
_OWED: Final = "joined:owed"


class Alike(Value):
    """Two customers who may be one person: a newcomer of the other copy and one whom only this copy knew."""

    theirs: int  # numbers
    ours: int
    why: str  # card, phone, name


class Joined(Value):
    brought: Brought
    alike: tuple[Alike, ...]
    owing: tuple[tuple[int, int], ...]  # number of a customer whose points were spent in both copies, points owed now
    names: Hidden[dict[int, str]]  # number → name, of whom the report speaks
    numbers: dict[int, int]  # of customers of whom a value was decided
    points: int  # by which all balances together changed


def join(books: Books, tell: Far) -> Joined:
    """`there` is attached to the store, whose foreign keys are off. Raises as require_copy() does."""
    connection = books.store.database.connection()
    require_copy(connection)
    known = {row for (row,) in connection.execute("SELECT id FROM customer")}
    before, held = _debts(books), _points(books)
    with books.deed(bulk=True) as deed:
        connection.execute(_TOO_EARLY, {"never": _NEVER})
        brought = bring(connection)
        _settle_records(books, deed)
        _recount_lots(books, deed)
        connection.execute("DROP TABLE temp.too_early")
        _move_points(books, deed)
        _pay_debts(books, deed)
        _close_doubles(deed)
        connection.execute(
            "UPDATE customer SET last_seen = (SELECT max(bday) FROM visit WHERE customer_id = customer.id)"
            " WHERE last_seen IS NOT (SELECT max(bday) FROM visit WHERE customer_id = customer.id)"
        )
        if brought.count:
            count_all(books, tell)
            forget_comparison()
        forget_words()
    books.forget_settings()
    ensure_words(books)
    _erase_again(books)
    after = _debts(books)
    owing = tuple(sorted((_number(person), debt) for person, debt in after.items() if debt > before.get(person, 0)))
    found, people = _alike(books, brought, known)
    propose(books, ((one, other, why) for (one, other), why in found.items()))
    alike = tuple(Alike(people[one], people[other], why) for (one, other), why in found.items())
    spoken_of = {number for pair in alike for number in (pair.theirs, pair.ours)}
    spoken_of |= {number for number, _ in owing} | {number for _, number in brought.renumbered}
    names = {row.number: row.name for row in Customer.select().where(Customer.number.in_(spoken_of))}
    decided = {one.row for one in brought.decided if one.table == "customer"}
    numbers = {row.id: row.number for row in Customer.select().where(Customer.id.in_(decided))}
    return Joined(brought, alike, owing, names, numbers, _points(books) - held)


def _number(customer: int) -> int:
    return int(Customer.get_by_id(customer).number)


def _points(books: Books) -> int:
    (points,) = books.store.database.execute_sql("SELECT coalesce(sum(delta), 0) FROM point_entry").fetchone()
    return int(points)


def _debts(books: Books) -> dict[int, int]:
    rows = books.store.database.execute_sql(
        "SELECT customer_id, -sum(delta) FROM point_entry WHERE lot_id IS NULL"
        " GROUP BY customer_id HAVING sum(delta) < 0"
    )
    return dict(rows.fetchall())


def _settle_records(books: Books, deed: Deed) -> None:
    """Whom one copy merged is merged, also what the other one wrote of them meanwhile. Two that were merged into each
    other: the older record is kept."""
    merged = Customer.select(Customer.id, Customer.merged_into).where(Customer.merged_into.is_null(False))
    into: dict[int, int] = {row.id: row.merged_into_id for row in merged if row.merged_into_id is not None}
    for gone in sorted(into):
        path = [gone]
        while path[-1] in into and into[path[-1]] not in path:
            path.append(into[path[-1]])
        if path[-1] in into:  # round and round
            kept = min(path[path.index(into[path[-1]]) :])
            del into[kept]
            Customer.update(merged_into=None).where(Customer.id == kept).execute()
    for gone, kept in into.items():
        while kept in into:
            kept = into[kept]
        if kept != into[gone]:
            Customer.update(merged_into=kept).where(Customer.id == gone).execute()
    connection = books.store.database.connection()
    moving = (
        "SET customer_id = (SELECT merged_into_id FROM customer WHERE customer.id = customer_id)"
        " WHERE customer_id IN (SELECT id FROM customer WHERE merged_into_id IS NOT NULL)"
    )
    for table in OWNED:
        connection.execute(f"UPDATE {table._meta.table_name} {moving}")
    connection.execute(f"UPDATE OR IGNORE visit {moving}")


_TOO_EARLY: Final = """
CREATE TEMP TABLE too_early AS SELECT lot_id AS lot, -sum(delta) AS points FROM (
    SELECT entry.lot_id, delta FROM main.point_lot AS ours CROSS JOIN there.point_lot AS theirs ON theirs.id = ours.id
    CROSS JOIN main.point_entry AS entry ON entry.lot_id = ours.id
    WHERE ours.expires < coalesce(theirs.expires, :never) AND kind = 'expire'
        AND entry.bday <= coalesce(theirs.expires, :never) AND entry.id NOT IN (SELECT id FROM there.point_entry)
    UNION ALL
    SELECT entry.lot_id, delta FROM main.point_lot AS ours CROSS JOIN there.point_lot AS theirs ON theirs.id = ours.id
    CROSS JOIN there.point_entry AS entry ON entry.lot_id = ours.id
    WHERE theirs.expires < coalesce(ours.expires, :never) AND kind = 'expire'
        AND entry.bday <= coalesce(ours.expires, :never) AND entry.id NOT IN (SELECT id FROM main.point_entry)
) GROUP BY lot_id
"""
"""What one copy let expire of a lot to which a visit in the other one gave a longer life. Before the entries come."""

_NEVER: Final = 1 << 40

_LOTS: Final = f"""
SELECT lot.id, lot.customer_id, "left", coalesce(too_early.points, 0),
    coalesce(sum(delta) FILTER (WHERE kind <> 'expire' AND key NOT LIKE '{_UNDONE}:%'), 0),
    coalesce(-sum(delta) FILTER (WHERE kind = 'expire'), 0),
    coalesce(sum(delta) FILTER (WHERE key LIKE '{_UNDONE}:%'), 0)
FROM point_lot AS lot LEFT JOIN point_entry AS entry ON entry.lot_id = lot.id
LEFT JOIN temp.too_early ON too_early.lot = lot.id
GROUP BY lot.id HAVING "left" <> coalesce(sum(delta), 0) OR too_early.points IS NOT NULL
"""


def _recount_lots(books: Books, deed: Deed) -> None:
    """Each lot is what both copies' entries leave of it. What both spent of the same points is owed; what one copy let
    expire was still there for the other one to spend, or lives longer by a visit there."""
    connection = books.store.database.connection()
    connection.execute(
        "UPDATE point_lot SET expires = theirs.expires FROM there.point_lot AS theirs"
        " WHERE theirs.id = point_lot.id AND point_lot.expires < coalesce(theirs.expires, ?)",
        (_NEVER,),
    )
    for lot, customer, left, too_early, used, expired, undone in connection.execute(_LOTS).fetchall():
        entries = _Entries(books, deed, customer, lot)
        if used < 0:
            entries.enter(lot, -used, "give_back", _OWED)
            entries.enter(None, used, "debt", _OWED)
            used = 0
        surplus = too_early + max(0, expired - undone - too_early - used)
        if surplus:
            entries.enter(lot, surplus, "give_back", _UNDONE)
        if left != used - expired + undone + surplus:
            PointLot.update(left=used - expired + undone + surplus).where(PointLot.id == lot).execute()


class _Entries(Value):
    books: Books
    deed: Deed
    customer: int
    lot: int

    def enter(self, lot: int | None, delta: int, kind: str, cause: str) -> None:
        row = self.books.store.new_id()
        self.books.queries.new_entry.run(
            id=row,
            customer=self.customer,
            lot=lot,
            delta=delta,
            kind=kind,
            visit=None,
            sale=None,
            key=f"{cause}:{self.lot}:{row}",
            at=self.deed.at,
            bday=self.deed.bday,
            by=None,
        )


def _move_points(books: Books, deed: Deed) -> None:
    """Points that the other copy gave, or took, at a record that is merged here."""
    merged = Customer.merged_into.is_null(False)
    holding = PointLot.select(PointLot.customer).where(PointLot.left > 0)
    for row in Customer.select().where(merged & (Customer.id.in_(holding) | Customer.id.in_(list(_debts(books))))):
        if row.merged_into_id is not None:
            move_points(books, deed, MergeId(books.store.new_id()), CustomerId(row.merged_into_id), CustomerId(row.id))


def _pay_debts(books: Books, deed: Deed) -> None:
    for person in _debts(books):
        customer = CustomerId(person)
        Ledger(books, deed, customer, read_account(books, customer), merge=MergeId(books.store.new_id())).settle()


def _close_doubles(deed: Deed) -> None:
    """What both copies wrote down of one person or household holds once, as after a merge of two records."""
    for table, what in (("tag_on", "text"), ("fact", "text, heading_id")):
        doubles = Customer._meta.database.execute_sql(
            f"SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY customer_id, household_id, {what} ORDER BY id)"
            f" AS place FROM {table} WHERE off_at IS NULL) WHERE place > 1"
        ).fetchall()
        for (row,) in doubles:
            Customer._meta.database.execute_sql(
                f"UPDATE {table} SET off_at = ?, off_by_id = ? WHERE id = ?", (deed.at, deed.by, row)
            )
    several = Wish.select(Wish.customer).where(Wish.off_at.is_null()).group_by(Wish.customer, Wish.channel)
    wishes: list[Any] = list(
        Wish.select().where(Wish.off_at.is_null() & Wish.customer.in_(several.having(fn.COUNT(Wish.id) > 1)))
    )
    holding: dict[tuple[int, str], Any] = {
        (row.customer_id, row.channel): row
        for row in sorted(wishes, key=lambda row: (*weight(row.allowed, row.at), row.id))
    }
    closed = [row.id for row in wishes if holding[row.customer_id, row.channel].id != row.id]
    Wish.update(off_at=deed.at, off_by=deed.by).where(Wish.id.in_(closed)).execute()
    later = Consent.alias()
    withdrawn = later.select(later.id).where(
        (later.customer == Consent.customer) & (later.channel == Consent.channel) & (later.off_at > Consent.at)
    )
    Consent.update(off_at=deed.at, off_by=deed.by).where(Consent.off_at.is_null() & fn.EXISTS(withdrawn)).execute()


_PERSONAL: Final = """
SELECT DISTINCT coalesce(merged_into_id, id) FROM customer AS who WHERE erased_at IS NOT NULL AND (
    name || reading || phone || email || postcode || address <> '' OR birth_month IS NOT NULL
    OR household_id IS NOT NULL
    OR EXISTS (SELECT 1 FROM note WHERE customer_id = who.id AND (text <> '' OR ink IS NOT NULL))
    OR EXISTS (SELECT 1 FROM contact WHERE customer_id = who.id AND (text <> '' OR ink IS NOT NULL))
    OR EXISTS (SELECT 1 FROM follow_up WHERE customer_id = who.id AND (subject <> '' OR state = 'open'))
"""
_PERSONAL_ROWS: Final = ("card", "alias", "tag_on", "fact", "wish", "consent")


def _erase_again(books: Books) -> None:
    """Who was erased in one copy is erased, with what the other one still knew, or had learned since."""
    rows = " ".join(f"OR EXISTS (SELECT 1 FROM {table} WHERE customer_id = who.id)" for table in _PERSONAL_ROWS)
    for (person,) in books.store.database.execute_sql(f"{_PERSONAL} {rows})").fetchall():
        with books.store.transaction():
            Customer.update(erased_at=None).where((Customer.id == person) | (Customer.merged_into == person)).execute()
        erase_person(books, CustomerId(person))


def _alike(books: Books, brought: Brought, known: set[int]) -> tuple[dict[tuple[int, int], str], dict[int, int]]:
    """The newcomers beside those whom only this copy knew; whom both knew is nobody's newcomer. Pairs of ids with why
    they are alike, and the number of each."""
    there = {row for (row,) in books.store.database.execute_sql("SELECT id FROM there.customer").fetchall()}
    living = Customer.merged_into.is_null() & Customer.erased_at.is_null()
    people = {row.id: row for row in Customer.select().where(living)}
    theirs = [people[row] for row in brought.newcomers if row in people]
    found: dict[tuple[int, int], str] = {
        (theirs_id, ours_id): "card"
        for theirs_id, ours_id in brought.cards_of_two
        if theirs_id in people and ours_id in people
    }
    by_phone: dict[str, list[int]] = {}
    by_name: dict[tuple[Any, ...], list[int]] = {}
    for row in people.values():
        if row.id in known and row.id not in there:
            if row.phone:
                by_phone.setdefault(row.phone, []).append(row.id)
            if row.name and row.birth_month:
                by_name.setdefault(_name_and_birthday(row), []).append(row.id)
    for row in theirs:
        for why, ours in (("phone", by_phone.get(row.phone, [])), ("name", by_name.get(_name_and_birthday(row), []))):
            for one in ours:
                found.setdefault((row.id, one), why)
    return found, {row: people[row].number for pair in found for row in pair}


def _name_and_birthday(row: Customer) -> tuple[Any, ...]:
    return normal(row.name), row.birth_month, row.birth_day
