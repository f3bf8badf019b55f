"""Rows of an imported table as customers and products to be."""

from collections.abc import Mapping, Sequence
from typing import Any

from kiosk.rules import cells
from kiosk.rules.cells import Fault, Wrong
from kiosk.rules.kana import hiragana
from kiosk.value import Hidden, Value


class RowFault(Value):
    """What is wrong in one row; `column` is the place of the cell, None for the whole row."""

    row: int  # as a spreadsheet counts
    column: int | None
    fault: Fault


class CustomerDraft(Value):
    row: int
    number: int | None
    name: Hidden[str]
    reading: Hidden[str]
    phone: Hidden[str]
    email: Hidden[str]
    postcode: Hidden[str]
    address: Hidden[str]
    birthday: Hidden[tuple[int, int] | None]
    household: Hidden[str]
    points: int
    card: Hidden[str]
    note: Hidden[str]


class ProductDraft(Value):
    row: int
    code: str | None
    name: str
    reading: str
    price: int  # with tax
    rate: int
    group: str
    life_days: int | None
    points_percent: int


class RowCells:
    """The cells of one row by what they mean; remembers what was wrong."""

    def __init__(self, row: int, values: Sequence[str], columns: Mapping[str, int]) -> None:
        self.row = row
        self.values = values
        self.columns = columns
        self.faults: list[RowFault] = []

    def read(self, meaning: str, reader: Any, empty: Any = "") -> Any:
        place = self.columns.get(meaning)
        if place is None:
            return empty
        text = cells.plain(self.values[place])
        value = reader(text) if isinstance(text, str) else text
        if isinstance(value, Wrong):
            self.faults.append(RowFault(self.row, place, value.fault))
            return empty
        return empty if value is None else value

    def wrong(self, fault: Fault, meaning: str | None = None) -> None:
        place = None if meaning is None else self.columns.get(meaning)
        self.faults.append(RowFault(self.row, place, fault))


def customer_draft(row: int, values: Sequence[str], columns: Mapping[str, int]) -> CustomerDraft | list[RowFault]:
    """One row as a customer, or all that is wrong with it. `values` has a cell for each heading."""
    cell = RowCells(row, values, columns)
    name = cell.read("name", cells.words) or _joined(cell.read("family", cells.words), cell.read("given", cells.words))
    reading = cell.read("reading", cells.kana) or _joined(
        cell.read("family_reading", cells.kana), cell.read("given_reading", cells.kana)
    )
    phone, mobile = cell.read("phone", cells.phone), cell.read("mobile", cells.phone)
    places = [cell.read(part, cells.words) for part in ("prefecture", "city", "address", "address_2")]
    draft = CustomerDraft(
        row=row,
        number=cell.read("number", cells.number, None),
        name=name,
        reading=reading or (hiragana(name) if _is_kana(name) else ""),
        phone=phone or mobile,
        email=cell.read("email", cells.email),
        postcode=cell.read("postcode", cells.postcode),
        address=" ".join(filter(None, places)),
        birthday=cell.read("birthday", cells.birthday, None),
        household=cell.read("household", cells.words),
        points=cell.read("points", cells.points, 0),
        card=cell.read("card", cells.card),
        note=cell.read("note", cells.note),
    )
    if not cell.faults and not (draft.name or draft.phone or draft.number or draft.card):
        cell.wrong(Fault.EMPTY)
    return cell.faults or draft


def product_draft(row: int, values: Sequence[str], columns: Mapping[str, int]) -> ProductDraft | list[RowFault]:
    """One row as a product, or all that is wrong with it. A price without tax gets it; without a rate it is 10 %."""
    cell = RowCells(row, values, columns)
    rate = cell.read("rate", cells.rate, 10)
    price = cell.read("price", cells.yen, None)
    net = cell.read("net_price", cells.yen, None)
    name = _joined(cell.read("name", cells.words), cell.read("variation", cells.words))
    draft = ProductDraft(
        row=row,
        code=cell.read("code", cells.code) or None,
        name=name,
        reading=cell.read("reading", cells.kana) or (hiragana(name) if _is_kana(name) else ""),
        price=price if price is not None else cells.with_tax(net or 0, rate),
        rate=rate,
        group=cell.read("group", cells.words),
        life_days=cell.read("life_days", cells.days, None),
        points_percent=cell.read("points_percent", cells.percent, 100),
    )
    if not cell.faults and not draft.name:
        cell.wrong(Fault.UNNAMED, "name")
    if not cell.faults and price is None and net is None:
        cell.wrong(Fault.UNPRICED, "price")
    return cell.faults or draft


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))


def _is_kana(text: str) -> bool:
    return bool(text) and all("ぁ" <= c <= "ゖ" or c in "ー " for c in hiragana(text))
