"""Opening the books: the card key is the one that hashed the cards, or nothing is opened."""

import stat

import pytest

from db.connection import Store
from kiosk.actions.card import Known, enrol_customer, tap_card
from kiosk.actions.opening import new_shop, open_books
from kiosk.actions.settings import change_setting, settings_table
from kiosk.card_key import NAME, CardKeyMissing
from kiosk.rules.card_number import card_number
from kiosk.schema import BadKey, BadValue

UID = "0101000000000001"
FOUND = new_shop("オーナー", [{"text": "袋いらない"}])


@pytest.fixture
def folder(tmp_path):
    """A shop with one customer, closed."""
    store = Store.open(tmp_path)
    books = open_books(store, tmp_path, FOUND)
    enrol_customer(books, card_number(UID, "felica", books.card_key))
    store.close()
    return tmp_path


def opened(folder):
    store = Store.open(folder)
    try:
        return tap_card(open_books(store, folder, FOUND), UID, "felica")
    finally:
        store.close()


def test_the_key_is_for_the_kiosk_alone(folder):
    assert stat.S_IMODE((folder / NAME).stat().st_mode) == 0o600


def test_a_card_is_known_after_a_new_start(folder):
    assert isinstance(opened(folder), Known)


@pytest.mark.parametrize(
    "harm", [lambda key: key.unlink(), lambda key: key.write_bytes(bytes(32)), lambda key: key.write_bytes(b"short")]
)
def test_without_its_key_the_shop_is_not_opened_and_no_new_key_is_made(folder, harm):
    before = (folder / NAME).read_bytes()
    harm(folder / NAME)
    with pytest.raises(CardKeyMissing, match="backup"):
        opened(folder)
    (folder / NAME).write_bytes(before)
    assert isinstance(opened(folder), Known)


def test_settings_are_typed_and_a_bad_one_changes_nothing(folder):
    store = Store.open(folder)
    books = open_books(store, folder, FOUND)
    before = settings_table(books)
    for key, value, error in (
        ("points.vist", 1, BadKey),
        ("points.visit", -1, BadValue),
        ("points.visit", "many", BadValue),
        ("slip.words", ["a", "b", "c"], BadValue),
        ("shop.cutoff_hour", 24, BadValue),
    ):
        with pytest.raises(error):
            change_setting(books, key, value)
    assert settings_table(books) == before
    change_setting(books, "shop.name", "まるみ文具店")
    change_setting(books, "points.visit", 3)
    assert settings_table(books)["shop.name"] == "まるみ文具店"
    assert settings_table(books)["points.visit"] == 3
    store.close()


def test_a_zone_that_does_not_exist_is_refused(folder):
    store = Store.open(folder)
    books = open_books(store, folder, FOUND)
    with pytest.raises(BadValue, match="Asia/Tokyo"):
        change_setting(books, "shop.zone", "Tokyo")
    change_setting(books, "shop.zone", "Asia/Seoul")
    assert books.zone.key == "Asia/Seoul"
    store.close()
