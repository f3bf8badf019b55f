"""The log: one line to standard error (the journal on a Pi), and the last ones in the data folder. Nothing personal is
ever written to it."""

import logging
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

NAME: Final = "kiosk.log"
KEPT_BYTES: Final = 256 << 10
"""Of the newest log, and as many of the one before: weeks, as the log speaks of starts and of trouble alone."""
OURS: Final = ("kiosk", "hardware", "db")

_FORM: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_LINE: Final = re.compile(r"(\d{4}-\d\d-\d\d \S+) ([A-Z]+) (\w+)([\w.]*): ")

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _Places(logging.Formatter):
    """Tracebacks with types and places alone: an error's message may quote a name or a number it stumbled over."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 (logging's own name)
        parts: list[str] = []
        error = ei[1]
        while error is not None:
            parts.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__qualname__)
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nwhich came of:\n".join(parts)


class _Kept(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's own name)
        """On a full or read-only disk standard error has it all the same."""


def set_up_logs(level: int = logging.INFO) -> None:
    """Once, by the program that starts. Libraries only speak of trouble."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Places(_FORM))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in ("nfc", "usb", "escpos", "PIL", "kivy", "peewee"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)


def keep_log(folder: Path) -> None:
    """Write it into the data folder too: a Pi's journal is gone when the power is."""
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = _Kept(folder / NAME, maxBytes=KEPT_BYTES, backupCount=1, encoding="utf-8")
        handler.setFormatter(_Places(_FORM))
        logging.getLogger().addHandler(handler)


def let_go_of_log() -> None:
    """Write it into the data folder no more."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, _Kept)]:
        root.removeHandler(handler)
        handler.close()


def kept_log(folder: Path) -> Iterator[str]:
    """The lines that were kept, oldest first. Of what a library said only when and which one: its words are its own."""
    ours = False
    for name in (f"{NAME}.1", NAME):
        with suppress(OSError), (folder / name).open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                head = _LINE.match(line)
                if head is not None:
                    ours = head[3] in OURS
                    if not ours:
                        yield f"{head[0]}(a library's words)"
                if ours:
                    yield line.rstrip("\n")
