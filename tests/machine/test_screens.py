"""A second screen, plugged in while the machine runs: the customer's. And one that is mounted turned."""

from pathlib import Path

import pytest

from tests.machine.conftest import START_SECONDS, Bench
from tests.machine.emulator import Machine, Screens
from tests.machine.twin import Twin

pytestmark = pytest.mark.timeout(1800)
SETTINGS = "/boot/firmware/kiosk.toml"
MILK = "4901234567894"


def test_a_customer_sees_what_is_rung_up_on_a_screen_that_was_plugged_in(
    bench: Bench, machine: Machine, tmp_path: Path
) -> None:
    machine.ask_shell(
        f"mount -o remount,rw /boot/firmware; printf '[display]\\nshows = \"name\"\\n' >>{SETTINGS}; sync"
    )
    machine.cut()
    with Twin(tmp_path / "twin", "--display", "name") as twin, bench.start(screens=Screens.TWO) as both:
        twin.kiosk.found_shop()
        both.wait_log("first frame", START_SECONDS)
        twin.wait_alike(both)
        both.plug_screen()
        twin.wait_customer_alike(both)
        twin.try_scanner(both)
        twin.ring_up(both, MILK, "198")
        twin.wait_customer_alike(both)
        assert "¥198" in twin.kiosk.view()["display"]
        both.ask_shell("kill -KILL $(cat /run/kokyaku/display.pid)")
        twin.wait_customer_alike(both)
        twin.press(both, "お会計")
        twin.wait_customer_alike(both)


def test_a_panel_that_is_taller_than_wide_has_its_picture_turned_and_is_touched_where_that_is(
    bench: Bench, machine: Machine, twin: Twin
) -> None:
    machine.cut()
    with bench.start(screens=Screens.TALL) as tall:
        tall.wait_log("first frame", START_SECONDS)
        twin.wait_alike(tall)
        twin.press(tall, "メニュー", "もどる")
