"""Files beside the data that the kiosk alone may read (0600): secrets, which travel with no backup and no export."""

import os
from pathlib import Path

from kiosk.synced import sync


def write_secret(path: Path, content: bytes) -> None:
    """Whole and on the disk when this returns; what stood there before is replaced."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)  # it might be open to others
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)
    part.rename(path)
    sync(path.parent)
