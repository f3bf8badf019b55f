"""An owner brings the sales of an old register, so that they can be analysed on the first day."""

import csv
import datetime
import io
import random
from collections import defaultdict
from pathlib import Path

import openpyxl
import pytest

from db.connection import Store
from db.verify import verify
from kiosk.actions import import_sales
from kiosk.actions.erasing import erase_person
from kiosk.actions.merging import merge
from kiosk.actions.opening import open_books
from kiosk.rules.business_day import day_of
from kiosk.rules.search_words import search_text

CDNOW = Path(__file__).parent / "cdnow_part.txt"
"""The first 300 customers of CDNOW (Fader and Hardie, 1997-98) as the package lifetimes ships them (MIT)."""
AS_CDNOW = ("--columns", "customer,date,quantity,amount", "--unit", "0.01", "--yes")

SALES = """販売日時,レシート番号,会員番号,お客様名,JANコード,商品名,数量,税込金額,税率
2024/5/1 10:15,1001,7,髙橋 和子,4901234567894,LED電球,2,"2,560",10%
2024/5/1 10:15,1001,7,髙橋 和子,,のど飴,1,198円,8
2024-05-01 11:00,1002,,,,,,500,
令和6年5月2日,1001,12,林,,修理,1,￥3300,
2024/5/3 09:00,1003,7,髙橋 和子,,値引,1,-100,10
2024/5/3 09:00,1003,7,髙橋 和子,,電池,3,1000,10
"""
TOTALS = "SELECT count(*), sum(total) FROM sale"


def opened(shop):
    store = Store.open(shop.folder)
    return store, open_books(store, shop.folder, lambda *_: None)


def day(year, month, day):
    return day_of(datetime.date(year, month, day))


def test_the_rows_of_a_receipt_are_one_sale_with_its_customer_and_its_visit(shop):
    shop.bring("products", shop.file("p.csv", "JAN,商品名,価格\n4901234567894,LED電球,1280\n"), "--yes")
    assert shop.bring("sales", shop.file("売上.csv", SALES, "cp932"), "--yes") == 0
    assert "売上 4件を取り込みました" in shop.said
    assert "2024-05-01〜2024-05-03" in shop.said
    assert "新しく登録 2人　カードなし 1件" in shop.said
    assert shop.rows(
        "SELECT number, sale.bday, goods, discount, total, gross_10, gross_8, earned, clock_ok FROM sale"
        " LEFT JOIN customer ON customer.id = customer_id ORDER BY sale.at"
    ) == [
        (7, day(2024, 5, 1), 2758, 0, 2758, 2560, 198, 0, 1),
        (None, day(2024, 5, 1), 500, 0, 500, 500, 0, 0, 1),
        (12, day(2024, 5, 2), 3300, 0, 3300, 3300, 0, 0, 0),
        (7, day(2024, 5, 3), 1000, 100, 900, 900, 0, 0, 1),
    ]
    assert shop.rows(
        "SELECT product.name, sale_line.name, quantity, sale_line.price, amount FROM sale_line"
        " LEFT JOIN product ON product.id = product_id ORDER BY sale_line.id"
    ) == [
        ("LED電球", "LED電球", 2, 1280, 2560),
        (None, "のど飴", 1, 198, 198),
        (None, "", 1, 500, 500),
        (None, "修理", 1, 3300, 3300),
        (None, "電池", 3, 334, 1000),
    ]
    assert shop.rows("SELECT number, name, last_seen FROM customer ORDER BY number") == [
        (7, "髙橋 和子", day(2024, 5, 3)),
        (12, "林", day(2024, 5, 2)),
    ]
    assert shop.count("visit") == 3
    assert shop.count("point_entry") == 0
    assert shop.rows("SELECT what, ref FROM access_log WHERE what = 'sales_imported'") == [("sales_imported", 4)]


def test_what_comes_in_and_what_stays_out_is_said_before_anything_is_written(shop):
    text = SALES + "2024/5/4,1004,7,,,返品,1,-2560,\n"
    assert shop.bring("sales", shop.file("a.csv", text), "--dry-run") == 0
    for words in (
        "販売日時 → 日付",
        "売上　4件（6行）　合計 ¥7,458",
        "返品・取消　1件　合計 ¥-2,560",
        "商品の登録にない明細　5件",
        "過去の売上にポイントは付きません",
        "ためしの読み込みです",
    ):
        assert words in shop.said
    assert shop.bring("sales", shop.file("a.csv", text)) == 1
    assert "--yes" in shop.said
    assert shop.count("sale") == shop.count("customer") == 0


