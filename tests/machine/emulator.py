"""A machine in software: QEMU, with a screen, a scanner, a finger and a mains plug. Linux only, and one at a time."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Any, ClassVar

from PIL import Image

from tests.machine.second_screen import plug_screen
from tests.machine.usb import UsbBus, UsbDevice

PROGRAM = "qemu-system-x86_64"
SIZE = 800, 480
SCANNER = "/dev/input/by-id/usb-QEMU_QEMU_USB_Keyboard_scanner-event-kbd"
PRINTER = "10.0.2.100:9100"
BOARD = "5f0c1a52-0f6e-4c6e-9d3a-6b6f6b790001"
ANOTHER_BOARD = "5f0c1a52-0f6e-4c6e-9d3a-6b6f6b790002"
KEYS = {"-": "minus", "\n": "ret", ".": "dot"}
SECOND_FROM = 8192  # px from the left, where libexec/session puts the customer's screen
POLL = 0.1
REST = 0.15  # seconds that a finger rests
STROKE = 0.02  # between two reports of the scanner; the emulated keyboard holds 16 that were not fetched yet
# its log goes to the console, and a shell of systemd's own to another: neither is a part of the image
KERNEL = (
    "console=ttyS0,115200 root=LABEL=root ro quiet loglevel=4 mitigations=off systemd.debug_shell=hvc0"
    " systemd.journald.forward_to_console=1 systemd.journald.max_level_console=info"
)
# without a graphics processor labwc draws nothing new by OpenGL
TWO_SCREENS = " systemd.setenv=WLR_RENDERER=pixman"


class Screens(Enum):
    """What the machine has, each as large as the twin's picture."""

    ONE = "one"
    TALL = "tall"  # one that is mounted turned: the picture's top is at its right edge
    TWO = "two"  # the staff's, and a socket for the customer's


