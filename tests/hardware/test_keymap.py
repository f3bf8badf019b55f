"""Key codes and what they mean on a US and on a Japanese keyboard."""

import string

import pytest
from evdev import ecodes
from hypothesis import given
from hypothesis import strategies as st

from hardware import keymap
from hardware.keymap import TABLES, Layout, Stroke, decode
from hardware.simulated.scanner import strokes_of

PRINTABLE = "".join(chr(code) for code in range(0x20, 0x7F))
NAMES = {
    **{character: character.upper() for character in string.ascii_lowercase + string.digits},
    "-": "MINUS",
    "=": "EQUAL",
    "[": "LEFTBRACE",
    "]": "RIGHTBRACE",
    ";": "SEMICOLON",
    "'": "APOSTROPHE",
    "`": "GRAVE",
    "\\": "BACKSLASH",
    ",": "COMMA",
    ".": "DOT",
    "/": "SLASH",
    " ": "SPACE",
}


@pytest.mark.parametrize(("character", "name"), sorted(NAMES.items()))
def test_the_codes_are_the_kernels(character: str, name: str) -> None:
    assert TABLES[Layout.US][ecodes.ecodes[f"KEY_{name}"]][0] == character


def test_the_keypad_types_the_same_on_both() -> None:
    pad = {"MINUS": "-", "PLUS": "+", "DOT": ".", "SLASH": "/", "ASTERISK": "*", "EQUAL": "="}
    pad |= {digit: digit for digit in string.digits}
    for layout in Layout:
        for name, character in pad.items():
            assert TABLES[layout][ecodes.ecodes[f"KEY_KP{name}"]] == (character, character)


def test_the_keys_with_a_meaning_of_their_own_are_the_kernels() -> None:
    assert frozenset({ecodes.KEY_ENTER, ecodes.KEY_TAB, ecodes.KEY_KPENTER}) == keymap.ENDINGS
    assert frozenset({ecodes.KEY_LEFTSHIFT, ecodes.KEY_RIGHTSHIFT}) == keymap.SHIFTS
    assert frozenset({ecodes.KEY_LEFTCTRL, ecodes.KEY_RIGHTCTRL}) == keymap.CONTROLS
    assert frozenset({ecodes.KEY_CAPSLOCK, ecodes.KEY_NUMLOCK, ecodes.KEY_SCROLLLOCK}) == keymap.LOCKS
    alt_and_meta = {ecodes.KEY_LEFTALT, ecodes.KEY_RIGHTALT, ecodes.KEY_LEFTMETA, ecodes.KEY_RIGHTMETA}
    assert frozenset(alt_and_meta) == keymap.OTHER_MODIFIERS


@pytest.mark.parametrize(
    ("key", "plain", "shifted"),
    [
        (ecodes.KEY_2, "2", '"'),
        (ecodes.KEY_7, "7", "'"),
        (ecodes.KEY_MINUS, "-", "="),
        (ecodes.KEY_EQUAL, "^", "~"),
        (ecodes.KEY_LEFTBRACE, "@", "`"),
        (ecodes.KEY_RIGHTBRACE, "[", "{"),
        (ecodes.KEY_SEMICOLON, ";", "+"),
        (ecodes.KEY_APOSTROPHE, ":", "*"),
        (ecodes.KEY_BACKSLASH, "]", "}"),
        (ecodes.KEY_RO, "\\", "_"),
        (ecodes.KEY_YEN, "\\", "|"),
    ],
)
def test_a_japanese_keyboard(key: int, plain: str, shifted: str) -> None:
    assert TABLES[Layout.JP][key] == (plain, shifted)


@pytest.mark.parametrize("layout", Layout)
@given(st.text(PRINTABLE + "\x1d"))
def test_whatever_a_layout_can_type_it_reads(layout: Layout, text: str) -> None:
    assert decode(strokes_of(text, layout), layout) == text


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("other", Layout)
def test_digits_and_letters_need_no_table(layout: Layout, other: Layout) -> None:
    text = string.ascii_letters + string.digits + "-.,/ "
    assert decode(strokes_of(text, layout), other) == text


def test_a_key_that_types_nothing_spoils_the_whole() -> None:
    assert decode([Stroke(ecodes.KEY_4), Stroke(ecodes.KEY_F5)], Layout.US) is None
    assert decode([Stroke(ecodes.KEY_4), Stroke(ecodes.KEY_YEN)], Layout.US) is None
    assert decode([Stroke(ecodes.KEY_0, shift=True)], Layout.JP) is None
    assert decode([Stroke(ecodes.KEY_4, control=True)], Layout.US) is None
