"""The kiosk as the machine's service: it is started anew when it hangs, as a whole or its screen alone."""

import pytest

from tests.machine.conftest import START_SECONDS, Bench
from tests.machine.emulator import Machine, wait_until
from tests.machine.twin import unlike

pytestmark = pytest.mark.timeout(1800)
ANOTHER_TIME = 0.03  # of the idle screen is its clock
MAIN = "$(systemctl show --property MainPID --value kiosk)"
# the thread that draws, and no other: it is seized (PTRACE_SEIZE, ptrace(2)) and interrupted
HOLD_SCREEN = (
    "(/usr/bin/python3 -c 'import ctypes, sys, time; c = ctypes.CDLL(None);"
    f" [c.ptrace(how, int(sys.argv[1]), 0, 0) for how in (0x4206, 0x4207)]; time.sleep(600)' {MAIN} &)"
)


@pytest.mark.parametrize("hold", [f"kill -STOP {MAIN}", HOLD_SCREEN], ids=["all", "screen"])
def test_a_kiosk_that_hangs_is_started_anew(bench: Bench, machine: Machine, hold: str) -> None:
    machine.ask_shell(hold)
    machine.wait_log("first frame", START_SECONDS)
    assert machine.ask_shell("systemctl show --property NRestarts --value kiosk").strip() == "1"
    wait_until("the idle screen did not come back", lambda: unlike(machine.picture(), bench.idle) < ANOTHER_TIME, 180)
