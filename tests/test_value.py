import pytest

from kiosk.value import Hidden, Value, replace


class Regular(Value):
    number: int
    name: Hidden[str]
    phone: Hidden[str | None] = None


class Guest(Regular):
    table: int = 1


def test_what_is_hidden_stands_in_no_repr():
    assert repr(Regular(7, "髙橋", "0901")) == "Regular(number=7)"


def test_what_a_base_hides_stays_hidden_also_within_another_value():
    assert repr((Guest(7, "髙橋", table=3),)) == "(Guest(number=7, table=3),)"


def test_a_value_is_equal_by_its_fields_hidden_ones_too():
    assert Regular(7, "髙橋") == Regular(7, "髙橋")
    assert Regular(7, "髙橋") != Regular(7, "高橋")
    assert {Regular(7, "髙橋"): 1}[Regular(7, "髙橋")] == 1


def test_a_value_never_changes_another_one_is_made():
    before = Regular(7, "髙橋")
    with pytest.raises(AttributeError):
        before.number = 8
    assert replace(before, number=8) == Regular(8, "髙橋")
    assert before.number == 7
