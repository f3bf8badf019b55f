"""The card reader of a path, by whichever library drives it."""

import errno
from functools import partial

from hardware import card_pcsc, nfc_frontend
from hardware.card_pcsc import PcscField
from hardware.card_thread import CardThread, Field
from hardware.events import Trouble
from hardware.nfc_frontend import Frontend

ANY_USB = "usb"
"""The path of a USB reader of either kind."""


class ChosenReader(CardThread):
    """Keeps hardware.ports.CardReader. `path` as in open_field; of "usb" it is found out anew after each failure."""

    def __init__(self, path: str = ANY_USB) -> None:
        super().__init__(path, partial(open_field, path), trouble_of)


def open_field(path: str) -> Field:
    """The reader at a path of hardware.nfc_frontend.Frontend or hardware.card_pcsc.PATH.

    At "usb" it is the one that nfcpy finds, else the one that pcscd has: nfcpy's are for member cards alone, and
    pcscd may have a reader for chip cards beside it. Raises what either does.
    """
    if path.startswith(card_pcsc.PATH):
        return PcscField(path)
    try:
        return Frontend(path)
    except Exception as problem:
        if path != ANY_USB:
            raise
        try:
            return PcscField()
        except card_pcsc.FAILURES as other:
            if trouble_of(problem) is not Trouble.ABSENT:
                raise problem from other
            # whatever keeps pcscd from it: most readers that are pulled out are nfcpy's
            raise OSError(errno.ENODEV, f"no card reader at {path}, nor by PC/SC: {other}") from problem


def trouble_of(problem: Exception) -> Trouble:
    """What a failure of opening or using a reader means to the counter."""
    if isinstance(problem, card_pcsc.FAILURES):
        return card_pcsc.trouble_of(problem)
    return nfc_frontend.trouble_of(problem)
