"""What a scanner's keys mean. It types like a keyboard of one country, and its own setting decides of which one.

The system's keyboard setting plays no part. Key codes are the kernel's (linux/input-event-codes.h) and never change.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple


class Layout(StrEnum):
    US = "us"
    JP = "jp"


class Stroke(NamedTuple):
    """One key pressed, and what was held down with it."""

    key: int
    shift: bool = False
    control: bool = False


ENTER, TAB, KEYPAD_ENTER = 28, 15, 96
ENDINGS = frozenset({ENTER, TAB, KEYPAD_ENTER})
SHIFTS = frozenset({42, 54})
CONTROLS = frozenset({29, 97})
OTHER_MODIFIERS = frozenset({56, 100, 125, 126})  # Alt and Meta: no scanner means a character by a key with these
LOCKS = frozenset({58, 69, 70})
"""Caps, Num and Scroll Lock. Some scanners press Caps Lock around a code to outwit it; here nothing depends on it."""


def _table(*rows: tuple[int, str, str]) -> Mapping[int, tuple[str, str]]:
    """Runs of keys that lie beside each other: the first one's code, their characters without and with Shift."""
    return {
        first + at: pair for first, plain, shifted in rows for at, pair in enumerate(zip(plain, shifted, strict=True))
    }


_NONE = "\0"  # a key that types nothing

_LETTERS = (
    (16, "qwertyuiop", "QWERTYUIOP"),
    (30, "asdfghjkl", "ASDFGHJKL"),
    (44, "zxcvbnm,./", "ZXCVBNM<>?"),
    (57, " ", " "),
)
_KEYPAD = (
    (55, "*", "*"),
    (71, "789-456+1230.", "789-456+1230."),
    (98, "/", "/"),
    (117, "=", "="),
)
TABLES: Mapping[Layout, Mapping[int, tuple[str, str]]] = {
    Layout.US: _table(
        *_LETTERS,
        (2, "1234567890-=", "!@#$%^&*()_+"),
        (26, "[]", "{}"),
        (39, ";'`", ':"~'),
        (43, "\\", "|"),
        *_KEYPAD,
    ),
    Layout.JP: _table(
        *_LETTERS,
        (2, "1234567890-^", "!\"#$%&'()" + _NONE + "=~"),
        (26, "@[", "`{"),
        (39, ";:", "+*"),
        (43, "]", "}"),
        (89, "\\", "_"),
        (124, "\\", "|"),
        *_KEYPAD,
    ),
}


def decode(strokes: Iterable[Stroke], layout: Layout) -> str | None:
    """The text; None when one of the keys types nothing in this layout, for the rest would be half a code.

    Control with a letter or @[\\]^_ is the control character of that name (Ctrl+] is GS, between parts of a GS1 code).
    """
    text = []
    for key, shift, control in strokes:
        character = TABLES[layout].get(key, (_NONE, _NONE))[shift]
        if control:
            character = chr(ord(character.upper()) & 0x1F) if "@" <= character.upper() <= "_" else _NONE
        if character == _NONE:
            return None
        text.append(character)
    return "".join(text)
