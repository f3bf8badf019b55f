"""Sticks as they are bought: images of FAT32 and exFAT, mounted by FUSE, so that they can be pulled by ending it.

What FUSE has written to the image stays there, also what was not synced: what a real stick may forget is shown with
tests.db.forgetful_stick. Here it is the file systems: names, sizes, fragments, what a check makes of them afterwards.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.hardware.events import wait_until

_MAKE: Final = {"fat32": ("mkfs.vfat", "-F", "32", "-s", "1"), "exfat": ("mkfs.exfat",)}
_CHECK: Final = {"fat32": ("fsck.vfat", "-a"), "exfat": ("fsck.exfat", "-y")}
_MOUNT: Final = {
    "fat32": ("fusefat", "-f", "-o", "rw+"),
    "exfat": ("mount.exfat-fuse", "-d"),
}
_LOCKED: Final = {"fat32": ("fusefat", "-f", "-o", "ro"), "exfat": ("mount.exfat-fuse", "-d", "-o", "ro")}


def why_none(kind: str) -> str:
    """ "" where such an image can be made and mounted."""
    wanted = [command[0] for command in (_MAKE[kind], _CHECK[kind], _MOUNT[kind])]
    missing = [name for name in wanted if shutil.which(name) is None]
    if not os.access("/dev/fuse", os.W_OK) or not os.access("/dev/loop-control", os.W_OK):
        return "only root can make a stick here, with /dev/fuse and /dev/loop-control"
    return f"no {missing[0]} here: apt install dosfstools fusefat exfatprogs exfat-fuse" if missing else ""


@dataclass
class Stick:
    """An image of that many MB, and where it is plugged in."""

    kind: str
    base: Path
    megabytes: int = 48
    _process: subprocess.Popen[bytes] | None = None
    _device: Path | None = None

    def __post_init__(self) -> None:
        self.base.mkdir()
        self.folder.mkdir()
        with self._image.open("wb") as image:
            image.truncate(self.megabytes << 20)
        subprocess.run([*_MAKE[self.kind], self._image], check=True, capture_output=True)

    @property
    def folder(self) -> Path:
        return self.base / "stick"

    @property
    def _image(self) -> Path:
        return self.base / "image"

    def plug_in(self, *, locked: bool = False) -> None:
        command = (_LOCKED if locked else _MOUNT)[self.kind]
        device = self._image
        if self.kind == "exfat":  # it mounts devices alone
            device = Path(_said("losetup", "--find", "--show", self._image))
            self._device = device
        with (self.base / "log").open("ab") as log:
            self._process = subprocess.Popen([*command, device, self.folder], stdout=log, stderr=log)
        wait_until(self.folder.is_mount)
        if locked:  # as the kernel's own FAT says of it, and not every fusefat does
            subprocess.run(["mount", "-i", "-o", "remount,bind,ro", self.folder], check=True)

    def pull(self) -> None:
        """In the middle of whatever is done with it: every call after that fails."""
        assert self._process is not None, "it is plugged in"
        self._process.kill()
        self._process.wait()

    def take_out(self) -> None:
        """As a person does who waited, or after a pull what is left of it."""
        subprocess.run(["umount", "-l", self.folder], check=True)
        if self._process is not None:
            self._process.wait()
        if self._device is not None:
            subprocess.run(["losetup", "--detach", self._device], check=True)

    def check(self) -> None:
        """What a computer does with a stick that was pulled."""
        done = subprocess.run([*_CHECK[self.kind], self._image], capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stdout + done.stderr  # 1: mended


def _said(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
