"""The card is put into another machine."""

import pytest

from tests.machine.conftest import START_SECONDS, Bench
from tests.machine.emulator import ANOTHER_BOARD, Machine
from tests.machine.twin import Twin

pytestmark = pytest.mark.timeout(1800)


def test_another_machine_asks_whether_the_shop_has_moved(bench: Bench, machine: Machine, twin: Twin) -> None:
    machine.cut()
    twin.restart(ANOTHER_BOARD)
    with bench.start(board=ANOTHER_BOARD) as other:
        other.wait_log("first frame", START_SECONDS)
        twin.wait_alike(other)
        twin.press(other, "機械だけ交換")
        assert twin.kiosk.view()["screen"] == "idle"
