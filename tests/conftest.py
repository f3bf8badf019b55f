"""No test sees a card reader of the machine's own: to libpcsclite there is no other pcscd than the tests' own. And none
fails for the machine's being slow."""

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings

from tests.hardware.pcscd import SOCKET

# read once in a process, at its first call, and so set before any test; a folder for each process that runs tests
_room = Path(tempfile.mkdtemp(prefix="pcscd-"))
_room.chmod(0o755)
os.environ[SOCKET] = str(_room / "run" / "pcscd.comm")

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_unconfigure() -> None:
    shutil.rmtree(_room, ignore_errors=True)
