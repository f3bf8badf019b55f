"""The data of a card is encrypted before there is a shop, and opened by a PIN at each start."""

import pytest

from db.connection import FILE
from hardware.events import DeviceName
from kiosk.actions.obstacle import Obstacle, obstacle_of
from kiosk.actions.vault_thread import (
    VaultDamaged,
    VaultDone,
    VaultFailed,
    VaultMoved,
    VaultSeen,
    VaultSilent,
    VaultState,
    VaultWrong,
)
from tests.flow.counter import Counter
from tests.flow.doorstep import Doorstep

PIN = "83510462"
SATO = "0101000000000001"
PLAIN, CLOSED, OPEN, DAMAGED = map(
    VaultSeen, (VaultState.PLAIN, VaultState.CLOSED, VaultState.OPEN, VaultState.DAMAGED)
)


@pytest.fixture
def door(tmp_path, stick):
    """A card that can be encrypted, without a shop."""
    door = Doorstep(tmp_path / "shop", stick, seen=PLAIN).enter()
    yield door
    if hasattr(door, "store"):
        door.close()


def asked_for_pin(door):
    door.press("データを暗号化する")
    door.press("暗号化する")
    door.expect("vault_pin")


def making(door):
    asked_for_pin(door)
    door.pin(PIN)
    door.pin(PIN)
    door.expect("making_vault")


def starts_again(door, seen):
    """The program, or the whole machine."""
    door.seen = seen
    door.open()
    if door.view.screen == "language":
        door.enter()


def test_it_is_chosen_made_and_the_shop_begins_in_it(door):
    asked_for_pin(door)
    door.expect_text("6〜12けた")
    door.pin(PIN)
    door.expect_text("もう一度")
    door.pin(PIN)
    assert door.safe.asked == [("make", PIN)]
    door.happens(VaultMoved(1, 25))
    door.expect_text("25%")
    assert door.starts == 0
    door.happens(VaultDone(1))
    door.expect_text("暗号化しました")
    assert door.starts == 1
    starts_again(door, OPEN)
    door.expect("first_start")
    door.expect_no_text("データを暗号化する")
    door.found_shop()
    while door.view.screen != "idle":
        door.press("あとで")
    door.tap(SATO)
    door.press("はじめてのお客様")
    door.close()
    starts_again(door, CLOSED)
    door.expect("closed_vault")
    door.pin("111222")
    door.happens(VaultWrong(2, 0))
    door.expect_text("番号がちがいます")
    door.pin(PIN)
    assert door.starts == 1
    door.happens(VaultDone(3))
    assert door.starts == 2
    starts_again(door, OPEN)
    door.expect("idle")


def test_it_is_off_unless_somebody_wants_it(door):
    door.press("はじめてのお店")
    door.expect("clock_shown")
    assert door.safe.asked == []


def test_what_it_protects_and_what_not_is_said_before(door):
    door.press("データを暗号化する")
    door.expect_text("盗まれた機械", "動いている機械", "番号を忘れると", "紙の鍵")
    door.press("もどる")
    door.expect("first_start")


def test_a_machine_whose_disks_are_its_own_does_not_offer_it(tmp_path, stick):
    door = Doorstep(tmp_path / "shop", stick).enter()
    door.expect("first_start")
    door.expect_no_text("データを暗号化する")


@pytest.mark.parametrize(("pin", "why"), [("7391", "6けた"), ("123456", "並び"), ("777777", "同じ数字")])
def test_a_pin_that_anyone_would_try_first_is_refused(door, pin, why):
    asked_for_pin(door)
    door.pin(pin)
    door.expect_text(why)
    assert door.safe.asked == []


def test_two_pins_that_differ_begin_again(door):
    asked_for_pin(door)
    door.pin(PIN)
    door.pin("62840153")
    door.expect_text("2回の番号がちがいました")
    door.pin(PIN)
    door.pin(PIN)
    assert door.safe.asked == [("make", PIN)]


def test_one_can_still_go_back_from_the_pin(door):
    asked_for_pin(door)
    door.pin(PIN)
    door.press("もどる")
    door.press("もどる")
    door.expect("first_start")


def test_while_it_is_made_no_touch_begins_anything_else(door):
    making(door)
    door.pin(PIN)
    door.tap(SATO)
    door.expect("making_vault")
    assert len(door.safe.asked) == 1


def test_one_that_fails_leaves_an_empty_machine_that_starts(door):
    making(door)
    door.happens(VaultFailed(1))
    door.expect_text("暗号化できませんでした")
    assert door.starts == 0
    door.press("はじめに戻る")
    assert door.starts == 1
    starts_again(door, PLAIN)
    making(door)


@pytest.mark.parametrize("seen", [PLAIN, OPEN], ids=["before it was whole", "afterwards"])
def test_after_a_power_cut_in_the_middle_the_machine_starts(door, seen):
    making(door)
    starts_again(door, seen)
    door.expect("first_start")
    door.press("はじめてのお店")
    door.expect("clock_shown")


