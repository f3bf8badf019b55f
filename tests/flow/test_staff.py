"""Who is at the counter, as the staff of a shop live it: a card or a PIN, and nothing personal for whoever passes."""

import ast
import re
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.errors import DiskFull
from db.models import AccessLog, Customer, Note, Setting, Staff, StaffCard, Visit
from hardware.events import CardKind
from hardware.ports import Cue
from kiosk.actions.access import NobodySignedIn, reveal_note
from kiosk.actions.duty import sign_out
from kiosk.actions.staff import Member, add_member, change_role, choose_pin, give_card, members, working
from kiosk.flow.intents import LiftShade, Pressed
from kiosk.flow.views import PinBody, ShadeBody
from kiosk.rules.pins import LOCKED_AFTER
from kiosk.rules.rights import StaffRole
from kiosk.rules.units import CustomerId, NoteId
from tests.flow.counter import OWNER_PIN, Counter, kept_pin

SATO, TANAKA = "0101000000000001", "0101000000000002"
CLERK_CARD, OWNER_CARD, NEW = "0103000000000002", "0103000000000001", "0103000000000009"
CLERK, CLERK_PIN = "よしだ", "4826"


@pytest.fixture
def clerk(counter: Counter) -> Member:
    """Somebody who is no owner, with a PIN and a card; the owner has a card too, and is at the counter."""
    one = add_member(counter.books, CLERK)
    Staff.update(pin_hash=kept_pin(CLERK_PIN)).where(Staff.id == one.id).execute()
    give_card(counter.books, one, CLERK_CARD, "felica")
    give_card(counter.books, working(counter.books)[0], OWNER_CARD, "felica")
    return next(member for member in members(counter.books) if member.id == one.id)


@pytest.fixture
def unstaffed(tmp_path):
    """A new shop before anybody has chosen a PIN."""
    counter = Counter(tmp_path, staffed=False)
    yield counter
    counter.close()


def clerk_signs_in(counter: Counter, clerk: Member) -> None:
    counter.tap(CLERK_CARD)
    assert counter.books.staff == clerk.id


def nobody(counter: Counter) -> None:
    counter.from_menu("スタッフ")
    counter.press("席を外す")
    counter.expect("idle")


def enrol(counter: Counter, uid: str = SATO) -> None:
    counter.tap(uid)
    counter.press("はじめてのお客様")
    counter.expect("customer")


def covered(counter: Counter) -> bool:
    return isinstance(counter.view.body, ShadeBody)


def message(counter: Counter) -> str:
    assert isinstance(counter.view.body, PinBody)
    return counter.view.body.message


def at_pin_of_clerk(counter: Counter) -> None:
    nobody(counter)
    counter.press("どなたがいますか？")
    counter.press(CLERK)
    counter.expect("pin")


def logged(what: str) -> list[AccessLog]:
    return list(AccessLog.select().where(AccessLog.what == what))


# signing in


def test_a_staff_card_signs_in_with_one_touch(counter, clerk):
    counter.tap(CLERK_CARD)
    counter.expect("idle")
    counter.expect_text("よしださんがレジに立ちます")
    assert counter.lamp.cues[-1] is Cue.DONE
    assert counter.books.staff == clerk.id
    assert [row.by_id for row in logged("signed_in")][-1] == clerk.id


def test_a_staff_card_on_a_customers_screen_leaves_the_customer_there(counter, clerk):
    enrol(counter)
    counter.tap(CLERK_CARD)
    counter.expect("customer")
    counter.expect_text("お客様 1番", "よしださんがレジに立ちます")
    assert Visit.select().count() == 1


@pytest.mark.parametrize("open_it", [("お名前を入れる",), ("タグ", "配達は○時以降")])
def test_a_staff_card_never_breaks_into_what_is_unfinished(counter, clerk, open_it):
    enrol(counter)
    for label in open_it:
        counter.press(label)
    screen, before = counter.view.screen, counter.books.staff
    counter.tap(CLERK_CARD)
    counter.expect(screen)
    counter.expect_text("いまの続きを終えてから")
    assert counter.books.staff == before


def test_a_staff_card_is_never_given_to_a_customer(counter, clerk):
    enrol(counter)
    counter.tap(TANAKA)
    counter.press("カードの追加・交換")
    counter.tap(CLERK_CARD)
    counter.expect("find")
    counter.expect_text("スタッフカードです")


