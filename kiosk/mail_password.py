"""The password of the shop's mail account: a file beside the data, readable by the kiosk alone (0600).

It is no setting: settings travel with the data, into backups and exports.
"""

import stat
from pathlib import Path

from kiosk.secret_file import write_secret

NAME = "mail.password"


class OpenToOthers(PermissionError):
    """Others than the kiosk may read the file: what it holds is used no more."""


def read_mail_password(folder: Path) -> str:
    """ "" when there is none. Raises OpenToOthers."""
    path = folder / NAME
    try:
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise OpenToOthers(f"{path} can be read by others: chmod 600, and choose a new password")
        return path.read_text("utf-8").rstrip("\r\n")
    except FileNotFoundError:
        return ""


def write_mail_password(folder: Path, password: str) -> None:
    """An empty one removes the file."""
    path = folder / NAME
    if not password:
        path.unlink(missing_ok=True)
        return
    write_secret(path, password.encode())
