"""The kiosk as the machine's service: it is started anew when it hangs."""

import pytest

from tests.machine.conftest import START_SECONDS, Bench
from tests.machine.emulator import Machine, wait_until
from tests.machine.twin import unlike

pytestmark = pytest.mark.timeout(1800)
ANOTHER_TIME = 0.03  # of the idle screen is its clock


def test_a_kiosk_that_hangs_is_started_anew(bench: Bench, machine: Machine) -> None:
    machine.ask_shell("kill -STOP $(systemctl show --property MainPID --value kiosk)")
    machine.wait_log("first frame", START_SECONDS)
    assert machine.ask_shell("systemctl show --property NRestarts --value kiosk").strip() == "1"
    wait_until("the idle screen did not come back", lambda: unlike(machine.picture(), bench.idle) < ANOTHER_TIME, 180)
