from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.business_day import date_of, day_of
from kiosk.rules.points import Account, OpenLot, expires_on, prolonged_to
from kiosk.rules.settings import Expiry, PointSettings


def _account(lots):
    account = Account()
    for number, (expires, left) in enumerate(lots):
        account = account.with_lot(OpenLot(number, expires, left))
    return account


accounts = st.lists(st.tuples(st.none() | st.integers(20000, 21000), st.integers(1, 500)), max_size=8).map(_account)
DAY = day_of(date(2026, 11, 22))


def test_a_lot_lives_to_the_end_of_a_month():
    assert date_of(expires_on(PointSettings(months=12), DAY)) == date(2027, 11, 30)
    assert prolonged_to(PointSettings(months=12), DAY) is None


def test_by_activity_points_live_that_many_months_from_the_visit():
    settings = PointSettings(expiry=Expiry.ACTIVITY, months=3)
    assert date_of(expires_on(settings, DAY)) == date(2027, 2, 22)
    assert prolonged_to(settings, DAY) == expires_on(settings, DAY)


@given(accounts)
def test_the_next_expiry_is_part_of_the_balance(account):
    soon = account.next_expiry
    if soon is None:
        assert all(lot.expires is None for lot in account.lots)
        return
    assert 0 < soon.points <= account.balance
    assert all(lot.expires is None or lot.expires >= soon.on for lot in account.lots)
    assert soon.points == sum(lot.left for lot in account.lots if lot.expires == soon.on)


@given(accounts, st.integers(0, 3000))
def test_what_expires_first_is_taken_first_and_nothing_is_lost(account, wanted):
    taken = account.takes(wanted)
    given_up = sum(lot.left for lot in taken)
    assert given_up == min(wanted, account.balance)
    after = account.less(taken)
    assert after.balance == account.balance - given_up
    untouched = after.lots[1:] if taken else after.lots
    assert all(lot in account.lots for lot in untouched)


@given(accounts, st.integers(20000, 21000))
def test_prolonging_never_shortens(account, day):
    before = {lot.id: lot.expires for lot in account.lots}
    for lot in account.living_to(day).lots:
        assert lot.expires is None or lot.expires >= max(day, before[lot.id])
