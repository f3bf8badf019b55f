"""The kiosk's clocks: one for what happened when, one for how long ago. Tests bring their own."""

import time
from typing import Protocol


class Clock(Protocol):
    def wall_ms(self) -> int:
        """UTC milliseconds since 1970; may jump."""

    def monotonic(self) -> float:
        """Seconds that only go forward."""


class SystemClock:
    def wall_ms(self) -> int:
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        return time.monotonic()
