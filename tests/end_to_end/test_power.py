"""The process is killed at any moment: what the counter said is there when it starts again, once."""

import random
import threading
import time
from contextlib import suppress

import pytest

from db.connection import Store
from db.verify import verify
from kiosk.rules.search_words import search_text
from kiosk.simulation.console import NoKiosk
from tests.end_to_end.kiosk import Kiosk
from tests.founded import found_shop

NEW = "01fa00000000000f"
TAG = "玄関先に置く"

COUNTS = {
    "customers": "SELECT count(*) FROM customer",
    "cards": "SELECT count(*) FROM card WHERE state = 'active'",
    "visits": "SELECT count(*) FROM visit",
    "tags": "SELECT count(*) FROM tag_on WHERE off_at IS NULL",
    "jobs": "SELECT count(*) FROM slip_job",
    "entries": "SELECT count(*) FROM point_entry",
    "points": 'SELECT sum("left") FROM point_lot',
}


def counted(folder):
    with Store.open_reader(folder) as reader:
        return {what: reader.database.execute_sql(sql).fetchone()[0] for what, sql in COUNTS.items()}


@pytest.mark.parametrize("round_", range(3))
def test_killed_after_the_tag_was_said_everything_is_there_once(tmp_path, round_):
    pause = random.Random(round_).uniform(0, 0.4)
    folder = tmp_path / "shop"
    found_shop(folder, points__visit=2)
    with Kiosk(folder) as kiosk:
        kiosk.ready().choose_first_pin("決定")
        kiosk.sim("tap", NEW)
        kiosk.wait("screen=unknown_card")
        kiosk.sim("press", "はじめてのお客様")
        kiosk.wait("screen=customer")
        kiosk.sim("press", "タグ")
        kiosk.sim("press", TAG)
        kiosk.wait("text=を付けました")
        time.sleep(pause)  # the moment of the power cut is what this test varies
        kiosk.kill()
    expected = {"customers": 1, "cards": 1, "visits": 1, "tags": 1, "jobs": 1, "entries": 1, "points": 2}
    assert counted(folder) == expected
    with Kiosk(folder) as kiosk:
        kiosk.ready()
        kiosk.sim("tap", NEW)
        kiosk.wait("screen=customer", f"text={TAG}", "text=記録ずみ")
        kiosk.quit()
    assert counted(folder) == expected
    assert verify(folder, words=search_text) == []


SALES = "SELECT total, points_used FROM sale WHERE key NOT LIKE 'sample:%'"
REGULAR = "0101000000000001"


@pytest.mark.parametrize("round_", range(3))
def test_killed_while_the_sale_is_paid_it_is_written_once_or_still_rung_up(tmp_path, round_):
    moment = random.Random(round_).uniform(0, 0.12)
    folder = tmp_path / "shop"
    with Kiosk(folder) as kiosk:
        kiosk.ready()
        kiosk.sim("tap", REGULAR)
        kiosk.wait("screen=customer")
        for label in ("お会計", *"1200", "＋ 10%", *"30", "ポイント"):
            kiosk.sim("press", label)
        kiosk.wait("text=¥1,170")
        cut = threading.Timer(moment, kiosk.kill)  # the moment of the power cut is what this test varies
        cut.start()
        with suppress(NoKiosk, OSError, ValueError):
            kiosk.sim("press", "お会計")
        cut.join()
    with Store.open_reader(folder) as reader:
        sold = reader.database.execute_sql(SALES).fetchall()
    assert sold in ([], [(1170, 30)])
    with Kiosk(folder) as kiosk:
        kiosk.ready()
        if not sold:
            kiosk.sim("press", "お会計のつづき")
            kiosk.wait("screen=sale", "text=¥1,170")
            kiosk.sim("press", "お会計")
            kiosk.wait("screen=sold")
        kiosk.quit()
    with Store.open_reader(folder) as reader:
        assert reader.database.execute_sql(SALES).fetchall() == [(1170, 30)]
    assert verify(folder, words=search_text) == []
