"""What may be typed as a phone number, a postcode, a birthday, an e-mail address; and what is said about the rest."""

import pytest

from kiosk.rules.details import Accepted, Detail, Fault, accept, spaced_phone, spaced_postcode
from kiosk.rules.facts import asks_weekday, moved_up
from kiosk.rules.wishes import weight


@pytest.mark.parametrize(
    ("detail", "typed", "kept"),
    [
        (Detail.PHONE, "09012345678", "09012345678"),
        (Detail.PHONE, "０３－１２３４－５６７８", "0312345678"),
        (Detail.PHONE, "", ""),
        (Detail.POSTCODE, "123-4567", "1234567"),
        (Detail.POSTCODE, "〒", ""),
        (Detail.BIRTHDAY, "1127", (11, 27)),
        (Detail.BIRTHDAY, "303", (3, 3)),
        (Detail.BIRTHDAY, "0229", (2, 29)),
        (Detail.BIRTHDAY, "", None),
        (Detail.EMAIL, "ｈａｎａ＠mail.example", "hana@mail.example"),
        (Detail.EMAIL, "", ""),
        (Detail.READING, "ヤマダ", "やまだ"),
        (Detail.NAME, " 髙橋 ", "髙橋"),
    ],
)
def test_what_is_accepted(detail, typed, kept):
    assert accept(detail, typed) == Accepted(kept)


@pytest.mark.parametrize(
    ("detail", "typed", "fault"),
    [
        (Detail.PHONE, "0901234567a", None),
        (Detail.PHONE, "090123", Fault.PHONE_SHORT),
        (Detail.PHONE, "090123456789", Fault.PHONE_LONG),
        (Detail.PHONE, "9012345678", Fault.PHONE_START),
        (Detail.POSTCODE, "123456", Fault.POSTCODE_DIGITS),
        (Detail.BIRTHDAY, "11", Fault.BIRTHDAY_DIGITS),
        (Detail.BIRTHDAY, "19801127", Fault.BIRTHDAY_DIGITS),
        (Detail.BIRTHDAY, "0230", Fault.NO_SUCH_DAY),
        (Detail.BIRTHDAY, "1301", Fault.NO_SUCH_DAY),
        (Detail.BIRTHDAY, "0431", Fault.NO_SUCH_DAY),
        (Detail.BIRTHDAY, "1100", Fault.NO_SUCH_DAY),
        (Detail.EMAIL, "hana", Fault.EMAIL_FORM),
        (Detail.EMAIL, "hana@mail", Fault.EMAIL_FORM),
        (Detail.EMAIL, "はな@mail.example ほか", Fault.EMAIL_FORM),
    ],
)
def test_what_is_refused(detail, typed, fault):
    assert accept(detail, typed) == (fault if fault else Accepted("0901234567"))


def test_an_accepted_detail_never_shows_in_a_repr():
    assert "0901" not in repr(accept(Detail.PHONE, "09012345678"))


def test_only_mobile_numbers_are_grouped():
    assert spaced_phone("09012345678") == "090-1234-5678"
    assert spaced_phone("0312345678") == "0312345678"
    assert spaced_phone("") == ""
    assert spaced_postcode("1234567") == "123-4567"
    assert spaced_postcode("") == ""


def test_a_heading_about_days_asks_weekdays():
    assert asks_weekday("休みの曜日")
    assert asks_weekday("Days off")
    assert not asks_weekday("趣味")


def test_moving_up():
    assert moved_up((1, 2, 3), 1) == (1, 2, 3)
    assert moved_up((1, 2, 3), 2) == (2, 1, 3)


def test_a_no_outranks_a_newer_yes():
    assert weight(False, 1) > weight(True, 9) > weight(True, 1)
