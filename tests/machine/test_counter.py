"""A scanner, a finger and a printer at the machine that the image makes of a computer."""

from pathlib import Path

import pytest
from PIL import Image

from db.connection import Store
from db.verify import verify
from kiosk.rules.search_words import search_text
from tests.machine.conftest import Bench
from tests.machine.emulator import Machine, wait_until
from tests.machine.twin import Twin, unlike

pytestmark = pytest.mark.timeout(1800)  # the first of them waits for the start
MILK = "4901234567894"
SLIP_SECONDS = 120.0
LISTENING, UNCONNECTED = "0A", "07"  # as /proc/net has it
SOLD = "SELECT code, quantity, net FROM sale_line"


def test_a_scanned_sale_prints_its_slip_and_is_on_the_card(
    bench: Bench, machine: Machine, twin: Twin, tmp_path: Path
) -> None:
    twin.ring_up(machine, MILK, "198")
    before = len(bench.printer.slips)
    twin.press(machine, "お会計")
    wait_until("no slip came out", lambda: len(bench.printer.slips) > before, SLIP_SECONDS)
    machine.cut()
    assert alike(bench.printer.slips[-1], Path(twin.kiosk.view()["slips"][-1]))
    shop = bench.card.shop(tmp_path)
    assert verify(shop, words=search_text) == []
    with Store.open_reader(shop) as reader:
        assert reader.database.execute_sql(SOLD).fetchall() == [(MILK, 1, 198)]


def test_nothing_on_it_listens_to_the_network(machine: Machine) -> None:
    tables = machine.ask_shell("cat /proc/net/tcp /proc/net/tcp6 /proc/net/raw /proc/net/udp /proc/net/udp6")
    sockets = [line.split() for line in tables.splitlines() if line.strip()[:1].isdigit()]
    assert [words[1] for words in sockets if words[3] == LISTENING] == []
    # the address that the network lent is asked for again from port 68
    assert {words[1].rpartition(":")[2] for words in sockets if words[3] == UNCONNECTED} <= {"0044"}


def test_the_shop_has_what_the_image_left_of_the_card(machine: Machine) -> None:
    assert int(machine.ask_shell("df --output=size -BM /data | tail -1").strip(" M\n")) > 700
    assert machine.ask_shell("touch /x 2>&1; findmnt -no OPTIONS /").count("ro,") == 1


def alike(one: Path, other: Path) -> bool:
    """Two slips in what was sold: above that stands the moment, below the barcode that is each slip's own."""
    with Image.open(one) as first, Image.open(other) as second:
        goods = (0, first.height // 5, first.width, first.height * 3 // 5)
        return first.size == second.size and unlike(first.crop(goods), second.crop(goods)) == 0
