"""Which column of a table says what. In Japanese and English, as スマレジ, Square and many an Excel have it."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from kiosk.rules.search_words import normal


class Kind(StrEnum):
    CUSTOMERS = "customers"
    PRODUCTS = "products"
    SALES = "sales"


# of several headings that fit, the one named first is taken
_CUSTOMER: Final = {
    "number": (
        "会員番号 | 顧客番号 | お客様番号 | 会員コード | 顧客コード | 会員ID | 顧客ID | 番号 | "
        "No | customer number | member number | customer no | "
        "number"
    ),
    "name": ("氏名 | 名前 | お名前 | 顧客名 | 会員名 | お客様名 | 呼び名 | full name | customer name | name"),
    "family": "姓 | 苗字 | 名字 | last name | family name | surname",
    "given": "名 | first name | given name",
    "reading": (
        "フリガナ | ふりがな | よみがな | 読み仮名 | よみ | カナ | 氏名カナ | 名前カナ | 会員名カナ | "
        "顧客名カナ | カナ氏名 | reading | kana | name kana | phonetic name"
    ),
    "family_reading": ("姓カナ | 姓フリガナ | セイ | 姓かな | 姓よみ | last name kana | phonetic last name"),
    "given_reading": ("名カナ | 名フリガナ | メイ | 名かな | 名よみ | first name kana | phonetic first name"),
    "mobile": ("携帯電話番号 | 携帯番号 | 携帯電話 | 携帯 | mobile | mobile phone | cell phone"),
    "phone": ("電話番号 | 電話 | TEL | ご連絡先 | 連絡先 | phone number | phone | telephone"),
    "email": ("メールアドレス | メール | Eメール | email address | email | e-mail | mail"),
    "postcode": "郵便番号 | 〒 | postal code | postcode | zip | zip code",
    "prefecture": "都道府県 | prefecture | state",
    "city": "市区町村 | 市町村 | city",
    "address": ("住所 | ご住所 | 住所1 | 番地 | address | street address | street address 1 | address line 1"),
    "address_2": ("住所2 | 建物名 | 建物 | マンション名 | street address 2 | address line 2"),
    "birthday": "生年月日 | 誕生日 | お誕生日 | birthday | birth date | date of birth",
    "household": "世帯 | ご家庭 | 世帯番号 | 家族番号 | 世帯ID | household | family ID",
    "points": ("ポイント残高 | 保有ポイント | 現在ポイント | ポイント数 | ポイント | points balance | points"),
    "card": ("カード番号 | 会員証番号 | 会員カード番号 | 会員バーコード | バーコード | card number | barcode | card"),
    "note": ("備考 | メモ | 備考1 | 特記事項 | コメント | memo | note | notes | comment"),
}
_PRODUCT: Final = {
    "code": ("JANコード | JAN | バーコード | 商品コード | GTIN | EAN | UPC | barcode | code | SKU"),
    "name": ("商品名 | 品名 | 名称 | 商品名称 | item name | product name | name | title"),
    "variation": "バリエーション名 | variation name",
    "reading": "商品カナ | 商品名カナ | フリガナ | ふりがな | よみ | カナ | reading | kana",
    "price": (
        "税込価格 | 税込単価 | 売価税込 | 販売価格税込 | 価格税込 | price with tax | "
        "price incl tax | 価格 | 売価 | 販売価格 | 商品単価 | 単価 | 金額 | price"
    ),
    "net_price": (
        "税抜価格 | 税抜単価 | 税抜 | 本体価格 | 売価税抜 | 販売価格税抜 | 価格税抜 | 税別価格 | "
        "price without tax | price excl tax | net price"
    ),
    "rate": "税率 | 消費税率 | 税区分 | tax rate | tax | vat",
    "group": ("部門 | 部門名 | 分類 | カテゴリ | カテゴリー | 商品分類 | グループ | category | group | department"),
    "life_days": (
        "買い替え日数 | 買替日数 | 買い替えの目安 | 使用日数 | 寿命日数 | 耐用日数 | life days | life in days | days"
    ),
    "points_percent": "ポイント率 | ポイント倍率 | ポイント付与率 | points percent | points rate",
}
_SALE: Final = {
    "date": (
        "販売日時 | 取引日時 | 売上日時 | 会計日時 | 日時 | 販売日 | 売上日 | 取引日 | 購入日 | 会計日 | 伝票日付 | "
        "年月日 | 日付 | 営業日 | date time | datetime | sale date | purchase date | date"
    ),
    "time": "販売時刻 | 取引時刻 | 会計時刻 | 時刻 | 時間 | time",
    "receipt": (
        "レシート番号 | 伝票番号 | 伝票No | 取引番号 | 取引ID | 会計番号 | 売上番号 | receipt number | receipt no | "
        "receipt | transaction id | sale id | order id"
    ),
    "customer": (
        "旧会員番号 | 旧顧客番号 | 旧番号 | 旧コード | 旧顧客コード | 会員カード番号 | カード番号 | 会員証番号 | "
        "会員バーコード | old number | old code | customer id | card number | card"
    ),
    "number": (
        "会員番号 | 顧客番号 | お客様番号 | 会員コード | 顧客コード | 会員ID | 顧客ID | "
        "customer number | member number | customer no | customer code"
    ),
    "name": "顧客名 | 会員名 | お客様名 | 氏名 | お名前 | 名前 | customer name | full name | customer",
    "reading": "フリガナ | ふりがな | よみ | カナ | 顧客名カナ | 会員名カナ | 氏名カナ | reading | kana",
    "phone": "電話番号 | 電話 | TEL | 携帯電話番号 | 携帯電話 | 携帯 | phone number | phone | telephone | mobile",
    "code": (
        "JANコード | JAN | 商品コード | 商品番号 | バーコード | GTIN | EAN | UPC | product code | item code | "
        "SKU | barcode"
    ),
    "item": "商品名 | 品名 | 商品 | 品目 | 明細 | product name | item name | product | item | description",
    "quantity": "数量 | 個数 | 点数 | 販売数 | 売上数量 | quantity | qty | pieces",
    "amount": (
        "税込金額 | 金額税込 | 売上金額税込 | 税込売上 | 小計税込 | 合計金額 | 売上金額 | 販売金額 | 購入金額 | 金額 | "
        "売上 | 小計 | 合計 | お買い上げ額 | amount with tax | total | amount | sales | subtotal"
    ),
    "net_amount": "税抜金額 | 金額税抜 | 税抜売上 | 売上金額税抜 | 税別金額 | amount without tax | net amount",
    "price": "税込単価 | 単価税込 | 販売単価 | 商品単価 | 単価 | 価格 | price with tax | unit price | price",
    "discount": "値引額 | 値引 | 値引き | 割引額 | discount",
    "rate": "税率 | 消費税率 | 税区分 | tax rate | tax",
}
_COLUMNS: Final = {Kind.CUSTOMERS: _CUSTOMER, Kind.PRODUCTS: _PRODUCT, Kind.SALES: _SALE}


def meanings(kind: Kind) -> tuple[str, ...]:
    """What a column of such a table can say."""
    return tuple(_COLUMNS[kind])


def guess_columns(kind: Kind, headings: Sequence[str]) -> dict[str, int]:
    """What is meant → its column, for every heading that is understood; each column once."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        places.setdefault(_key(heading), place)
    found: dict[str, int] = {}
    for meaning, names in _COLUMNS[kind].items():
        fitting = [places[key] for name in names.split("|") if (key := _key(name)) in places]
        if free := [place for place in fitting if place not in found.values()]:
            found[meaning] = free[0]
    return found


def _key(heading: str) -> str:
    return normal(heading) or heading.strip()  # 〒 is no letter
