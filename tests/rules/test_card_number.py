import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.card_number import KEY_BYTES, card_number, key_fingerprint

uids = st.binary(min_size=4, max_size=8).map(bytes.hex)
keys = st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES)


@given(uids, keys)
def test_one_card_under_one_key_is_one_digest(uid, key):
    assert card_number(uid, "felica", key) == card_number(uid, "felica", key)
    assert len(card_number(uid, "felica", key).digest) == 16


@given(uids, uids, keys, keys)
def test_another_card_another_kind_another_key_is_another_digest(uid, other, key, other_key):
    mine = card_number(uid, "felica", key).digest
    assert mine != card_number(uid, "nfca", key).digest
    if other != uid:
        assert mine != card_number(other, "felica", key).digest
    if other_key != key:
        assert mine != card_number(uid, "felica", other_key).digest
        assert key_fingerprint(key) != key_fingerprint(other_key)


@given(uids, keys)
def test_the_number_is_not_in_what_is_shown(uid, key):
    assert uid not in repr(card_number(uid, "felica", key))


@pytest.mark.parametrize("written", ["M-004217", "m004217", "Ｍ－００４２１７", " M 0042 17 ", "M\u2011004217"])
def test_a_printed_card_is_one_card_however_its_number_is_written(written):
    key = bytes(KEY_BYTES)
    assert card_number(written, "barcode", key) == card_number("M-004217", "barcode", key)
    assert card_number(written, "barcode", key) != card_number("M-004218", "barcode", key)
    assert card_number(written, "barcode", key).last4 == "4217"
