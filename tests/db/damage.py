"""What a failing card does."""

from pathlib import Path

from db.connection import PAGE_BYTES


def flip_bit(path: Path, page: int, offset: int = 2048) -> None:
    """Turn one bit over in a page of the file; the first page is 1."""
    at = (page - 1) * PAGE_BYTES + offset
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 0x10]))
