"""Two records of one person become one. Nothing is deleted, and all of it is remembered for the way back.

What can move gets the kept record's id. What can't change (sales, ledger entries, visits of a day on which both came)
stays with the record that is gone and is read through its `merged_into`. Points move by entries of their own.
"""

from typing import Any, Final

import msgspec
from peewee import fn

from db.models import Alias, Card, Consent, Contact, Customer, Fact, FollowUp, Merge, Note, TagOn, Visit, Wish
from kiosk.actions.books import Books, Deed
from kiosk.actions.figures import count_again
from kiosk.actions.household import Brought, bring
from kiosk.actions.introduction import introducers_above
from kiosk.actions.merge_points import move_points
from kiosk.actions.words import refresh_words
from kiosk.rules.units import CustomerId, HouseholdId, MergeId
from kiosk.rules.wishes import weight
from kiosk.value import Value

OWNED: Final[tuple[Any, ...]] = (Card, Alias, TagOn, Note, Fact, Wish, Consent, Contact, FollowUp)
"""Tables whose rows simply change hands."""

CLOSABLE: Final[tuple[Any, ...]] = (TagOn, Fact, Wish, Consent)
"""Of these, what both records had, or what may not hold any more, is closed by the merge."""

DETAILS: Final = (
    ("name",),
    ("reading", "reading_key"),
    ("phone", "phone_tail"),
    ("email", "mail_trouble", "mail_trouble_on"),
    ("postcode", "address", "post_trouble", "post_trouble_on"),
    ("birth_month", "birth_day"),
    ("introduced_by_id",),
)
"""Basic data; what the kept record lacks is filled in from the other one."""


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """What a merge did, for its undo: ids and names of columns, nothing personal."""

    rows: dict[str, tuple[int, ...]]  # table → rows that got the kept record's id
    closed: dict[str, tuple[int, ...]]  # table → rows that hold no more
    merged: tuple[int, ...]  # records merged into the gone one before
    introduced: tuple[int, ...]  # whom the gone one introduced
    filled: tuple[str, ...]  # columns of the kept record that were empty
    lots: tuple[tuple[int, int], ...]  # lot that was emptied, lot that was opened for it
    debt: int  # points owed that went along, 0 or less
    home_gone: int | None  # where each lived
    home_kept: int | None
    brought_tags: tuple[int, ...] = ()
    brought_facts: tuple[int, ...] = ()


class Merged(Value):
    merge: MergeId
    kept: CustomerId
    gone: CustomerId


class AlreadyMerged(Value):
    """It was done before: nothing was written."""

    kept: CustomerId


class CantMerge(Value):
    """They are one record, or one of them is no record of a person any more: nothing was written."""


def merge(books: Books, kept: CustomerId, gone: CustomerId) -> Merged | AlreadyMerged | CantMerge:
    with books.deed() as deed:
        rows = {row.id: row for row in Customer.select().where(Customer.id.in_((kept, gone)))}
        if len(rows) < 2 or any(row.erased_at is not None for row in rows.values()):
            return CantMerge()
        if rows[gone].merged_into_id == kept:
            return AlreadyMerged(kept)
        if any(row.merged_into_id is not None for row in rows.values()):
            return CantMerge()
        merge_id = MergeId(books.store.new_id())
        moved = _moved(books, deed, merge_id, rows[kept], rows[gone])
        Merge.insert(
            id=merge_id,
            kept=kept,
            gone=gone,
            moved=msgspec.json.encode(moved).decode(),
            at=deed.at,
            bday=deed.bday,
            by=deed.by,
        ).execute()
        count_again(books, kept, gone)
        books.log_access(deed, "records_merged", customer=kept, ref=merge_id)
        for customer in (kept, gone):
            refresh_words(books, deed, customer)
    return Merged(merge_id, kept, gone)


def count_last_seen(customer: CustomerId) -> None:
    """The last visit of this record, again from its visits."""
    newest = Visit.select(fn.MAX(Visit.bday)).where(Visit.customer == customer)
    Customer.update(last_seen=newest).where(Customer.id == customer).execute()


