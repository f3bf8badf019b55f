"""別のお店と合わせる at the counter: which copy, a backup first, the shop closed meanwhile, and what came of it."""

import pytest

from db.backup_target import FolderTarget
from db.models import AccessLog, Sale
from db.verify import verify
from kiosk.actions.backing_up import back_up
from kiosk.actions.backup_keys import KeyRole, keep_key, new_key
from kiosk.actions.duty import sign_out
from kiosk.actions.join_thread import BROKEN_OFF, JoinMoved, NotJoined
from kiosk.flow.intents import Key, OpenSelling
from kiosk.rules.search_words import search_text
from tests.db.backing_up import quiet
from tests.flow.counter import OWNER_PIN, Counter
from tests.flow.two_shops import JoiningCounter
from tests.flow.vault import Vault
from tests.joining.copies import HERE, Copy, card, founded

JOIN = "別のお店と合わせる"
GO = "バックアップして合わせる"


@pytest.fixture
def key():
    return new_key()


@pytest.fixture
def counter(tmp_path, stick, key):
    """A shop with a key for backups and a customer, whose copy on the stick has sold something and met somebody new."""
    counter = JoiningCounter(tmp_path / "data", Vault(stick))
    keep_key(counter.books, key.public, KeyRole.FIRST)
    counter.set("points.visit", 3)
    counter.tap(card(1))
    counter.press("はじめてのお客様")
    counter.press("おわり")
    counter.close()
    there = Copy(counter.folder, HERE, counter.clock.ms).copied(stick / "other")
    with there.open() as till:
        till.enrol(card(9))
        till.tap(card(9))
        till.sell(till.customer(1), 500)
    counter.open()
    yield counter
    counter.close()


def chosen(counter):
    """The only one there is."""
    counter.from_menu(JOIN)
    counter.expect("joining_choose")
    counter.expect_text("探しています")
    counter.reads()
    (row,) = [row for row in counter.view.body.rows if row.intent is not None]
    counter.press(row.title)


def begun(counter):
    counter.press(GO)
    counter.expect("joining_backup")
    counter.backs_up()
    counter.expect("joining")
    counter.closes()


def test_the_other_copys_customers_sales_and_points_come(counter, stick):
    chosen(counter)
    counter.expect("joining_sure")
    counter.expect_text(
        "お客様 2人、最後のお会計", "先に、この機械のバックアップを作ります", "お会計もカードも使えません"
    )
    begun(counter)
    assert len(list(stick.glob("*.age"))) == 1
    counter.happens(JoinMoved(counter.weaver.last, "join", 45, 100))
    counter.expect_text("合わせています　45%", "お会計もカードも使えません")
    counter.tap(card(1))
    counter.send(OpenSelling())
    counter.expect("joining")
    counter.joins()
    counter.expect("joined")
    counter.expect_text("お客様: 1人", "お会計と返品: 1件", "ポイント: +8")
    counter.press("わかりました")
    counter.expect("idle")
    counter.tap(card(9))
    counter.expect("customer")
    assert Sale.select().count() == 1
    assert AccessLog.select().where(AccessLog.what == "shops_joined").count() == 1


def test_a_second_time_brings_nothing(counter):
    for said in ("お客様: 1人", "しかないものはありませんでした"):
        chosen(counter)
        begun(counter)
        counter.joins()
        counter.expect_text(said)
        counter.press("わかりました")
    counter.expect("idle")


def test_what_came_is_said_until_somebody_has_seen_it(counter):
    chosen(counter)
    begun(counter)
    counter.joins()
    counter.tap(card(9))
    counter.expect("customer")
    counter.press("おわり")
    counter.expect("joined")
    counter.wait(70)
    counter.reopen()
    counter.expect("joined")
    counter.expect_text("お客様: 1人")
    counter.press("わかりました")
    counter.reopen()
    counter.expect("idle")


def test_what_both_changed_can_be_looked_at(counter):
    counter.tap(card(2))  # here number 2 is somebody else
    counter.press("はじめてのお客様")
    counter.press("おわり")
    chosen(counter)
    begun(counter)
    counter.joins()
    counter.press("確かめること 1件")
    counter.expect("join_report")
    counter.expect_text("もう一方の会員番号 2 は", "新しい番号は 3")
    counter.press("もどる")
    counter.expect("joined")


@pytest.fixture
def backup(counter, stick):
    """The copy is at hand as its backup alone."""
    other = stick / "other"
    back_up(other, FolderTarget.present(stick), counter.clock.ms, quiet)
    for file in other.iterdir():
        file.unlink()
    other.rmdir()
    return next(stick.glob("*.age")).name


def test_a_backup_asks_for_the_key_on_paper(counter, backup, key):
    chosen(counter)
    counter.expect("joining_key")
    counter.expect_text(key.number)
    counter.scan("12345")
    counter.expect_text("紙の鍵と違います")
    counter.scan(new_key().secret)
    counter.expect_text("この鍵では開きません")
    counter.scan(key.secret)
    counter.expect("joining_sure")
    counter.expect_text("お客様 2人")
    begun(counter)
    counter.joins()
    counter.expect("joined")
    counter.expect_text("お客様: 1人")


