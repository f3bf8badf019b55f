"""Rows of an imported table as customers and products to be, and which column says what.

Headings are guessed in Japanese and English, as スマレジ, Square and many an Excel table have them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from kiosk.rules import cells
from kiosk.rules.cells import Fault, Wrong
from kiosk.rules.kana import hiragana
from kiosk.rules.search_words import normal


class Kind(StrEnum):
    CUSTOMERS = "customers"
    PRODUCTS = "products"


# what the headings say → what they are called; the first heading that fits is taken, in the order of the names
_CUSTOMER: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("会員番号", "顧客番号", "お客様番号", "会員コード", "顧客コード", "会員ID", "顧客ID", "番号", "No", "customer number", "member number", "customer no", "number"),
    "name": ("氏名", "名前", "お名前", "顧客名", "会員名", "お客様名", "呼び名", "full name", "customer name", "name"),
    "family": ("姓", "苗字", "名字", "last name", "family name", "surname"),
    "given": ("名", "first name", "given name"),
    "reading": ("フリガナ", "ふりがな", "よみがな", "読み仮名", "よみ", "カナ", "氏名カナ", "名前カナ", "会員名カナ", "顧客名カナ", "カナ氏名", "reading", "kana", "name kana", "phonetic name"),
    "family_reading": ("姓カナ", "姓フリガナ", "セイ", "姓かな", "姓よみ", "last name kana", "phonetic last name"),
    "given_reading": ("名カナ", "名フリガナ", "メイ", "名かな", "名よみ", "first name kana", "phonetic first name"),
    "mobile": ("携帯電話番号", "携帯番号", "携帯電話", "携帯", "mobile", "mobile phone", "cell phone"),
    "phone": ("電話番号", "電話", "TEL", "ご連絡先", "連絡先", "phone number", "phone", "telephone"),
    "email": ("メールアドレス", "メール", "Eメール", "email address", "email", "e-mail", "mail"),
    "postcode": ("郵便番号", "〒", "postal code", "postcode", "zip", "zip code"),
    "prefecture": ("都道府県", "prefecture", "state"),
    "city": ("市区町村", "市町村", "city"),
    "address": ("住所", "ご住所", "住所1", "番地", "address", "street address", "street address 1", "address line 1"),
    "address_2": ("住所2", "建物名", "建物", "マンション名", "street address 2", "address line 2"),
    "birthday": ("生年月日", "誕生日", "お誕生日", "birthday", "birth date", "date of birth"),
    "household": ("世帯", "ご家庭", "世帯番号", "家族番号", "世帯ID", "household", "family ID"),
    "points": ("ポイント残高", "保有ポイント", "現在ポイント", "ポイント数", "ポイント", "points balance", "points"),
    "card": ("カード番号", "会員証番号", "会員カード番号", "会員バーコード", "バーコード", "card number", "barcode", "card"),
    "note": ("備考", "メモ", "備考1", "特記事項", "コメント", "memo", "note", "notes", "comment"),
}  # fmt: skip
_PRODUCT: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("JANコード", "JAN", "バーコード", "商品コード", "GTIN", "EAN", "UPC", "barcode", "code", "SKU"),
    "name": ("商品名", "品名", "名称", "商品名称", "item name", "product name", "name", "title"),
    "variation": ("バリエーション名", "variation name"),
    "reading": ("商品カナ", "商品名カナ", "フリガナ", "ふりがな", "よみ", "カナ", "reading", "kana"),
    "price": ("税込価格", "税込単価", "売価税込", "販売価格税込", "価格税込", "price with tax", "price incl tax", "価格", "売価", "販売価格", "商品単価", "単価", "金額", "price"),
    "net_price": ("税抜価格", "税抜単価", "税抜", "本体価格", "売価税抜", "販売価格税抜", "価格税抜", "税別価格", "price without tax", "price excl tax", "net price"),
    "rate": ("税率", "消費税率", "税区分", "tax rate", "tax", "vat"),
    "group": ("部門", "部門名", "分類", "カテゴリ", "カテゴリー", "商品分類", "グループ", "category", "group", "department"),
    "life_days": ("買い替え日数", "買替日数", "買い替えの目安", "使用日数", "寿命日数", "耐用日数", "life days", "life in days", "days"),
    "points_percent": ("ポイント率", "ポイント倍率", "ポイント付与率", "points percent", "points rate"),
}  # fmt: skip
_COLUMNS: Final = {Kind.CUSTOMERS: _CUSTOMER, Kind.PRODUCTS: _PRODUCT}


def guess_columns(kind: Kind, headings: Sequence[str]) -> dict[str, int]:
    """What is meant → its column, for every heading that is understood; each column once."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        places.setdefault(normal(heading) or heading.strip(), place)
    found: dict[str, int] = {}
    for meaning, names in _COLUMNS[kind].items():
        for name in names:
            place = places.get(normal(name) or name)
            if place is not None and place not in found.values():
                found[meaning] = place
                break
    return found


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in one row; `column` is the place of the cell, None for the whole row."""

    row: int  # as a spreadsheet counts
    column: int | None
    fault: Fault


@dataclass(frozen=True, slots=True)
class CustomerDraft:
    row: int
    number: int | None
    name: str = field(repr=False)
    reading: str = field(repr=False)
    phone: str = field(repr=False)
    email: str = field(repr=False)
    postcode: str = field(repr=False)
    address: str = field(repr=False)
    birthday: tuple[int, int] | None = field(repr=False)
    household: str = field(repr=False)
    points: int
    card: str = field(repr=False)
    note: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ProductDraft:
    row: int
    code: str | None
    name: str
    reading: str
    price: int  # with tax
    rate: int
    group: str
    life_days: int | None
    points_percent: int


class _Row:
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
    cell = _Row(row, values, columns)
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
    """One row as a product, or all that is wrong with it. A price without tax gets it; a rate that isn't said is 10 %."""
    cell = _Row(row, values, columns)
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
