"""A bar on the terminal; where there is none, nothing."""

from typing import Final, Self, TextIO

_WIDTH: Final = 40


class Bar:
    """Redrawn when it grows. Leaving it clears the line."""

    def __init__(self, out: TextIO) -> None:
        self._out = out if out.isatty() else None
        self._shown: tuple[str, int] | None = None

    def tell(self, done: int, total: int, what: str = "") -> None:
        """`what` is being done: it stands behind the bar."""
        size = _WIDTH * done // max(total, 1)
        if self._out is not None and (what, size) != self._shown:
            self._shown = what, size
            self._out.write(f"\r[{'#' * size:{_WIDTH}}] {done:,}/{total:,} {what}\x1b[K")
            self._out.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._out is not None and self._shown is not None:
            self._out.write("\r\x1b[K")
            self._out.flush()
