"""A real ext4 on a loop device that can be switched off: the kernel drops what it had not written."""

import fcntl
import os
import subprocess
from pathlib import Path
from typing import Final

SHUTDOWN: Final = 0x8004587D  # EXT4_IOC_SHUTDOWN, _IOR('X', 125, __u32)
NO_LOG_FLUSH: Final = (2).to_bytes(4, "little")  # EXT4_GOING_FLAGS_NOLOGFLUSH: nothing more reaches the disk
BYTES: Final = 192 << 20


class NoLoopDevice(Exception):
    """It takes root, mkfs.ext4 and a loop device."""


class PowerDisk:
    def __init__(self, folder: Path) -> None:
        """Makes one and mounts it. Raises NoLoopDevice."""
        self._image, self.mounted = folder / "disk", folder / "mounted"
        self.mounted.mkdir()
        with self._image.open("wb") as image:
            image.truncate(BYTES)
        try:
            self._run("mkfs.ext4", "-q", str(self._image))
            self._mount()
        except (OSError, subprocess.CalledProcessError) as error:
            raise NoLoopDevice("it takes root, mkfs.ext4 and a loop device") from error

    def switch_off(self) -> None:
        handle = os.open(self.mounted, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, SHUTDOWN, NO_LOG_FLUSH)
        finally:
            os.close(handle)

    def switch_on(self) -> None:
        """Whoever used it is gone."""
        self._run("umount", str(self.mounted))
        self._mount()

    def close(self) -> None:
        self._run("umount", "-l", str(self.mounted))

    def _mount(self) -> None:
        self._run("mount", "-o", "loop,noatime", str(self._image), str(self.mounted))

    def _run(self, *words: str) -> None:
        subprocess.run(words, check=True, capture_output=True)
