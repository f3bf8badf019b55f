"""Shares and taxes: no yen is lost, none is invented."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.money import Rounding, apportion, tax_within

weights = st.lists(st.integers(0, 100_000), min_size=1, max_size=12)


@given(weights, st.integers(0, 1_000_000))
def test_the_shares_add_up_and_none_is_above_its_weight(parts, total):
    total = min(total, sum(parts))
    shares = apportion(total, parts)
    assert sum(shares) == total
    assert all(0 <= share <= part for share, part in zip(shares, parts, strict=True))


def test_the_last_yen_goes_to_the_largest():
    assert apportion(100, [100, 200]) == (33, 67)
    assert apportion(4, [1, 1, 1, 1, 1]) == (1, 1, 1, 1, 0)
    assert apportion(5, [0, 0]) == (0, 0)


def test_tax_is_rounded_once_as_the_shop_chose():
    assert tax_within(1080, 8, Rounding.DOWN) == 80
    assert tax_within(108, 10, Rounding.DOWN) == 9
    assert tax_within(105, 10, Rounding.HALF_UP) == 10
    assert tax_within(104, 10, Rounding.HALF_UP) == 9
    assert tax_within(105, 10, Rounding.UP) == 10


@given(st.integers(0, 10**8), st.sampled_from((8, 10)))
def test_the_three_roundings_never_differ_by_more_than_a_yen(gross, rate):
    down, half, up = (tax_within(gross, rate, rounding) for rounding in Rounding)
    assert down <= half <= up <= down + 1
