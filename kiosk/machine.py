"""The machine on which the kiosk runs."""

import os
from pathlib import Path


def board_serial() -> str:
    """The board's own number ("" on a machine without one): a card that moves to another board gets a new node."""
    try:
        return Path("/proc/device-tree/serial-number").read_text("ascii").strip("\0 \n")
    except OSError:
        return ""


def process_age() -> float:
    """Seconds since this process was started."""
    ticks = int(Path("/proc/self/stat").read_text("ascii").rpartition(")")[2].split()[19])
    uptime = float(Path("/proc/uptime").read_text("ascii").split()[0])
    return uptime - ticks / os.sysconf("SC_CLK_TCK")