class Machine:
    """Runs from the moment it is made. `disk` is a qcow2, `kernel` and `initrd` are the image's own. `wires`: for each
    address in the machine the port on 127.0.0.1 where it ends. `resume` is the name of a state that was kept.

    What the guest writes is in the host's hands at once: a cut loses what the guest had not sent, and nothing else.
    Where `writes` names a file, each write and each flush is noted there instead (tests.machine.writes).
    """

    pace: ClassVar[tuple[str, ...]] = ("-accel", "tcg,thread=multi,tb-size=512")

    def __init__(
        self,
        folder: Path,
        disk: Path,
        kernel: Path,
        initrd: Path,
        wires: Mapping[str, int],
        resume: str | None = None,
        board: str = BOARD,
        writes: Path | None = None,
        screens: Screens = Screens.ONE,
    ) -> None:
        self.log = folder / "console.log"
        self._screens = screens
        two = screens is Screens.TWO
        width, height = SIZE[::-1] if screens is Screens.TALL else SIZE
        self._answers, self._shell, self._viewer = (folder / f"{name}.sock" for name in ("qmp", "shell", "viewer"))
        for old in (self.log, self._answers, self._shell, self._viewer):
            old.unlink(missing_ok=True)
        wire = f"{sys.executable} {Path(__file__).with_name('wire.py')}"
        ends = "".join(f",guestfwd=tcp:{address}-cmd:{wire} {port}" for address, port in wires.items())
        words = [
            *(PROGRAM, "-nodefaults", "-no-user-config", "-machine", "q35", "-cpu", "Nehalem"),
            *(*self.pace, "-m", "1024", "-smp", "2", "-no-reboot", "-rtc", "base=utc"),
            *("-kernel", str(kernel), "-initrd", str(initrd), "-append", KERNEL + TWO_SCREENS * two),
            *("-serial", f"file:{self.log}", "-qmp", f"unix:{self._answers},server=on,wait=off"),
            *("-uuid", board, "-drive", f"if=none,id=card,{_card(disk, writes)}"),
            *("-device", "virtio-blk-pci,drive=card", "-device", "virtio-rng-pci", "-device", "i6300esb"),
            *("-device", f"virtio-vga,id=screen,xres={width},yres={height},max_outputs={1 + two}"),
            *(("-vnc", f"unix:{self._viewer},display=screen,head=1") if two else ("-display", "none")),
            *("-device", "qemu-xhci,id=usb"),
            *("-device", "usb-kbd,bus=usb.0,serial=scanner", "-device", "usb-tablet,bus=usb.0"),
            *("-netdev", f"user,id=net,restrict=on{ends}"),
            *("-device", "virtio-net-pci,netdev=net"),
            *("-chardev", f"socket,id=shell,path={self._shell},server=on,wait=off"),
            *("-device", "virtio-serial-pci", "-device", "virtconsole,chardev=shell"),
            *(("-loadvm", resume) if resume else ()),
        ]
        self._words = (folder / "qemu.log").open("wb")
        self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=self._words, stderr=self._words)
        self._line = self._reached(self._answers).makefile("rw", encoding="utf-8")
        self._line.readline()
        self._ask("qmp_capabilities")
        self._prompt: socket.socket | None = None

    def __enter__(self) -> "Machine":
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()

    # what a person sees and does

    def picture(self, screen: int = 0) -> Image.Image:
        """What is on the screen now, upright; on the customer's, if it is 1."""
        path = self.log.with_name("screen.png")
        self._ask("screendump", filename=str(path), format="png", device="screen", head=screen)
        with Image.open(path) as picture:
            seen = picture.convert("RGB")
        return seen.transpose(Image.Transpose.ROTATE_90) if self._screens is Screens.TALL else seen

    def touch(self, x: float, y: float) -> None:
        """A finger at (0..1, 0..1) from the picture's upper left corner, and away again. Of two screens it is the
        first."""
        if self._screens is Screens.TWO:  # a mouse's pointer goes over both
            x *= SIZE[0] / (SECOND_FROM + SIZE[0])
        elif self._screens is Screens.TALL:
            x, y = 1 - y, x
        place = [{"type": "abs", "data": {"axis": a, "value": int(v * 32767)}} for a, v in (("x", x), ("y", y))]
        self._ask("input-send-event", events=place)
        for down in (True, False):
            time.sleep(REST)
            self._ask("input-send-event", events=[{"type": "btn", "data": {"down": down, "button": "left"}}])

    def scan(self, code: str) -> None:
        """The scanner types a code and its ending."""
        for letter in code + "\n":
            key = KEYS.get(letter, letter.lower())
            keys = ["shift", key] if letter.isupper() else [key]
            for down, one in [(True, key) for key in keys] + [(False, key) for key in reversed(keys)]:
                pressed = {"down": down, "key": {"type": "qcode", "data": one}}
                self._ask("input-send-event", events=[{"type": "key", "data": pressed}])
                time.sleep(STROKE)

    def plug_screen(self) -> None:
        """The customer's, as large as the staff's."""
        plug_screen(self._reached(self._viewer), *SIZE)

    def plug(self, stick: Path) -> None:
        """A USB stick with the content of this file."""
        file = {"driver": "file", "filename": str(stick)}
        self._ask("blockdev-add", **{"driver": "raw", "node-name": "stick", "file": file})
        self._ask("device_add", driver="usb-storage", bus="usb.0", drive="stick", id="stick-port", removable=True)

    def pull(self) -> None:
        """The stick, whatever is being written to it."""
        self._ask("device_del", id="stick-port")
        wait_until("the stick's port did not become free", self._let_go, 30)

    def plug_usb(self, bus: UsbBus, device: UsbDevice) -> None:
        """A device that is a program. Returns when the machine knows that something was plugged in."""
        said = self.ask_shell(f"{bus.plug(device)} && echo plugged")
        assert said.strip().endswith("plugged"), said

    def plug_chip_reader(self, card: Path) -> None:
        """A reader of the CCID class; a chip card (tests.machine.chip_card) listens for it at this socket."""
        address = {"type": "unix", "data": {"path": str(card)}}
        backend = {"type": "socket", "data": {"addr": address, "server": False}}
        self._ask("chardev-add", id="chip", backend=backend)
        self._ask("device_add", driver="usb-ccid", bus="usb.0", id="chip-reader")
        self._ask("device_add", driver="ccid-card-passthru", bus="chip-reader.0", chardev="chip")

    def pull_chip_reader(self) -> None:
        self._ask("device_del", id="chip-reader")

    def cut(self) -> None:
        """Pull the mains plug."""
        self.process.kill()
        self.process.wait()
        self._words.close()

    # what a test needs besides

    def wait_log(self, words: str, seconds: float) -> None:
        complaint = f"“{words}” did not appear in the log"
        wait_until(complaint, lambda: words in self.log.read_text("utf-8", "replace"), seconds)

    def keep(self, name: str) -> None:
        """Keep the whole machine as it is now, in its disk."""
        said = self._ask("human-monitor-command", **{"command-line": f"savevm {name}"})
        assert not said, said

    def ask_shell(self, command: str, seconds: float = 120) -> str:
        """What a command says to root; it has ended then."""
        if self._prompt is None:
            self._prompt = self._reached(self._shell)
            self._prompt.sendall(b"stty -echo; PS1=\n")
        # put together by the shell: an echo of the command does not look like its end
        self._prompt.sendall(f"printf '%s' '<'BEGIN'>'; {command}; printf '%s' '<'END'>'\n".encode())
        self._prompt.settimeout(seconds)
        said = b""
        while b"<END>" not in said:
            said += self._prompt.recv(65536)
        return said.rpartition(b"<BEGIN>")[2].partition(b"<END>")[0].decode("utf-8", "replace").replace("\r", "")

    def configure(self, settings: str) -> None:
        """Another kiosk.toml, with which the kiosk is started anew."""
        self.ask_shell(f"cat >/var/lib/kokyaku/kiosk.toml <<'E'\n{settings}E\nsystemctl restart kiosk")

    def _let_go(self) -> bool:
        with suppress(RuntimeError):
            self._ask("blockdev-del", **{"node-name": "stick"})
            return True
        return False

    def _ask(self, command: str, **arguments: Any) -> Any:
        self._line.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self._line.flush()
        while True:
            answer = json.loads(self._line.readline())
            if "error" in answer:
                raise RuntimeError(f"{command}: {answer['error']['desc']}")
            if "return" in answer:
                return answer["return"]

    def _reached(self, address: Path) -> socket.socket:
        line = socket.socket(socket.AF_UNIX)

        def connected() -> bool:
            assert self.process.poll() is None, Path(self._words.name).read_text("utf-8", "replace")
            with suppress(OSError):
                line.connect(str(address))
                return True
            return False

        wait_until("the emulator does not answer", connected, 20)
        return line


def _card(disk: Path, writes: Path | None) -> str:
    if writes is None:
        return f"format=qcow2,file={disk},cache=writethrough"
    log = f"log.driver=file,log.filename={writes},log-super-update-interval=1"
    return f"driver=blklogwrites,{log},file.driver=qcow2,file.file.driver=file,file.file.filename={disk}"


def wait_until(complaint: str, done: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < until, f"{complaint} in {seconds:g} s"
        time.sleep(POLL)
