"""Which keyboard a scanner imitates."""

import pytest

from hardware.keymap import Layout, decode
from hardware.simulated.scanner import strokes_of
from kiosk.rules.scanner_keyboard import fitting_keyboards
from kiosk.rules.settings import CodeSettings

BOTH = frozenset(Layout)


@pytest.mark.parametrize("own", Layout)
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("]E04901234567894", True),
        ("]C1010490123456789417251231", True),
        ("https://shop.example/?a=1", True),
        ("M:42_A", False),
        ("4901234567894", False),
        ("KS42", False),
    ],
)
def test_a_scan_tells_the_keyboard_or_it_does_not(own, text, told):
    strokes = strokes_of(text, own)
    readings = {layout.value: decode(strokes, layout) for layout in Layout}
    fits = fitting_keyboards(readings, CodeSettings())
    if told:
        assert fits == {own}
    else:
        assert own in fits


def test_a_key_that_one_table_lacks_tells():
    readings = {layout.value: decode(strokes_of("A\\B", Layout.JP), layout) for layout in Layout}
    assert readings["us"] is None
    assert fitting_keyboards(readings, CodeSettings()) == {"jp"}


def test_a_check_digit_that_agrees_tells():
    assert fitting_keyboards({"us": "4901234567894", "jp": "4901234567890"}, CodeSettings()) == {"us"}
