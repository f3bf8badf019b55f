"""A template and its values become pages: the only module that knows typst.

typst releases the GIL while it works: no other thread waits for a sheet.
"""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from kiosk.paper.glyphs import FONTS

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parent
_SCREEN_PPI = 110.0


class Unset(Exception):
    """A template could not be set: a bug of ours. What typst says of it may hold what was to be printed: not kept."""


class Typeset:
    """One document. Each answer is set anew from the same values; typst remembers what it has done."""

    def __init__(self, template: str, values: object) -> None:
        """`values`: anything that msgspec writes as JSON; the template finds it as `values`."""
        import typst

        self._template = template
        self._compiler = typst.Compiler(
            TEMPLATES / f"{template}.typ",
            root=TEMPLATES,
            font_paths=_fonts(),
            sys_inputs={"values": msgspec.json.encode(values).decode()},
        )

    def pdf(self) -> bytes:
        made = self._made("pdf", 0)
        assert isinstance(made, bytes)
        return made

    def pictures(self, ppi: float = _SCREEN_PPI) -> tuple[bytes, ...]:
        """A PNG of each page."""
        made = self._made("png", ppi)
        return (made,) if isinstance(made, bytes) else tuple(made)

    def told(self, label: str) -> list[Any]:
        """What the template said of its work: the metadata under a label."""
        try:
            answer = self._compiler.query(f"<{label}>", field="value")
        except RuntimeError:
            raise Unset(self._template) from None
        told: list[Any] = json.loads(answer)
        return told

    def _made(self, kind: Any, ppi: float) -> bytes | list[bytes]:
        try:
            made = self._compiler.compile(format=kind, ppi=ppi or None)
        except RuntimeError:
            raise Unset(self._template) from None
        assert made is not None
        return made


@cache
def _fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
