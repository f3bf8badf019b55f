"""The clock of a Linux machine, and who set it."""

import ctypes
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

_STA_UNSYNC: Final = 0x0040  # adjtimex(2)
_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
_SET_AT_START: Final = Path("/sys/class/rtc/rtc0/hctosys")


class _Timex(ctypes.Structure):
    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_byte * 192),  # of no interest; the kernel fills 208 bytes in all
    )


class LinuxClock:
    """Nothing here blocks. It is a MachineClock (hardware.ports)."""

    def __init__(self, boot: Path = _BOOT, set_at_start: Path = _SET_AT_START) -> None:
        self.boot = _read(boot)
        self.chip = _read(set_at_start) == "1"
        self._libc = ctypes.CDLL(None)
        self._timex = _Timex()

    def wall_ms(self) -> int:
        return time.time_ns() // 1_000_000

    def since_boot_ms(self) -> int:
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000

    def monotonic(self) -> float:
        return time.monotonic()

    def told(self) -> bool:
        """The kernel's own word: it counts as told until some nine hours after the last time."""
        self._timex.modes = 0
        asked = self._libc.adjtimex(ctypes.byref(self._timex))
        return bool(asked >= 0 and not self._timex.status & _STA_UNSYNC)


def _read(path: Path) -> str:
    with suppress(OSError):
        return path.read_text("ascii").strip()
    return ""
