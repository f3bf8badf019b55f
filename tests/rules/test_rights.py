"""Who may do what."""

import pytest

from kiosk.rules.rights import Right, StaffRole, may

OWNERS = {
    Right.EXPORT,
    Right.ERASE,
    Right.ADJUST_POINTS,
    Right.SETTINGS,
    Right.RESTORE,
    Right.BACKUP,
    Right.UPDATE,
    Right.STAFF,
    Right.ACCESS_LOG,
    Right.FIGURES,
    Right.LETTERS,
}


@pytest.mark.parametrize("right", Right)
def test_nobody_may_nothing_and_an_owner_everything(right):
    assert not may(right, None)
    assert may(right, StaffRole.OWNER)


@pytest.mark.parametrize("right", Right)
def test_the_staff_may_what_is_not_the_owners(right):
    assert may(right, StaffRole.STAFF) is (right not in OWNERS)
