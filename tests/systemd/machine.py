"""Sticks as the kernel has them: images on loop devices, in a view of the file system that no other test shares."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STICK = ROOT / "systemd" / "libexec" / "stick"

# systemd's part of `systemctl start UNIT`, after polkit said yes: the unit's own command, and how it went
SYSTEMCTL = f"""#!/bin/sh
[ "$1 $2" = "--no-ask-password start" ] || exit 1
device=${{3#kokyaku-unmount@}}; device=${{device%.service}}
command=$(sed -n 's/^ExecStart=//p' '{ROOT}/systemd/units/kokyaku-unmount@.service' | sed "s/%i/$device/")
exec '{ROOT}'/systemd/${{command#/opt/kokyaku/}}
"""


@contextmanager
def stick(folder: Path, label: str, *, kind: str = "ext4", locked: bool = False) -> Iterator[str]:
    """Name of its device. Skips the test where nobody may make one."""
    image = folder / "stick.img"
    image.write_bytes(b"")
    os.truncate(image, 16 << 20)
    words = ["mkfs.ext4", "-q", "-L", label, image] if kind == "ext4" else [f"mkfs.{kind}", "-q", image]
    if os.geteuid() or shutil.which(words[0]) is None:
        pytest.skip(f"it takes root and {words[0]} to make a stick")
    subprocess.run(words, check=True)
    taken = subprocess.run(
        ["losetup", "--find", "--show", *(["--read-only"] if locked else []), image], capture_output=True, text=True
    )
    if taken.returncode:
        pytest.skip("there are no loop devices here")
    device = taken.stdout.strip()
    try:
        yield Path(device).name
    finally:
        subprocess.run(["losetup", "--detach", device], check=True)


def alone(script: str, *words: str, shell: bool = True) -> str:
    """Run it where /media is empty and what it mounts is its own; what it said. `$stick`, in a shell: the script."""
    program = ["bash", "-ec", script, "bash"] if shell else [sys.executable, "-c", script]
    done = subprocess.run(
        [
            "unshare",
            "--mount",
            "sh",
            "-ec",
            'mount -t tmpfs media /media; mount -t tmpfs run /run; exec "$@"',
            "sh",
            *program,
            *words,
        ],
        cwd=ROOT,
        # as a service has it
        env={**os.environ, "stick": str(STICK), "LC_ALL": "C"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
