"""Where backups go, as kiosk.toml names it: the USB stick, a folder, or a server that speaks SFTP."""

import re
from enum import StrEnum
from typing import Final

from kiosk.value import Value

SFTP_PORT: Final = 22
_SERVER: Final = re.compile(r"sftp://([^@/\s:]+)@([^@/\s:]+|\[[0-9a-fA-F:]+\])(?::(\d{1,5}))?(/\S*)")


class BackupPlaceKind(StrEnum):
    USB = "usb"
    FOLDER = "folder"
    SERVER = "server"


class BackupPlace(Value):
    """`name`: as it was written, which is also how the log of backups knows it."""

    name: str
    kind: BackupPlaceKind
    folder: str = ""  # on this machine or on the server
    user: str = ""
    host: str = ""
    port: int = SFTP_PORT

    @property
    def short(self) -> str:
        """What a person calls it by: a folder's last name, a server's host; "" for the stick."""
        return self.host or self.folder.rstrip("/").rpartition("/")[2]


USB: Final = BackupPlace("usb", BackupPlaceKind.USB)


def parse_backup_place(name: str) -> BackupPlace:
    """ "usb", "/srv/backup", or "sftp://user@host:22/folder". Raises ValueError."""
    if name == USB.name:
        return USB
    if name.startswith("/"):
        return BackupPlace(name, BackupPlaceKind.FOLDER, name)
    if found := _SERVER.fullmatch(name):
        user, host, port, folder = found.groups()
        if 0 < int(port or SFTP_PORT) < 1 << 16:
            return BackupPlace(name, BackupPlaceKind.SERVER, folder, user, host.strip("[]"), int(port or SFTP_PORT))
    raise ValueError(f'{name!r} is no place for backups: "usb", a folder "/srv/backup", or "sftp://user@host/folder"')
