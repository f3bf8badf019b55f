"""The simulated reader as a person at the console sees it: cards to lay and lift, a plug to pull."""

import threading
import time
from collections import deque
from collections.abc import Sequence

from hardware.felica_nfcpy import NfcpyReader
from hardware.nfc_frontend import ANSWER_WITHIN
from hardware.simulated.cards import Card, card_of
from hardware.simulated.reader_chip import Fault, Port100

BETWEEN_TAPS = 0.6
"""Seconds for which the field stays empty between two queued taps: longer than presence.GONE_AFTER."""


class SimulatedReader:
    """Every method returns at once and may be called by any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cards: list[Card] = []
        self._taps: deque[tuple[Card, float, float]] = deque()  # card, from, until
        self._next_tap = 0.0
        self.chip = Port100(self._field)

    def reader(self, answer_within: float = ANSWER_WITHIN) -> NfcpyReader:
        """The real driver over this chip."""
        return NfcpyReader("usb", self.chip, answer_within)

    def lay(self, card: Card) -> None:
        """Lay a card on the reader; it stays until lifted."""
        with self._lock:
            self._cards.append(card)

    def lift(self, card: Card) -> None:
        """Take a card away; one that isn't there is no error."""
        with self._lock:
            if card in self._cards:
                self._cards.remove(card)
                self._next_tap = max(self._next_tap, time.monotonic() + BETWEEN_TAPS)

    def tap(self, uid: str, kind: str, hold: float = 1.0) -> None:
        """Hold a card to the reader for `hold` seconds, after the cards before it are gone. Raises ValueError.

        `kind` as in cards.card_of. The same card again within presence.COOL_DOWN is no new tap.
        """
        card = card_of(uid, kind)
        with self._lock:
            begin = max(self._next_tap, time.monotonic())
            self._taps.append((card, begin, begin + hold))
            self._next_tap = begin + hold + BETWEEN_TAPS

    def unplug(self) -> None:
        self.chip.fault = Fault.UNPLUGGED

    def plug(self) -> None:
        self.ok()

    def hang(self) -> None:
        """Answer nothing, until ok() or a new plug."""
        self.chip.fault = Fault.HUNG

    def bad_ack(self) -> None:
        """Answer the next poll with nonsense."""
        self.chip.fault = Fault.BAD_ACK

    def eio(self) -> None:
        """Let the next transfer fail."""
        self.chip.fault = Fault.EIO

    def taken(self) -> None:
        """The reader is pulled out, and a kernel driver takes it as it comes back."""
        self.chip.fault = Fault.TAKEN

    def forbidden(self) -> None:
        """The reader is pulled out, and comes back without the rights to open it."""
        self.chip.fault = Fault.FORBIDDEN

    def ok(self) -> None:
        """End every fault."""
        self.chip.fault = None

    def _field(self) -> Sequence[Card]:
        """The cards that lie there now."""
        now = time.monotonic()
        with self._lock:
            while self._taps and self._taps[0][2] <= now:
                self._taps.popleft()
            return [*self._cards, *(card for card, begin, until in self._taps if begin <= now < until)]
