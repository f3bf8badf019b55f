"""Which of the keyboards is the scanner: the one that types as no fingers can. It is heard, never grabbed."""

import contextlib
import logging
import select
import threading
import time
from dataclasses import dataclass, field

from hardware.events import ScannerFound, Sink
from hardware.keymap import Layout, decode
from hardware.scan_assembly import EV_KEY, PRESSED, Scan, ScanAssembly, TornScan
from hardware.scanner_line import InputBus, KernelInput, ScannerLine, ScannerNode

logger = logging.getLogger(__name__)

FEWEST = 4
"""Keys of a barcode, its ending not counted. Shorter ones are a person's Enter after a digit or two."""
KEY_SECONDS = 0.05
"""From key to key, on the average of a scan. Scanners take some ms; who types twenty keys a second has not been met."""
LOOK_SECONDS = 1.0
"""So often keyboards that were just plugged in are looked for."""


class Bursts:
    """What one keyboard types, of which only a scanner's bursts are let through. Times must not go backwards."""

    def __init__(self) -> None:
        self._assembly = ScanAssembly()
        self._began = 0.0  # of what is being typed
        self._last = 0.0
        self._keys = 0

    def take(self, kind: int, code: int, value: int, now: float) -> Scan | None:
        """Take in one event of the kernel's; the burst that it ends."""
        if (kind, value) == (EV_KEY, PRESSED):
            self._began = self._began if self._keys else now
            self._last, self._keys = now, self._keys + 1
        return self._judged(self._assembly.take(kind, code, value, now))

    def silence(self, now: float) -> Scan | None:
        """Nothing has come until now: that may be the end of a burst."""
        return self._judged(self._assembly.silence(now))

    def patience(self, now: float) -> float | None:
        """Seconds until silence() has something to say; None while nothing is typed."""
        return self._assembly.patience(now)

    def _judged(self, found: Scan | TornScan | None) -> Scan | None:
        if found is None:
            return None
        quick = self._last - self._began <= KEY_SECONDS * self._keys
        self._keys = 0
        return found if quick and isinstance(found, Scan) and len(found.strokes) >= FEWEST else None


@dataclass(slots=True)
class _Heard:
    """One keyboard that is listened to."""

    node: ScannerNode
    line: ScannerLine
    bursts: Bursts = field(default_factory=Bursts)

    def typed(self) -> Scan | None:
        """The last burst of what has come. Raises OSError when the keyboard was pulled out."""
        burst = None
        for event in self.line.read():
            burst = self.bursts.take(event.type, event.code, event.value, time.monotonic()) or burst
        return burst


class ScannerSearch:
    """Listens in a thread of its own, from start() to stop(), to all keyboards that may be opened.

    Each barcode that one of them types is told as ScannerFound. One that another program has grabbed, or the kiosk
    itself for its scanner, is not heard.
    """

    def __init__(self, bus: InputBus | None = None) -> None:
        self._bus = bus or KernelInput()
        self._halt = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, sink: Sink) -> None:
        """Returns at once. Events go to `sink` from the search's thread."""
        self._thread = threading.Thread(target=self._run, args=(sink,), name="scanner-search", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Nothing is told after this; the keyboards are let go within LOOK_SECONDS, which it does not wait for."""
        self._halt.set()

    def _run(self, sink: Sink) -> None:
        heard: dict[ScannerNode, _Heard] = {}
        try:
            while not self._halt.is_set():
                self._look(heard)
                self._listen(heard, sink)
        except Exception:
            logger.exception("the search for a scanner ended")
        finally:
            for one in heard.values():
                one.line.close()

    def _look(self, heard: dict[ScannerNode, _Heard]) -> None:
        for node in self._bus.keyboards():
            if node not in heard:
                with contextlib.suppress(OSError):  # no right to, or gone again
                    heard[node] = _Heard(node, self._bus.overhear(node))

    def _listen(self, heard: dict[ScannerNode, _Heard], sink: Sink) -> None:
        """Until it is time to look again."""
        until = time.monotonic() + LOOK_SECONDS
        while not self._halt.is_set() and (left := until - time.monotonic()) > 0:
            waits = (one.bursts.patience(time.monotonic()) for one in heard.values())
            wait = min((left, *(patience for patience in waits if patience is not None)))
            came = select.select([one.line for one in heard.values()], [], [], wait)[0]
            for one in list(heard.values()):
                try:
                    burst = one.typed() if one.line in came else one.bursts.silence(time.monotonic())
                except OSError:
                    heard.pop(one.node).line.close()
                    continue
                if burst is not None and not self._halt.is_set():
                    sink(self._found(one.node, burst))

    def _found(self, node: ScannerNode, burst: Scan) -> ScannerFound:
        readings = tuple((str(layout), decode(burst.strokes, layout)) for layout in Layout)
        return ScannerFound(self._bus.name_of(node), node.name, readings)
