"""An owner brings the customers of another system."""

import datetime
import random
import re

import openpyxl
import pytest

from db.connection import Store
from kiosk.actions.card import Known, tap_card
from kiosk.actions.opening import open_books
from kiosk.actions.search import find_customers
from kiosk.actions.settings import change_setting
from kiosk.cli import main
from kiosk.rules.barcode import MemberCode, read_code
from tests.importing import faulty

SAID = {
    "encoding": "読めない文字",
    "ragged": "列の数が見出しと合いません",
    "date": "ありえない日付",
    "phone": "電話番号として読めません",
    "formula": "計算式",
    "points": "ポイントではありません",
    "long": "長すぎます",
}
THREE = """会員番号,氏名,フリガナ,電話番号,誕生日,ポイント,備考,会員カード番号
7,髙橋 和子,ﾀｶﾊｼ ｶｽﾞｺ,０９０−１２３４−５６７８,昭和33年3月9日,350,お孫さんが太鼓,0007700001
12,林,ハヤシ,,,,,
,岩﨑 文子,いわさき ふみこ,03-1234-5678,12/24,0,,
"""


def opened(shop):
    store = Store.open(shop.folder)
    return store, open_books(store, shop.folder, lambda *_: None)


def test_customers_come_with_all_that_was_known(shop):
    assert shop.bring("customers", shop.file("会員.csv", THREE), "--yes") == 0
    assert "3件を取り込みました" in shop.said
    assert shop.rows("SELECT number, name, reading, phone, birth_month, birth_day FROM customer ORDER BY number") == [
        (7, "髙橋 和子", "たかはし かずこ", "09012345678", 3, 9),
        (12, "林", "はやし", "", None, None),
        (13, "岩﨑 文子", "いわさき ふみこ", "0312345678", 12, 24),
    ]
    assert shop.rows("SELECT delta, kind FROM point_entry") == [(350, "opening")]
    store, books = opened(shop)
    assert [found.number for found in find_customers(books, "高橋")] == [7]
    assert [found.number for found in find_customers(books, "太鼓")] == [7]
    known = tap_card(books, "0007700001", "barcode")
    assert isinstance(known, Known)
    assert (known.record.number, known.record.points) == (7, 350)
    store.close()


@pytest.mark.parametrize(
    ("listed", "scanned"),
    [("2900000000421", "2900000000421"), ("ｍ－００４２１７", "M-004217"), ("M 0042 17", "M-004217")],
)
def test_a_card_of_the_list_is_the_card_that_the_scanner_reads(shop, listed, scanned):
    assert shop.bring("customers", shop.file("a.csv", f"会員番号,氏名,会員カード番号\n5,佐藤,{listed}\n"), "--yes") == 0
    store, books = opened(shop)
    change_setting(books, "codes.member_text", "M-")
    code = read_code(scanned, books.settings.codes)
    assert isinstance(code, MemberCode)
    known = tap_card(books, code.text, "barcode")
    assert isinstance(known, Known)
    assert known.record.number == 5
    store.close()


def test_the_columns_are_shown_as_they_are_read(shop):
    shop.bring("customers", shop.file("a.csv", "会員番号,氏名,FAX番号\n1,佐藤,\n"), "--dry-run")
    assert "会員番号 → 番号" in shop.said
    assert "FAX番号 → 使いません" in shop.said


