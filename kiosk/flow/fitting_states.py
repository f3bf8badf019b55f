"""Where the counter is while the machine is fitted out: in the first start, or later from the devices' screen."""

from msgspec import field

from hardware.events import SlipOutcome
from hardware.usb_printers import UsbPrinter
from kiosk.flow.keys import Keys
from kiosk.flow.writing import Writing
from kiosk.value import Value


class ChoosingLanguage(Value):
    """The first of all, when there is no shop yet; or later."""


class AtClock(Value):
    """What time it is, as the machine knows it: a person may see that it is not so."""


class NamingShop(Value):
    writing: Writing
    refused: bool = False


class AtReader(Value):
    held: bool = False  # a card was held to it, and read


class AtPrinter(Value):
    found: tuple[UsbPrinter, ...]
    job: int = 0  # of the trial slip; 0: none was sent yet
    printed: SlipOutcome | None = None


class TypingAddress(Value):
    before: AtPrinter
    writing: Writing = field(default_factory=lambda: Writing(keys=Keys.DIGITS, converts=False))
    refused: bool = False


class AtScanner(Value):
    """Every keyboard is listened to meanwhile."""

    found: str = ""  # what the one is called that has just been chosen
    scanned: bool = False  # a code was read


class AtKey(Value):
    """The last step: backups want their key."""


WithFitting = ChoosingLanguage | AtClock | NamingShop | AtReader | AtPrinter | TypingAddress | AtScanner | AtKey