def test_the_same_file_adds_nothing_and_a_longer_one_the_rest(shop):
    plain = "日付,名前,電話,品名,金額\n2024/5/1,佐藤,090-1234-5678,パン,120\n2024/5/1,佐藤,090-1234-5678,パン,120\n"
    path = shop.file("a.csv", plain)
    assert shop.bring("sales", path, "--yes") == 0
    assert shop.rows(TOTALS) == [(2, 240)]  # alike, and still two
    assert shop.bring("sales", path, "--yes") == 0
    assert "もう入っている売上　2件" in shop.said
    assert "新しく取り込むものはありません" in shop.said
    longer = "金額,日付,電話,名前,品名\n120,20240501,09012345678,佐藤,パン\n80,2024-05-02,09012345678,佐藤,パン\n"
    longer += "120,20240501,０９０１２３４５６７８,佐藤,パン\n" * 2
    assert shop.bring("sales", shop.file("b.csv", longer), "--yes") == 0
    assert shop.rows(TOTALS) == [(4, 440)]
    assert shop.rows("SELECT name, phone FROM customer") == [("佐藤", "09012345678")]
    assert shop.count("visit") == 2


def test_a_receipt_that_is_here_with_another_sum_is_left_out_and_said(shop):
    shop.bring("sales", shop.file("a.csv", SALES), "--yes")
    assert shop.bring("sales", shop.file("b.csv", SALES.replace("3300", "3500")), "--yes") == 0
    assert "金額のちがう売上　1件（入れません）: 5行目" in shop.said
    assert shop.rows(TOTALS) == [(4, 7458)]


@pytest.mark.parametrize("before", [1, 2, 5])
def test_broken_off_the_same_file_brings_the_rest(shop, monkeypatch, before):
    rows = "".join(f"2024/5/{n % 28 + 1},{n},{100 * n}\n" for n in range(1, 281))
    path = shop.file("a.csv", "日付,旧番号,金額\n" + rows)
    checkpoint, times = Store.checkpoint, 0

    def full(store):
        """No page is left after so many batches."""
        nonlocal times
        times += 1
        if times >= before:
            connection = store.database.connection()
            connection.pragma("max_page_count", connection.pragma("page_count"))
        checkpoint(store)

    with monkeypatch.context() as few:
        few.setattr(import_sales, "AT_ONCE", 40)
        few.setattr(Store, "checkpoint", full)
        code = shop.bring("sales", path, "--yes", proved=False)
    assert code == 1
    written = shop.count("sale")
    assert f"{written}件は入っています" in shop.said
    assert written == 40 * before
    store, _ = opened(shop)  # what was written is counted
    store.close()
    assert verify(shop.folder, words=search_text) == []
    assert shop.bring("sales", path, "--yes") == 0
    assert shop.rows(TOTALS) == [(280, sum(100 * n for n in range(1, 281)))]
    assert shop.count("customer") == shop.count("visit") == shop.count("alias") == 280


def test_customers_are_found_by_number_card_code_phone_and_name(shop):
    people = "会員番号,氏名,電話番号,会員カード番号\n7,髙橋 和子,090-1234-5678,M0042\n8,林,,\n9,森 さくら,,\n"
    shop.bring("customers", shop.file("p.csv", people), "--yes")
    text = (
        "日付,会員番号,旧番号,名前,電話,金額\n2024/5/1,7,,,,1\n2024/5/2,,m-0042,,,2\n2024/5/3,,,高橋和子,09012345678,4\n"
        "2024/5/4,,,,090-1234-5678,8\n2024/5/5,,,林,,16\n2024/5/6,0008,,林,,32\n2024/5/7,A-31,,,,64\n"
        "2024/5/8,,Ａ-31,,,128\n2024/5/9,,,,,256\n"
    )
    assert shop.bring("sales", shop.file("a.csv", text), "--yes") == 0
    found = "SELECT number, sum(total) FROM sale LEFT JOIN customer ON customer.id = customer_id GROUP BY number"
    assert shop.rows(found) == [(None, 256), (7, 15), (8, 48), (10, 192)]
    assert shop.rows("SELECT number, code FROM alias JOIN customer ON customer.id = customer_id") == [(10, "A-31")]
    later = shop.file("b.csv", "日付,旧番号,金額\n2024/6/1,A-31,512\n")
    assert shop.bring("sales", later, "--yes") == 0
    assert shop.rows(found)[-1] == (10, 704)