def _moved(books: Books, deed: Deed, merge_id: MergeId, kept: Customer, gone: Customer) -> Moved:
    to, of = CustomerId(kept.id), CustomerId(gone.id)
    closed = _closed(deed, to, of)
    rows = {table._meta.table_name: _given(table, table.customer == of, to) for table in OWNED}
    days = Visit.select(Visit.bday).where(Visit.customer == to)
    rows["visit"] = _given(Visit, (Visit.customer == of) & Visit.bday.not_in(days), to)
    points = move_points(books, deed, merge_id, to, of)
    merged = _ids(Customer, Customer.merged_into == of)
    Customer.update(merged_into=to).where((Customer.merged_into == of) | (Customer.id == of)).execute()
    introduced = _ids(Customer, Customer.introduced_by == of)
    Customer.update(introduced_by=to).where(Customer.id.in_(introduced)).execute()
    Customer.update(introduced_by=None).where((Customer.id == to) & (Customer.introduced_by == to)).execute()
    filled = _filled(Customer.get_by_id(to), gone)
    brought = _moved_in(kept, gone)
    for customer in (to, of):
        count_last_seen(customer)
    return Moved(
        rows=rows,
        closed=closed,
        merged=merged,
        introduced=introduced,
        filled=filled,
        lots=points.lots,
        debt=points.debt,
        home_gone=gone.household_id,
        home_kept=kept.household_id,
        brought_tags=brought.tags if brought else (),
        brought_facts=brought.facts if brought else (),
    )


def _ids(table: Any, which: Any) -> tuple[int, ...]:
    return tuple(row.id for row in table.select(table.id).where(which).order_by(table.id))


def _given(table: Any, which: Any, kept: CustomerId) -> tuple[int, ...]:
    ids = _ids(table, which)
    table.update(customer=kept).where(table.id.in_(ids)).execute()
    return ids


def _closed(deed: Deed, kept: CustomerId, gone: CustomerId) -> dict[str, tuple[int, ...]]:
    """Close what would be there twice, and wishes and consents that hold no more. Before the rows move."""
    open_rows = {
        table: list(table.select().where(table.customer.in_((kept, gone)) & table.off_at.is_null()))
        for table in CLOSABLE
    }
    own_tags = {row.text for row in open_rows[TagOn] if row.customer_id == kept}
    own_facts = {(row.heading_id, row.text) for row in open_rows[Fact] if row.customer_id == kept}
    ids: dict[Any, list[int]] = {
        TagOn: [row.id for row in open_rows[TagOn] if row.customer_id == gone and row.text in own_tags],
        Fact: [
            row.id for row in open_rows[Fact] if row.customer_id == gone and (row.heading_id, row.text) in own_facts
        ],
        Wish: [row.id for row in open_rows[Wish] if row.id not in _holding(open_rows[Wish])],
        Consent: [row.id for row in open_rows[Consent] if _withdrawn_later(row, kept, gone)],
    }
    for table, rows in ids.items():
        table.update(off_at=deed.at, off_by=deed.by).where(table.id.in_(rows)).execute()
    return {table._meta.table_name: tuple(rows) for table, rows in ids.items()}


def _holding(wishes: list[Any]) -> set[int]:
    """The one for each channel that holds."""
    heaviest = {row.channel: row.id for row in sorted(wishes, key=lambda row: (*weight(row.allowed, row.at), row.id))}
    return set(heaviest.values())


def _withdrawn_later(consent: Consent, kept: CustomerId, gone: CustomerId) -> bool:
    """The person took it back, only at the other record."""
    last = (
        Consent.select(fn.MAX(Consent.off_at))
        .where(Consent.customer.in_((kept, gone)) & (Consent.channel == consent.channel))
        .scalar()
    )
    return last is not None and last > consent.at


def _filled(kept: Customer, gone: Customer) -> tuple[str, ...]:
    columns: list[str] = []
    for group in DETAILS:
        empty = not any(getattr(kept, name) for name in group)
        if empty and any(getattr(gone, name) for name in group):
            columns += group
    if "introduced_by_id" in columns and kept.id in introducers_above(gone.introduced_by_id):
        columns.remove("introduced_by_id")  # nobody introduces themselves
    if columns:
        values = {name.removesuffix("_id"): getattr(gone, name) for name in columns}
        Customer.update(values).where(Customer.id == kept.id).execute()
    return tuple(columns)


def _moved_in(kept: Customer, gone: Customer) -> Brought | None:
    """The gone record lives nowhere; the kept one where it lived, or else where the gone one did."""
    if gone.household_id is None:
        return None
    Customer.update(household=None).where(Customer.id == gone.id).execute()
    if kept.household_id is None:
        Customer.update(household=gone.household_id).where(Customer.id == kept.id).execute()
        return None
    if kept.household_id == gone.household_id:
        return None
    return bring(HouseholdId(gone.household_id), HouseholdId(kept.household_id))
