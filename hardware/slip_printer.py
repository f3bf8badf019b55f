"""The slip printer: one thread owns it, prints what is queued, and says truthfully what came of each slip."""

import logging
import time
import traceback
from collections import deque
from dataclasses import dataclass
from threading import Condition, Event, Thread

from hardware.events import DeviceLost, DeviceName, DeviceReady, Sink, SlipFinished, SlipOutcome, Trouble
from hardware.ports import Finding
from hardware.printer_connection import Connection, DeviceFile
from hardware.printer_line import Line, PrinterError, open_line
from hardware.printer_status import Answer, ask
from hardware.slip import Slip, Words
from hardware.slip_bytes import encode
from hardware.slip_lettering import SlipFonts
from hardware.slip_raster import DOTS_PER_MM, render

logger = logging.getLogger(__name__)

_BEAT = 1.0  # seconds between signs of life of an idle thread
_STOP = 4.5  # what stop() waits for the slip in work
_TRIAL = Slip((Words("様"), Words("様", bold=True), Words("𠮷")))  # opens all three fonts


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the printer may take, in seconds, and how often it is asked how it is while nothing prints."""

    connect: float = 3.0
    answer: float = 2.0
    send: float = 10.0
    idle_ready: float = 10.0
    idle_lost: float = 3.0
    # an assumption on the slow side, not a promise of every printer: one maker's manual (Axiohm) has 130 mm/s for
    # text, 94 or 61 for graphics by coverage and power
    mm_per_second: float = 60.0


class EscposPrinter:
    """Keeps hardware.ports.SlipPrinter for any ESC/POS raster printer; `width` in dots is 576 or 384.

    Each slip has a connection of its own: status, slip, status while the paper moves, close. PRINTED means that the
    printer took every byte and still said that all is well when the slip should have been out; status is real-time,
    so a printer much slower than `mm_per_second` could still run out of paper after that. NOT_SENT means that not one
    byte of the slip was sent. All else is UNKNOWN. Nothing is ever sent twice.

    A printer that never answers is HUNG and gets nothing (bytes sent to it might print tomorrow). Only a device file
    may be silent, because some carry no answers: its slips are sent and end as UNKNOWN; use usb: to know.

    The thread's beat pauses while the printer is waited for: about 20 s at most with the usual patience.
    """

    def __init__(self, connection: Connection, width: int, fonts: SlipFonts, patience: Patience | None = None) -> None:
        self._connection = connection
        self._width = width
        self._fonts = fonts
        self._patience = patience or Patience()
        self._sink: Sink
        self._changed = Condition()  # guards all below; its lock is re-entrant, so a sink may submit
        self._waiting: deque[tuple[int, Slip]] = deque()  # the slip in work stays at the head until it is answered
        self._working = False
        self._ended = False
        self._stopping = Event()
        self._state: DeviceReady | DeviceLost | None = None
        self._beat = time.monotonic()
        self._thread = Thread(target=self._run, name="printer", daemon=True)

    @property
    def beat(self) -> float:
        return self._beat

    def start(self, sink: Sink) -> None:
        self._sink = sink
        self._thread.start()

    def submit(self, job: int, slip: Slip) -> None:
        with self._changed:
            self._waiting.append((job, slip))
            if self._ended:
                self._answer_rest()
            self._changed.notify()

    def stop(self) -> None:
        """Finish the slip in work, answer the waiting ones NOT_SENT. A slip still in work after 4.5 s ends as UNKNOWN.

        Everything submitted has its SlipFinished when this returns.
        """
        self._stopping.set()
        with self._changed:
            self._changed.notify()
        if self._thread.ident is not None:
            self._thread.join(_STOP)
            with self._changed:
                self._answer_rest()

    def _run(self) -> None:
        probe_at = time.monotonic()
        while not self._stopping.is_set():
            slip = self._next(probe_at)
            if slip is not None:
                self._work(*slip)
            elif time.monotonic() >= probe_at:
                self._tell(_try(self._connection, self._width, self._fonts, self._patience))
            else:
                continue
            ready = isinstance(self._state, DeviceReady)
            probe_at = time.monotonic() + (self._patience.idle_ready if ready else self._patience.idle_lost)
        with self._changed:
            self._answer_rest()

    def _next(self, probe_at: float) -> tuple[int, Slip] | None:
        """The next slip; waits a beat for it, and less when it is time to ask the printer how it is."""
        with self._changed:
            self._beat = time.monotonic()
            if not self._waiting and not self._stopping.is_set():
                self._changed.wait(max(0.0, min(_BEAT, probe_at - self._beat)))
            if not self._waiting or self._stopping.is_set():
                return None
            self._working = True
            return self._waiting[0]

    def _work(self, job: int, slip: Slip) -> None:
        outcome, state = self._print(slip)
        if state is not None:
            self._tell(state)
        trouble = state.trouble if isinstance(state, DeviceLost) else None
        with self._changed:
            self._working = False
            if self._ended:  # stop() did not wait any longer and has answered
                return
            self._waiting.popleft()
            self._sink(SlipFinished(job, outcome, trouble))

    def _print(self, slip: Slip) -> tuple[SlipOutcome, DeviceReady | DeviceLost | None]:
        """What came of the slip, and the printer's state where that was seen."""
        outcome = SlipOutcome.NOT_SENT
        line: Line | None = None
        try:
            picture = render(slip, self._width, self._fonts)
            data = encode(picture, slip.opens_drawer)
            line = open_line(self._connection, self._patience.connect)
            answers = _heard(ask(line, self._patience.answer), self._connection)
            outcome = SlipOutcome.UNKNOWN
            line.send(data, self._patience.send)
            if answers:
                self._watch(line, picture.height / DOTS_PER_MM / self._patience.mm_per_second)
                outcome = SlipOutcome.PRINTED
        except PrinterError as fault:
            return outcome, _lost(self._connection, fault)
        except (OSError, ImportError) as error:  # the line raises PrinterError alone: this is a font, or escpos
            return outcome, _lost(self._connection, _missing(error))
        except Exception as error:
            # the message may quote the slip, and with it a name: the place alone goes into the log
            place = "".join(traceback.format_tb(error.__traceback__))
            logger.error("slip not printed: %s\n%s", type(error).__name__, place)  # noqa: TRY400
            return outcome, None
        finally:
            if line is not None:
                line.close()
        return outcome, _ready(self._connection)

    def _watch(self, line: Line, seconds: float) -> None:
        """Ask again and again while the paper moves: it may run out in the middle. PrinterError when it does."""
        out_at = time.monotonic() + seconds
        while True:
            left = out_at - time.monotonic()
            if ask(line, self._patience.answer) is Answer.SILENT:
                raise PrinterError(Trouble.HUNG, "silent after the slip")
            self._beat = time.monotonic()
            if left <= 0:
                return
            time.sleep(min(0.25, left))

    def _tell(self, state: DeviceReady | DeviceLost) -> None:
        before, self._state = self._state, state
        if type(before) is not type(state) or getattr(before, "trouble", None) != getattr(state, "trouble", None):
            self._sink(state)

    def _answer_rest(self) -> None:
        self._ended = True
        while self._waiting:
            job, _ = self._waiting.popleft()
            outcome = SlipOutcome.UNKNOWN if self._working else SlipOutcome.NOT_SENT
            self._working = False
            self._sink(SlipFinished(job, outcome))


