"""Whose the data folder is: its files are for the kiosk's own user alone (0600), the folder too (0700)."""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

OTHERS: Final = 0o077


def open_to_others(path: Path) -> bool:
    """Whether anybody else may do anything with it. What is not there is open to nobody."""
    try:
        return bool(stat.S_IMODE(path.stat().st_mode) & OTHERS)
    except OSError:
        return False


def close_to_others(paths: Iterable[Path]) -> None:
    """Files that a careless copy left open. Where the medium knows no rights (a stick) it changes nothing."""
    for path in paths:
        if open_to_others(path):
            with suppress(OSError):
                path.chmod(0o600)


def make_private(path: Path) -> None:
    """An empty file, unless it is there already."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))
