"""Words on paper: what can be printed of a text, and where its lines may break (禁則). Pure; knows no font."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any

# JIS X 4051 行頭禁則 and 行末禁則, with the ASCII twins; 様 too, so that it stays beside the name
NEVER_FIRST = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々〻ー）］｝〕〉》」』】〙〗〟’”»‐–〜～…‥％℃"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    ",.!?:;)]}%様"
)
NEVER_LAST = frozenset("（［｛〔〈《「『【〘〖〝‘“«([{￥＄¥$＃#")

_VARIATION = re.compile("[\u180b-\u180d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_VOICED = re.compile(".[\u3099\u309a]")


def printable(text: str) -> str:
    """The text as glyphs can show it: no variation selectors, no control characters, か + combining ゛ made one が.

    髙, 﨑 and the like stay what they are: NFC over the whole text would replace 神 (U+FA19) and its kin.
    """
    text = _VARIATION.sub("", text)
    text = _VOICED.sub(lambda pair: unicodedata.normalize("NFC", pair[0]), text)
    text = text.replace("\t", " ").replace("\r\n", "\n")
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def break_lines(text: str, width: int, advance: Callable[[str], int]) -> list[str]:
    """Break into lines of at most `width`; `advance` is the width of one character in the same unit.

    Lines break at blanks, else between phrases, where that leaves the line half full; else wherever 禁則 and words of
    ASCII allow; and inside an unbreakable run only when it is wider than the paper. Blanks at a break are dropped,
    nothing else is.
    An empty paragraph is an empty line. One character wider than the paper stands on a line by itself.
    """
    return [line for paragraph in text.split("\n") for line in _broken(paragraph.rstrip(), width, advance)]


def may_break(text: str, at: int) -> bool:
    """Whether a line may end before text[at] (0 < at < len(text)); text[at] would begin the next one."""
    after, before = text[at], text[:at].rstrip()[-1:]
    if after.isspace() or after in NEVER_FIRST or not before or before in NEVER_LAST:
        return False
    return text[at - 1].isspace() or not (_latin(before) and _latin(after))


def _broken(text: str, width: int, advance: Callable[[str], int]) -> list[str]:
    lines = []
    phrases = _phrase_starts(text)
    while (end := _fitting(text, width, advance)) < len(text):
        breaks = [at for at in range(1, end + 1) if may_break(text, at)]
        calm = [at for at in breaks if at * 2 >= end]
        at_blanks = [at for at in calm if text[at - 1].isspace()]
        between_phrases = [at for at in calm if at in phrases]
        at = (at_blanks or between_phrases or breaks or [max(end, 1)])[-1]
        lines.append(text[:at].rstrip())
        text, phrases = text[at:], {start - at for start in phrases}
    return [*lines, text]


def _fitting(text: str, width: int, advance: Callable[[str], int]) -> int:
    """How many characters fit before the next would pass the edge; blanks at the edge are no hindrance."""
    x = 0
    for at, character in enumerate(text):
        x += advance(character)
        if x > width and not character.isspace():
            return at
    return len(text)


def _latin(character: str) -> bool:
    return character.isascii() and not character.isspace()


def _phrase_starts(text: str) -> set[int]:
    starts, at = set(), 0
    for phrase in _phrases().parse(text):
        starts.add(at)
        at += len(phrase)
    return starts


@lru_cache(maxsize=1)
def _phrases() -> Any:
    """BudouX's parser; loads its model at the first call."""
    import budoux

    return budoux.load_default_japanese_parser()
