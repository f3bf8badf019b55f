"""A machine's clock that was told the time by the network, or by nobody since it was switched on."""

import time
from uuid import uuid4


class SimulatedClock:
    """It shows the real time. It is a MachineClock (hardware.ports)."""

    chip = False

    def __init__(self, *, told: bool) -> None:
        """Not told: it is as if the machine had just been switched on, without a network."""
        self.boot = uuid4().hex
        self._told = told

    def network(self) -> None:
        """The network is there, and tells the time."""
        self._told = True

    def wall_ms(self) -> int:
        return time.time_ns() // 1_000_000

    def since_boot_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000

    def monotonic(self) -> float:
        return time.monotonic()

    def told(self) -> bool:
        return self._told
