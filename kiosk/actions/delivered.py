"""One file that leaves: whole under its name, or not there at all."""

from contextlib import suppress
from pathlib import Path

from kiosk.actions.export import PART, CantWrite, sync, trouble_writing


def deliver(into: Path, name: str, content: bytes) -> Path | CantWrite:
    """On the disk when this returns. A file of that name is replaced."""
    whole, part = into / name, into / (name + PART)
    try:
        into.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        sync(part)
        part.replace(whole)
        sync(whole)  # on a stick's file system the renamed file has no size before this
        sync(into)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        return CantWrite(trouble_writing(error))
    return whole
