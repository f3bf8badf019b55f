"""Where a text is broken into lines: Japanese rules (禁則) and phrases, English words, figures with their units.

Kivy breaks lines at spaces alone. Here a text is cut into phrases (BudouX for Japanese, spaces otherwise); a phrase too
wide for a line is cut into atoms, which keep 禁則; an atom too wide is cut into characters. Nothing here knows a font:
`Measure` gives the width of a text in pixels.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import budoux

from kiosk.value import Value

Measure = Callable[[str, float], float]  # (text, font size in px) -> width in px

PITCH = 1.3  # from one line to the next, in font sizes
ELLIPSIS = "…"
SHRINK = 0.95  # one step towards the least size
WORTH_A_PHRASE = 0.8  # of the size: smaller than this, a phrase is rather split

NEVER_FIRST = frozenset(
    "、。，．・：；？！ヽヾゝゞ々ー）］｝〕〉》」』】〙〗〟’”»ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ〜～…‥%％℃様,.!?:;)]}"
)
NEVER_LAST = frozenset("（［｛〔〈《「『【〘〖〝‘“«([{￥¥＄$＋+−")
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_WORDS = re.compile(r"\S+\s*|\s+")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]")
_FIGURE = re.compile(r"[0-9０-９][0-9０-９,.]*(?:か月|ヶ月|カ月|週間|ポイント|日ぶり|回目|[^\s0-9、。（(])?")
_KANJI = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]{2,}")
_PERSON = re.compile(r"[たるいの]方")
_ATOM = re.compile(rf"{_FIGURE.pattern}|[!-~À-ɏ]+|.", re.DOTALL)


def clean(text: str) -> str:
    """The text without variation selectors, which no font of ours knows and SDL would draw as boxes."""
    return _VARIATION.sub("", text)


@cache
def _budoux() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


@lru_cache(maxsize=4096)
def phrases(text: str) -> tuple[str, ...]:
    """The text in pieces between which a line may end best. Joined they are the text; spaces end the piece before."""
    pieces: list[str] = []
    for word in _WORDS.findall(text):
        pieces.extend(_whole_words(word) if _JAPANESE.search(word) else [word])
    return tuple(_keep_rules(pieces))


def _whole_words(word: str) -> list[str]:
    """BudouX's phrases, but never a break between a figure and its unit (3か月, 15時), two kanji (領収書), or before
    the person who did something (来た方)."""
    glued = (*_FIGURE.finditer(word), *_KANJI.finditer(word), *_PERSON.finditer(word))
    inside = {at for found in glued for at in range(found.start() + 1, found.end())}
    pieces: list[str] = []
    at = 0
    for piece in _budoux().parse(word):
        if pieces and at in inside:
            pieces[-1] += piece
        else:
            pieces.append(piece)
        at += len(piece)
    return pieces


def atoms(text: str) -> list[str]:
    """The smallest pieces that a line may be broken between without breaking a rule or a word."""
    return _keep_rules(_ATOM.findall(text))


def _keep_rules(pieces: list[str]) -> list[str]:
    kept: list[str] = []
    for piece in pieces:
        if kept and (piece[0] in NEVER_FIRST or piece[0].isspace() or kept[-1].rstrip()[-1:] in NEVER_LAST):
            kept[-1] += piece
        else:
            kept.append(piece)
    return kept


class Setting(Value):
    """A text as it will stand: its lines, the font size in px, and what was lost."""

    lines: tuple[str, ...]
    size: float
    cut: bool = False  # ends in an ellipsis
    torn: bool = False  # a word was broken inside
    split: bool = False  # a phrase was

    @property
    def height(self) -> float:
        """In px, from the top of the first line's box to the bottom of the last one's."""
        return self.size * (1 + PITCH * (len(self.lines) - 1))


@dataclass(slots=True)
class _Breaker:
    width: float
    size: float
    measure: Measure
    torn: bool = False
    split: bool = False

    def fits(self, text: str) -> bool:
        return self.measure(text.rstrip(), self.size) <= self.width

    def lines(self, paragraph: str) -> Iterator[str]:
        line = ""
        for piece in self._pieces(paragraph):
            if line and not self.fits(line + piece):
                yield line.rstrip()
                line = piece.lstrip()
            else:
                line += piece
        yield line.rstrip()

    def _pieces(self, paragraph: str) -> Iterator[str]:
        for phrase in phrases(paragraph):
            if self.fits(phrase):
                yield phrase
                continue
            self.split = True
            for atom in atoms(phrase):
                if self.fits(atom):
                    yield atom
                else:
                    self.torn = self.torn or len(atom.rstrip()) > 1
                    yield from atom

    def shorten(self, line: str) -> str:
        while line and not self.fits(line + ELLIPSIS):
            line = line[:-1]
        return line.rstrip() + ELLIPSIS


def break_lines(text: str, width: float, size: float, most: int, measure: Measure) -> Setting:
    """Break at one font size into `most` lines at most; what is left over becomes an ellipsis."""
    breaker = _Breaker(width, size, measure)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend([paragraph] if breaker.fits(paragraph) else breaker.lines(paragraph))
    if len(lines) <= most:
        return Setting(tuple(lines), size, torn=breaker.torn, split=breaker.split)
    kept = lines[:most]
    between = " " if kept[-1][-1:].isascii() and lines[most][:1].isascii() else ""
    kept[-1] = breaker.shorten(kept[-1] + between + lines[most])
    return Setting(tuple(kept), size, cut=True, torn=breaker.torn, split=breaker.split)


def fit(text: str, width: float, height: float, size: float, least: float, most: int, measure: Measure) -> Setting:
    """Set a text into a box (px): as large as `size`, smaller down to `least` when it would be cut or a word torn, and
    a little smaller to keep a phrase whole.

    Sizes tried are whole px. `most` lines at most; 0 means as many as the height takes. At `least` it is torn or cut
    as it must be.
    """
    current = size
    while True:
        room = max(1, int((height - current) / (current * PITCH) + 1e-6) + 1)
        setting = break_lines(text, width, current, min(room, most) if most else room, measure)
        spoilt = setting.cut or setting.torn or (setting.split and current * SHRINK >= size * WORTH_A_PHRASE)
        if current <= least or not spoilt:
            return setting
        current = max(least, float(int(current * SHRINK)))


def balance(text: str, width: float, setting: Setting, measure: Measure) -> Setting:
    """The same number of lines, as equal as the phrases allow: in centred text a lone last character looks lost."""
    if len(setting.lines) < 2 or setting.cut or setting.torn or "\n" in text:
        return setting
    narrow, wide = width / len(setting.lines), width
    while wide - narrow > setting.size / 2:
        middle = (narrow + wide) / 2
        tried = break_lines(text, middle, setting.size, len(setting.lines), measure)
        if tried.cut or tried.torn or (tried.split and not setting.split):
            narrow = middle
        else:
            setting, wide = tried, middle
    return setting
