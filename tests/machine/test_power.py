"""The mains plug is pulled in the middle of a sale: what the screen had said is on the card, and comes back."""

import random
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from db.connection import Store
from db.verify import verify
from kiosk.rules.search_words import search_text
from tests.machine.card import shop_on
from tests.machine.conftest import OPEN, START_SECONDS, Bench
from tests.machine.emulator import Machine
from tests.machine.seller import Seller
from tests.machine.stick import PLACE, back_up, made_stick, plug
from tests.machine.twin import Twin
from tests.machine.writes import Notes, Points

pytestmark = pytest.mark.timeout(3600)
TEA = "4902345678905"
CUTS, SALES_A_CUT = 20, 2
POINTS, SALES = 100, 25
BACKUPS = f"(while :; do kiosk backup now {PLACE}; done >/tmp/backups 2>&1 &)"
KEPT, BEFORE = "selling", 1


class Selling(NamedTuple):
    """A shop that knows its goods and has a key for its backups, and the machine kept so."""

    stick: Path
    pay: tuple[float, float]


@pytest.fixture(scope="module")
def selling(bench: Bench, tmp_path_factory: pytest.TempPathFactory) -> Selling:
    folder = tmp_path_factory.mktemp("selling")
    stick = made_stick(folder)
    with bench.start(OPEN) as machine, Twin(folder / "twin") as twin:
        twin.kiosk.found_shop()
        twin.ring_up(machine, TEA, "150")
        pay = twin.where("お会計")
        twin.press(machine, "お会計", "おわり")
        back_up(bench, machine, twin, stick)
        machine.ask_shell("systemctl restart kiosk")  # back to the idle screen
        machine.wait_log("first frame", START_SECONDS)
        machine.pull()
        machine.keep(KEPT)
    return Selling(stick, pay)


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
    machine.touch(*twin.where("お会計"))
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


def test_of_twenty_cuts_none_loses_a_sale_whose_slip_was_out(bench: Bench, selling: Selling, tmp_path: Path) -> None:
    chance = random.Random(20)
    for cut in range(CUTS):
        with bench.start(KEPT) as machine:
            seller = Seller(machine, bench.printer, TEA, selling.pay)
            seller.wait(SALES_A_CUT, START_SECONDS)
            time.sleep(chance.uniform(0, 2))  # wherever in a sale that is
        seller.leave()
        folder = tmp_path / str(cut)
        folder.mkdir()
        shop = bench.card.shop(folder)
        assert verify(shop, words=search_text) == []
        (sales,) = counted(shop, "sale")
        assert len(seller.sold) <= sales - BEFORE <= seller.tried


def test_nor_does_a_card_that_loses_what_it_had_not_been_told_to_keep(
    bench: Bench, selling: Selling, tmp_path: Path
) -> None:
    bench.start(KEPT).cut()  # what the card has now is what it had then
    part, notes = tmp_path / "part", tmp_path / "notes"
    start, size = bench.card.copy_data(part)
    notes.touch()
    with bench.start(writes=notes) as machine:
        machine.wait_log("first frame", START_SECONDS)
        plug(machine, selling.stick)
        begin = len(Notes(notes))
        machine.ask_shell(BACKUPS)
        seller = Seller(machine, bench.printer, TEA, selling.pay, lambda: len(Notes(notes)))
        seller.wait(SALES, 600)
        backups = machine.ask_shell(f"ls {PLACE}/* | wc -l; cat /tmp/backups")
    seller.leave()
    points = Points(notes, part, start, size, seed=100)
    lost = tmp_path / "lost.ext4"
    for number, point in enumerate(sorted(random.Random(100).sample(range(begin, len(points)), POINTS))):
        points.lost_caches(point, lost)
        folder = tmp_path / f"point-{number}"
        folder.mkdir()
        shop = shop_on(lost, folder)
        assert verify(shop, words=search_text) == []
        (sales,) = counted(shop, "sale")
        assert sales - BEFORE >= sum(sold <= point for sold in seller.sold), f"after {point} of {len(points)} writes"
    print(f"\n{len(points)} writes, {points.lost} of those looked at lost, {len(seller.sold)} sales\n{backups}")