def test_the_key_can_be_typed(counter, backup, key):
    chosen(counter)
    counter.press("鍵を打つ")
    counter.expect("joining_typing")
    for letter in key.secret[:-1].lower():
        counter.send(Key(letter))
    counter.press("これで開く")
    counter.expect_text("紙の鍵と違います")
    counter.send(Key(key.secret[-1].lower()))
    counter.press("これで開く")
    counter.expect("joining_sure")
    counter.press("もどる")
    counter.expect("joining_choose")


def test_this_shops_own_backups_are_not_offered(counter, stick):
    counter.session.rest()
    counter.backs_up()
    counter.from_menu(JOIN)
    counter.reads()
    assert len(counter.view.body.rows) == 1
    assert len(list(stick.glob("*.age"))) == 1


def test_another_shop_is_shown_but_cant_be_chosen(counter, stick):
    founded(stick / "stranger")
    counter.from_menu(JOIN)
    counter.reads()
    counter.expect_text("別のお店のものです")
    assert [row.intent is None for row in counter.view.body.rows].count(True) == 1


def test_nothing_is_found_and_another_stick_is_put_in(counter, stick, tmp_path):
    away = stick / "other"
    away.rename(tmp_path / "elsewhere")
    counter.from_menu(JOIN)
    counter.reads()
    counter.expect_text("見つかりません")
    (tmp_path / "elsewhere").rename(away)
    counter.press("もう一度探す")
    counter.reads()
    counter.expect_text("データのフォルダー")
    counter.press("もどる")
    counter.expect("menu")


def test_it_is_the_owners_to_begin(counter):
    counter.press("メニュー")
    sign_out(counter.books)
    counter.press(JOIN)
    counter.expect("pin")
    counter.pin(OWNER_PIN)
    counter.expect("joining_choose")


def test_without_a_backup_nothing_is_closed(counter, stick, tmp_path):
    chosen(counter)
    counter.press(GO)
    stick.rename(tmp_path / "pulled")
    counter.backs_up()
    counter.expect("joining_sure")
    counter.expect_text("バックアップ先がありません")
    assert counter.weaver.asked == []
    (tmp_path / "pulled").rename(stick)
    begun(counter)
    counter.joins()
    counter.expect("joined")


def test_the_backup_before_it_can_be_stopped(counter):
    chosen(counter)
    counter.press(GO)
    counter.press("やめる")
    counter.expect_text("やめています")
    counter.backs_up()
    counter.expect("joining_sure")
    counter.expect_text("途中でやめました")


def test_the_join_can_be_stopped_and_changes_nothing(counter):
    before = Sale.select().count()
    chosen(counter)
    begun(counter)
    counter.press("やめる")
    counter.expect_text("やめています")
    counter.joins()
    counter.expect("not_joined")
    counter.expect_text("途中でやめました", "お店は元のままです")
    counter.press("わかりました")
    counter.expect("idle")
    assert Sale.select().count() == before
    assert verify(counter.folder, words=search_text) == []


def test_a_stick_that_is_pulled_before_the_join_is_said(counter, stick, tmp_path):
    chosen(counter)
    begun(counter)
    stick.rename(tmp_path / "pulled")
    counter.joins()
    counter.expect("not_joined")
    counter.expect_text("USBメモリが抜けていませんか", "お店は元のままです")
    (tmp_path / "pulled").rename(stick)


def test_one_that_was_broken_off_is_said_at_the_next_start(counter):
    counter.happens(NotJoined(0, BROKEN_OFF))
    counter.expect("not_joined")
    counter.expect_text("電源が切れたか", "お店は元のままです")
    counter.wait(70)
    counter.expect("not_joined")
    counter.tap(card(1))
    counter.expect("customer")
    counter.press("おわり")
    counter.expect("idle")


def test_power_that_goes_when_all_was_done_is_no_join_broken_off(counter):
    chosen(counter)
    begun(counter)
    counter.joins()
    counter.reopen()
    counter.happens(NotJoined(0, BROKEN_OFF))
    counter.expect("joined")


def test_customers_are_served_until_the_shop_is_closed(counter):
    chosen(counter)
    counter.press(GO)
    counter.tap(card(1))
    counter.expect("customer")
    counter.backs_up()
    counter.expect("customer")
    assert counter.weaver.asked == []


def test_it_is_the_third_answer_to_a_new_machine(counter):
    for board in ("the old machine", "the new machine"):
        counter.board = board
        counter.reopen()
    counter.expect("move_asked")
    counter.press(JOIN)
    counter.expect("joining_choose")
    counter.press("もどる")
    counter.expect("move_asked")
    counter.press(JOIN)
    counter.reads()
    (row,) = counter.view.body.rows
    counter.press(row.title)
    begun(counter)
    counter.joins()
    counter.press("わかりました")
    counter.expect("idle")


def test_a_shop_without_a_place_for_backups_says_so(tmp_path):
    counter = Counter(tmp_path / "data")
    counter.from_menu(JOIN)
    counter.reads()
    counter.expect_text("バックアップ先がありません")
    counter.close()
