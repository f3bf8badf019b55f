"""Where backups go now: to the stick that somebody chose for them, or to the folder that the settings name."""

from contextlib import suppress
from pathlib import Path
from typing import Final

from db.backup_errors import BackupError, TargetMissing
from db.backup_target import FolderTarget
from kiosk.actions.places import PlaceKind, locked_sticks, places

USB: Final = "usb"


def backup_place(configured: str, data: Path) -> Path:
    """`configured`: "usb", or a folder, be it there or not. `data`: the shop's own folder. Raises TargetMissing.

    Of several sticks it is the one that was chosen for backups. Where none was it is the first, which nobody writes to
    before an owner says so (FolderTarget.opened). One that is mounted read-only comes last: its backups can be read,
    and whoever wants to write there hears why that can't be.
    """
    if configured != USB:
        return Path(configured)
    sticks = [place.path for place in places(data) if place.kind is PlaceKind.STICK]
    sticks += locked_sticks()
    if not sticks:
        raise TargetMissing("no USB stick that the kiosk may use is plugged in")
    return next(filter(_is_chosen, sticks), sticks[0])


def _is_chosen(stick: Path) -> bool:
    with suppress(BackupError):  # one that doesn't answer must not hide the other
        return FolderTarget.present(stick).is_chosen()
    return False