def test_a_pin_signs_in(counter, clerk):
    at_pin_of_clerk(counter)
    counter.pin(CLERK_PIN)
    counter.expect("idle")
    assert counter.books.staff == clerk.id
    enrol(counter)
    assert Customer.get().by_id == clerk.id


def test_the_same_person_is_there_after_a_restart_but_not_on_the_next_morning(counter, clerk):
    clerk_signs_in(counter, clerk)
    counter.reopen()
    assert counter.books.staff == clerk.id
    counter.clock.ms += 86_400_000
    counter.reopen()
    assert counter.books.staff is None
    counter.expect_text("どなたがいますか？")
    counter.expect_no_text("今日のお客様", "さがす")


def test_whoever_stepped_away_is_still_away_after_a_restart(counter, clerk):
    nobody(counter)
    counter.reopen()
    assert counter.books.staff is None


def test_an_id_that_an_older_version_left_signs_nobody_in(counter):
    Setting.update(value=str(counter.books.staff)).where(Setting.key == "staff_on_duty").execute()
    counter.reopen(prints=True)
    assert logged("signed_in")
    Setting.update(value="12").where(Setting.key == "staff_on_duty").execute()
    counter.books.forget_duty()
    assert counter.books.staff is None


# wrong PINs


def test_a_wrong_pin_is_said_and_the_right_one_still_works(counter, clerk):
    at_pin_of_clerk(counter)
    counter.pin("9999")
    assert message(counter) == "番号がちがいます。"
    assert counter.lamp.cues[-1] is Cue.FAULT
    assert counter.books.staff is None
    counter.pin(CLERK_PIN)
    assert counter.books.staff == clerk.id
    assert Staff.get_by_id(clerk.id).failures == 0


def test_wrong_pins_make_everybody_wait_and_the_screen_counts_down(counter, clerk):
    at_pin_of_clerk(counter)
    for _ in range(2):
        counter.pin("9999")
    assert "あと1秒" in message(counter)
    counter.wait(1.1)
    counter.pin("9999")
    counter.wait(2.1)
    counter.pin("9999")
    assert "あと4秒" in message(counter)
    counter.wait(1.5)
    assert "あと3秒" in message(counter)
    counter.pin(CLERK_PIN)  # not before the time is over, even if it is right
    assert counter.books.staff is None
    counter.wait(3)
    assert message(counter) == ""
    assert counter.view.body.open
    counter.pin(CLERK_PIN)
    assert counter.books.staff == clerk.id


def wrong(counter: Counter, times: int) -> None:
    for _ in range(times):
        counter.pin("9999")
        counter.wait(30.1)


def test_ten_wrong_pins_lock_it_until_an_owner_unlocks(counter, clerk):
    at_pin_of_clerk(counter)
    wrong(counter, LOCKED_AFTER)
    assert "オーナーが「スタッフの管理」で解除できます" in message(counter)
    counter.pin(CLERK_PIN)
    assert counter.books.staff is None
    counter.tap(OWNER_CARD)
    counter.from_menu("スタッフ")
    counter.press("スタッフの管理")
    counter.press(CLERK)
    counter.press("番号の停止を解く")
    counter.expect_text("番号の停止を解きました")
    at_member = counter.view.screen
    assert at_member == "member"
    counter.press("もどる")
    counter.press("もどる")
    counter.press("もどる")
    at_pin_of_clerk(counter)
    counter.pin(CLERK_PIN)
    assert counter.books.staff == clerk.id


def test_a_restart_gives_no_guess_back(counter, clerk):
    at_pin_of_clerk(counter)
    wrong(counter, 9)
    counter.reopen()
    counter.press("どなたがいますか？")
    counter.press(CLERK)
    counter.pin("9999")
    assert "10回" in message(counter)
    counter.reopen()
    counter.press("どなたがいますか？")
    counter.press(CLERK)
    assert "10回" in message(counter)


def test_the_card_of_somebody_whose_pin_is_locked_still_signs_in(counter, clerk):
    at_pin_of_clerk(counter)
    wrong(counter, LOCKED_AFTER)
    counter.tap(CLERK_CARD)
    assert counter.books.staff == clerk.id
    assert Staff.get_by_id(clerk.id).failures == LOCKED_AFTER


