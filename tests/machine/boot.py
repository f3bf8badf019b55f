"""What stands between the kernel and the kiosk's first picture: `python -m tests.machine.boot`, after make image.

The machine's clock counts its instructions here, one a nanosecond, and stands still while it waits: what another
program does on this computer does not show. A Pi 4's core does some two a nanosecond.
"""

import os
import tempfile
import time
from pathlib import Path
from typing import ClassVar

from hardware.simulated.printer import SimulatedPrinter
from tests.machine.card import Card
from tests.machine.emulator import PRINTER, Machine

IMAGE = Path(os.environ.get("IMAGES", "build/image")) / "qemu-amd64"
SECONDS = 900.0
QUESTIONS = {
    "system": "systemd-analyze time",
    "chain": "systemd-analyze critical-chain kiosk.service --no-pager",
    "units": "systemd-analyze blame --no-pager | head -12",
    "CPU of all, s (user, system)": "awk '/^cpu / { print $2 / 100, $4 / 100 }' /proc/stat",
    "CPU of the kiosk, s": "systemctl show -P CPUUsageNSec kiosk | awk '{ print $1 / 1e9 }'",
    "ready, microseconds after the kernel": "systemctl show -P ActiveEnterTimestampMonotonic kiosk",
    "listening": "cat /proc/net/tcp /proc/net/tcp6 | grep -c ' 0A '",
}


class Counted(Machine):
    pace: ClassVar[tuple[str, ...]] = ("-accel", "tcg,thread=single,tb-size=512", "-icount", "shift=0,sleep=off")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        printer, card = SimulatedPrinter(folder / "slips"), Card(folder, IMAGE)
        begun = time.monotonic()
        # the second start is every day's: at the first the data partition grows
        for start in ("first", "second"):
            with Counted(
                folder, card.disk, IMAGE / "vmlinuz", IMAGE / "initrd", {PRINTER: printer.connection.port}
            ) as machine:
                machine.wait_log("first frame", SECONDS)
                machine.ask_shell("systemctl is-system-running --wait; sync", SECONDS)
                print(f"== {start} start, {time.monotonic() - begun:.0f} s here")
                for question, command in QUESTIONS.items():
                    print(f"-- {question}\n{machine.ask_shell(command, SECONDS).strip()}")
        printer.stop()


if __name__ == "__main__":
    main()
