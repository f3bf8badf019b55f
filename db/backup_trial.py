"""A fresh backup is brought back as a trial: into a folder beside the shop, with the key that lived for its making.

It is proved as a restore proves it. What comes of it is told, and the backup counts all the same: it is what there is.
"""

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyrage

from db.backup_errors import BackupError, Cancelled, TargetGone
from db.backup_listing import Tried
from db.backup_target import Target
from db.connection import FILE
from db.errors import DiskFull, StoreError, files_named
from db.restore import Content, prove_backup
from db.words import WordsOf

logger = logging.getLogger(__name__)

BESIDE: Final = "trial.part"
"""In the data folder; a power cut leaves it there until the next trial."""

_ROOM: Final = 2.2  # of the database's size: it, and what its proof writes
_SPARE: Final = 64 << 20  # bytes that must stay free for the counter


@dataclass(frozen=True, slots=True)
class Trial:
    """`folder`: the shop's data. db.models are bound to the trial meanwhile: not where a store is open."""

    folder: Path
    travelling: tuple[str, ...]
    words: WordsOf
    tell: Callable[[str, int, int], None]

    def __call__(self, target: Target, name: str, key: pyrage.x25519.Identity) -> Tried:
        """Raises Cancelled alone."""
        beside = self.folder / BESIDE
        try:
            with files_named():
                shutil.rmtree(beside, ignore_errors=True)
                self._require_room()
                beside.mkdir(mode=0o700)
            proved = prove_backup(
                Content(target.read(name), target.size(name)),
                beside,
                key,
                travelling=self.travelling,
                words=self.words,
                board="",
                tell=lambda _, done, total: self.tell("try", done, total),
            )
        except Cancelled:
            raise
        except DiskFull as error:
            logger.warning("the backup was not tried: %s", error)
            return Tried.NO_ROOM
        except TargetGone as error:
            logger.warning("the backup was not tried to its end: %s", error)
            return Tried.GONE
        except (BackupError, StoreError) as error:
            logger.warning("the backup was brought back as a trial, and that failed: %s", error)
            return Tried.BAD
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        return Tried.RECOUNTED if proved.recounted else Tried.GOOD

    def _require_room(self) -> None:
        if shutil.disk_usage(self.folder).free < (self.folder / FILE).stat().st_size * _ROOM + _SPARE:
            raise DiskFull("there is no room on the disk to bring a backup back as a trial")
