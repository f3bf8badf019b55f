"""The same shop on this computer, simulated: led through the same touches, it shows what the machine must show."""

import time
from contextlib import suppress
from pathlib import Path

from PIL import Image, ImageChops

from kiosk.simulation.console import NoKiosk
from tests.end_to_end.kiosk import FITTED, Kiosk
from tests.machine.card import PATIENT
from tests.machine.emulator import BOARD, SIZE, Machine, wait_until

SEEN_SECONDS = 120.0
CLOCK = 296, 56, 620, 165
"""Of the idle screen: a machine that is resumed goes on in the minute in which it was kept."""
FIRST_SECONDS = 15.0
TRIAL = "4900000000009"
UNLIKE = 0.0005
"""So much of the screen may differ, less than a digit of a PIN: both draw in software, and alike to the pixel."""
CLEAR = 48  # of 255: a difference that an eye sees


class Twin:
    """A new shop beside the machine's. Its reader is unplugged, as the machine has none. `words` go to its program."""

    def __init__(self, folder: Path, *words: str) -> None:
        self._folder = folder
        self._words = words
        folder.mkdir()
        (folder / "kiosk.toml").write_text(PATIENT + FITTED, "utf-8")
        self._picture = folder.parent / "twin.png"
        self.kiosk = self._started()

    def __enter__(self) -> "Twin":
        return self

    def __exit__(self, *_: object) -> None:
        self.kiosk.__exit__()

    def press(self, machine: Machine, *labels: str) -> None:
        """Touch these buttons on both, each when the one before has done what it should."""
        for label in labels:
            self.touch(machine, label)
            self.wait_alike(machine)

    def touch(self, machine: Machine, label: str) -> None:
        """The same, when it is not to be waited for."""
        place = self.where(label)
        self.kiosk.sim("press", *label.split(" "))
        machine.touch(*place)

    def where(self, label: str) -> tuple[float, float]:
        """This button: 0..1 from the upper left corner."""
        x, y = self.kiosk.sim("where", *label.split(" ")).split(",")
        return float(x), float(y)

    def scan(self, machine: Machine, code: str) -> None:
        """The same barcode on both."""
        self.kiosk.sim("scan", code)
        machine.scan(code)
        self.wait_alike(machine)

    def try_scanner(self, machine: Machine) -> None:
        """From its first code on the kiosk knows how this scanner ends, and waits for that however slowly keys come: on
        a busy machine they may come too slowly for the first. Nothing is rung up."""
        self.kiosk.sim("scan", TRIAL)
        until = time.monotonic() + SEEN_SECONDS
        while not self.is_alike(machine):
            assert time.monotonic() < until, "the machine did not read the first code"
            machine.scan(TRIAL)
            with suppress(AssertionError):
                wait_until("not yet", lambda: self.is_alike(machine), FIRST_SECONDS)
        self.press(machine, "やめる", "やめる")

    def ring_up(self, machine: Machine, code: str, price: str) -> None:
        """Scan goods that the shop has never seen, and type their price: they stand in the sale."""
        self.scan(machine, code)
        self.press(machine, *price, "8% にする", "名前はあとで")

    def restart(self, board: str = BOARD) -> None:
        """After a power cut, as the machine does; or with the card in another one."""
        self.kiosk.__exit__()
        self.kiosk = self._started(board)

    def touch_last(self, machine: Machine, label: str, screen: str) -> None:
        """… with which the program ends, to start anew on that screen."""
        machine.touch(*self.where(label))
        with suppress(NoKiosk):  # it may end before it answers
            self.kiosk.sim("press", label)
        self.kiosk.comes_back(screen)
        self.kiosk.sim("reader", "unplug")

    def is_alike(self, machine: Machine) -> bool:
        return self._compared(machine, SIZE[1])[1] < UNLIKE

    def wait_alike(self, machine: Machine, rows: int = SIZE[1]) -> Image.Image:
        """Until the machine shows what the twin shows, in so many rows from the top; the machine's picture."""
        until = time.monotonic() + SEEN_SECONDS
        while True:
            seen, differs = self._compared(machine, rows)
            if differs < UNLIKE:
                return seen
            if time.monotonic() > until:
                seen.save(self._picture.with_name("machine.png"))
                raise AssertionError(f"{differs:.1%} of the screen differ from the twin's: {self._picture.parent}")
            time.sleep(0.3)

    def wait_customer_alike(self, machine: Machine) -> None:
        """Until the customer's screen shows there what it shows here."""
        wait_until("the customer's screen is not the twin's", lambda: self._customer_alike(machine), SEEN_SECONDS)

    def _customer_alike(self, machine: Machine) -> bool:
        seen = machine.picture(1)
        seen.save(self._picture.with_name("customer.png"))
        self.kiosk.sim("display", str(self._picture))
        with Image.open(self._picture) as picture:
            return seen.size == picture.size and unlike(seen, picture.convert("RGB")) < UNLIKE

    def _compared(self, machine: Machine, rows: int) -> tuple[Image.Image, float]:
        seen = machine.picture()
        self.kiosk.sim("shot", str(self._picture))
        with Image.open(self._picture) as picture:
            part = (0, 0, picture.width, rows)
            one, other = seen.crop(part), picture.convert("RGB").crop(part)
        if self.kiosk.view()["screen"] == "idle":
            for clock in (one, other):
                clock.paste(0, CLOCK)
        return seen, unlike(one, other)

    def _started(self, board: str = BOARD) -> Kiosk:
        kiosk = Kiosk(self._folder, "--empty", "--vault", "--size", "800x480", "--board", board, *self._words)
        kiosk.sim("reader", "unplug")
        return kiosk


def unlike(one: Image.Image, other: Image.Image) -> float:
    """The part of the screen that an eye sees differ."""
    clear = ImageChops.difference(one.convert("L"), other.convert("L")).point(lambda by: 255 if by > CLEAR else 0)
    return clear.histogram()[255] / (clear.width * clear.height)