def test_a_closed_machine_shows_nothing_and_serves_nobody(tmp_path, stick):
    shop = Counter(tmp_path / "shop")
    shop.set("shop.name", "まるみ電器")
    shop.close()
    door = Doorstep(tmp_path / "shop", stick, seen=CLOSED)
    door.expect_text("お店は閉まっています")
    door.tap(SATO)
    door.scan("4901234567894")
    door.lose(DeviceName.READER)
    door.expect("closed_vault")
    door.expect_no_text("まるみ電器", "つながっていません")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_closed_machine_speaks_both_languages_for_the_chosen_one_is_encrypted(tmp_path, stick, language):
    door = Doorstep(tmp_path / "shop", stick, language, seen=CLOSED)
    door.expect_text("お店は閉まっています", "The shop is closed", "起動番号を入れると", "The start PIN opens it")
    door.pin("111222")
    door.happens(VaultWrong(1, 1))
    door.expect_text("あと1秒", "Please wait 1 second.")
    door.wait(1.1)
    door.expect_text("番号がちがいます", "That PIN is wrong")
    door.pin(PIN)
    door.happens(VaultDamaged(2))
    door.expect_text("バックアップから復元", "restore the backup")


def test_wrong_pins_make_everybody_wait_and_the_screen_counts(tmp_path, stick):
    door = Doorstep(tmp_path / "shop", stick, seen=CLOSED)
    door.pin("111222")
    door.expect_text("確かめています")
    door.happens(VaultWrong(1, 4))
    door.expect_text("あと4秒")
    door.pin(PIN)
    assert len(door.safe.asked) == 1
    door.wait(2)
    door.expect_text("あと2秒")
    door.wait(2.1)
    door.expect_text("番号がちがいます")
    door.expect_no_text("あと")
    door.pin(PIN)
    assert door.safe.asked[1:] == [("open", PIN)]


def test_a_wait_is_not_over_because_the_program_was_started_again(tmp_path, stick):
    door = Doorstep(tmp_path / "shop", stick, seen=VaultSeen(VaultState.CLOSED, 30))
    door.expect_text("あと30秒")
    door.pin(PIN)
    assert door.safe.asked == []


def test_a_late_answer_is_nobodys(tmp_path, stick):
    door = Doorstep(tmp_path / "shop", stick, seen=CLOSED)
    door.pin("111222")
    door.happens(VaultFailed(1))
    door.expect_text("開けませんでした")
    door.pin(PIN)
    door.happens(VaultWrong(1, 30))
    door.expect_text("確かめています")


def test_a_damaged_one_says_so_and_the_way_back(tmp_path, stick):
    door = Doorstep(tmp_path / "shop", stick, seen=DAMAGED)
    door.expect("vault_damaged")
    door.expect_text("バックアップから復元")
    door.press("もう一度\nTry again")
    assert door.starts == 1


def test_damage_that_only_shows_with_the_right_pin(tmp_path, stick):
    door = Doorstep(tmp_path / "shop", stick, seen=CLOSED)
    door.pin(PIN)
    door.happens(VaultDamaged(1))
    door.expect("vault_damaged")


def test_nothing_begins_where_it_is_not_known_what_the_card_is():
    """What is written then may be in memory alone."""
    assert obstacle_of(VaultSilent()) is Obstacle.VAULT


@pytest.fixture
def counter(tmp_path):
    counter = Counter(tmp_path / "shop")
    counter.safe.is_open = True
    yield counter
    counter.close()


def changing(counter):
    counter.from_menu("機器")
    counter.press("データの暗号化")
    counter.expect("vault_new_pin")


def test_an_owner_changes_the_pin(counter):
    changing(counter)
    counter.pin(PIN)
    counter.pin("62840153")
    counter.pin("62840153")
    assert counter.safe.asked == [("change", PIN, "62840153")]
    counter.expect_text("変えています")
    counter.happens(VaultDone(1))
    counter.expect("devices")
    counter.expect_text("起動番号を変えました")


def test_the_old_pin_was_wrong(counter):
    changing(counter)
    counter.pin("111222")
    counter.pin("62840153")
    counter.pin("62840153")
    counter.happens(VaultWrong(1, 0))
    counter.expect_text("番号がちがいます", "今の起動番号")
    counter.pin(PIN)
    counter.pin("123456")
    counter.expect_text("並び")
    counter.press("もどる")
    counter.expect("devices")


def test_a_pin_that_can_not_be_changed_is_as_before(counter):
    changing(counter)
    counter.pin(PIN)
    counter.pin("62840153")
    counter.pin("62840153")
    counter.happens(VaultFailed(1))
    counter.expect_text("番号は前のままです")


def test_only_an_owner_changes_it(counter):
    counter.from_menu("スタッフ")
    counter.press("席を外す")
    counter.press("機器")
    counter.press("データの暗号化")
    counter.expect("pin")


def test_a_shop_whose_data_is_not_encrypted_has_no_pin_to_change(counter):
    counter.safe.is_open = False
    counter.from_menu("機器")
    counter.expect_no_text("データの暗号化")


def test_no_pin_is_in_what_is_logged_or_shown(door):
    making(door)
    assert PIN not in repr(door.view)
    assert PIN not in repr(door.session._state)  # type: ignore[attr-defined]
    assert not (door.folder / FILE).exists()
