import pytest

from kiosk.flow.keys import Keys
from kiosk.simulation.finger_keys import keys_of, keys_with


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("たかはし", "たかはし"),
        ("がっこう", "か゛つ小こう"),
        ("パン1A", "ハ゜ン1A"),
    ],
)
def test_the_keys_of_a_text(text, keys):
    assert "".join(keys_of(text)) == keys


@pytest.mark.parametrize(
    ("key", "keys"),
    [("か", Keys.KANA), ("カ", Keys.KATAKANA), ("a", Keys.LATIN), ("1", Keys.DIGITS), ("月", Keys.DIGITS)],
)
def test_which_keys_have_it(key, keys):
    assert keys_with(key) is keys