def test_somebody_who_is_not_here_is_nobody_when_the_shop_wants_it_so(shop):
    assert shop.bring("sales", shop.file("a.csv", SALES), "--yes", "--unknown", "none") == 0
    assert "新しく登録 0人　カードなし 4件" in shop.said
    assert shop.count("customer") == shop.count("visit") == 0
    assert shop.rows(TOTALS) == [(4, 7458)]


def test_a_record_that_was_merged_means_the_one_that_was_kept_and_an_erased_one_nobody(shop):
    shop.bring("customers", shop.file("p.csv", "会員番号,氏名\n1,佐藤\n2,佐藤 花子\n3,林\n"), "--yes")
    store, books = opened(shop)
    ids = dict(store.database.execute_sql("SELECT number, id FROM customer").fetchall())
    merge(books, ids[1], ids[2])
    erase_person(books, ids[3])
    store.close()
    text = "日付,会員番号,氏名,金額\n2024/5/1,2,,100\n2024/5/1,3,林,200\n"
    assert shop.bring("sales", shop.file("a.csv", text), "--yes") == 0
    assert "消去したお客様の売上　1件" in shop.said
    assert shop.rows("SELECT customer_id, total FROM sale ORDER BY total") == [(ids[1], 100), (None, 200)]
    assert shop.rows("SELECT name FROM customer WHERE number = 3") == [("",)]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2024/2/30,7,,100", "日付　ありえない日付"),
        (",7,,100", "日付がありません"),
        ("2999/1/1,7,,100", "まだ来ていない日付"),
        ("2024/5/1,7,,", "金額がありません"),
        ("2024/5/1,7,,時価", "金額として読めません"),
        ("2024/5/1,7,,11.77", "--unit 0.01"),
        ("2024/5/1,7,,=C2", "計算式"),
        ("2024/5/1,7,,100,余分", "列の数"),
        ("2024/5/1,8,高橋 一郎,100", "別の名前のお客様です"),
        ("2024/5/1,,林,100", "当てはまるお客様が2人以上"),
    ],
)
def test_a_fault_is_said_by_line_and_nothing_comes_in(shop, row, words):
    shop.bring(
        "customers",
        shop.file("p.csv", "会員番号,氏名,電話\n8,髙橋 和子,\n9,林,0312345678\n10,林,0312345679\n"),
        "--yes",
        "--duplicates",
        "new",
    )
    text = f"日付,会員番号,氏名,金額\n2024/5/1,8,高橋和子,100\n{row}\n"
    assert shop.bring("sales", shop.file("a.csv", text), "--yes") == 1
    assert "3行目" in shop.said
    assert words in shop.said
    assert "何も取り込んでいません" in shop.said
    assert shop.count("sale") == 0


def test_a_receipt_that_says_more_of_its_customer_on_one_row_is_one_customers(shop):
    text = "日付,伝票番号,旧番号,名前,金額\n2024/5/1,1,A,山田,100\n2024/5/1,1,A,,100\n2024/5/1,1,,,-50\n"
    assert shop.bring("sales", shop.file("a.csv", text), "--yes") == 0
    assert "新しく登録 1人" in shop.said


@pytest.mark.parametrize("unit", ["0", "-1", "nan", "inf", "1e-999999", "1e99999", "x"])
def test_a_unit_in_which_no_sum_can_be_kept_is_said(shop, unit):
    text = "日付,金額\n2024/5/1,11.77\n"
    assert shop.bring("sales", shop.file("a.csv", text), "--yes", f"--unit={unit}") == 1
    assert "0.01" in shop.said


def test_two_customers_on_one_receipt_are_a_fault(shop):
    text = "日付,伝票番号,旧番号,金額\n2024/5/1,1,A,100\n2024/5/1,1,B,100\n2024/5/2,1,B,100\n"
    assert shop.bring("sales", shop.file("a.csv", text), "--yes") == 1
    assert "3行目　行全体　1枚の伝票に、お客様が2人います" in shop.said


