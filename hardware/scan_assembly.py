"""Single keys become a whole scan, or none. Pure: fed with the kernel's input events and the time."""

from dataclasses import dataclass, field

from hardware.keymap import CONTROLS, ENDINGS, LOCKS, OTHER_MODIFIERS, SHIFTS, Stroke

EV_SYN, EV_KEY = 0, 1
SYN_DROPPED = 3
PRESSED = 1  # 0 is a release, 2 the keyboard's own repeating of a key that stays down

SILENCE = 0.08
"""Seconds without a key that end a scan, as long as this scanner has not been seen to end one by a key."""

STALE = 1.0
"""Seconds without a key after which a scan is given up, of a scanner that ends its scans by a key."""

LONGEST = 4296
"""Characters of the longest code there is, a QR code."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A whole scan, as it was typed."""

    strokes: tuple[Stroke, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class TornScan:
    """A scan of which something is missing."""


class ScanAssembly:
    """A scan ends by Enter, the keypad's Enter or Tab, or by silence.

    Silence in the middle of a code (a radio that stutters) would make two halves of it. So once a key has ended a
    scan, only a key ends the next; if none comes within STALE the scan is torn, and silence ends scans again.
    Times must not go backwards.
    """

    def __init__(self) -> None:
        self._strokes: list[Stroke] = []
        self._held: set[int] = set()
        self._torn = False
        self._last = 0.0
        self._ends_by_key = False

    def take(self, kind: int, code: int, value: int, now: float) -> Scan | TornScan | None:
        """Take in one event (the kernel's type, code and value), and say what has become whole, or never will."""
        if (kind, code) == (EV_SYN, SYN_DROPPED):  # the kernel's ring overflowed: keys are missing from here on
            self._torn = True
            self._held.clear()
            self._last = now
        if kind != EV_KEY:
            return None
        if code in SHIFTS | CONTROLS | OTHER_MODIFIERS:
            (self._held.add if value else self._held.discard)(code)
            return None
        if value != PRESSED or code in LOCKS:
            return None
        if code in ENDINGS:
            self._ends_by_key = True
            return self._end()
        self._last = now
        self._strokes.append(Stroke(code, bool(self._held & SHIFTS), bool(self._held & CONTROLS)))
        if len(self._strokes) > LONGEST or self._held & OTHER_MODIFIERS:
            self._torn = True
        if self._torn:
            self._strokes.clear()
        return None

    def silence(self, now: float) -> Scan | TornScan | None:
        """Nothing has come until now: that may be the end of a scan."""
        wait = self.patience(now)
        if wait is None or wait > 0:
            return None
        if self._ends_by_key:
            self._ends_by_key = False
            self._torn = True
        return self._end()

    def patience(self, now: float) -> float | None:
        """Seconds until silence() has something to say; None when no scan has begun."""
        if not (self._strokes or self._torn):
            return None
        return max(0.0, self._last + (STALE if self._ends_by_key else SILENCE) - now)

    def _end(self) -> Scan | TornScan | None:
        strokes, torn = tuple(self._strokes), self._torn
        self._strokes.clear()
        self._torn = False
        if torn:
            return TornScan()
        return Scan(strokes) if strokes else None
