"""Which country's keyboard a scanner imitates, judged by one scan that was read by several tables."""

from collections.abc import Mapping

from kiosk.rules.barcode import AIM, BadCode, BadReason, read_code
from kiosk.rules.settings import CodeSettings


def fitting_keyboards(readings: Mapping[str, str | None], settings: CodeSettings) -> frozenset[str]:
    """The tables by which the scan makes most sense; several when it does not tell.

    `readings` has the text by each table, None where the table has no character for a key. A code with a check digit
    that agrees tells most, then the sign that begins an AIM id or a web address.
    """
    sense = {keyboard: _sense(text, settings) for keyboard, text in readings.items()}
    most = max(sense.values())
    return frozenset(keyboard for keyboard, much in sense.items() if much == most)


def _sense(text: str | None, settings: CodeSettings) -> int:
    if text is None:
        return 0
    read = read_code(text, settings)
    if not isinstance(read, BadCode):
        return 4
    if AIM.match(text) or "://" in text:
        return 3
    return 2 if read.reason is BadReason.WRONG_CHECK_DIGIT else 1
