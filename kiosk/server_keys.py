"""What the kiosk has for servers: its own secret key (0600), and the keys of those that an owner has confirmed.

Neither travels in a backup: another machine makes its own, and is let in by the server's owner.
"""

import json
from pathlib import Path
from typing import Final

from kiosk.rules.backup_places import BackupPlace
from kiosk.secret_file import write_secret

KEY: Final = "server.key"
KNOWN: Final = "servers.json"
"""{"192.168.1.20:22": "ssh-ed25519 …"}"""


def own_key(folder: Path) -> bytes:
    """Of a data folder; made when it is wanted first. Raises OSError."""
    path = folder / KEY
    if not path.exists():
        from db.backup_sftp import new_key

        write_secret(path, new_key())
    return path.read_bytes()


def own_public_key(folder: Path) -> str:
    """The line for the server's authorized_keys."""
    from db.backup_sftp import public_part

    return public_part(own_key(folder))


def known_key(folder: Path, place: BackupPlace) -> str | None:
    """The server's, once it was confirmed."""
    return _known(folder).get(_address(place))


def confirm(folder: Path, place: BackupPlace, host_key: str) -> None:
    """From now on that server is the right one."""
    known = {**_known(folder), _address(place): host_key}
    write_secret(folder / KNOWN, json.dumps(known, indent=1).encode())


def _known(folder: Path) -> dict[str, str]:
    """A file that was spoilt knows none: they are confirmed again."""
    try:
        return dict(json.loads((folder / KNOWN).read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return {}


def _address(place: BackupPlace) -> str:
    return f"{place.host}:{place.port}"