@pytest.mark.parametrize(
    ("encoding", "word"), [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("cp932", "Shift-JIS"), ("utf-16", "UTF-16")]
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_any_encoding_and_delimiter(shop, encoding, word, delimiter):
    text = '氏名,電話番号\r\n髙﨑 和子,090-1234-5678\r\n"林\r\n三郎",\r\n'.replace(",", delimiter)
    assert shop.bring("customers", shop.file("a.csv", text, encoding), "--yes") == 0
    assert word in shop.said
    assert shop.rows("SELECT name FROM customer ORDER BY number") == [("髙﨑 和子",), ("林 三郎",)]


def test_an_excel_file(shop):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["氏名", "電話番号", "生年月日", "ポイント残高"])
    sheet.append(["佐藤", 9012345678, datetime.datetime(1958, 3, 9), 1240.0])  # noqa: DTZ001
    sheet.append(["鈴木", "03-1234-5678"])
    sheet.append([None, None])
    sheet.append(["田中", None, None, "=SUM(D2:D3)"])
    path = shop.folder.parent / "会員.xlsx"
    book.save(path)
    assert shop.bring("customers", path, "--yes") == 1
    assert "5行目　ポイント残高　計算式" in shop.said
    sheet.delete_rows(5)
    book.save(path)
    assert shop.bring("customers", path, "--yes") == 0
    assert shop.rows("SELECT name, phone, birth_month FROM customer ORDER BY number") == [
        ("佐藤", "09012345678", 3),
        ("鈴木", "0312345678", None),
    ]


def test_the_exports_of_other_registers(shop):
    smaregi = (
        "会員ID,会員コード,姓,名,姓カナ,名カナ,郵便番号,都道府県,住所,電話番号,携帯電話番号,メールアドレス,誕生日,ポイント,備考\n"
        "1,000031,佐藤,和子,サトウ,カズコ,6008001,京都府,下京区1,,09012345678,sato@example.jp,1958-03-09,120,\n"
    )
    assert shop.bring("customers", shop.file("smaregi.csv", smaregi, "cp932"), "--yes") == 0
    square = (
        "Reference ID,First Name,Last Name,Email Address,Phone Number,Street Address 1,City,State,Postal Code,"
        "Birthday,Memo\n"
        "X1,一郎,鈴木,s@example.jp,+81 3-1234-5678,1-2-3,千代田区,東京都,100-0001,1970-05-03,\n"
    )
    assert shop.bring("customers", shop.file("square.csv", square), "--yes") == 0
    assert shop.rows("SELECT number, name, phone, postcode, address FROM customer ORDER BY number") == [
        (31, "佐藤 和子", "09012345678", "6008001", "京都府 下京区1"),
        (32, "鈴木 一郎", "0312345678", "1000001", "東京都 千代田区 1-2-3"),
    ]


def test_a_faulty_file_says_each_fault_by_row_and_imports_nothing(shop):
    table = faulty.faulty(400, 60, duplicates=10)
    before = shop.everything()
    assert shop.bring("customers", shop.file("会員.csv", table.content), "--yes") == 1
    assert "直すところ　60件" in shop.said
    assert "何も取り込んでいません" in shop.said
    said = re.findall(r"^  (\d+)行目　([^　（]+)　(.*)$", shop.said, re.MULTILINE)
    seconds = re.findall(r"^  (\d+)行目　電話番号が同じ（\d+行目）$", shop.said, re.MULTILINE)
    assert [int(row) for row in seconds] == table.duplicates
    assert [int(row) for row, _, _ in said] == sorted(row for row, _ in table.faults)
    for (_, _, words), (_, fault) in zip(said, sorted(table.faults), strict=True):
        assert SAID[fault] in words
    assert shop.everything() == before


def test_nothing_that_a_cell_holds_is_said(shop):
    table = faulty.faulty(60, 20)
    shop.bring("customers", shop.file("会員.csv", table.content), "--dry-run")
    for row in faulty.rows(60, random.Random(1)):
        assert row[faulty.NAME] not in shop.said
        assert row[faulty.PHONE] not in shop.said


