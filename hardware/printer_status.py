"""How a printer says how it is: ESC/POS real-time status, DLE EOT n (Epson's ESC/POS reference; all makers keep it)."""

import time
from enum import Enum

from hardware.events import Trouble
from hardware.printer_line import Line, PrinterError

_DLE_EOT = b"\x10\x04"
_FIXED_MASK, _FIXED = 0x93, 0x12  # bits 0, 1, 4 and 7 are the same in every answer: by them one is known


class Answer(Enum):
    READY = "ready"
    SILENT = "silent"  # nothing came: hung, or a line that carries no answers


def ask(line: Line, within: float) -> Answer:
    """Ask DLE EOT 1, 2 and 4; each answer may take `within` seconds, the first silence ends it.

    PrinterError when it can't print: COVER_OPEN, PAPER_OUT, BROKEN (cutter, offline, or nonsense), ABSENT (hung up).
    An open cover also hides the paper, so it is looked at first. Paper that is near its end is paper.
    """
    status = {}
    for question in (1, 2, 4):
        line.send(_DLE_EOT + bytes([question]), within)
        answer = _answer(line, within)
        if answer is None:
            return Answer.SILENT
        status[question] = answer
    if status[2] & 0x04:
        raise PrinterError(Trouble.COVER_OPEN, "cover open")
    if status[2] & 0x20 or status[4] & 0x60:
        raise PrinterError(Trouble.PAPER_OUT, "paper out")
    if status[2] & 0x40:
        raise PrinterError(Trouble.BROKEN, "error reported")
    if status[1] & 0x08:
        raise PrinterError(Trouble.BROKEN, "offline")
    return Answer.READY


def _answer(line: Line, within: float) -> int | None:
    until = time.monotonic() + within
    nonsense = False
    while (left := until - time.monotonic()) > 0 and (received := line.receive(left)):
        for byte in received:
            if byte & _FIXED_MASK == _FIXED:
                return byte
        nonsense = True
    if nonsense:
        raise PrinterError(Trouble.BROKEN, "answers no status")
    return None
