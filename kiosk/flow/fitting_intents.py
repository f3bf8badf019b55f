"""What a person at the screen asks for while the machine is fitted out. They belong to kiosk.flow.intents.Intent."""

from hardware.events import DeviceName
from kiosk.value import Value


class ChooseLanguage(Value):
    language: str


class OpenLanguage(Value): ...


class NextStep(Value):
    """Of the first start: this one is done, or left for later."""


class NameShop(Value): ...


class SaveShopName(Value): ...


class FitDevice(Value):
    """Open its page: reader, printer or scanner."""

    device: DeviceName


class LookForPrinters(Value): ...


class UsePrinter(Value):
    """As hardware.printer_connection writes it; "" for none."""

    connection: str


class TypeAddress(Value): ...


class TakeAddress(Value): ...


class UsePaper(Value):
    paper_mm: int


class PrintTrial(Value): ...


class UseNoScanner(Value): ...


FittingIntent = (
    ChooseLanguage | OpenLanguage | NextStep | NameShop | SaveShopName | FitDevice | LookForPrinters | UsePrinter
    | TypeAddress | TakeAddress | UsePaper | PrintTrial | UseNoScanner
)  # fmt: skip
