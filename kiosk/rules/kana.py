"""Readings: how they are folded for sorting and searching, and how a key of the kana pad changes what is typed."""

import unicodedata

import jaconv

_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
_VOICED = "\u3099"
_HALF_VOICED = "\u309a"
_TURNS = {
    "゛": _VOICED,
    "゜": _HALF_VOICED,
}
_TO_SMALL = str.maketrans("あいうえおつやゆよわ", "ぁぃぅぇぉっゃゅょゎ")
_TO_LARGE = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")


def hiragana(text: str) -> str:
    """Full-width hiragana of what may be katakana, half-width kana or hiragana; other characters stay."""
    return str(jaconv.kata2hira(unicodedata.normalize("NFKC", text)))


def katakana(text: str) -> str:
    """Full-width katakana of what is hiragana; other characters stay."""
    return str(jaconv.hira2kata(text))


def is_kana(text: str) -> bool:
    """Whether it is kana (with ー and spaces) alone, so that it is its own reading."""
    return all("\u3041" <= c <= "\u3096" or "\u30a1" <= c <= "\u30fa" or c in "ー・ 　" for c in text)


def reading_key(reading: str) -> str:
    """What readings are sorted and searched by: hiragana, 濁点, 半濁点 and 小書き folded, ー, spaces and marks dropped.

    >>> reading_key("ワタナベ　じゅんこ")
    'わたなへしゆんこ'
    """
    plain = "".join(
        c for c in unicodedata.normalize("NFD", hiragana(reading).casefold()) if c not in (_VOICED, _HALF_VOICED)
    )
    folded = unicodedata.normalize("NFC", plain).translate(_SMALL)
    return "".join(c for c in folded if c.isalnum() and c != "ー")


def typed(text: str, key: str) -> str:
    """`text` after one key of the pad. ゛ ゜ 小 change the last kana, and change it back when pressed again."""
    if key not in ("゛", "゜", "小"):
        return text + key
    if not text:
        return text
    before, last = text[:-1], text[-1]
    if key == "小":
        small = last.translate(_TO_SMALL)
        return before + (small if small != last else last.translate(_TO_LARGE))
    base = unicodedata.normalize("NFD", last)
    mark = _TURNS[key]
    if base[1:] == mark:
        return before + base[0]
    marked = unicodedata.normalize("NFC", base[0] + mark)
    return before + (marked if len(marked) == 1 else last)


def digits(text: str) -> str:
    """The digits of a phone number or a customer's number, full-width ones too; everything else is dropped."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c in "0123456789")
