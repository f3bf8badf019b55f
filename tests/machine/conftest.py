"""The image in a machine, started once: each test goes on from where it was kept. `make test-machine` runs these."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from hardware.simulated.printer import SimulatedPrinter
from tests.machine.card import Card
from tests.machine.emulator import BOARD, PRINTER, PROGRAM, Machine, Screens
from tests.machine.twin import Twin
from tests.machine.usb import BUS, UsbBus

IMAGE = Path(os.environ.get("IMAGES", "build/image")) / "qemu-amd64"
START_SECONDS = 600.0
PIN = "7391"
LANGUAGE, NEW_SHOP, CLOCK, ENTER, LATER = "日本語", "はじめてのお店", "合っています", "決定", "あとで"
OPEN = "open"
PROGRAMS = {
    PROGRAM: "qemu-system-x86",
    "qemu-img": "qemu-utils",
    "mcopy": "mtools",
    "mkfs.vfat": "dosfstools",
    "ssh-keygen": "openssh-client",
}
HEAD = 60  # rows of the screen with its title


class Bench:
    """The card, what stands beside the machine, and the machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.card = Card(folder, IMAGE)
        self.printer = SimulatedPrinter(folder / "slips")
        self.usb = UsbBus()
        self.idle: Image.Image  # what the screen showed when the machine was kept

    def start(
        self,
        resume: str | None = None,
        *,
        board: str = BOARD,
        writes: Path | None = None,
        screens: Screens = Screens.ONE,
    ) -> Machine:
        """With the power switched on, or as it was when it was kept."""
        kernel, initrd = IMAGE / "vmlinuz", IMAGE / "initrd"
        wires = {PRINTER: self.printer.connection.port, BUS: self.usb.port}
        return Machine(self.folder, self.card.disk, kernel, initrd, wires, resume, board, writes, screens)


def skip_without_machine() -> None:
    for program, package in PROGRAMS.items():
        if shutil.which(program) is None:
            pytest.skip(f"no {program} here: apt-get install {package}")
    if not (IMAGE / "card.img").exists():
        pytest.skip(f"no image in {IMAGE}: make image PROFILE=qemu-amd64")


def founds_shop(machine: Machine, twin: Twin) -> None:
    """From the very first screen to the idle one."""
    twin.press(machine, LANGUAGE)
    twin.touch(machine, NEW_SHOP)
    twin.wait_alike(machine, rows=HEAD)  # the twin alone was told the time, and can't be told otherwise
    twin.press(machine, CLOCK, *PIN, ENTER, *PIN, ENTER)
    twin.press(machine, LATER, LATER, LATER)  # name, reader and key: printer and scanner stand in kiosk.toml


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A card on which a shop was founded, by touches on the first screen; the machine is kept at its idle screen."""
    skip_without_machine()
    folder = tmp_path_factory.mktemp("machine")
    bench, begun = Bench(folder), time.monotonic()
    with bench.start() as machine, Twin(folder / "twin") as twin:
        machine.wait_log("first frame", START_SECONDS)
        twin.wait_alike(machine).save(folder / "first.png")
        print(f"\nthe first screen is there {time.monotonic() - begun:.0f} s after the power")
        founds_shop(machine, twin)
        twin.try_scanner(machine)
        bench.idle = twin.wait_alike(machine)
        machine.keep(OPEN)
    yield bench
    bench.printer.stop()
    bench.usb.stop()


@pytest.fixture
def machine(bench: Bench) -> Iterator[Machine]:
    """At the idle screen of a new shop."""
    with bench.start(OPEN) as machine:
        yield machine


@pytest.fixture
def twin(tmp_path: Path) -> Iterator[Twin]:
    """The same, simulated."""
    with Twin(tmp_path / "twin") as twin:
        twin.kiosk.found_shop()
        yield twin
