"""The card reader by nfcpy: RC-S380, RC-S330/360/370, ACR122U on USB, PN532 on a serial line."""

from functools import partial

from hardware.card_thread import CardThread
from hardware.nfc_frontend import ANSWER_WITHIN, Frontend, UsbBus, trouble_of


class NfcpyReader(CardThread):
    """Keeps hardware.ports.CardReader.

    `beat` stands still for 2 × `answer_within` at most when a reader hangs (opening or closing it). `path` as in
    hardware.nfc_frontend.Frontend; `usb` is the bus to look on, the machine's own unless given.
    """

    def __init__(self, path: str = "usb", usb: UsbBus | None = None, answer_within: float = ANSWER_WITHIN) -> None:
        super().__init__(path, partial(Frontend, path, usb, answer_within), trouble_of)
