"""Sales that an old register wrote: rows of its table, and the receipts that they make.

With a receipt number, the rows of one number on one day are one sale; without one each row is a sale. What a sale is
known by (`mark`) says the same for the same file, and for a longer one that holds the same rows.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any, TypeVar

from kiosk.rules import cells, sale_cells
from kiosk.rules.cells import Fault, Wrong
from kiosk.rules.drafts import RowCells, RowFault
from kiosk.value import Hidden, Value, replace

T = TypeVar("T")

YEN = Decimal(1)


class Buyer(Value):
    """All that a row says about who bought. `number`: the shop's own; `code`: the old register's."""

    number: Hidden[int | None]
    code: Hidden[str]
    name: Hidden[str]
    reading: Hidden[str]
    phone: Hidden[str]

    @property
    def nobody(self) -> bool:
        return not (self.number or self.code or self.name or self.phone)

    def contradicts(self, other: "Buyer") -> bool:
        return any(mine and theirs and mine != theirs for mine, theirs in zip(self._said, other._said, strict=True))

    def with_more(self, other: "Buyer") -> "Buyer":
        """What both say together: the first word on each thing counts."""
        return Buyer(
            self.number or other.number,
            self.code or other.code,
            self.name or other.name,
            self.reading or other.reading,
            self.phone or other.phone,
        )

    @property
    def _said(self) -> tuple[int | str | None, ...]:
        return self.number, self.code, self.name, self.reading, self.phone


NOBODY = Buyer(None, "", "", "", "")


class PastRow(Value):
    row: int  # as a spreadsheet counts
    day: date
    time: time | None
    receipt: str
    buyer: Buyer
    code: str  # of the product
    item: str
    rate: int | None
    quantity: int  # of what was sold: 1 or more; an `amount` below 0 came back
    amount: int


class PastLine(Value):
    """amount = quantity * price - discount; all 0 or more."""

    code: str
    item: str
    rate: int | None
    quantity: int
    price: int
    discount: int

    @property
    def amount(self) -> int:
        return self.quantity * self.price - self.discount


class PastSale(Value):
    """One receipt. `discount`: what its rows with a sum below 0 take from the others."""

    row: int  # its first
    rows: int
    day: date
    time: time | None
    buyer: Buyer
    mark: Hidden[str]
    lines: tuple[PastLine, ...]
    discount: int

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines) - self.discount


class Returned(Value):
    """A receipt that comes to less than nothing: goods that came back. Which sale they came from it doesn't say."""

    row: int
    total: int


class Past(Value):
    sales: tuple[PastSale, ...]
    returned: tuple[Returned, ...]
    faults: tuple[RowFault, ...]


def past_row(
    row: int, values: Sequence[str], columns: Mapping[str, int], today: date, unit: Decimal = YEN
) -> PastRow | list[RowFault]:
    """One row, or all that is wrong with it. Sums are with tax, in `unit`; a sum without tax gets it."""
    cell = RowCells(row, values, columns)
    day, at = cell.read("date", sale_cells.moment, (None, None))
    number, code = _known_by(cell)
    rate = cell.read("rate", cells.rate, None)
    quantity = cell.read("quantity", sale_cells.pieces, 1)
    amount = _amount(cell, abs(quantity), rate, unit)
    buyer = Buyer(
        number,
        code,
        cell.read("name", cells.words),
        cell.read("reading", cells.kana),
        cell.read("phone", cells.phone),
    )
    clock = cell.read("time", sale_cells.clock, None)
    receipt, item = cell.read("receipt", sale_cells.old_code), cell.read("item", cells.words)
    product = cell.read("code", _product_code)
    if not cell.faults:
        if day is None:
            cell.wrong(Fault.UNDATED, "date")
        elif day > today:
            cell.wrong(Fault.FUTURE, "date")
        if amount is None:
            cell.wrong(Fault.UNSUMMED, "amount")
    if cell.faults or day is None or amount is None:
        return cell.faults
    signed = -amount if quantity < 0 < amount else amount
    return PastRow(row, day, clock or at, receipt, buyer, product, item, rate, abs(quantity), signed)


