import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.headings import _COLUMNS, Kind, guess_columns


@pytest.mark.parametrize("kind", Kind)
def test_every_heading_that_is_known_is_understood_alone(kind):
    for meaning, names in _COLUMNS[kind].items():
        for name in names.split("|"):
            assert guess_columns(kind, [name.strip()]) == {meaning: 0}, name


@given(st.lists(st.text()))
def test_headings_of_any_kind_name_each_column_once(headings):
    for kind in Kind:
        places = list(guess_columns(kind, headings).values())
        assert len(places) == len(set(places))
        assert all(0 <= place < len(headings) for place in places)


def test_the_better_heading_wins():
    assert guess_columns(Kind.CUSTOMERS, ["番号", "会員番号", "名", "姓"]) == {"number": 1, "family": 3, "given": 2}