def check(connection: Connection, width: int, fonts: SlipFonts) -> Finding:
    """Whether slips could be printed now, without printing one: fonts, connection, cover, paper. Takes 10 s at most."""
    try:
        encode(render(_TRIAL, width, fonts))
    except (OSError, ImportError) as error:
        return Finding("printer", _lost(connection, _missing(error)))
    return Finding("printer", _try(connection, width, fonts, Patience()))


def _try(connection: Connection, width: int, fonts: SlipFonts, patience: Patience) -> DeviceReady | DeviceLost:
    """How the printer is now: find the fonts, open, ask, close. Nothing is printed."""
    try:
        render(_TRIAL, width, fonts)
        line = open_line(connection, patience.connect)
        try:
            answers = _heard(ask(line, patience.answer), connection)
        finally:
            line.close()
    except PrinterError as fault:
        return _lost(connection, fault)
    except OSError as error:
        return _lost(connection, _missing(error))
    except Exception as error:
        logger.exception("the printer could not be asked")
        return _lost(connection, PrinterError(Trouble.BROKEN, type(error).__name__))
    return _ready(connection) if answers else DeviceReady(DeviceName.PRINTER, f"{connection} (answers no status)")


def _missing(error: OSError | ImportError) -> PrinterError:
    return PrinterError(Trouble.NO_DRIVER, f"font or library: {type(error).__name__}")


def _heard(answer: Answer, connection: Connection) -> bool:
    """Whether the printer answered; PrinterError when it had to and did not."""
    if answer is Answer.SILENT and not isinstance(connection, DeviceFile):
        raise PrinterError(Trouble.HUNG, "answers no status")
    return answer is Answer.READY


def _ready(connection: Connection) -> DeviceReady:
    return DeviceReady(DeviceName.PRINTER, str(connection))


def _lost(connection: Connection, fault: PrinterError) -> DeviceLost:
    return DeviceLost(DeviceName.PRINTER, fault.trouble, f"{connection} {fault.detail}")
