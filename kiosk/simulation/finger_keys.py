"""Which keys a finger touches to write a text on the screen's keyboard."""

import unicodedata
from collections.abc import Iterator

from kiosk.flow.keys import Keys
from kiosk.rules.kana import hiragana, is_kana

_SMALL = dict(zip("ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ", "あいうえおつやゆよわアイウエオツヤユヨワ", strict=True))
_MARKS = {"\u3099": "゛", "\u309a": "゜"}


def keys_of(text: str) -> Iterator[str]:
    """が is か and ゛, っ is つ and 小; every other character has a key of its own, or none."""
    for char in text:
        if char in _SMALL:
            yield from (_SMALL[char], "小")
            continue
        parts = unicodedata.normalize("NFD", char) if is_kana(char) else char
        yield parts[0]
        yield from (_MARKS[mark] for mark in parts[1:])


def keys_with(key: str) -> Keys:
    """What the keyboard has to be switched to for this key."""
    if is_kana(key):
        return Keys.KANA if hiragana(key) == key else Keys.KATAKANA
    return Keys.LATIN if key.isascii() and not key.isdigit() else Keys.DIGITS
