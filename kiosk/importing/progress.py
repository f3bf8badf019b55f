"""A bar on the terminal; where there is none, nothing."""

from typing import Final, Self, TextIO

_WIDTH: Final = 40


class Bar:
    """Redrawn when it grows. Leaving it clears the line."""

    def __init__(self, out: TextIO) -> None:
        self._out = out if out.isatty() else None
        self._shown = -1

    def tell(self, done: int, total: int) -> None:
        size = _WIDTH * done // max(total, 1)
        if self._out is not None and size != self._shown:
            self._shown = size
            self._out.write(f"\r[{'#' * size:{_WIDTH}}] {done:,}/{total:,}")
            self._out.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._out is not None and self._shown >= 0:
            self._out.write("\r\x1b[K")
            self._out.flush()
