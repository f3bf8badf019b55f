from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.business_day import date_of, day_of
from kiosk.rules.points import OpenLot, balance, expires_on, next_expiry, prolonged_to
from kiosk.rules.settings import Expiry, PointSettings

lots = st.lists(st.builds(OpenLot, st.none() | st.integers(20000, 21000), st.integers(1, 500)), max_size=8).map(tuple)
DAY = day_of(date(2026, 11, 22))


def test_a_lot_lives_to_the_end_of_a_month():
    assert date_of(expires_on(PointSettings(months=12), DAY)) == date(2027, 11, 30)
    assert prolonged_to(PointSettings(months=12), DAY) is None


def test_by_activity_points_live_that_many_months_from_the_visit():
    settings = PointSettings(expiry=Expiry.ACTIVITY, months=3)
    assert date_of(expires_on(settings, DAY)) == date(2027, 2, 22)
    assert prolonged_to(settings, DAY) == expires_on(settings, DAY)


@given(lots)
def test_the_next_expiry_is_part_of_the_balance(open_lots):
    soon = next_expiry(open_lots)
    if soon is None:
        assert all(lot.expires is None for lot in open_lots)
        return
    assert 0 < soon.points <= balance(open_lots)
    assert all(lot.expires is None or lot.expires >= soon.on for lot in open_lots)
    assert soon.points == sum(lot.left for lot in open_lots if lot.expires == soon.on)
