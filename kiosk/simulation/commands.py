"""The words that drive the simulated shop, from `kiosk sim` or from a script: hands, cables, paper, and eyes."""

import argparse
import json
import shutil
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn, Protocol

from hardware.events import (
    CardRefused,
    CardTapped,
    CodeScanned,
    DeviceLost,
    DeviceName,
    DeviceReady,
    Event,
    ScanBroken,
    Trouble,
)
from kiosk.flow.inbox import Inbox
from kiosk.flow.intents import ShiftKey, SpaceKey, SwitchKeys
from kiosk.flow.views import TypeBody, View, WritingPart
from kiosk.simulation.devices import SimulatedDevices
from kiosk.simulation.finger_keys import keys_of, keys_with
from kiosk.simulation.second_window import SecondWindow

SETTLE_SECONDS = 5.0
HOLD_SECONDS = {"felica": 0.8, "nfca": 0.8, "random": 2.5}
"""How long a hand holds a card. A phone longer: right after a card the reader gives it time to show a real number."""
LATE_SECONDS = 0.5  # a card that was lifted may still be on its way through the driver
SCAN_SECONDS = 2.0  # a code that lost its ending is given up after one
POLL_SECONDS = 0.03
CANDIDATE_SECONDS = 5.0  # until a word that is on no page counts as missing


class Stage(Protocol):
    """What is needed of the screen (kiosk.ui.stage). Everything blocks until it is done; raises LookupError for a
    label that can't be pressed, naming those that can."""

    def texts(self) -> list[str]: ...

    def buttons(self) -> list[str]: ...

    def press(self, label: str, *, lowest: bool = False) -> None: ...

    def hold(self, label: str, seconds: float) -> None: ...

    def draw(self, points: Sequence[tuple[float, float]]) -> None: ...

    def place(self, label: str) -> tuple[float, float]: ...

    def shot(self, path: Path) -> None: ...