def test_an_owner_who_is_locked_is_told_the_command(counter, clerk):
    nobody(counter)
    counter.press("どなたがいますか？")
    counter.press("オーナー")
    wrong(counter, LOCKED_AFTER)
    assert "kiosk staff unlock" in message(counter)


class FullDisk:
    """The counter's disk from the `after`-th transaction on: what was written is refused at the commit."""

    def __init__(self, counter: Counter, after: int) -> None:
        self._real = counter.store.transaction
        self._left = after

    @contextmanager
    def transaction(self, *, bulk):
        with self._real(bulk=bulk):
            yield
            self._left -= 1
            if self._left < 0:
                raise DiskFull("the disk is full")


@pytest.mark.parametrize("digits", [CLERK_PIN, "9999"])
def test_with_a_full_disk_no_guess_is_tried(counter, clerk, monkeypatch, digits):
    at_pin_of_clerk(counter)
    with monkeypatch.context() as full:
        full.setattr(counter.store, "transaction", FullDisk(counter, 0).transaction)
        full.setattr("kiosk.actions.duty.fits", lambda *_: pytest.fail("it was tried"))
        counter.pin(digits)
    counter.expect("fault")
    counter.expect_text("保存する場所がいっぱいです")
    assert counter.books.staff is None
    assert Staff.get_by_id(clerk.id).failures == 0
    assert not logged("pin_wrong")


@pytest.mark.parametrize(("after", "failures"), [(1, 1), (2, 0)])
def test_a_disk_that_fills_up_after_the_guess_signs_nobody_in(counter, clerk, monkeypatch, after, failures):
    at_pin_of_clerk(counter)
    with monkeypatch.context() as full:
        full.setattr(counter.store, "transaction", FullDisk(counter, after).transaction)
        counter.pin(CLERK_PIN)
    counter.expect("fault")
    assert counter.books.staff is None
    assert Staff.get_by_id(clerk.id).failures == failures


def test_digits_stand_in_no_view_no_repr_and_no_log(counter, clerk, caplog):
    at_pin_of_clerk(counter)
    caplog.set_level("DEBUG")
    for digits in ("9182", CLERK_PIN):
        counter.pin(digits[:-1])
    seen = f"{counter.view!r} {counter.session.state!r} {caplog.text}"
    kept = " ".join(f"{row.what} {row.ref}" for row in AccessLog.select())
    for secret in ("9182", "918", CLERK_PIN, CLERK_PIN[:-1]):
        assert not re.search(rf"(?<!\d){secret}(?!\d)", seen)  # ids are long rows of digits
        assert secret not in kept.split()
    assert CLERK_PIN not in Staff.get_by_id(clerk.id).pin_hash


# the first start


def test_a_new_shop_begins_with_its_owners_pin(unstaffed):
    unstaffed.expect("new_pin")
    unstaffed.tap(SATO)
    unstaffed.expect("new_pin")
    unstaffed.expect_text("はじめにオーナーの番号を")
    assert Visit.select().count() == 0
    unstaffed.pin("5284")
    unstaffed.expect_text("もう一度")
    unstaffed.pin("5284")
    unstaffed.expect("idle")
    assert unstaffed.books.staff == Staff.get().id
    unstaffed.reopen()
    unstaffed.expect("idle")


def test_two_different_pins_begin_again(unstaffed):
    unstaffed.pin("5284")
    unstaffed.pin("5285")
    unstaffed.expect_text("2回の番号がちがいました")
    unstaffed.pin("5285")
    unstaffed.pin("5285")
    unstaffed.expect("idle")


@pytest.mark.parametrize(
    ("digits", "why"),
    [
        ("528", "4けた以上"),
        ("0000", "同じ数字"),
        ("1234", "並び"),
        ("1212", "繰り返し"),
        ("1122", "1122"),
        ("1985", "生まれ年"),
    ],
)
def test_what_is_too_easy_is_refused_in_words(unstaffed, digits, why):
    unstaffed.pin(digits)
    unstaffed.expect("new_pin")
    unstaffed.expect_text(why)
    assert Staff.get().pin_hash is None


def test_a_first_pin_that_was_half_typed_is_forgotten(unstaffed):
    unstaffed.pin("5284")
    unstaffed.wait(61)
    unstaffed.expect("new_pin")
    unstaffed.expect_no_text("もう一度")
    unstaffed.pin("5284")
    unstaffed.expect_text("もう一度")


