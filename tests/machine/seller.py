"""Somebody who sells the same goods over and over, as fast as the slips come out, until the plug is pulled."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Thread

from hardware.simulated.printer import SimulatedPrinter
from tests.machine.emulator import Machine, wait_until

SLIP_SECONDS = 5.0
REST = 0.3


class Seller:
    """`code`: goods whose price is known. `pay`: where お会計 is then, 0..1. `noted` is asked after each sale."""

    def __init__(
        self,
        machine: Machine,
        printer: SimulatedPrinter,
        code: str,
        pay: tuple[float, float],
        noted: Callable[[], int] = lambda: 0,
    ) -> None:
        self.sold: list[int] = []
        """What `noted` said at each sale whose slip was out: the shop can't have lost it from then on."""
        self.tried = 0  # a slip that is late is followed by the next sale all the same
        self._machine, self._printer, self._code, self._pay, self._noted = machine, printer, code, pay, noted
        self._thread = Thread(target=self._sell, name="seller", daemon=True)
        self._thread.start()

    def wait(self, sales: int, seconds: float) -> None:
        wait_until(f"{sales} sales were not made", lambda: len(self.sold) >= sales, seconds)

    def leave(self) -> None:
        """After the plug was pulled."""
        self._thread.join(SLIP_SECONDS)

    def _sell(self) -> None:
        # QEMU goes away in the middle of a word
        with suppress(OSError, json.JSONDecodeError):
            while True:
                before = len(self._printer.slips)
                self.tried += 1
                self._machine.scan(self._code)
                time.sleep(REST)  # a touch that comes before the goods does nothing, and they are there the next time
                self._machine.touch(*self._pay)
                with suppress(AssertionError):
                    wait_until("no slip", partial(self._more_than, before), SLIP_SECONDS)
                    self.sold.append(self._noted())

    def _more_than(self, slips: int) -> bool:
        return len(self._printer.slips) > slips
