"""The process is killed at any moment: what the counter said is there when it starts again, once."""

import random
import subprocess
import sys
import time

import pytest

from db.connection import Store
from db.verify import verify
from kiosk.rules.search_words import search_text
from tests.end_to_end.kiosk import Kiosk

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
    settle = [sys.executable, "-m", "kiosk", "settings", "points.visit", "2", "--data", str(folder)]
    subprocess.run(settle, check=True, capture_output=True)
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
