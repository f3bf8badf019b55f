"""Somebody plugs a keyboard into the counter, and tries to get behind the kiosk."""

import pytest

from tests.machine.conftest import Bench
from tests.machine.emulator import Machine, wait_until
from tests.machine.test_service import ANOTHER_TIME
from tests.machine.twin import unlike
from tests.machine.usb_devices import Held, Keyboard

pytestmark = pytest.mark.timeout(1800)
SECONDS = 120.0
STATE = "cat /sys/class/tty/tty0/active /proc/sys/kernel/random/boot_id; systemctl show -P MainPID -P NRestarts kiosk"
LOGINS = "grep -lE '^(agetty|login|bash)$' /proc/[0-9]*/comm | wc -l"
DEBUGGING = 1  # the shell that asks


def test_no_key_reaches_another_console_or_ends_anything(bench: Bench, machine: Machine) -> None:
    before = machine.ask_shell(STATE)
    keyboard = Keyboard()
    machine.plug_usb(bench.usb, keyboard)
    wait_until("it is no keyboard", lambda: "Logitech" in machine.ask_shell("cat /proc/bus/input/devices"), SECONDS)
    keyboard.strike("F2", held=Held.CTRL | Held.ALT)
    keyboard.strike("F4", held=Held.ALT)
    keyboard.strike("Delete", held=Held.CTRL | Held.ALT)
    keyboard.strike("SysRq", "b", held=Held.ALT)
    for key in ("c", "z", "\\"):
        keyboard.strike(key, held=Held.CTRL)
    keyboard.type("root\nreboot\n")
    wait_until("a key was not fetched", lambda: keyboard.heard, SECONDS)
    assert machine.ask_shell(STATE) == before
    assert int(machine.ask_shell(LOGINS)) == DEBUGGING
    assert unlike(machine.picture(), bench.idle) < ANOTHER_TIME