def test_an_excel_file_with_times_in_its_dates(shop):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["取引日時", "顧客コード", "合計金額"])
    sheet.append([datetime.datetime(2024, 5, 2, 1, 30), "C-1", 1200.0])  # noqa: DTZ001
    sheet.append([datetime.datetime(2024, 5, 2), "C-1", 300])  # noqa: DTZ001
    path = shop.folder.parent / "売上.xlsx"
    book.save(path)
    assert shop.bring("sales", path, "--yes") == 0
    # half past one in the night belongs to the business day before
    assert shop.rows("SELECT bday, total, clock_ok FROM sale ORDER BY at") == [
        (day(2024, 5, 1), 1200, 1),
        (day(2024, 5, 2), 300, 0),
    ]


def test_columns_can_be_named_when_there_are_no_headings(shop):
    path = shop.file("a.csv", "2024/5/1,x,A-1,100\n2024/5/2,x,A-1,200\n")
    assert shop.bring("sales", path, "--yes") == 1
    assert "--columns" in shop.said
    assert shop.bring("sales", path, "--columns", "date,-,customer,total", "--yes") == 1
    assert "使えない言葉があります: total" in shop.said
    assert shop.bring("sales", path, "--columns", "date,-,customer,amount", "--yes") == 0
    assert shop.rows(TOTALS) == [(2, 300)]
    assert shop.bring("sales", path, "--unit", "0", "--yes") == 1
    assert "--unit" in shop.said


def test_english_headings(shop):
    (shop.folder / "kiosk.toml").write_text('language = "en"\n')
    text = "Date,Time,Customer Name,Item Name,Qty,Unit Price,Discount\n2024-05-01,14:05,Ann Lee,Coffee,2,450,50\n"
    assert shop.bring("sales", shop.file("a.csv", text), "--yes") == 0
    assert "1 sales imported" in shop.said
    assert shop.rows("SELECT goods, total FROM sale") == [(850, 850)]


def test_real_sales_of_years_in_columns_of_a_fixed_width(shop):
    assert shop.bring("sales", CDNOW, *AS_CDNOW) == 0
    assert "区切り「空白」" in shop.said
    bought = defaultdict(list)
    for line in CDNOW.read_text().splitlines()[1:]:
        customer, at, quantity, dollars = line.split()
        bought[customer].append((at, int(quantity), round(float(dollars) * 100)))
    rows = shop.rows(
        "SELECT code, count(DISTINCT sale.bday), count(*), sum(total) FROM sale"
        " JOIN alias USING (customer_id) GROUP BY code ORDER BY code"
    )
    assert rows == [
        (code, len({at for at, _, _ in sales}), len(sales), sum(cents for _, _, cents in sales))
        for code, sales in sorted(bought.items())
    ]
    assert shop.rows("SELECT sum(quantity) FROM sale_line") == [
        (sum(q for rows in bought.values() for _, q, _ in rows),)
    ]
    assert shop.count("visit") == sum(row[1] for row in rows)
    stats = shop.rows("SELECT code, days, sales, total FROM customer_stat JOIN alias USING (customer_id) ORDER BY code")
    assert stats == rows
    assert shop.bring("sales", CDNOW, *AS_CDNOW) == 0
    assert "新しく取り込むものはありません" in shop.said


def test_any_order_and_any_cut_of_a_file_come_to_the_same(shop):
    chance = random.Random(5)
    lines = CDNOW.read_text().splitlines()[1:]
    for size in (200, 500, len(lines)):
        part = lines[:size]
        chance.shuffle(part)
        path = shop.file("part.txt", "\n".join(part))
        assert shop.bring("sales", path, *AS_CDNOW) == 0
    cents = sum(round(float(line.split()[3]) * 100) for line in lines)
    assert shop.rows(TOTALS) == [(len(lines), cents)]
    assert shop.count("customer") == 300


def test_nothing_that_names_anybody_is_kept_in_a_sale_or_said(shop):
    text = (
        "日付,名前,電話,品名,金額\n2024/5/1,山吹 小夜子,090-1234-5678,パン,120\n2024/5/1,山吹 小夜子,まちがい,パン,x\n"
    )
    assert shop.bring("sales", shop.file("a.csv", text), "--yes") == 1
    assert "山吹" not in shop.said
    assert "まちがい" not in shop.said
    assert shop.bring("sales", shop.file("b.csv", "\n".join(text.splitlines()[:2])), "--yes") == 0
    assert "山吹" not in shop.said
    out = io.StringIO()
    csv.writer(out).writerows(shop.rows("SELECT * FROM sale") + shop.rows("SELECT * FROM access_log"))
    assert "山吹" not in out.getvalue()
    assert "5678" not in out.getvalue()
