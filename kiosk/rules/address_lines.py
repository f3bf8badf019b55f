"""Japanese addresses: where a line may end, and how numbers stand when it is written downwards."""

import re
from collections.abc import Iterator

from kiosk.value import Hidden, Value

_PREFECTURE = r"北海道|東京都|(?:京都|大阪)府|(?:神奈川|和歌山|鹿児島)県|[^\s\d]{2}県"
# names that hold the sign of a town inside; everywhere else the first 市, 区, 町, 村 or 郡 ends one
_TOWNS = (
    r"四日市市|廿日市市|野々市市|市川市|市原市|大和郡山市|郡山市|郡上市|蒲郡市|小郡市|町田市|大町市|十日町市"
    r"|武蔵村山市|東村山市|村山市|村上市|羽村市|田村市|大村市|玉村町"
)
_STREET = re.compile(
    rf"(?P<prefecture>{_PREFECTURE})?(?P<town>{_TOWNS}|[^\s\d]+?[市郡](?!場|川|原)|[^\s\d]+?区)?"
    rf"(?P<ward>[^\s\d]{{1,4}}?[区町村](?=[^\s\d]))?(?P<rest>.*)"
)
_DIGIT = r"[0-9〇一二三四五六七八九十百千]"
_HYPHEN = "-‐‑‒–—―−－ー"  # whatever was typed between two figures
_COUNTED = r"丁目|番地|番|号(?!室)"
_AFTER = rf"(?:条[東西南北](?=[0-9])|線|条|{_COUNTED})?(?:[{_HYPHEN}のノ](?={_DIGIT}))?"
_FIGURES = re.compile(rf"(?:[0-9]+|{_DIGIT}+(?={_COUNTED})){_AFTER}(?:{_DIGIT}+{_AFTER})*")
_ROOM = re.compile(r"(?<=\D)(?=[0-9]+(?:号室|号棟|号館|階|[FfＦ]\b)|[A-Za-z]?[0-9]{3,4}$)")
_BETWEEN = re.compile(rf"(?<=[0-9])[{_HYPHEN}](?=[0-9])")
_QUARTERS = ("東", "西", "南", "北")
_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
_KANJI = "〇一二三四五六七八九"
_TENS = 2  # figures up to so many digits are read with 十; longer ones digit by digit


class Address(Value):
    """The pieces between which a line may end: up to the number, and the building with the room."""

    street: Hidden[tuple[str, ...]]
    building: Hidden[tuple[str, ...]] = ()


def split_address(address: str) -> Address:
    """
    >>> split_address("東京都大田区丸山町1-2-3 コーポまるみ201号室").street
    ('東京都', '大田区', '丸山町', '1-2-3')
    >>> split_address("東京都大田区丸山町1-2-3 コーポまるみ201号室").building
    ('コーポまるみ', '201号室')
    """
    text = _BETWEEN.sub("-", " ".join(address.translate(_NARROW).split()))
    number = _number(text)
    if number is None:
        street, _, building = text.partition(" ")
        return Address(tuple(_places(street)), tuple(_building(building)))
    places, building = list(_places(text[: number.start()])), text[number.end() :].strip()
    towards = places.pop() if places[-1] in _QUARTERS else ""  # 北1条
    return Address((*places, towards + number.group()), tuple(_building(building)))


def _number(text: str) -> re.Match[str] | None:
    """The first figures of the address that stand after a name: 1-2-3, 2丁目3番4号, 1234番地."""
    return next((found for found in _FIGURES.finditer(text) if found.start() > 0), None)


def _places(text: str) -> Iterator[str]:
    for word in words(text):
        found = _STREET.fullmatch(word)
        yield from (piece for piece in found.groups() if piece and piece.strip()) if found else [word]


def _building(text: str) -> Iterator[str]:
    for word in words(text):
        yield from (piece for piece in _ROOM.split(word) if piece)


def words(text: str) -> list[str]:
    """With the space that follows each."""
    return re.findall(r"\S+\s*", text)


def downwards(text: str) -> str:
    """As it is written from top to bottom: figures in kanji, the hyphen between them as a stroke.

    >>> downwards("1-23-405")
    '一ー二十三ー四〇五'
    """
    return re.sub(r"[0-9]+", lambda found: kanji_number(found.group()), _BETWEEN.sub("ー", text))


def kanji_number(digits: str) -> str:
    """
    >>> kanji_number("10"), kanji_number("21"), kanji_number("201")
    ('十', '二十一', '二〇一')
    """
    if len(digits) > _TENS or digits.startswith("0"):
        return "".join(_KANJI[int(digit)] for digit in digits)
    tens, ones = divmod(int(digits), 10)
    return (_KANJI[tens] if tens > 1 else "") + ("十" if tens else "") + (_KANJI[ones] if ones else "")
