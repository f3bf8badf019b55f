"""Where backups go now: to the stick that somebody chose for them, to a folder, or to a server."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from db.backup_errors import BackupError, ServerUnknown, TargetMissing
from db.backup_target import ChosenTarget, FolderTarget
from db.errors import files_named
from kiosk.actions.places import PlaceKind, locked_sticks, places, sticks
from kiosk.rules.backup_places import BackupPlace, BackupPlaceKind
from kiosk.server_keys import known_key, own_key


@contextmanager
def backup_target(place: BackupPlace, data: Path) -> Iterator[ChosenTarget]:
    """That place, chosen or not; a server is connected to, for 30 s at most. `data`: the shop's own folder.

    Raises TargetMissing, and of a server ServerUnknown, ServerChanged, ServerRefuses.
    """
    if place.kind is not BackupPlaceKind.SERVER:
        yield FolderTarget.present(backup_folder(place, data))
        return
    from db.backup_sftp import SftpTarget  # 0.3 s

    with files_named():
        if (host_key := known_key(data, place)) is None:
            raise ServerUnknown("nobody has confirmed this server's key yet: kiosk backup choose")
        key = own_key(data)
    target = SftpTarget.connected(place.user, place.host, place.port, place.folder, key, host_key)
    try:
        yield target
    finally:
        target.close()


def backup_folder(place: BackupPlace, data: Path) -> Path:
    """Of a stick or a folder, be it there or not. Raises TargetMissing.

    Of several sticks it is the one that was chosen for backups. Where none was it is the first, which nobody writes to
    before an owner says so (ChosenTarget.require_ours). One that is mounted read-only comes last: its backups can be
    read, and whoever wants to write there hears why that can't be.
    """
    if place.kind is BackupPlaceKind.FOLDER:
        return Path(place.folder)
    usable = [found.path for found in places(data) if found.kind is PlaceKind.STICK]
    usable += locked_sticks()
    if not usable:
        raise TargetMissing("no USB stick that the kiosk may use is plugged in")
    return next(filter(_is_chosen, usable), usable[0])


def journal_place(places: tuple[BackupPlace, ...]) -> BackupPlace | None:
    """Where what is sold between two backups goes: the first that is no server."""
    return next((place for place in places if place.kind is not BackupPlaceKind.SERVER), None)


def backup_sources(configured: tuple[BackupPlace, ...]) -> tuple[Path, ...]:
    """Where copies of shops may be read: all sticks that are plugged in, and the folders of the settings."""
    folders = [Path(place.folder) for place in configured if place.kind is BackupPlaceKind.FOLDER]
    return *sticks(), *folders


def _is_chosen(stick: Path) -> bool:
    with suppress(BackupError):  # one that doesn't answer must not hide the other
        return FolderTarget.present(stick).is_chosen()
    return False
