"""A merge taken back, within a day: both records as they were, or a refusal that says why."""

from enum import StrEnum

import msgspec

from db.models import Card, Customer, Merge, PointEntry, Sale, Visit
from kiosk.actions.books import Books, Deed
from kiosk.actions.figures import count_again
from kiosk.actions.household import Brought, give_back
from kiosk.actions.merge_points import PointsMoved, can_go_back, give_points_back
from kiosk.actions.merging import CLOSABLE, OWNED, Moved, count_last_seen
from kiosk.actions.words import refresh_words
from kiosk.rules.merging import can_still_undo
from kiosk.rules.units import BusinessDay, CustomerId, HouseholdId, MergeId
from kiosk.value import Value


class MergeStays(StrEnum):
    """Why a merge can't be taken back."""

    TOO_LATE = "too_late"
    LATER_FIRST = "later_first"  # another merge was built upon it
    POINTS_USED = "points_used"
    CARDS_MOVED = "cards_moved"
    ERASED = "erased"


class Unmerged(Value):
    """Also when it had been taken back before: then nothing was written."""

    kept: CustomerId


class StillMerged(Value):
    """Nothing was written."""

    why: MergeStays


def unmerge(books: Books, merge: MergeId) -> Unmerged | StillMerged:
    with books.deed() as deed:
        row = Merge.get_by_id(merge)
        kept, gone = CustomerId(row.kept_id), CustomerId(row.gone_id)
        if row.undone_at is not None:
            return Unmerged(kept)
        moved = msgspec.json.decode(row.moved, type=Moved)
        points = PointsMoved(moved.lots, moved.debt)
        if (why := _hindrance(row, moved, points, deed)) is not None:
            return StillMerged(why)
        give_points_back(books, deed, merge, points, kept, gone)
        _take_out(kept, gone, moved)
        Merge.update(undone_at=deed.at).where(Merge.id == merge).execute()
        count_again(books, kept, gone)
        books.log_access(deed, "merge_undone", customer=kept, ref=merge)
        for customer in (kept, gone):
            refresh_words(books, deed, customer)
    return Unmerged(kept)


def _hindrance(row: Merge, moved: Moved, points: PointsMoved, deed: Deed) -> MergeStays | None:
    if not can_still_undo(BusinessDay(row.bday), deed.bday):
        return MergeStays.TOO_LATE
    later = (
        Merge.undone_at.is_null() & (Merge.id > row.id) & ((Merge.kept == row.kept_id) | (Merge.gone == row.kept_id))
    )
    if Merge.select().where(later).exists():
        return MergeStays.LATER_FIRST
    if Customer.get_by_id(row.kept_id).erased_at is not None:
        return MergeStays.ERASED
    cards = moved.rows["card"]
    if Card.select().where(Card.id.in_(cards) & (Card.customer == row.kept_id)).count() != len(cards):
        return MergeStays.CARDS_MOVED
    if _took_back(row, moved) or not can_go_back(points, CustomerId(row.kept_id)):
        return MergeStays.POINTS_USED
    return None


def _took_back(row: Merge, moved: Moved) -> bool:
    """Whether a purchase of the gone record was returned meanwhile: the kept one's points moved by it."""
    by_gone = Sale.customer.in_((row.gone_id, *moved.merged))
    return bool(PointEntry.select().join(Sale).where(by_gone & (PointEntry.customer == row.kept_id)).exists())


def _take_out(kept: CustomerId, gone: CustomerId, moved: Moved) -> None:
    for table in (*OWNED, Visit):
        ids = moved.rows.get(table._meta.table_name, ())  # a merge made by an older version knew fewer tables
        table.update(customer=gone).where(table.id.in_(ids)).execute()
    for table in CLOSABLE:
        ids = moved.closed[table._meta.table_name]
        table.update(off_at=None, off_by=None).where(table.id.in_(ids)).execute()
    Customer.update(merged_into=gone).where(Customer.id.in_(moved.merged)).execute()
    Customer.update(merged_into=None).where(Customer.id == gone).execute()
    _empty_again(Customer.get_by_id(kept), Customer.get_by_id(gone), moved.filled)
    Customer.update(introduced_by=gone).where(Customer.id.in_(moved.introduced)).execute()
    _move_out(kept, gone, moved)
    for customer in (kept, gone):
        count_last_seen(customer)


def _empty_again(kept: Customer, gone: Customer, filled: tuple[str, ...]) -> None:
    """What was filled in from the gone record, unless it was changed since: then it is the kept one's own."""
    empty = {
        name.removesuffix("_id"): None if Customer._meta.combined[name].null else ""
        for name in filled
        if getattr(kept, name) == getattr(gone, name)
    }
    if empty:
        Customer.update(empty).where(Customer.id == kept.id).execute()


def _move_out(kept: CustomerId, gone: CustomerId, moved: Moved) -> None:
    if moved.home_gone is None:
        return
    Customer.update(household=moved.home_gone).where(Customer.id == gone).execute()
    if moved.home_kept is None:
        # only if the person has not moved since
        Customer.update(household=None).where((Customer.id == kept) & (Customer.household == moved.home_gone)).execute()
    give_back(Brought(HouseholdId(moved.home_gone), moved.brought_tags, moved.brought_facts))
