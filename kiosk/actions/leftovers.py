"""What a power cut left in the data folder of work that is done beside the shop, and is begun anew."""

import logging
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from db import backup_trial, restore
from db.backup_writing import BUSY, COPY
from db.connection import locked
from db.errors import StoreError

logger = logging.getLogger(__name__)

JOIN: Final = "join.part"
"""Where two copies are joined (kiosk.actions.joining_copies)."""

SAMPLE_BESIDE: Final = "sample.part"
"""Where a sample shop is founded (kiosk.actions.sample_shop)."""

_UNDER_THE_SHOPS_LOCK: Final = (JOIN, restore.BESIDE, SAMPLE_BESIDE)
_UNDER_THE_BACKUPS_LOCK: Final = (COPY, backup_trial.BESIDE)


def sweep(folder: Path) -> bool:
    """Take it away; whoever calls has the shop open. What a backup is using stays. Never raises: it is only room.
    True: a join of two copies was broken off."""
    broken_off = (folder / JOIN).exists()
    for name in _UNDER_THE_SHOPS_LOCK:
        _take_away(folder / name)
    with suppress(StoreError, OSError):  # a backup is being made, or nothing can be written here
        lock = locked(folder / BUSY)
        try:
            for name in _UNDER_THE_BACKUPS_LOCK:
                _take_away(folder / name)
        finally:
            os.close(lock)
    return broken_off


def _take_away(path: Path) -> None:
    if path.exists():
        logger.info("taking away %s, which was left half done", path.name)
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
