"""Points of a merge: they go to the kept record by entries of the ledger, lot by lot, and back the same way.

Each open lot of the gone record is emptied, and one of the same day of issue and expiry is opened for the kept one.
What is owed (entries without a lot) goes along.
"""

import msgspec
from peewee import fn

from db.models import Merge, PointEntry, PointLot
from kiosk.actions.books import Books, Deed
from kiosk.actions.ledger import Ledger, read_account
from kiosk.rules.units import CustomerId, LotId, MergeId
from kiosk.value import Value


class PointsMoved(Value):
    lots: tuple[tuple[int, int], ...]  # emptied, opened
    debt: int  # 0 or less


def move_points(books: Books, deed: Deed, merge: MergeId, kept: CustomerId, gone: CustomerId) -> PointsMoved:
    ledger = _Moves(books, deed, merge)
    lots = []
    for lot in PointLot.select().where((PointLot.customer == gone) & (PointLot.left > 0)).order_by(PointLot.id):
        opened = books.store.new_id()
        books.queries.new_lot.run(id=opened, customer=kept, bday=lot.bday, expires=lot.expires, points=lot.left)
        ledger.enter(gone, lot.id, -lot.left, "merge", f"{lot.id}:out")
        ledger.enter(kept, opened, lot.left, "merge", f"{lot.id}:in")
        PointLot.update(left=0).where(PointLot.id == lot.id).execute()
        lots.append((lot.id, opened))
    debt = owed(gone)
    if debt:
        ledger.enter(gone, None, -debt, "merge", "debt:out")
        ledger.enter(kept, None, debt, "merge", "debt:in")
    # one record's debt is paid from the other one's lots
    Ledger(books, deed, kept, read_account(books, kept), merge=merge).settle()
    return PointsMoved(tuple(lots), debt)


class _MovedLots(msgspec.Struct):
    """Of what a merge remembers (kiosk.actions.merging.Moved), the lots alone."""

    lots: tuple[tuple[int, int], ...]


def lineage(lot: LotId) -> tuple[LotId, ...]:
    """The lot, and those which merges opened for what was left of it."""
    owner = PointLot.select(PointLot.customer).where(PointLot.id == lot).scalar()
    merges = Merge.select(Merge.moved).where(Merge.gone == owner).order_by(Merge.id)
    opened = (dict(msgspec.json.decode(row.moved, type=_MovedLots).lots).get(lot) for row in merges)
    return (lot, *(heir for one in opened if one is not None for heir in lineage(LotId(one))))


def can_go_back(moved: PointsMoved, kept: CustomerId) -> bool:
    """Whether none of them was spent or set off meanwhile. What expired would have expired anyway."""
    for _, opened in moved.lots:
        lot = PointLot.get_by_id(opened)
        expired = PointEntry.select(fn.SUM(PointEntry.delta)).where(
            (PointEntry.lot == opened) & (PointEntry.kind == "expire")
        )
        if lot.left != lot.points + int(expired.scalar() or 0):
            return False
    return owed(kept) <= moved.debt


def give_points_back(
    books: Books, deed: Deed, merge: MergeId, moved: PointsMoved, kept: CustomerId, gone: CustomerId
) -> None:
    """Each lot as it was, but for a longer life that a visit gave it meanwhile."""
    ledger = _Moves(books, deed, merge)
    for old, opened in moved.lots:
        lot = PointLot.get_by_id(opened)
        if not lot.left:
            continue
        ledger.enter(kept, opened, -lot.left, "merge", f"{old}:undone:out")
        ledger.enter(gone, old, lot.left, "give_back", f"{old}:undone:in")
        PointLot.update(left=lot.left, expires=lot.expires).where(PointLot.id == old).execute()
        PointLot.update(left=0).where(PointLot.id == opened).execute()
    if moved.debt:
        ledger.enter(kept, None, -moved.debt, "merge", "debt:undone:out")
        ledger.enter(gone, None, moved.debt, "merge", "debt:undone:in")


def owed(customer: CustomerId) -> int:
    """The entries without a lot together: 0 or less."""
    debt = PointEntry.select(fn.SUM(PointEntry.delta)).where(
        (PointEntry.customer == customer) & PointEntry.lot.is_null()
    )
    return int(debt.scalar() or 0)


class _Moves(Value):
    books: Books
    deed: Deed
    merge: MergeId

    def enter(self, customer: CustomerId, lot: int | None, delta: int, kind: str, key: str) -> None:
        self.books.queries.new_entry.run(
            id=self.books.store.new_id(),
            customer=customer,
            lot=lot,
            delta=delta,
            kind=kind,
            visit=None,
            sale=None,
            key=f"merge:{self.merge}:{key}",
            at=self.deed.at,
            bday=self.deed.bday,
            by=self.deed.by,
        )