def test_a_right_file_with_seconds_comes_in_without_them_and_only_once(shop):
    table = faulty.faulty(400, 0, duplicates=25)
    path = shop.file("会員.csv", table.content)
    assert shop.bring("customers", path, "--yes") == 0
    assert shop.count("customer") == table.people == 375
    said = [int(row) for row in re.findall(r"^  (\d+)行目　電話番号が同じ（\d+行目）$", shop.said, re.MULTILINE)]
    names = [int(row) for row in re.findall(r"^  (\d+)行目", shop.said, re.MULTILINE)]
    assert set(said) <= set(table.duplicates) <= set(names)
    before = shop.everything()
    assert shop.bring("customers", path, "--yes") == 0
    assert "新しく取り込むものはありません" in shop.said
    assert shop.everything() == before


@pytest.mark.parametrize("duplicates", ["skip", "new", "update"])
def test_the_same_file_twice_changes_nothing_whatever_becomes_of_duplicates(shop, duplicates):
    table = faulty.faulty(120, 0, duplicates=20)
    path = shop.file("会員.csv", table.content)
    assert shop.bring("customers", path, "--yes", "--duplicates", duplicates) == 0
    before = shop.everything()
    assert shop.bring("customers", path, "--yes", "--duplicates", duplicates) == 0
    assert shop.everything() == before


NUMBERS = "会員番号,氏名,電話番号\n1,佐藤,\n1,鈴木,\n,佐藤,\n2,,\n2,,\n5,田中,0312345678\n6,田中,\n"


@pytest.mark.parametrize("duplicates", ["skip", "new", "update"])
def test_also_when_numbers_are_taken_and_names_are_all_there_is(shop, duplicates):
    path = shop.file("a.csv", NUMBERS)
    shop.bring("customers", path, "--yes", "--duplicates", duplicates)
    before = shop.everything()
    assert {(1, "佐藤"), (2, ""), (5, "田中")} <= set(shop.rows("SELECT number, name FROM customer"))
    shop.bring("customers", path, "--yes", "--duplicates", duplicates)
    assert shop.everything() == before


def test_who_is_like_somebody_of_the_shop_is_left_out_added_or_updated(shop):
    first = "会員番号,氏名,フリガナ,電話番号\n1,佐藤 和子,さとう かずこ,0312345678\n"
    shop.bring("customers", shop.file("a.csv", first), "--yes")
    second = shop.file("b.csv", "氏名,フリガナ,電話番号,住所\n佐藤 一郎,さとう いちろう,0312345678,京都市\n")
    assert shop.bring("customers", second, "--yes") == 0
    assert "2行目　電話番号が同じ（お店のNo.1）" in shop.said
    assert shop.count("customer") == 1
    assert shop.bring("customers", second, "--yes", "--duplicates", "update") == 0
    assert shop.rows("SELECT name, address FROM customer") == [("佐藤 一郎", "京都市")]
    shop.bring("customers", shop.file("a.csv", first), "--yes", "--duplicates", "new")
    assert shop.rows("SELECT number, name FROM customer ORDER BY number") == [(1, "佐藤 一郎"), (2, "佐藤 和子")]


def test_an_update_never_gives_points_twice(shop):
    text = "氏名,電話番号,ポイント\n佐藤,0312345678,100\n"
    shop.bring("customers", shop.file("a.csv", text), "--yes")
    more = shop.file("a.csv", text.replace("100", "900").replace("佐藤", "佐藤 和子"))
    assert shop.bring("customers", more, "--yes", "--duplicates", "update") == 0
    assert shop.rows("SELECT name FROM customer") == [("佐藤 和子",)]
    assert shop.rows("SELECT delta FROM point_entry") == [(100,)]


def test_a_household_lives_together(shop):
    text = "氏名,電話番号,世帯番号\n佐藤 和子,0312340001,A\n佐藤 一郎,0312340002,A\n林,0312340003,B\n"
    shop.bring("customers", shop.file("a.csv", text), "--yes")
    homes = dict(shop.rows("SELECT name, household_id FROM customer"))
    assert homes["佐藤 和子"] == homes["佐藤 一郎"] != homes["林"]
    assert shop.count("household") == 2