# nobody is there


def test_with_nobody_there_a_customer_is_served_but_not_shown(counter, clerk):
    enrol(counter)
    counter.press("おわり")
    counter.clock.ms += 86_400_000
    counter.view = counter.session.tick()
    counter.tap(SATO)
    assert covered(counter)
    counter.expect_no_text("お客様 1番", "No.1")
    assert counter.lamp.cues[-1] is Cue.KNOWN
    assert Visit.select().count() == 2
    assert Visit.select().order_by(Visit.id.desc()).first().by_id is None
    assert len(counter.tray.slips) == 2
    counter.press("どなたがいますか？")
    counter.expect("who")
    counter.press(CLERK)
    counter.pin(CLERK_PIN)
    counter.expect("customer")
    counter.expect_text("お客様 1番")


def test_the_card_of_whoever_comes_in_shows_the_customer_at_once(counter, clerk):
    enrol(counter)
    counter.press("おわり")
    nobody(counter)
    counter.tap(SATO)
    counter.tap(CLERK_CARD)
    assert not covered(counter)
    counter.expect_text("お客様 1番")


def test_with_nobody_there_a_touch_asks_who_it_is_and_then_goes_on(counter, clerk):
    nobody(counter)
    counter.tap(TANAKA)
    counter.press("はじめてのお客様")
    counter.expect("who")
    assert Customer.select().count() == 0
    counter.press(CLERK)
    counter.pin(CLERK_PIN)
    counter.expect("customer")
    assert Customer.get().by_id == clerk.id
    assert not covered(counter)


# the shade and the lock


def test_a_customers_screen_that_nobody_touches_is_covered_and_one_touch_lifts_it(counter):
    enrol(counter)
    counter.wait(19)
    counter.expect_text("お客様 1番")
    stale = next(button.intent for button in counter.view.body.actions if button.label == "タグ")
    seen = counter.view.serial
    counter.wait(1.1)
    assert covered(counter)
    counter.expect("customer")
    counter.expect_no_text("お客様 1番", "ポイント")
    counter.happens(Pressed(stale, seen))  # a finger that was on its way lifts it as well, and does nothing else
    counter.expect("customer")
    counter.expect_text("お客様 1番")
    counter.wait(21)
    counter.press("タッチで表示")
    counter.expect("customer")
    counter.expect_text("お客様 1番")
    counter.wait(19)
    assert not covered(counter)


def test_the_shade_covers_whatever_is_personal_and_keeps_it(counter):
    enrol(counter)
    counter.press("お名前を入れる")
    counter.type("さとう")
    counter.wait(21)
    assert covered(counter)
    counter.expect_no_text("さとう")
    counter.press("タッチで表示")
    counter.expect_text("さとう")


def test_a_covered_screen_goes_back_to_idle_as_any_other(counter):
    enrol(counter)
    counter.wait(61)
    counter.expect("idle")


def test_the_shade_can_be_later_or_never(counter):
    counter.set("privacy.shade_seconds", 0)
    enrol(counter)
    counter.wait(50)
    assert not covered(counter)


def test_what_was_held_open_is_hidden_below_the_shade(counter):
    enrol(counter)
    counter.press("タグ")
    counter.press("段差に手を添える")
    counter.press("もどる")
    counter.send(counter.view.body.chips[0].hold)
    counter.expect_text("段差に手を添える")
    release = counter.view.body.chips[0].release
    counter.wait(21)
    counter.send(release)
    assert covered(counter)
    counter.send(LiftShade())
    counter.expect_no_text("段差")


def test_the_lock_signs_out_who_has_not_touched_anything(counter, clerk):
    counter.set("privacy.lock_minutes", 5)
    clerk_signs_in(counter, clerk)
    counter.wait(200)
    counter.tap(SATO)  # a customer's card is no sign of the staff
    counter.wait(101)
    assert counter.books.staff is None
    counter.expect_text("どなたがいますか？")
    assert [row.by_id for row in logged("locked")] == [clerk.id]
    counter.tap(CLERK_CARD)
    assert counter.books.staff == clerk.id
    counter.wait(200)
    counter.from_menu("スタッフ")
    counter.wait(299)
    assert counter.books.staff == clerk.id


