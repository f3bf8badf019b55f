"""`kiosk check` and the barcode scanner: a real scan shows whether the right keyboard is set."""

from collections.abc import Callable, Mapping

from hardware.events import DeviceLost, DeviceReady
from hardware.keymap import Layout, decode
from hardware.scan_assembly import Scan, TornScan
from hardware.scanner import Trial, check
from hardware.scanner_line import InputBus, ScannerNode, parse_scanner
from kiosk.config import ScannerConfig
from kiosk.flow.texts import Texts
from kiosk.rules.scanner_keyboard import fitting_keyboards
from kiosk.rules.settings import CodeSettings

SECONDS = 10.0


class ScannerCheck:
    """One try of the configured scanner. `bus` is the machine's own unless given."""

    def __init__(
        self,
        config: ScannerConfig,
        texts: Texts,
        tell: Callable[[str], None],
        bus: InputBus | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._config = config
        self._texts = texts
        self._tell = tell
        self._bus = bus
        self._seconds = seconds
        self._trial: Trial | None = None

    @property
    def usb_id(self) -> Mapping[str, str]:
        """Vendor and product of the scanner that was tried, for the rule that allows it; empty of one not found."""
        node = self._trial.node if self._trial is not None else None
        return {"vendor": node.vendor, "product": node.product} if node is not None else {}

    def tried(self) -> DeviceReady | DeviceLost:
        """Open the scanner and ask for a scan; blocks so many seconds at most."""
        self._trial = check(parse_scanner(self._config.device), self._ask, self._bus, self._seconds)
        return self._trial.finding.result

    def judge(self) -> None:
        """Say what was read, and what has to stand in kiosk.toml if another keyboard fits."""
        if self._trial is None or isinstance(self._trial.finding.result, DeviceLost):
            return
        match self._trial.scan:
            case None:
                self._say("check.scan_none")
            case TornScan():
                self._say("check.scan_torn")
            case Scan() as scan:
                self._judge({layout: decode(scan.strokes, layout) for layout in Layout})

    def _judge(self, readings: Mapping[Layout, str | None]) -> None:
        mine = self._config.keyboard
        fits = fitting_keyboards({str(layout): text for layout, text in readings.items()}, CodeSettings())
        self._say("check.scan_read", text=readings[mine] or "?")
        if len(set(readings.values())) == 1:
            self._say("check.keyboard_either")
        elif fits == {mine}:
            self._say("check.keyboard_fits", keyboard=mine)
        elif mine in fits:
            self._say("check.keyboard_unsure", **{str(layout): text for layout, text in readings.items()})
            self._show_lines(*Layout)
        else:
            (other,) = (layout for layout in Layout if layout is not mine)
            self._say("check.keyboard_wrong", other=other, text=readings[other])
            self._show_lines(other)

    def _show_lines(self, *layouts: Layout) -> None:
        self._tell("    [scanner]")
        for layout in layouts:
            self._tell(f'    keyboard = "{layout}"')

    def _ask(self, node: ScannerNode) -> None:
        self._say("check.scan_wait", seconds=round(self._seconds))

    def _say(self, key: str, **figures: object) -> None:
        self._tell(f"    {self._texts(key, **figures)}")
