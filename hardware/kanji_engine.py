"""What both engines are: one thread that owns the converter, takes the newest question first, and tells its state."""

import logging
import time
import traceback
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable
from threading import Condition, Thread

from hardware.events import CandidatesFound, DeviceLost, DeviceName, DeviceReady, Segment, Sink, Trouble

logger = logging.getLogger(__name__)

Words = tuple[tuple[str, str], ...]

_BEAT = 1.0  # seconds between signs of life of an idle thread
_STOP = 4.5
_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
_DRAWN = frozenset(("Lu", "Ll", "Lo", "Lm", "Nd", "Nl", "Mn", "Pd", "Ps", "Pe", "Po", "Zs"))


class KanjiError(Exception):
    """The converter failed; the words are for the log and hold nothing that was typed."""

    def __init__(self, trouble: Trouble, detail: str) -> None:
        super().__init__(detail)
        self.trouble = trouble
        self.detail = detail


class ThreadedEngine(ABC):
    """Keeps hardware.ports.KanjiEngine over the four calls below, which run in the engine's thread alone."""

    def __init__(self) -> None:
        self._sink: Sink
        self._changed = Condition()  # guards all below
        self._asked: tuple[int, str] | None = None
        self._learned: list[Words] = []
        self._forget = False
        self._stopping = False
        self._state: DeviceReady | DeviceLost | None = None
        self._beat = time.monotonic()
        self._thread = Thread(target=self._run, name="kanji", daemon=True)

    @abstractmethod
    def _open(self) -> str:
        """Make it ready, also again; its name for the log. Raises KanjiError."""

    @abstractmethod
    def _converted(self, reading: str) -> tuple[Segment, ...]:
        """Raises KanjiError."""

    @abstractmethod
    def _learn(self, words: Words) -> None:
        """Raises KanjiError."""

    @abstractmethod
    def _wipe(self) -> None:
        """Remove what was learned. Raises KanjiError."""

    @abstractmethod
    def _close(self) -> None:
        """Let go of everything. Never raises."""

    @property
    def beat(self) -> float:
        return self._beat

    def start(self, sink: Sink) -> None:
        self._sink = sink
        self._thread.start()

    def stop(self) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread.ident is not None:
            self._thread.join(_STOP)

    def convert(self, request: int, reading: str) -> None:
        with self._changed:
            self._asked = (request, reading)
            self._changed.notify_all()

    def learn(self, words: Words) -> None:
        with self._changed:
            self._learned.append(words)
            self._changed.notify_all()

    def forget(self) -> None:
        with self._changed:
            self._learned.clear()
            self._forget = True
            self._changed.notify_all()

    def wait_forgotten(self, seconds: float) -> bool:
        """Block until all that forget() was asked for is removed; whether it is."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._forget, seconds)

    def _run(self) -> None:
        self._told(self._open)
        while self._next():
            pass
        self._close()

    def _next(self) -> bool:
        """One piece of work: forgetting comes before questions, and learning after them. False: the end."""
        with self._changed:
            self._beat = time.monotonic()
            busy = self._changed.wait_for(
                lambda: self._stopping or self._forget or self._asked is not None or bool(self._learned), _BEAT
            )
            if self._stopping:
                return False
            if not busy:
                return True
            forget, asked = self._forget, self._asked
            words: Words = ()
            if not forget:
                self._asked = None
                if asked is None:
                    words = self._learned.pop(0)
        if forget:
            self._told(self._wiped)
        elif asked is not None:
            self._reply(*asked)
        else:
            self._told(lambda: self._learn(words))
        return True

    def _wiped(self) -> None:
        self._wipe()
        with self._changed:
            self._forget = False
            self._changed.notify_all()

    def _reply(self, request: int, reading: str) -> None:
        found: list[Segment] = []
        self._told(lambda: found.extend(self._converted(reading)))
        self._sink(CandidatesFound(request, tuple(found)))

    def _told(self, work: Callable[[], str | None]) -> None:
        """Do it, and tell how the engine is when that has changed."""
        state: DeviceReady | DeviceLost
        try:
            name = work()
            state = DeviceReady(DeviceName.KANJI, name or "")
        except KanjiError as error:
            state = DeviceLost(DeviceName.KANJI, error.trouble, error.detail)
        except Exception as error:
            # a message may quote what was typed: the place alone goes into the log
            place = "".join(traceback.format_tb(error.__traceback__))
            logger.error("the conversion failed: %s\n%s", type(error).__name__, place)  # noqa: TRY400
            state = DeviceLost(DeviceName.KANJI, Trouble.BROKEN, type(error).__name__)
        before, self._state = self._state, state
        if type(before) is not type(state) or getattr(before, "trouble", None) != getattr(state, "trouble", None):
            self._sink(state)


def readable(candidates: list[str]) -> tuple[str, ...]:
    """The candidates in their order, digits made narrow, less what no font of ours draws (emoji, half-width kana)."""
    folded = (candidate.translate(_NARROW) for candidate in candidates)
    return tuple(dict.fromkeys(word for word in folded if word and all(map(_drawn, word))))


def _drawn(char: str) -> bool:
    return unicodedata.category(char) in _DRAWN and not "\uff61" <= char <= "\uff9f"