def past_sales(rows: Iterable[PastRow]) -> Past:
    """The rows as receipts, in the order of their days. Two customers on one receipt are a fault."""
    sales: list[PastSale] = []
    returned: list[Returned] = []
    faults: list[RowFault] = []
    seen = Counter[str]()
    for group in _receipts(rows):
        buyer = _buyer(group)
        if isinstance(buyer, RowFault):
            faults.append(buyer)
            continue
        mark = _mark(group[0])
        seen[mark] += 1
        total = sum(row.amount for row in group)
        sold = [row for row in group if row.amount >= 0]
        if total < 0 or not sold:
            returned.append(Returned(group[0].row, total))
            continue
        sales.append(
            PastSale(
                row=group[0].row,
                rows=len(group),
                day=group[0].day,
                time=min((row.time for row in group if row.time is not None), default=None),
                buyer=buyer,
                mark=f"{mark}#{seen[mark]}",
                lines=tuple(_line(row) for row in sold),
                discount=-sum(row.amount for row in group if row.amount < 0),
            )
        )
    sales.sort(key=lambda sale: (sale.day, sale.time or time.min, sale.row))
    return Past(tuple(sales), tuple(returned), tuple(sorted(faults, key=lambda fault: fault.row)))


def _receipts(rows: Iterable[PastRow]) -> Iterator[list[PastRow]]:
    """Those with a number first. Each is let go when it was given: there may be a million."""
    receipts: dict[tuple[date, str], list[PastRow]] = {}
    alone: list[PastRow] = []
    for row in _sharing(rows):
        if row.receipt:
            receipts.setdefault((row.day, row.receipt), []).append(row)
        else:
            alone.append(row)
    for key in list(receipts):
        yield receipts.pop(key)
    alone.reverse()
    while alone:
        yield [alone.pop()]


def _sharing(rows: Iterable[PastRow]) -> Iterator[PastRow]:
    """The same words, days and buyers come again and again: each is kept once."""
    same: dict[Any, Any] = {}

    def once(value: T) -> T:
        kept: T = same.setdefault((type(value), value), value)
        return kept

    for row in rows:
        buyer, day, at = once(row.buyer), once(row.day), once(row.time)
        yield replace(row, buyer=buyer, day=day, time=at, code=once(row.code), item=once(row.item))


def _buyer(receipt: Sequence[PastRow]) -> Buyer | RowFault:
    """Many registers say who bought on the first row alone, or the name there and the code on all."""
    buyer = NOBODY
    for row in receipt:
        if buyer.contradicts(row.buyer):
            return RowFault(row.row, None, Fault.TWO_CUSTOMERS)
        buyer = buyer.with_more(row.buyer)
    return buyer


def _known_by(cell: RowCells) -> tuple[int | None, str]:
    """The shop's number, and the old register's code; a number that can't be the shop's is a code."""
    code = cell.read("customer", sale_cells.old_code)
    text = cell.read("number", sale_cells.old_code)
    number = cells.number(text)
    if isinstance(number, Wrong):
        return None, code or text
    return number, code


def _amount(cell: RowCells, quantity: int, rate: int | None, unit: Decimal) -> int | None:
    def money(text: str) -> int | Wrong | None:
        return sale_cells.money(text, unit)

    amount: int | None = cell.read("amount", money, None)
    net = cell.read("net_amount", money, None)
    price = cell.read("price", money, None)
    discount = cell.read("discount", money, 0)
    if amount is not None:
        return amount
    if net is not None:
        with_tax = cells.with_tax(abs(net), rate or 10)
        return with_tax if net >= 0 else -with_tax
    return None if price is None else price * quantity - abs(discount)


def _product_code(text: str) -> str:
    """A code as it stands: of what is no longer sold it needn't be right."""
    found = cells.code(text)
    return found if isinstance(found, str) else text[:48]


def _line(row: PastRow) -> PastLine:
    price = -(-row.amount // row.quantity)
    return PastLine(row.code, row.item, row.rate, row.quantity, price, price * row.quantity - row.amount)


def _mark(row: PastRow) -> str:
    """What a receipt is known by: its number, or all that its only row says."""
    if row.receipt:
        return json.dumps([row.day.isoformat(), row.receipt])
    at = row.time.isoformat() if row.time is not None else ""
    who = row.buyer
    said = [row.day.isoformat(), at, who.number, who.code, who.name, who.phone, row.code, row.item]
    return json.dumps([*said, row.quantity, row.amount], ensure_ascii=False)