class CommandFailed(Exception):
    """The command could not be done; the message says why."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise CommandFailed(f"{message}\n{self.format_usage().strip()}")


def parser() -> argparse.ArgumentParser:
    """Every command with its words; `kiosk sim --help` prints it."""
    top = _Parser(prog="kiosk sim", description="Drive a simulated kiosk that is running.", add_help=False)
    verbs = top.add_subparsers(dest="verb", required=True, parser_class=_Parser)
    tap = verbs.add_parser("tap", help="hold a card to the reader", add_help=False)
    tap.add_argument("uid", metavar="UID", help="hex digits: 16 for felica, 8 or 14 for nfca")
    tap.add_argument("--kind", choices=("felica", "nfca", "random"), default="felica")
    tap.add_argument("--hold", type=float, metavar="S", help="seconds")
    press = verbs.add_parser("press", help="touch a button on the screen", add_help=False)
    press.add_argument("label", metavar="LABEL", nargs="+")
    typing = verbs.add_parser("type", help="touch the screen's keys one by one", add_help=False)
    typing.add_argument("text", metavar="KANA", nargs="+", help="kana, digits, letters; が is か and ゛")
    choose = verbs.add_parser("choose", help="touch a candidate, on whichever page it is", add_help=False)
    choose.add_argument("candidate", metavar="CANDIDATE", nargs="+")
    hold = verbs.add_parser("hold", help="touch and hold (a hidden tag)", add_help=False)
    hold.add_argument("label", metavar="LABEL", nargs="+")
    hold.add_argument("--seconds", type=float, default=1.0, metavar="S")
    where = verbs.add_parser("where", help="print where a button is: 0..1 from the upper left corner", add_help=False)
    where.add_argument("label", metavar="LABEL", nargs="+")
    draw = verbs.add_parser("draw", help="draw a stroke on the drawing area", add_help=False)
    draw.add_argument("points", metavar="X,Y", nargs="+", type=_point, help="0..1 from the upper left corner")
    reader = verbs.add_parser("reader", help="do something to the card reader", add_help=False)
    reader.add_argument("what", choices=("unplug", "plug", "hang", "bad-ack", "eio", "taken", "forbidden", "ok"))
    printer = verbs.add_parser("printer", help="do something to the printer", add_help=False)
    printer.add_argument("what", choices=("paper-out", "cover", "stall", "off", "die-mid-slip", "ok"))
    scan = verbs.add_parser("scan", help="read a barcode with the scanner", add_help=False)
    scan.add_argument("code", metavar="CODE")
    scanner = verbs.add_parser("scanner", help="do something to the barcode scanner", add_help=False)
    scanner.add_argument("what", choices=("unplug", "plug", "drop", "ok"))
    vault = verbs.add_parser("vault", help="do something to the encrypted data partition", add_help=False)
    vault.add_argument("what", choices=("slow", "fail", "damage", "ok"))
    clock = verbs.add_parser("clock", help="let the network tell the machine the time", add_help=False)
    clock.add_argument("what", choices=("network",))
    display = verbs.add_parser("display", help="write a picture of the customer's display", add_help=False)
    display.add_argument("file", metavar="FILE.png", type=Path)
    shot = verbs.add_parser("shot", help="write a picture of the screen", add_help=False)
    shot.add_argument("file", metavar="FILE.png", type=Path)
    slip = verbs.add_parser("slip", help="copy the newest slip's picture", add_help=False)
    slip.add_argument("file", metavar="FILE.png", type=Path)
    wait = verbs.add_parser("wait", help="wait until the view says so", add_help=False)
    wait.add_argument(
        "condition",
        metavar="KEY=VALUE",
        help="screen, text, button, display, led, last_sound, reader, scanner, printer, slips",
    )
    wait.add_argument("--timeout", type=float, default=10.0, metavar="S")
    verbs.add_parser("view", help="print what the screen and the devices show, as JSON", add_help=False)
    verbs.add_parser("quit", help="end the kiosk", add_help=False)
    return top


def _point(word: str) -> tuple[float, float]:
    x, _, y = word.partition(",")
    point = float(x), float(y)
    if not all(0 <= part <= 1 for part in point):
        raise ValueError(word)
    return point


class Commands:
    """Thread-safe: one command at a time."""

    def __init__(
        self,
        devices: SimulatedDevices,
        stage: Stage,
        second: SecondWindow | None,
        inbox: Inbox,
        shown: Callable[[], View],
        wait_painted: Callable[[int, float], bool],
        heard: Callable[[], Mapping[DeviceName, DeviceReady | DeviceLost]],
        stop: Callable[[], None],
    ) -> None:
        """`second` is the customer's display, where the shop has one. `shown` is the latest view, `heard` the last word
        of each device at the counter."""
        self._devices = devices
        self._stage = stage
        self._second = second
        self._inbox = inbox
        self._shown = shown
        self._wait_painted = wait_painted
        self._heard = heard
        self._stop = stop
        self._parser = parser()
        self._cards_seen = 0
        self._card_seen = threading.Condition()
        self._codes_seen = 0
        self._code_seen = threading.Condition()
        self._one = threading.Lock()

    def listen(self, event: Event) -> None:
        """Every device's event passes here, so that a tap or a scan can be waited for."""
        if isinstance(event, CardTapped | CardRefused):
            with self._card_seen:
                self._cards_seen += 1
                self._card_seen.notify_all()
        if isinstance(event, CodeScanned | ScanBroken):
            with self._code_seen:
                self._codes_seen += 1
                self._code_seen.notify_all()

    def run(self, words: Sequence[str]) -> str:
        """Do one command; what it has to say, or "". Raises CommandFailed."""
        arguments = self._parser.parse_args(list(words))
        with self._one:
            try:
                said: str = getattr(self, f"_{arguments.verb}")(arguments)
            except (LookupError, ValueError, OSError) as error:
                raise CommandFailed(str(error.args[0] if error.args else error)) from error
        return said

    def _tap(self, arguments: argparse.Namespace) -> str:
        """Until the reader has told of the card, or the card is gone again (a reader that is out tells nothing)."""
        with self._card_seen:
            seen = self._cards_seen
            hold = arguments.hold if arguments.hold is not None else HOLD_SECONDS[arguments.kind]
            self._devices.reader.tap(arguments.uid.lower(), arguments.kind, hold)
            self._card_seen.wait_for(lambda: self._cards_seen > seen, hold + LATE_SECONDS)
        self._settle()
        return ""

    def _scan(self, arguments: argparse.Namespace) -> str:
        """Until the scanner has told of the code, or of a broken one (a scanner that is out tells nothing)."""
        with self._code_seen:
            seen = self._codes_seen
            self._devices.scanner.scan(arguments.code)
            self._code_seen.wait_for(lambda: self._codes_seen > seen, SCAN_SECONDS)
        self._settle()
        return ""

    def _press(self, arguments: argparse.Namespace) -> str:
        self._stage.press(" ".join(arguments.label))
        self._settle()
        return ""

    def _type(self, arguments: argparse.Namespace) -> str:
        for key in keys_of(" ".join(arguments.text)):
            self._show_keys_with(key)
            # the lowest: a candidate above may read like the key
            self._stage.press(self._space() if key == " " else key, lowest=True)
            self._settle()
        return ""

    def _choose(self, arguments: argparse.Namespace) -> str:
        """The engine's answer may still be on its way; then every page is looked at once."""
        wanted = " ".join(arguments.candidate)
        until = time.monotonic() + CANDIDATE_SECONDS
        seen: list[str] = []
        while True:
            self._settle()
            writing = _writing(self._shown())
            offered = [button.label for button in writing.candidates] if writing is not None else []
            if wanted in offered:
                self._stage.press(wanted)
                self._settle()
                return ""
            turned_round = bool(seen) and offered[:1] == seen[:1]
            if writing is not None and writing.pages and not turned_round:
                seen += offered
                self._stage.press(writing.pages[-1].label)
            elif time.monotonic() > until:
                raise CommandFailed(f"no candidate “{wanted}”; there are: {', '.join(seen or offered)}")
            else:
                seen = []
                time.sleep(POLL_SECONDS)

    def _show_keys_with(self, key: str) -> None:
        """Switch the keys until this one is there; what the keyboard does not have, the press will refuse."""
        writing = _writing(self._shown())
        if writing is None or key == " " or key in self._stage.buttons():
            return
        for button in writing.functions:
            if isinstance(button.intent, SwitchKeys) and button.intent.keys is keys_with(key):
                self._stage.press(button.label)
                self._settle()
        if key.isupper():
            shift = next(one for one in writing_of(self._shown()).functions if isinstance(one.intent, ShiftKey))
            self._stage.press(shift.label)
            self._settle()

    def _space(self) -> str:
        functions = writing_of(self._shown()).functions
        return next(button.label for button in functions if isinstance(button.intent, SpaceKey))

    def _hold(self, arguments: argparse.Namespace) -> str:
        self._stage.hold(" ".join(arguments.label), arguments.seconds)
        self._settle()
        return ""

    def _where(self, arguments: argparse.Namespace) -> str:
        self._settle()
        x, y = self._stage.place(" ".join(arguments.label))
        return f"{x:.4f},{y:.4f}"

    def _draw(self, arguments: argparse.Namespace) -> str:
        self._stage.draw(arguments.points)
        self._settle()
        return ""

    def _reader(self, arguments: argparse.Namespace) -> str:
        self._devices.reader_words[arguments.what]()
        return ""

    def _scanner(self, arguments: argparse.Namespace) -> str:
        self._devices.scanner_words[arguments.what]()
        return ""

    def _printer(self, arguments: argparse.Namespace) -> str:
        self._devices.printer_words[arguments.what]()
        return ""

    def _vault(self, arguments: argparse.Namespace) -> str:
        if arguments.what not in self._devices.vault_words:
            raise CommandFailed("this card's data can't be encrypted: start the kiosk with --vault")
        self._devices.vault_words[arguments.what]()
        return ""

    def _clock(self, arguments: argparse.Namespace) -> str:
        self._devices.clock.network()
        return ""

    def _shot(self, arguments: argparse.Namespace) -> str:
        self._settle()
        arguments.file.parent.mkdir(parents=True, exist_ok=True)
        self._stage.shot(arguments.file)
        return ""

    def _display(self, arguments: argparse.Namespace) -> str:
        if self._second is None:
            raise CommandFailed("there is no display for the customer (kiosk run --simulate --display name)")
        self._settle()
        arguments.file.parent.mkdir(parents=True, exist_ok=True)
        self._second.shot(arguments.file)
        return ""

    def _slip(self, arguments: argparse.Namespace) -> str:
        slips = self._devices.printer.slips
        if not slips:
            raise CommandFailed("no slip has come out yet")
        arguments.file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(slips[-1], arguments.file)
        return ""

    def _wait(self, arguments: argparse.Namespace) -> str:
        key, equals, value = arguments.condition.partition("=")
        if not equals:
            raise CommandFailed(f"“{arguments.condition}” is not KEY=VALUE")
        until = time.monotonic() + arguments.timeout
        while True:
            view = self._seen() | (self._on_display() if key == "display" else {})
            if _says(view, key, value):
                return ""
            if time.monotonic() >= until:
                raise CommandFailed(f"{key} did not become “{value}” in {arguments.timeout:g} s; {_brief(view, key)}")
            time.sleep(POLL_SECONDS)

    def _view(self, arguments: argparse.Namespace) -> str:
        return json.dumps(self._seen() | self._on_display(), ensure_ascii=False, indent=2)

    def _quit(self, arguments: argparse.Namespace) -> str:
        self._stop()
        return ""

    def _settle(self) -> None:
        """Until the counter has dealt with all that came, and it is painted."""
        self._inbox.wait_until_empty(SETTLE_SECONDS)
        self._wait_painted(self._shown().serial, SETTLE_SECONDS)

    def _on_display(self) -> dict[str, list[str]]:
        """Nothing where there is none, or somebody has closed it."""
        try:
            return {"display": [] if self._second is None else self._second.texts()}
        except OSError:
            return {"display": []}

    def _seen(self) -> dict[str, Any]:
        self._settle()
        signals = self._devices.signals.state
        heard = self._heard()
        return {
            "screen": self._shown().screen,
            "text": self._stage.texts(),
            "buttons": self._stage.buttons(),
            "signals": {"led": str(signals.led), "last_sound": str(signals.last_sound)},
            "devices": {
                str(name): _device(heard.get(name))
                for name in (DeviceName.READER, DeviceName.PRINTER, DeviceName.SCANNER)
            },
            "slips": [str(path) for path in self._devices.printer.slips],
        }


