"""A reader of the CCID class, such as the RC-S300, by way of pcscd: found by itself, started anew, pulled out."""

from pathlib import Path

import pytest

from tests.machine.chip_card import ChipCard
from tests.machine.emulator import Machine
from tests.machine.twin import Twin

pytestmark = pytest.mark.timeout(1800)
CARD, ANOTHER = "0114b34c0e0f1122", "0114b34c0e0f1133"


def test_a_card_is_read_by_pcscd(machine: Machine, twin: Twin, tmp_path: Path) -> None:
    card = ChipCard(tmp_path / "card")
    machine.plug_chip_reader(tmp_path / "card")
    twin.kiosk.sim("reader", "plug")
    twin.wait_alike(machine)
    card.lay(CARD)
    twin.kiosk.sim("tap", CARD)
    twin.wait_alike(machine)
    twin.press(machine, "やめる")
    # held, while the service behind it is started anew: that is no second tap
    machine.ask_shell("systemctl restart pcscd")
    twin.wait_alike(machine)
    card.lift()
    card.lay(ANOTHER)
    twin.kiosk.sim("tap", ANOTHER)
    twin.wait_alike(machine)
    twin.press(machine, "やめる")
    machine.pull_chip_reader()
    twin.kiosk.sim("reader", "unplug")
    twin.wait_alike(machine)
