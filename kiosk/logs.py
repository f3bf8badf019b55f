"""The log: one line to standard error (the journal on a Pi). Nothing personal is ever written to it."""

import logging
import sys
import traceback
from types import TracebackType

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


def set_up_logs(level: int = logging.INFO) -> None:
    """Once, by the program that starts. Libraries only speak of trouble."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Places("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in ("nfc", "usb", "escpos", "PIL", "kivy", "peewee"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
