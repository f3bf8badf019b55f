"""The mains plug is pulled in the middle of a sale: what the screen had said is on the card, and comes back."""

import time
from pathlib import Path

import pytest

from db.connection import Store
from db.verify import verify
from kiosk.rules.search_words import search_text
from tests.machine.conftest import START_SECONDS, Bench
from tests.machine.emulator import Machine
from tests.machine.twin import Twin

pytestmark = pytest.mark.timeout(1800)
TEA = "4902345678905"


def counted(shop: Path, *tables: str) -> list[int]:
    with Store.open_reader(shop) as reader:
        return [reader.database.execute_sql(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]


def test_what_the_screen_called_sold_is_sold(bench: Bench, machine: Machine, twin: Twin, tmp_path: Path) -> None:
    twin.ring_up(machine, TEA, "150")
    twin.press(machine, "お会計")
    machine.cut()
    shop = bench.card.shop(tmp_path)
    assert verify(shop, words=search_text) == []
    assert counted(shop, "sale", "open_sale") == [1, 0]


@pytest.mark.parametrize("seconds", [0.05, 0.3, 0.6])
def test_a_cut_while_it_is_being_settled_leaves_the_sale_settled_or_open(
    bench: Bench, machine: Machine, twin: Twin, tmp_path: Path, seconds: float
) -> None:
    twin.ring_up(machine, TEA, "150")
    x, y = map(float, twin.kiosk.sim("where", "お会計").split(","))
    machine.touch(x, y)
    time.sleep(seconds)
    machine.cut()
    shop = bench.card.shop(tmp_path)
    assert verify(shop, words=search_text) == []
    assert counted(shop, "sale", "open_sale") in ([1, 0], [0, 1])


def test_a_sale_that_was_left_open_comes_back(bench: Bench, machine: Machine, twin: Twin) -> None:
    twin.ring_up(machine, TEA, "150")
    machine.cut()
    twin.restart()
    with bench.start() as again:
        again.wait_log("first frame", START_SECONDS)
        twin.wait_alike(again)
