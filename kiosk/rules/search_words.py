"""What a customer is searched by. Index and query are normalised by this one module, so that they can't differ.

A customer's text is made of fields with a space between them: name, reading, number, phone, and each plain note. Marks
from Unicode's private use area, that can't be typed, stand where a field is found by its begin. The digits of number
and phone are put into alphabets of their own there, so that "12" in a note is never found in a telephone number.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Final

from kiosk.value import Hidden, Value

VERSION: Final = 1
"""Raise it with any change below: databases are then indexed anew when they are opened."""

_BEGIN, _NUMBER, _PHONE = "\ue100", "\ue180", "\ue181"  # db.words says what they do
_NUMBER_DIGITS: Final = {ord("0") + n: 0xE000 + n for n in range(10)}
_PHONE_DIGITS: Final = {ord("0") + n: 0xE010 + n for n in range(10)}
_DROPPED: Final = re.compile(r"[\W_]+")  # all but letters and digits; 々 and ー are letters

# families of one kanji: names are written with any of them, and found by any
_VARIANTS: Final = (
    "高髙", "崎﨑碕嵜", "辺邊邉", "斎齋斉齊", "吉𠮷", "浜濱濵", "沢澤", "広廣", "国國", "島嶋嶌", "桜櫻",
    "関關", "滝瀧", "竜龍", "栄榮", "宝寶", "真眞", "徳德", "恵惠", "実實", "寿壽", "槙槇", "峰峯", "条條", "万萬",
    "会會", "学學", "亜亞", "豊豐", "鉄鐵", "円圓", "医醫", "桧檜", "藪薮籔", "塩鹽", "蔵藏", "穂穗", "静靜", "与與",
    "尭堯", "遥遙", "瑶瑤", "凛凜", "富冨", "柳栁", "緑綠", "黒黑", "薫薰", "礼禮", "芦蘆", "桑桒", "晃晄",
    "青靑", "清淸", "曽曾", "蒋蔣", "頼賴", "頬頰", "巌巖", "弥彌",
    "児兒", "荘莊", "経經", "戸戶", "呂吕", "舘館", "鴎鷗", "餅餠", "強强",
)  # fmt: skip
_FOLD: Final = {
    **{code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)},  # katakana
    **{ord(other): ord(family[0]) for family in _VARIANTS for other in family[1:]},
}


def normal(text: str) -> str:
    """Full-width forms, capitals, katakana and variant kanji folded; spaces and punctuation dropped.

    >>> normal("ﾀｶﾊｼ　髙橋・Ａ")
    'たかはし高橋a'
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_FOLD)
    return _DROPPED.sub("", folded)


def search_text(name: str, reading: str, number: int, phone: str, notes: Iterable[str]) -> str:
    """The text of one customer. `phone` is digits; `notes` are the plain ones, a sensitive note is never searched."""
    fields = [
        *(_BEGIN + words for words in (normal(name), normal(reading)) if words),
        _of_number(str(number)),
    ]
    if ends := _plain_digits(normal(phone)):
        fields.append(_of_phone(ends))
    fields += filter(None, map(normal, notes))
    return " ".join(fields)


class Wanted(Value):
    """What is searched for: a text that contains `anywhere` or one of `starts` is meant, those with a start first."""

    anywhere: Hidden[str]
    starts: Hidden[tuple[str, ...]]
    number: Hidden[int | None]  # the whole of what was typed, as a customer's number


def wanted(typed: str) -> Wanted | None:
    """The query for what was typed; None when nothing of it can be searched for.

    `starts` are the begin of a name or reading, and for digits the begin of a number and the end of a phone.
    """
    words = normal(typed)
    if not words:
        return None
    starts, number = [_BEGIN + words], None
    if digits := _plain_digits(words):
        starts.append(_of_phone(digits))
        if digits[0] != "0":
            starts.append(_of_number(digits))
            number = int(digits) if len(digits) <= _LONGEST_NUMBER else None
    return Wanted(words, tuple(starts), number)


_LONGEST_NUMBER: Final = 9


def _of_number(digits: str) -> str:
    return _NUMBER + digits.translate(_NUMBER_DIGITS)


def _of_phone(digits: str) -> str:
    """Backwards: the end of a phone is the begin of its field."""
    return _PHONE + digits[::-1].translate(_PHONE_DIGITS)


def _plain_digits(words: str) -> str:
    """The words themselves when they are digits and nothing else."""
    return words if words.isascii() and words.isdigit() else ""


class Excerpt(Value):
    """A few words of a note around what was looked for; cut at either end when they say so."""

    words: Hidden[str]
    cut_before: bool
    cut_after: bool


_BEFORE: Final = 5
_AFTER: Final = 14


def excerpt(note: str, anywhere: str) -> Excerpt | None:
    """Where the note says it, as it was written; None when it doesn't."""
    if anywhere not in normal(note):
        return None
    end = _least(len(note), lambda size: anywhere in normal(note[:size]))
    begin = end - _least(end, lambda size: anywhere in normal(note[end - size : end]))
    first, last = max(0, begin - _BEFORE), min(len(note), end + _AFTER)
    return Excerpt(" ".join(note[first:last].split()), first > 0, last < len(note))


def _least(most: int, holds: Callable[[int], bool]) -> int:
    """The smallest size for which it holds; it holds for `most`."""
    return bisect_left(range(most), True, key=holds)
