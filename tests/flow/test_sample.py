"""The sample shop on a real machine: begun on the first screen, always seen to be one, and put away by an owner."""

import pytest

from db.connection import FILE
from hardware.slip import Mark
from kiosk.actions.leftovers import SAMPLE_BESIDE
from kiosk.actions.sample_away import put_sample_away
from kiosk.actions.sample_shop import SAMPLE_PINS
from tests.flow.counter import Counter
from tests.flow.doorstep import Doorstep
from tests.flow.vault import Vault

OWN_CARD = "01fa000000000001"
SATO = "0101000000000001"
AWAY = "見本を片づける"


@pytest.fixture
def door(tmp_path, stick):
    door = Doorstep(tmp_path / "new", stick, vault=Vault(stick)).enter()
    yield door
    if hasattr(door, "store"):
        door.close()


@pytest.fixture
def sample(door):
    """Open, and all that the machine asks is left for later."""
    door.press("見本の店でためす")
    door.wait(1)
    while door.view.screen != "idle":
        door.press("あとで")
    return door


def asked(counter):
    counter.from_menu(AWAY)
    counter.press(AWAY)
    counter.expect("sample_away")


def goes(door):
    """As the program does when it has ended."""
    door.close()
    put_sample_away(door.folder)
    door.open()


def test_it_begins_on_the_first_screen_and_says_so_while_it_is_made(door):
    door.press("見本の店でためす")
    door.expect_text("見本の店をつくっています")
    assert not (door.folder / FILE).exists()
    door.wait(1)
    door.expect_text("カードリーダー", "1 / 3")
    door.press("あとで")
    door.expect("idle")
    door.expect_text("見本の店　まるみ電器")


def test_no_pin_is_asked_on_the_day_on_which_it_is_tried(sample):
    sample.from_menu("毎月の顧客分析")
    sample.expect("report_classes")


def test_its_customers_are_found_and_a_card_at_hand_is_registered_as_usual(sample):
    sample.tap(SATO)
    sample.expect_text("佐藤 和子")
    sample.press("おわり")
    sample.tap(OWN_CARD)
    sample.expect("unknown_card")
    sample.press("はじめてのお客様")
    sample.expect("customer")
    sample.press("おわり")
    sample.tap(OWN_CARD)
    sample.expect("customer")


def test_its_slips_say_that_they_are_samples(sample):
    sample.tap(SATO)
    _, slip = sample.tray.slips[-1]
    assert slip.lines[0] == Mark("見本")


def test_a_real_shop_is_no_sample(tmp_path):
    counter = Counter(tmp_path)
    counter.expect_no_text("見本")
    counter.press("メニュー")
    counter.expect_no_text("見本")
    counter.press("もどる")
    counter.tap(OWN_CARD)
    counter.press("はじめてのお客様")
    _, slip = counter.tray.slips[-1]
    assert Mark("見本") not in slip.lines
    counter.close()


def test_one_who_comes_the_next_day_reads_the_owners_pin_on_the_screen(sample):
    sample.wait(70)
    sample.clock.pass_days(1)
    sample.view = sample.session.tick()
    sample.expect_text("どなたがいますか？")
    sample.press("お客様は架空です")
    sample.expect_text("丸山 光男", "はじめの番号 7391")
    sample.press(AWAY)
    sample.expect("pin")
    sample.pin(SAMPLE_PINS[0])
    sample.expect("sample_away")


def test_it_is_put_away_and_the_machine_begins_again(sample):
    sample.workbench.use_printer("usb:04b8:0202", 80)
    asked(sample)
    sample.expect_text("お客様 200人", "残るもの")
    sample.expect_no_text("見本になかったもの")
    sample.press("片づけへ進む")
    sample.expect_text("本当に片づけますか？")
    assert sample.puts_away == 0
    sample.press("片づける")
    assert sample.puts_away == 1
    sample.expect_text("見本の店を片づけています")
    goes(sample)
    sample.expect("language")
    sample.enter()
    sample.found_shop()
    while sample.view.screen != "idle":
        sample.press("あとで")
    sample.expect_no_text("見本")
    sample.tap(SATO)
    sample.expect("unknown_card")


def test_what_was_not_in_the_sample_is_counted_before_it_goes(sample):
    sample.tap(OWN_CARD)
    sample.press("はじめてのお客様")
    sample.press("おわり")
    asked(sample)
    sample.expect_text("見本になかったものも消えます", "お客様 1人、お会計 0件")


def test_who_thinks_better_of_it_keeps_it(sample):
    asked(sample)
    sample.press("片づけへ進む")
    sample.press("やめる")
    sample.expect("sample")
    sample.press("もどる")
    sample.expect("idle")
    assert sample.puts_away == 0


def test_only_an_owner_puts_it_away(tmp_path):
    counter = Counter(tmp_path, sample=True)  # with somebody else at the counter
    counter.from_menu(AWAY)
    counter.press(AWAY)
    counter.expect("pin")
    counter.pin("4826")
    counter.expect_text("番号がちがいます")
    counter.pin(SAMPLE_PINS[0])
    counter.press("片づけへ進む")
    counter.press("片づける")
    assert counter.puts_away == 1
    counter.close()


def test_one_that_can_not_be_made_says_so_and_another_shop_can_begin(door):
    (door.folder / SAMPLE_BESIDE).touch()  # as good as a card that takes nothing more
    door.press("見本の店でためす")
    door.wait(1)
    door.expect("first_start")
    door.expect_text("つくれませんでした")
    door.found_shop()
    door.expect("shop_name")


def test_a_plug_that_was_pulled_meanwhile_leaves_the_first_screen(door):
    door.press("見本の店でためす")
    door.open()
    door.expect("language")
    door.enter()
    door.press("見本の店でためす")
    door.wait(1)
    door.expect("reader")
