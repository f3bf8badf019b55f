"""A customer buys and brings back, through the whole program; the ledger afterwards is the ledger before."""

import pytest

from db.connection import Store
from db.verify import verify
from kiosk.rules.search_words import search_text
from tests.end_to_end.kiosk import Kiosk

SATO = "0101000000000001"
MILK, TEA, EGGS = "4901234567894", "4902345678905", "4903456789016"

LEFT = """SELECT id, "left" FROM point_lot WHERE "left" > 0 AND
    customer_id = (SELECT min(id) FROM customer WHERE number = 1) ORDER BY id"""
TOTALS = "SELECT count(*), sum(total), sum(points_used), sum(earned) FROM sale WHERE key NOT LIKE 'sample:%'"


@pytest.fixture
def kiosk(tmp_path):
    """The sample shop, open."""
    with Kiosk(tmp_path / "shop") as kiosk:
        yield kiosk.ready()


def rows(kiosk, sql):
    with Store.open_reader(kiosk.folder) as reader:
        return reader.database.execute_sql(sql).fetchall()


def press(kiosk, *labels):
    for label in labels:
        kiosk.sim("press", label)


def priced(kiosk, code, digits, name):
    kiosk.sim("scan", code)
    kiosk.wait("screen=pricing")
    press(kiosk, *digits, "8% にする")
    kiosk.wait("screen=naming_product")
    kiosk.sim("type", name)
    press(kiosk, "この名前にする")
    kiosk.wait("screen=sale", f"text={name}")


def test_scanned_paid_with_points_and_brought_back_line_by_line(kiosk):
    kiosk.sim("scan", MILK)
    press(kiosk, *"198", "8% にする", "名前はあとで")
    kiosk.sim("scan", TEA)
    press(kiosk, *"150", "8% にする", "名前はあとで")
    press(kiosk, "やめる")
    kiosk.wait("screen=idle")
    kiosk.sim("tap", SATO)
    kiosk.wait("screen=customer", "text=印刷しました")
    before, slips = rows(kiosk, LEFT), len(kiosk.view()["slips"])
    kiosk.sim("scan", MILK)
    kiosk.wait("screen=sale", "text=¥198")
    kiosk.sim("scan", TEA)
    kiosk.wait("text=¥348")
    priced(kiosk, EGGS, "652", "たまご")
    kiosk.wait("text=¥1,000")
    press(kiosk, *"50", "ポイント")
    kiosk.wait("text=¥950")
    press(kiosk, "お会計")
    kiosk.wait("screen=sold", "text=印刷しました")
    assert len(kiosk.view()["slips"]) == slips + 1
    assert rows(kiosk, LEFT) != before
    assert rows(kiosk, TOTALS) == [(1, 950, 50, 9)]
    press(kiosk, "おわり", "メニュー", "お会計の一覧・返品", "佐藤 和子 様", "たまご", "返品する")
    kiosk.wait("screen=refunded", "text=印刷しました")
    press(kiosk, "おわり", "メニュー", "お会計の一覧・返品", "佐藤 和子 様", "全部", "返品する")
    kiosk.wait("screen=refunded", "text=印刷しました")
    assert len(kiosk.view()["slips"]) == slips + 3
    assert rows(kiosk, LEFT) == before
    assert rows(kiosk, TOTALS) == [(3, 0, 0, 0)]
    kiosk.quit()
    assert verify(kiosk.folder, words=search_text) == []
