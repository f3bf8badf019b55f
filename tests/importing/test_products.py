"""An owner brings the products of another system."""

import pytest

from db.connection import Store
from kiosk.actions.opening import open_books
from kiosk.actions.product import find_product
from kiosk.rules.barcode import read_code
from kiosk.rules.in_store import InStore

PRODUCTS = """JANコード,商品名,商品カナ,税込価格,税率,部門,買い替え日数,ポイント率
4901234567894,LED電球,エルイーディーデンキュウ,１２８０,10%,照明,3650,100
,洗剤,せんざい,398円,10,日用品,,50
036000291452,輸入チョコ,,￥540,軽減,食品,,
"""
COLUMNS = "code, name, reading, price, rate, product_group, life_days, points_percent"


def test_products_come_with_all_that_was_known(shop):
    assert shop.bring("products", shop.file("商品.csv", PRODUCTS, "cp932"), "--yes") == 0
    assert shop.rows(f"SELECT {COLUMNS} FROM product ORDER BY id") == [
        ("4901234567894", "LED電球", "えるいーでぃーでんきゅう", 1280, 10, "照明", 3650, 100),
        (None, "洗剤", "せんざい", 398, 10, "日用品", None, 50),
        ("0036000291452", "輸入チョコ", "", 540, 8, "食品", None, 100),
    ]


def test_a_price_without_tax_gets_it_and_that_is_said(shop):
    text = "商品名,本体価格,税率\nパン,99,8%\n電球,101,\n"
    assert shop.bring("products", shop.file("a.csv", text), "--yes") == 0
    assert "1円未満を切り捨て" in shop.said
    assert "10%とします" in shop.said
    assert shop.rows("SELECT name, price, rate FROM product ORDER BY id") == [("パン", 106, 8), ("電球", 111, 10)]


@pytest.mark.parametrize(
    ("listed", "scanned"),
    [
        ("49-0123 4567894", "4901234567894"),
        ("14901234567891", "14901234567891"),
        ("04901234567894", "4901234567894"),
        ("036000291452", "036000291452"),
        ("9784122037144", "9784122037144"),
        ("0212345000007", "0212345012802"),
    ],
)
def test_a_product_is_rung_up_by_the_code_of_the_list(shop, listed, scanned):
    assert shop.bring("products", shop.file("a.csv", f"商品コード,商品名,価格\n{listed},電球,100\n"), "--yes") == 0
    assert shop.bring("products", shop.file("a.csv", f"商品コード,商品名,価格\n{listed},電球,100\n"), "--yes") == 0
    store = Store.open(shop.folder)
    books = open_books(store, shop.folder, lambda *_: None)
    code = read_code(scanned, books.settings.codes)
    product = find_product(books, code.item if isinstance(code, InStore) else code.number)
    assert product is not None
    assert product.name == "電球"
    assert shop.count("product") == 1
    store.close()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("4901234567890,電球,100,10", "JANコードの検査数字"),
        ("4.90123E+12,電球,100,10", "桁が失われて"),
        (",電球,時価,10", "値段ではありません"),
        (",電球,100,5", "税率は8%か10%"),
        (",,100,10", "商品名がありません"),
        (",電球,,10", "値段がありません"),
        (",=A1,100,10", "計算式"),
        (",電球,100", "列の数"),
    ],
)
def test_a_fault_is_said_and_nothing_comes_in(shop, row, words):
    text = f"JAN,商品名,価格,税率\n,パン,100,8\n{row}\n"
    assert shop.bring("products", shop.file("a.csv", text), "--yes") == 1
    assert "3行目" in shop.said
    assert words in shop.said
    assert shop.count("product") == 0


@pytest.mark.parametrize("duplicates", ["skip", "new", "update"])
def test_the_same_file_twice_changes_nothing(shop, duplicates):
    text = PRODUCTS + "4901234567894,べつの電球,,100,10,,,\n,洗剤,,500,10,,,\n"
    path = shop.file("a.csv", text)
    assert shop.bring("products", path, "--yes", "--duplicates", duplicates) == 0
    before = shop.everything()
    assert shop.count("product") == (4 if duplicates == "new" else 3)
    assert shop.bring("products", path, "--yes", "--duplicates", duplicates) == 0
    assert shop.everything() == before


def test_a_new_price_is_left_out_or_updated(shop):
    shop.bring("products", shop.file("a.csv", PRODUCTS), "--yes")
    dearer = shop.file("b.csv", PRODUCTS.replace("１２８０", "1380"))
    assert shop.bring("products", dearer, "--yes") == 0
    assert "2行目　商品コードが同じ" in shop.said
    assert shop.bring("products", dearer, "--yes", "--duplicates", "update") == 0
    assert shop.rows("SELECT price FROM product WHERE code = '4901234567894'") == [(1380,)]
    assert shop.count("product") == 3


def test_english_headings(shop):
    text = "Item Name,Variation Name,GTIN,Category,Price\nCoffee,Small,,Drinks,450\n"
    (shop.folder / "kiosk.toml").write_text('language = "en"\n')
    assert shop.bring("products", shop.file("a.csv", text), "--yes") == 0
    assert "Item Name → name" in shop.said
    assert shop.rows("SELECT name, product_group, price FROM product") == [("Coffee Small", "Drinks", 450)]
