"""The part of the tour on which a new machine is fitted out, after the screens before there is a shop."""

from pathlib import Path

from db.backup_target import FolderTarget
from hardware.events import DeviceName, DeviceReady, ScannerFound, SlipOutcome, Trouble
from hardware.slip import Slip
from kiosk.flow.fitting_intents import (
    ChooseLanguage,
    FitDevice,
    LookForPrinters,
    NextStep,
    OpenLanguage,
    PrintTrial,
    SaveShopName,
    TakeAddress,
    TypeAddress,
    UsePrinter,
)
from kiosk.flow.intents import Back, BeginShop, ConfirmClock, Intent, Key, OpenDevices
from kiosk.flow.views import View
from tests.flow.counter import OWNER_PIN
from tests.flow.doorstep import Doorstep
from tests.flow.vault import Vault
from tests.flow.workbench import EPSON, STAR

JAN = "4901234567894"


def tour_fitting(folder: Path, language: str, views: dict[str, View], states: set[type]) -> Slip:
    """Adds to the views, by name, and to the states; the trial slip."""
    stick = folder / "stick"
    stick.mkdir(parents=True)
    FolderTarget.present(stick).choose()
    door = Doorstep(folder / "new", stick, language, scans=False, prints=False, vault=Vault(stick)).enter()

    def keep(name: str, *intents: Intent) -> None:
        for intent in intents:
            door.send(intent)
        assert door.view.screen == name.partition("-")[0]
        views[name] = door.view
        states.add(type(door.session.state))

    door.send(BeginShop())
    views["clock_shown-told"] = door.view
    door.clock.switch_off(chip=True)
    door.reopen()
    keep("clock_shown")
    keep("new_pin-first_steps", ConfirmClock())
    for _ in range(2):
        door.pin(OWNER_PIN)
    keep("shop_name")
    door.type("まるみ")
    door.lose(DeviceName.READER)
    keep("reader-lost", SaveShopName())
    door.happens(DeviceReady(DeviceName.READER, "SONY RC-S380/P at usb:001:005"))
    keep("reader")
    door.tap("0101000000000001")
    keep("reader-held")
    keep("printer-none", NextStep())
    door.workbench.plugged = (EPSON,)
    keep("printer-only", LookForPrinters())
    door.workbench.plugged = (EPSON, STAR)
    keep("printer-several", LookForPrinters())
    keep("printer_address", TypeAddress(), *map(Key, "192.168.1.5"))
    keep("printer_address-refused", *map(Key, "55"), TakeAddress())
    door.send(Back())
    door.send(UsePrinter(str(EPSON.ids)))
    door.regain(DeviceName.PRINTER)
    keep("printer")
    door.send(PrintTrial())
    trial: Slip = door.tray.slips[-1][1]
    door.lose(DeviceName.PRINTER, Trouble.PAPER_OUT)
    door.printer_says(SlipOutcome.NOT_SENT, Trouble.PAPER_OUT)
    keep("printer-paper_out")
    door.regain(DeviceName.PRINTER)
    door.send(PrintTrial())
    door.printer_says(SlipOutcome.PRINTED)
    keep("printer-printed")
    keep("scanner", NextStep())
    door.workbench.writable = False
    found = ScannerFound("05e0:1200", "Symbol Bar Code Scanner", (("us", JAN), ("jp", JAN)))
    door.happens(found)
    keep("scanner-not_kept")
    door.workbench.writable = True
    door.happens(found)
    keep("scanner-found")
    keep("first_key", NextStep())
    keep("idle-fitted", NextStep())
    door.lose(DeviceName.SCANNER)
    keep("devices-fitted", OpenDevices())
    keep("scanner-lost", FitDevice(DeviceName.SCANNER))
    keep("language-later", Back(), OpenLanguage())
    door.workbench.writable = False
    keep("devices-language_not_kept", ChooseLanguage(language))
    door.workbench.writable = True
    door.close()
    return trial
