"""The ledger of points: the one place that writes lots and entries. Every entry has a key, so that nothing is booked
twice; a lot's `left` is kept in the same transaction, and `kiosk verify` proves that it is the sum of its entries."""

from collections.abc import Collection

from kiosk.actions.books import Books, Deed
from kiosk.rules.points import Account, OpenLot
from kiosk.rules.units import BusinessDay, CustomerId, LotId, MergeId, Points, SaleId, VisitId


def read_account(books: Books, customer: CustomerId) -> Account:
    """The points of one customer, in two short queries."""
    rows = books.queries.open_lots.all(customer=customer)
    debt = books.queries.debt.only(customer=customer)
    # the same three columns; there may be hundreds, and OpenLot(*row) takes 1.7 times as long
    return Account(tuple([tuple.__new__(OpenLot, row) for row in rows]), Points(-debt.delta))


class Ledger:
    """What one deed does to one customer's points. `account` is how they stand now.

    `cause` is the visit, sale, refund or merge that moves them; it makes the keys.
    """

    def __init__(
        self,
        books: Books,
        deed: Deed,
        customer: CustomerId,
        account: Account,
        *,
        visit: VisitId | None = None,
        sale: SaleId | None = None,
        merge: MergeId | None = None,
    ) -> None:
        self._books = books
        self._deed = deed
        self.customer = customer
        self._visit = visit
        self._sale = sale
        self._merge = merge
        self.account = account

    @property
    def cause(self) -> int:
        causes = (self._visit, self._sale, self._merge)
        cause = next((cause for cause in causes if cause is not None), None)
        assert cause is not None, "points move by a visit, a sale, a refund or a merge"
        return cause

    def of(self, customer: CustomerId, account: Account) -> "Ledger":
        """What the same deed does to another record's points."""
        return Ledger(self._books, self._deed, customer, account, visit=self._visit, sale=self._sale, merge=self._merge)

    def issue(self, kind: str, points: Points, expires: BusinessDay | None) -> None:
        """A new lot ("visit" or "earn"). What is owed is settled from it at once."""
        self._new_lot(kind, points, expires, f"{kind}:{self.cause}")
        self.settle()

    def open_with(self, points: Points, expires: BusinessDay | None) -> None:
        """The first lot of a customer who comes from an earlier system: what that one owed. Nothing else causes it."""
        self._new_lot("opening", points, expires, f"opening:{self.customer}")

    def prolong(self, to: BusinessDay) -> None:
        """No open lot expires before this day."""
        self._books.queries.prolong_lots.run(customer=self.customer, expires=to)
        self.account = self.account.living_to(to)

    def spend(self, points: Points) -> None:
        """From the lots that expire first. The balance must hold it."""
        assert points <= self.account.balance, "more points than there are"
        self._take("spend", points)

    def take_back(self, points: Points, first: Collection[LotId]) -> None:
        """Earned points go back: from the lots in which they were earned (`first`), from the others, or as a debt."""
        own = tuple(lot for lot in self.account.lots if lot.id in first)
        for lot in own:
            points = Points(points - self._take_from("take_back", (lot,), points))
        points = Points(points - self._take_from("take_back", self.account.lots, points))
        if points:
            self._enter("debt", Points(-points), None, f"debt:{self.cause}")
            self.account = Account(self.account.lots, Points(self.account.debt + points))

    def give_back(self, lot: LotId, points: Points, expires: BusinessDay | None) -> None:
        """Spent points return to their own lot, which now lives to `expires`."""
        self._books.queries.refill_lot.run(lot=lot, points=points, expires=expires)
        self._enter("give_back", points, lot, f"give_back:{self.cause}:{lot}")
        open_now = next((one.left for one in self.account.lots if one.id == lot), Points(0))
        others = Account(tuple(one for one in self.account.lots if one.id != lot), self.account.debt)
        self.account = others.with_lot(OpenLot(lot, expires, Points(open_now + points)))
        self.settle()

    def take_over(self, of: "Ledger", lot: LotId, points: Points, expires: BusinessDay | None) -> None:
        """Points that returned to a lot of a merged record (`of`) come along, in a lot of their own."""
        of._take_from("merge", (OpenLot(lot, expires, points),), points)
        self._new_lot("merge", points, expires, f"merge:{self.cause}:{lot}:in")
        self.settle()

    def _new_lot(self, kind: str, points: Points, expires: BusinessDay | None, key: str) -> None:
        lot = LotId(self._books.store.new_id())
        self._books.queries.new_lot.run(
            id=lot, customer=self.customer, bday=self._deed.bday, expires=expires, points=points
        )
        self._enter(kind, points, lot, key)
        self.account = self.account.with_lot(OpenLot(lot, expires, points))

    def settle(self) -> None:
        """What is owed is paid from the lots."""
        if not self.account.debt:
            return
        paid = self._take("settle", Points(min(self.account.debt, self.account.held)))
        if paid:
            self._enter("settle", paid, None, f"settle:{self.cause}:{self.account.debt}")
            self.account = Account(self.account.lots, Points(self.account.debt - paid))

    def _take(self, kind: str, points: Points) -> Points:
        return self._take_from(kind, self.account.lots, points)

    def _take_from(self, kind: str, lots: tuple[OpenLot, ...], points: Points) -> Points:
        taken = Account(lots).takes(points)
        for part in taken:
            self._books.queries.drain_lot.run(lot=part.id, points=part.left)
            self._enter(kind, Points(-part.left), part.id, f"{kind}:{self.cause}:{part.id}:{self.account.debt}")
        self.account = self.account.less(taken)
        return Points(sum(part.left for part in taken))

    def _enter(self, kind: str, delta: Points, lot: LotId | None, key: str) -> None:
        self._books.queries.new_entry.run(
            id=self._books.store.new_id(),
            customer=self.customer,
            lot=lot,
            delta=delta,
            kind=kind,
            visit=self._visit,
            sale=self._sale,
            key=key,
            at=self._deed.at,
            bday=self._deed.bday,
            by=self._deed.by,
        )