def test_without_a_lock_the_day_is_as_long_as_the_business_day(counter, clerk):
    clerk_signs_in(counter, clerk)
    counter.wait(10 * 3600)
    assert counter.books.staff == clerk.id
    counter.wait(9 * 3600)
    assert counter.books.staff is None


# rights


def test_an_owners_pin_lets_a_clerk_go_on_and_the_log_keeps_both(counter, clerk):
    owner = counter.books.staff
    clerk_signs_in(counter, clerk)
    counter.from_menu("スタッフ")
    counter.press("見た人の記録")
    counter.expect("pin")
    counter.expect_text("オーナー", "の番号か カードを")
    counter.pin(CLERK_PIN)
    assert message(counter) == "番号がちがいます。"
    counter.pin(OWNER_PIN)
    counter.expect("access_log")
    assert counter.books.staff == clerk.id
    assert [(row.by_id, row.ref) for row in logged("granted_access_log")] == [(clerk.id, owner)]


def test_an_owners_card_does_the_same_and_a_clerks_does_not(counter, clerk):
    clerk_signs_in(counter, clerk)
    counter.from_menu("スタッフ")
    counter.press("スタッフの管理")
    counter.tap(CLERK_CARD)
    counter.expect_text("オーナーの番号かカードが必要です")
    counter.tap(OWNER_CARD)
    counter.expect("staff_admin")
    assert counter.books.staff == clerk.id


def test_who_thinks_better_of_it_is_back_where_they_were(counter, clerk):
    clerk_signs_in(counter, clerk)
    counter.from_menu("スタッフ")
    counter.press("スタッフの管理")
    counter.press("もどる")
    counter.expect("staff")
    assert not logged("granted_staff")


def test_what_an_owner_opened_closes_when_somebody_else_takes_over(counter, clerk):
    at_admin(counter)
    counter.press(CLERK)
    counter.tap(CLERK_CARD)
    counter.expect("staff")
    assert counter.books.staff == clerk.id


def test_no_passing_card_becomes_a_staff_card_below_the_shade(counter, clerk):
    at_admin(counter)
    counter.press(CLERK)
    counter.press("カードを渡す")
    counter.wait(21)
    counter.tap(NEW)
    counter.expect("unknown_card")
    assert StaffCard.select().count() == 2


def test_an_owners_screen_that_the_night_closed_is_not_the_mornings(counter, clerk):
    at_admin(counter)
    counter.clock.ms += 86_400_000
    counter.view = counter.session.tick()
    assert covered(counter)
    counter.press("どなたがいますか？")
    counter.press(CLERK)
    counter.pin(CLERK_PIN)
    counter.expect("idle")


def test_a_hidden_note_is_for_whoever_signed_in(counter):
    enrol(counter)
    customer, note = CustomerId(Customer.get().id), NoteId(77)
    Note.insert(id=note, customer=customer, text="通院中", sensitive=True, at=0, bday=0).execute()
    assert reveal_note(counter.books, customer, note) == "通院中"
    assert [(row.by_id, row.ref, row.customer_id) for row in logged("sensitive_note_seen")] == [
        (counter.books.staff, note, customer)
    ]
    sign_out(counter.books)
    with pytest.raises(NobodySignedIn):
        reveal_note(counter.books, customer, note)
    assert len(logged("sensitive_note_seen")) == 1


# the owner's care for the staff


def at_admin(counter: Counter) -> None:
    counter.from_menu("スタッフ")
    counter.press("スタッフの管理")
    counter.expect("staff_admin")


def test_somebody_new_gets_a_name_a_pin_and_a_card(counter):
    at_admin(counter)
    counter.press("追加する")
    counter.type("いのうえ")
    counter.press("追加する")
    counter.expect("new_pin")
    counter.pin("6159")
    counter.pin("6159")
    counter.expect("member")
    counter.expect_text("いのうえ", "番号あり", "カードなし")
    counter.press("カードを渡す")
    counter.expect("staff_card")
    counter.tap(NEW)
    counter.expect_text("いのうえさんのカードになりました", "カード1枚")
    counter.press("もどる")
    counter.press("もどる")
    counter.press("もどる")
    counter.tap(NEW)
    counter.expect_text("いのうえさんがレジに立ちます")