def test_a_card_that_is_somebodys_stays_theirs(shop):
    shop.bring("customers", shop.file("a.csv", "氏名,カード番号\n佐藤,77001\n林,77001\n"), "--yes")
    assert "3行目　カードが同じ（2行目）" in shop.said
    assert shop.rows("SELECT name FROM customer") == [("佐藤",)]


def test_a_dry_run_writes_nothing(shop):
    before = shop.everything()
    assert shop.bring("customers", shop.file("a.csv", THREE), "--dry-run") == 0
    assert "新しく入れる　3件" in shop.said
    assert "何も取り込んでいません" in shop.said
    assert shop.everything() == before


def test_without_a_terminal_nothing_is_written_unless_it_was_said(shop, monkeypatch):
    path = shop.file("a.csv", THREE)
    assert shop.bring("customers", path) == 1
    assert "--yes" in shop.said
    assert shop.count("customer") == 0
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    for answer, count in (("n", 0), ("", 0), ("y", 3)):
        monkeypatch.setattr("builtins.input", lambda _, answer=answer: answer)
        shop.bring("customers", path)
        assert shop.count("customer") == count


def test_a_disk_that_is_full_in_the_middle_leaves_nothing(shop, monkeypatch):
    before = shop.everything()
    path = shop.file("会員.csv", faulty.faulty(600, 0).content)
    opening = Store.open

    def tight(*words, **more):
        store = opening(*words, **more)
        pages = store.database.execute_sql("PRAGMA page_count").fetchone()[0]
        store.database.execute_sql(f"PRAGMA max_page_count = {pages + 20}")
        return store

    with monkeypatch.context() as patch:
        patch.setattr(Store, "open", tight)
        assert shop.bring("customers", path, "--yes") == 1
    assert "保存する場所がいっぱいです。何も取り込んでいません" in shop.said
    assert shop.everything() == before
    assert shop.bring("customers", path, "--yes") == 0
    assert shop.count("customer") == 600


def test_a_power_cut_in_the_middle_leaves_nothing(shop, monkeypatch):
    before = shop.everything()

    def cut(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("kiosk.actions.import_customers._open_points", cut)
        assert shop.bring("customers", shop.file("a.csv", THREE), "--yes") == 130
    assert shop.everything() == before


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("none.csv", None, "見つかりません"),
        ("a.csv", b"", "空です"),
        ("a.csv", b"\n\n,,\n", "空です"),
        ("a.pdf", b"%PDF", ".csv か .xlsx"),
        ("a.xlsx", b"no Excel", "Excel のファイルではありません"),
        ("a.csv", '氏名,電話\n"佐藤,03-1234-5678\n林,\n'.encode(), "引用符"),
        ("a.csv", "年齢,性別\n30,女\n".encode(), "使える列がありません"),
    ],
)
def test_a_file_that_is_no_table_is_said_so(shop, name, content, words):
    path = shop.folder.parent / name
    if content is not None:
        path.write_bytes(content)
    assert shop.bring("customers", path, "--yes") == 1
    assert words in shop.said
    assert shop.count("customer") == 0


def test_english_is_complete(shop):
    (shop.folder / "kiosk.toml").write_text('language = "en"\n')
    assert shop.bring("customers", shop.file("a.csv", "Name,Phone,Birthday\nSato,none,2/30\n"), "--yes") == 1
    assert "row 2, Phone: is no phone number" in shop.said
    assert "row 2, Birthday: is an impossible date" in shop.said
    assert shop.bring("customers", shop.file("a.csv", "Name,Phone\nSato,0312345678\n"), "--yes") == 0
    assert "1 imported." in shop.said


def test_without_a_shop_there_is_nothing_to_import_into(tmp_path, capsys):
    assert main(["import", "customers", "a.csv", "--data", str(tmp_path / "typo")]) == 1
    assert "no shop" in capsys.readouterr().err
    assert not (tmp_path / "typo").exists()