def _writing(view: View) -> WritingPart | None:
    return view.body.writing if isinstance(view.body, TypeBody) else None


def writing_of(view: View) -> WritingPart:
    """The keyboard on the screen. Raises LookupError where there is none."""
    writing = _writing(view)
    if writing is None:
        raise LookupError("there is no keyboard for text on this screen")
    return writing


def _device(heard: DeviceReady | DeviceLost | None) -> str:
    match heard:
        case None:
            return "starting"
        case DeviceReady():
            return "ok"
        case DeviceLost(device=DeviceName.PRINTER, trouble=Trouble.PAPER_OUT | Trouble.COVER_OPEN as trouble):
            return str(trouble)
        case DeviceLost():
            return "lost"


def _says(view: dict[str, Any], key: str, value: str) -> bool:
    match key:
        case "screen":
            return bool(view["screen"] == value)
        case "text" | "display":
            return any(value in text for text in view[key])
        case "button":
            return value in view["buttons"]
        case "led" | "last_sound":
            return bool(view["signals"][key] == value)
        case "reader" | "printer" | "scanner":
            return bool(view["devices"][key] == value)
        case "slips":
            return str(len(view["slips"])) == value
        case _:
            raise CommandFailed(f"there is nothing called “{key}” to wait for")


def _brief(view: dict[str, Any], key: str) -> str:
    found = {**view, **view["signals"], **view["devices"], "button": view["buttons"]}
    return f"it is {found[key]}, on screen “{view['screen']}”"