def test_a_customers_card_is_never_a_staff_card(counter, clerk):
    enrol(counter)
    counter.press("おわり")
    at_admin(counter)
    counter.press(CLERK)
    counter.press("カードを渡す")
    for uid, words in ((SATO, "お客様の会員カードです"), (OWNER_CARD, "ほかのスタッフ"), (CLERK_CARD, "もうこの方の")):
        counter.tap(uid)
        counter.expect("staff_card")
        counter.expect_text(words)
    assert StaffCard.select().count() == 2


def test_cards_taken_away_sign_nobody_in(counter, clerk):
    at_admin(counter)
    counter.press(CLERK)
    counter.press("カードを外す")
    counter.press("もどる")
    counter.press("もどる")
    counter.press("もどる")
    counter.tap(CLERK_CARD)
    counter.expect("unknown_card")


def test_who_is_let_go_can_not_sign_in_and_stays_in_the_records(counter, clerk):
    at_admin(counter)
    counter.press(CLERK)
    counter.press("お店を離れた")
    counter.expect_text("サインインできなくなりました")
    counter.press("もどる")
    counter.press("もどる")
    counter.press("もどる")
    owner = counter.books.staff
    counter.tap(CLERK_CARD)
    counter.expect_text("いまは使えない")
    assert counter.books.staff == owner
    assert Staff.select().count() == 2
    at_admin(counter)
    counter.press(CLERK)
    counter.press("また働く")
    counter.press("もどる")
    counter.press("もどる")
    counter.press("もどる")
    counter.tap(CLERK_CARD)
    assert counter.books.staff == clerk.id


def test_letting_go_is_undone_for_five_seconds(counter, clerk):
    at_admin(counter)
    counter.press(CLERK)
    counter.press("お店を離れた")
    counter.press("取り消す")
    counter.expect_text("番号あり")
    assert Staff.get_by_id(clerk.id).active


@pytest.mark.parametrize("label", ["お店を離れた", "スタッフにする"])
def test_the_last_owner_stays_one(counter, clerk, label):
    at_admin(counter)
    counter.press("オーナー")
    counter.press(label)
    counter.expect_text("オーナーが一人もいなくなる")
    assert Staff.select().where((Staff.role == "owner") & (Staff.active == 1)).count() == 1


def test_an_owner_who_makes_themself_staff_has_an_owners_rights_no_more(counter, clerk):
    change_role(counter.books, clerk, StaffRole.OWNER)
    at_admin(counter)
    counter.press("オーナー")
    counter.press("スタッフにする")
    counter.press("もどる")
    counter.press("もどる")
    counter.press("スタッフの管理")
    counter.expect("pin")


def test_the_access_log_says_in_words_who_did_what(counter, clerk):
    enrol(counter)
    counter.press("おわり")
    counter.set("points.visit", 3)
    at_admin(counter)
    counter.press(CLERK)
    counter.press("カードを外す")
    counter.press("もどる")
    counter.press("もどる")
    counter.press("見た人の記録")
    titles = [row.title for row in counter.view.body.rows]
    assert titles[:2] == ["スタッフカードを外した", "設定 points.visit を変えた"]
    assert CLERK in counter.view.body.rows[0].detail
    counter.expect_text("会員カードを付けた", "お客様 1番")


def test_every_line_that_the_program_writes_has_its_words(counter, clerk):
    written = set()
    for path in (Path(__file__).parents[2] / "kiosk").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "log_access":
                written |= {part.value for part in ast.walk(node.args[1]) if isinstance(part, ast.Constant)}
    whole = {what for what in written if isinstance(what, str) and not what.endswith(("_", " ")) and what[0] != "_"}
    assert len(whole) > 10
    assert [what for what in sorted(whole) if f"access.{what}" not in counter.words] == []


def test_a_card_of_another_kind_with_the_same_number_is_another_card(counter, clerk):
    counter.tap(CLERK_CARD, CardKind.NFC_A)
    counter.expect("unknown_card")


def test_nobody_sees_the_counter_with_a_pin_that_was_never_chosen(counter):
    added = add_member(counter.books, "いのうえ")
    nobody(counter)
    counter.press("どなたがいますか？")
    counter.press("いのうえ")
    assert "まだ決まっていません" in message(counter)
    counter.pin("6159")
    assert counter.books.staff is None
    choose_pin(counter.books, added.id, "6159")
    counter.press("もどる")
    counter.press("いのうえ")
    counter.pin("6159")
    assert counter.books.staff == added.id
