"""The shop's time: the machine's while the network tells it, else what a person or a chip said and the ticks since.

A Raspberry Pi before the 5 has no clock chip: after a night without power it wakes with a time of its own making.
"""

from typing import Final

from hardware.ports import MachineClock

STEP_MS: Final = 120_000
"""A clock that is put right by less than this changes nothing that a person would notice."""


class ShopClock:
    """Once it is sure, a jump of the machine's clock moves it no more, unless the network told the machine so."""

    def __init__(self, machine: MachineClock) -> None:
        self._machine = machine
        self._begun: int | None = None  # UTC ms at the machine's start; None: nobody said what time it is
        self._moved = False

    @property
    def sure(self) -> bool:
        """Whether somebody who knows has said what time it is, since the machine was started."""
        return self._begun is not None or self._machine.told()

    @property
    def has_chip(self) -> bool:
        return self._machine.chip

    @property
    def told(self) -> bool:
        """Whether the network keeps it right."""
        return self._machine.told()

    @property
    def begun(self) -> tuple[str, int] | None:
        """The machine's run and the UTC ms at which it began; None: not sure."""
        self.wall_ms()
        return None if self._begun is None else (self._machine.boot, self._begun)

    def wall_ms(self) -> int:
        """UTC milliseconds since 1970: what the shop goes by."""
        wall, ticks = self._machine.wall_ms(), self._machine.since_boot_ms()
        if self._machine.told():
            self._moved = self._moved or (self._begun is not None and abs(wall - ticks - self._begun) > STEP_MS)
            self._begun = wall - ticks
            return wall
        return wall if self._begun is None else self._begun + ticks

    def monotonic(self) -> float:
        """Seconds that only go forward."""
        return self._machine.monotonic()

    def confirm(self, wall_ms: int) -> None:
        """Somebody who knows says that it is this time now, in UTC ms."""
        self._begun = wall_ms - self._machine.since_boot_ms()

    def recall(self, boot: str, begun: int) -> None:
        """What was sure when the program ran before; another run of the machine knows nothing of it."""
        if boot == self._machine.boot:
            self._begun = begun

    def take_moved(self) -> bool:
        """Whether the network has put it right by more than two minutes since the last time; said once."""
        moved, self._moved = self._moved, False
        return moved
