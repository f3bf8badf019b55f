"""Which characters can be printed. typst draws a box for what its fonts lack, and says nothing: ask here first."""

import re
from functools import cache

from kiosk.fonts import of_faces, of_fallback

_UNSEEN = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u200b-\u200f\u2028-\u202e\u2060\ufeff]")


@cache
def _printable() -> frozenset[str]:
    return of_faces() | of_fallback() | {" ", "\n", "\t"}


def clean(text: str) -> str:
    """Without what has no picture: variation selectors (no font of ours knows them) and marks of direction."""
    return _UNSEEN.sub("", text)


def missing(text: str) -> str:
    """The characters of a clean text that none of our fonts has, each once, in their order."""
    return "".join(dict.fromkeys(char for char in text if char not in _printable()))


def spelled(text: str) -> str:
    """A text that must be printed whatever it holds: what no font has stands as its code, 〔U+1F600〕."""
    whole = clean(text)
    lacking = missing(whole)
    return "".join(f"〔U+{ord(char):04X}〕" if char in lacking else char for char in whole) if lacking else whole
