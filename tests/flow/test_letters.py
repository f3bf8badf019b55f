"""おたより: whom for, who is left out and why, and what becomes of it while the counter goes on."""

import csv
import errno
import json
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from db.errors import DiskFull
from db.models import AccessLog, Consent, Contact, Customer, Letter, LetterRule, Recipient
from hardware.events import MailAccepted, MailFinished, MailOutcome, Trouble
from kiosk.actions.duty import sign_in
from kiosk.actions.erasing import erase_person
from kiosk.actions.merging import merge
from kiosk.actions.outgoing import CantWrite, WriteTrouble, deliver
from kiosk.actions.staff import add_member
from kiosk.actions.visit import record_visit
from kiosk.flow.intents import Back, Key, OpenCustomer, OpenTimeline, SaveText, TakeNewCard
from kiosk.flow.letter_intents import EditLetter, LetterText, TouchCondition
from kiosk.mail_password import NAME, write_mail_password
from kiosk.rules.choosing import Condition
from kiosk.rules.letters import LetterState, RecipientState
from kiosk.rules.units import CustomerId
from tests.flow.counter import Counter
from tests.letters.people import MAIL_SETTINGS, agree, fact, household, person, tag, wish

SATO = "0101000000000001"


@pytest.fixture
def shop(counter: Counter):
    """Three customers who may be written to by every way."""
    for key, value in MAIL_SETTINGS.items():
        counter.set(key, value)
    for number in (1, 2, 3):
        person(counter.books, number)
    return counter


def begin(shop: Counter, way: str) -> None:
    shop.from_menu("おたより")
    shop.reads()
    shop.press("新しいおたより")
    shop.press(way)
    shop.reads()
    shop.expect("letter_choosing")


def people(shop: Counter) -> list[str]:
    """Who gets it, by what is chosen so far."""
    shop.press("どなたに届くか見る")
    shop.expect_text("お客様を調べています…")
    shop.reads()
    shop.expect("letter_people")
    return [row.title for row in shop.view.body.rows]


def left_out(shop: Counter) -> dict[str, str]:
    shop.press(next(button.label for button in shop.view.body.actions if button.label.startswith("除かれる方")))
    return {row.title: row.end for row in shop.view.body.rows}


def write(shop: Counter, words: str = "ありがとう") -> None:
    shop.press("次へ")
    shop.expect("letter_draft")
    shop.press("文面（お名前と、お店の連絡先・配信停止のご案内が付きます）")
    for key in words:
        shop.send(Key(key))
    shop.send(SaveText())
    shop.expect("letter_draft")


def send_mail(shop: Counter) -> None:
    begin(shop, "メール")
    people(shop)
    write(shop)
    shop.press("確認へ")
    shop.press("送りはじめる")
    shop.expect("letter")


def saved_choice() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(LetterRule.get().content)
    return found


def states() -> list[str]:
    return [row.state for row in Recipient.select().order_by(Recipient.id)]


# whom for


def test_only_those_who_fit_are_shown_and_who_is_left_out_says_why(shop: Counter):
    books = shop.books
    heading = fact(books, "休みの曜日", "水曜", customer=Customer.get(number=1).id)
    home = household(books, Customer.get(number=2).id)
    fact(books, "休みの曜日", "水曜", household=home)
    wish(books, Customer.get(number=2).id, "post", allowed=False)
    begin(shop, "はがき・宛名ラベル")
    shop.press("人となり")
    shop.press("水曜")
    shop.press("決定")
    shop.expect_text("休みの曜日：水曜")
    assert people(shop) == ["客1 様"]
    assert left_out(shop) == {"客2 様": "連絡のご希望により"}
    assert heading


def test_a_hidden_tag_is_nothing_to_choose_by(shop: Counter):
    tag(shop.books, "配達は15時以降", customer=Customer.get(number=1).id)
    tag(shop.books, "通院中", sensitive=True, customer=Customer.get(number=2).id)
    begin(shop, "はがき・宛名ラベル")
    shop.press("タグ")
    shop.expect_text("配達は15時以降")
    shop.expect_no_text("通院中")
    # nor does it help when the same words are on somebody without being hidden
    tag(shop.books, "通院中", customer=Customer.get(number=3).id)
    shop.send(TouchCondition(Condition.TAG, "通院中"))
    shop.press("決定")
    assert people(shop) == ["客3 様"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"address": ""}, "宛先がない"),
        ({"name": ""}, "お名前がない"),
        ({"post_trouble": "returned"}, "前のが戻ってきた"),
        ({"post_trouble": "moved"}, "転居された"),
    ],
)
def test_paper_that_would_arrive_nowhere_is_not_printed(shop: Counter, change: dict[str, str], why: str):
    Customer.update(change).where(Customer.number == 3).execute()
    begin(shop, "はがき・宛名ラベル")
    assert people(shop) == ["客1 様", "客2 様"]
    assert list(left_out(shop).values()) == [why]


def test_one_of_each_household(shop: Counter):
    ids = [row.id for row in Customer.select().order_by(Customer.number)]
    household(shop.books, ids[1], ids[2])
    begin(shop, "はがき・宛名ラベル")
    shop.press("ご家庭に1通")
    assert people(shop) == ["客1 様", "客2 様"]
    assert left_out(shop) == {"客3 様": "ご家族に届く"}


def test_two_who_read_their_mails_at_one_address_get_one(shop: Counter):
    Customer.update(email="1@example.jp").where(Customer.number == 3).execute()
    begin(shop, "メール")
    assert people(shop) == ["客1 様", "客2 様"]
    assert left_out(shop) == {"客3 様": "同じアドレス"}
    shop.expect_text("No. 3　同じアドレスの客1 様に送ります")


def test_an_offer_by_mail_goes_to_those_who_agreed_alone_a_greeting_does_not_ask(shop: Counter):
    Consent.delete().where(Consent.customer == Customer.get(number=2).id).execute()
    begin(shop, "メール")
    assert people(shop) == ["客1 様", "客2 様", "客3 様"]
    shop.press("選び方へ")
    shop.press("おたよりの種類")
    assert people(shop) == ["客1 様", "客3 様"]
    assert left_out(shop) == {"客2 様": "メールの同意がない"}


def test_a_choice_is_saved_with_its_kind_and_used_again(shop: Counter):
    tag(shop.books, "電話は午前中に", customer=Customer.get(number=2).id)
    begin(shop, "メール")
    shop.press("おたよりの種類")
    shop.press("タグ")
    shop.press("電話は午前中に")
    shop.press("決定")
    shop.press("保存した選び方")
    shop.press("いまの選び方を保存")
    for key in "あさ":
        shop.send(Key(key))
    shop.send(SaveText())
    shop.expect("letter_choosing")
    shop.press("やめる")
    shop.press("新しいおたより")
    shop.press("はがき・宛名ラベル")
    shop.reads()
    shop.press("保存した選び方")
    shop.press("あさ")
    shop.expect_text("電話は午前中に", "ご案内")
    assert people(shop) == ["客2 様"]
    assert LetterRule.get().kind == "selling"


def test_a_choice_of_the_same_name_replaces_and_one_that_is_put_away_is_gone(shop: Counter):
    tag(shop.books, "裏口へ", customer=Customer.get(number=2).id)
    begin(shop, "メール")
    shop.press("タグ")
    shop.press("裏口へ")
    shop.press("決定")
    for _ in range(2):
        shop.press("ご家庭に1通")
        shop.press("保存した選び方")
        shop.press("いまの選び方を保存")
        shop.send(Key("あ"))
        shop.send(SaveText())
    assert LetterRule.select().count() == 1
    shop.expect_text("「あ」を新しい選び方に置きかえました")
    assert saved_choice()["household"] is False  # the second time it was pressed off
    shop.press("取り消す")
    assert saved_choice()["household"]
    shop.press("保存した選び方")
    shop.press("消す")
    shop.expect_text("まだありません。")
    shop.press("取り消す")
    shop.press("あ")
    shop.expect_text("裏口へ")


def test_looking_that_fails_says_so_and_can_be_done_again(shop: Counter):
    begin(shop, "メール")
    shop.press("どなたに届くか見る")
    shop.reading_fails()
    shop.expect_text("調べられませんでした。もう一度お試しください。")
    shop.press("もう一度")
    shop.reads()
    shop.expect_text("客1 様")


def test_letters_are_the_owners(shop: Counter):
    sign_in(shop.books, add_member(shop.books, "由美"))
    shop.from_menu("おたより")
    shop.expect("pin")


# by mail


def test_each_gets_a_mail_of_their_own_with_who_sends_it_and_how_to_opt_out(shop: Counter):
    send_mail(shop)
    for _ in range(3):
        shop.server_takes()
    shop.expect_text("お届けしました", "3 / 3")
    assert [mail.recipient for _, mail in shop.satchel.mails] == [f"{n}@example.jp" for n in (1, 2, 3)]
    mail = message_from_bytes(shop.satchel.mails[0][1].content, policy=default)
    text = mail.get_content()
    assert mail["To"] == "1@example.jp"
    assert mail["From"] == "まるみ電器 <shop@marumi.example>"
    assert mail["Subject"] == "2025年11月のおたより"
    for part in ("客1 様", "ありがとう", "まるみ電器", "東京都大田区本町2-3-4", "03-1234-5678", "配信停止"):
        assert part in text
    assert all(part not in text for part in ("客2", "2@example.jp"))
    contacts = list(Contact.select().order_by(Contact.id))
    assert [(one.channel, one.kind, one.letter.name) for one in contacts] == [
        ("mail", "exchange", "2025年11月のおたより")
    ] * 3
    assert AccessLog.select().where(AccessLog.what == "letter_mail").count() == 1


def test_the_counter_goes_on_while_letters_go_out(shop: Counter):
    send_mail(shop)
    shop.tap(SATO)
    shop.expect("unknown_card")
    for _ in range(3):
        shop.server_takes()
    shop.expect("unknown_card")
    assert states() == [RecipientState.SENT] * 3


def test_what_the_customer_says_meanwhile_holds_at_the_moment_of_sending(shop: Counter):
    send_mail(shop)
    wish(shop.books, Customer.get(number=1).id, "mail", allowed=False)  # the first is on its way to the server already
    wish(shop.books, Customer.get(number=2).id, "mail", allowed=False)
    shop.server_takes()
    assert shop.satchel.handed_over == []
    shop.server_takes()
    assert states() == [RecipientState.LEFT_OUT, RecipientState.LEFT_OUT, RecipientState.SENT]
    shop.expect_text("除きました")


def test_an_address_that_is_changed_meanwhile_gets_the_mail(shop: Counter):
    send_mail(shop)
    Customer.update(email="new@example.jp").where(Customer.number == 1).execute()
    for _ in range(4):
        shop.server_takes()
    sent = [mail.recipient for job, mail in shop.satchel.mails if job in shop.satchel.handed_over]
    assert sent == ["new@example.jp", "2@example.jp", "3@example.jp"]


def test_who_was_erased_or_merged_meanwhile_gets_none_or_one(shop: Counter):
    one, two, three = (row.id for row in Customer.select().order_by(Customer.number))
    send_mail(shop)
    shop.server_takes()
    erase_person(shop.books, two)
    merge(shop.books, one, three)
    while RecipientState.WAITING in states():
        shop.server_takes()
    rows = {row.customer_id: (row.state, row.why) for row in Recipient.select()}
    assert rows[one] == (RecipientState.SENT, None)
    assert rows[two][0] == RecipientState.LEFT_OUT
    assert rows[three] == (RecipientState.LEFT_OUT, "written")
    assert len(shop.satchel.handed_over) == 1


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (Trouble.ABSENT, "メールのサーバーにつながりません"),
        (Trouble.HUNG, "メールのサーバーが答えません"),
        (Trouble.FORBIDDEN, "メールのサーバーに断られました（ユーザー名・パスワード・差出人）"),
        (Trouble.UNFIT, "メールのサーバーと安全につながりません"),
        (Trouble.BROKEN, "メールのサーバーが、このメールを受け取りません"),
    ],
)
def test_trouble_with_the_server_stops_the_letter_and_it_goes_on_where_it_was(
    shop: Counter, trouble: Trouble, words: str
):
    send_mail(shop)
    shop.server_takes()
    shop.server_says(MailOutcome.NOT_SENT, trouble)
    shop.expect_text("止まっています", words)
    assert len(shop.satchel.mails) == 2
    shop.press("つづきを送る")
    shop.server_takes()
    shop.server_takes()
    assert states() == [RecipientState.SENT] * 3
    assert len(shop.satchel.handed_over) == 3


def test_an_address_that_does_not_exist_is_written_to_no_more(shop: Counter):
    send_mail(shop)
    shop.server_says(MailOutcome.REFUSED)
    shop.server_takes()
    shop.server_takes()
    shop.expect_text("宛先がありませんでした")
    assert Letter.get().state == LetterState.DONE
    assert Customer.get(number=1).mail_trouble == "returned"
    shop.press("一覧へ")
    shop.press("新しいおたより")
    shop.press("メール")
    shop.reads()
    people(shop)
    assert left_out(shop) == {"客1 様": "前のが戻ってきた"}


def test_an_address_that_is_changed_while_the_old_one_is_refused_is_a_good_one(shop: Counter):
    send_mail(shop)
    Customer.update(email="new@example.jp").where(Customer.number == 1).execute()
    shop.server_says(MailOutcome.REFUSED)
    assert Customer.get(number=1).mail_trouble is None
    for _ in range(3):
        shop.server_takes()
    assert states() == [RecipientState.SENT] * 3
    assert shop.satchel.mails[1][1].recipient == "new@example.jp"


def test_what_is_no_address_stops_neither_the_letter_nor_the_counter(shop: Counter):
    Customer.update(email="a@b@example.jp").where(Customer.number == 1).execute()  # from an older register
    send_mail(shop)
    shop.server_takes()
    shop.server_takes()
    assert states() == [RecipientState.REFUSED, RecipientState.SENT, RecipientState.SENT]
    assert [mail.recipient for _, mail in shop.satchel.mails] == ["2@example.jp", "3@example.jp"]


def test_a_shops_name_of_two_lines_makes_nobodys_address_wrong(shop: Counter):
    shop.set("shop.name", "まるみ電器\n本店")
    send_mail(shop)
    for _ in range(3):
        shop.server_takes()
    assert states() == [RecipientState.SENT] * 3


def test_whom_the_server_puts_off_can_be_tried_again_and_of_whom_nothing_is_known_not_by_itself(shop: Counter):
    send_mail(shop)
    shop.server_says(MailOutcome.NOT_SENT)
    shop.server_says(MailOutcome.UNKNOWN, accepted=True)
    shop.server_takes()
    assert states() == [RecipientState.NOT_SENT, RecipientState.UNKNOWN, RecipientState.SENT]
    shop.press("つづきを送る")
    shop.server_takes()
    assert states() == [RecipientState.SENT, RecipientState.UNKNOWN, RecipientState.SENT]
    shop.press("もう一度送る")
    shop.server_takes()
    assert states() == [RecipientState.SENT] * 3
    assert Contact.select().count() == 3


def test_an_answer_that_a_full_disk_did_not_keep_is_unknown_and_the_letter_goes_on(
    shop: Counter, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    send_mail(shop)
    with monkeypatch.context() as failing:
        failing.setattr("kiosk.flow.mailing.mail_sent", full)
        shop.server_takes()
    shop.expect("fault")
    assert states() == [RecipientState.SENDING, RecipientState.WAITING, RecipientState.WAITING]
    shop.wait(10)
    shop.from_menu("おたより")
    shop.press("2025年11月のおたより")
    shop.press("止める")
    shop.press("つづきを送る")
    shop.server_takes()
    shop.server_takes()
    assert states() == [RecipientState.UNKNOWN, RecipientState.SENT, RecipientState.SENT]
    assert Letter.get().state == LetterState.DONE


def test_stopped_by_hand_nobody_else_gets_it(shop: Counter):
    send_mail(shop)
    shop.server_takes()
    shop.press("止める")
    job = shop.satchel.mails[-1][0]
    assert shop.satchel.withdrawn == [job]
    shop.server_takes()  # the server was asked already: it gets nothing
    assert shop.satchel.handed_over == [1]
    assert states() == [RecipientState.SENT, RecipientState.WAITING, RecipientState.WAITING]
    shop.expect_text("手で止めました")


def test_stopped_when_the_last_one_is_with_the_server_it_is_done_with_the_answer(shop: Counter):
    send_mail(shop)
    shop.server_takes()
    shop.server_takes()
    last = shop.satchel.mails[-1][0]
    shop.happens(MailAccepted(last))
    shop.press("止める")
    shop.happens(MailFinished(last, MailOutcome.SENT))
    shop.expect_text("お届けしました", "3 / 3")
    assert Letter.get().state == LetterState.DONE


def test_a_letter_of_which_the_last_one_was_erased_is_done(shop: Counter):
    send_mail(shop)
    shop.server_takes()
    shop.server_takes()
    erase_person(shop.books, CustomerId(Customer.get(number=3).id))
    shop.server_takes()
    assert states() == [RecipientState.SENT, RecipientState.SENT, RecipientState.LEFT_OUT]
    assert Letter.get().state == LetterState.DONE


def test_after_a_restart_a_person_says_when_it_goes_on(shop: Counter):
    send_mail(shop)
    shop.server_takes()
    shop.reopen()
    shop.from_menu("おたより")
    shop.expect_text("止まっています")
    shop.press("2025年11月のおたより")
    shop.expect_text("途中で電源が切れたか、終了しました")
    shop.press("つづきを送る")
    shop.server_takes()
    shop.server_takes()
    assert states() == [RecipientState.SENT] * 3


def test_what_is_missing_for_mail_is_said_before_anything_is_sent(counter: Counter):
    person(counter.books, 1)
    begin(counter, "メール")
    people(counter)
    write(counter)
    counter.expect_text("お店の住所が設定されていません", "メールのサーバーが設定されていません")
    assert all(button.label != "確認へ" or button.intent is None for button in counter.view.body.actions)


def test_a_password_that_others_can_read_is_none(shop: Counter):
    shop.set("mail.user", "shop")
    write_mail_password(shop.folder, "geheim")
    assert (shop.folder / NAME).stat().st_mode & 0o777 == 0o600
    send_mail(shop)
    assert len(shop.satchel.mails) == 1
    (shop.folder / NAME).chmod(0o644)
    shop.server_takes()
    shop.expect_text("メールの設定が足りません")
    assert len(shop.satchel.mails) == 1
    assert "geheim" not in repr(shop.satchel.mails)


# what came of it


def test_those_who_came_within_thirty_days_are_counted_with_the_letter(shop: Counter):
    send_mail(shop)
    for _ in range(3):
        shop.server_takes()
    one, two, _ = (row.id for row in Customer.select().order_by(Customer.number))
    record_visit(shop.books, one)  # on the day itself: it may have been before
    shop.next_day(30)
    record_visit(shop.books, two)
    shop.next_day(1)
    record_visit(shop.books, one)  # too late
    shop.from_menu("おたより")
    shop.expect_text("数えています…")
    shop.reads()
    shop.expect_text("30日以内のご来店 1名様", "3名様のうち 3名様へ")


def test_a_letter_is_in_the_timeline_but_nothing_to_talk_about(shop: Counter):
    send_mail(shop)
    shop.server_takes()
    shop.press("一覧へ")
    shop.press("もどる")
    shop.press("もどる")
    shop.press("さがす")
    shop.send(Key("1"))
    shop.send(OpenCustomer(Customer.get(number=1).id))
    shop.expect_no_text("2025年11月のおたより")
    shop.send(OpenTimeline())
    shop.expect_text("2025年11月のおたより", "メール")


# paper and lists


@pytest.fixture
def no_stick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """No stick is plugged into the machine that runs the tests."""
    monkeypatch.setattr("kiosk.actions.places.MOUNTS", tmp_path / "mounts")


def test_labels_are_a_pdf_and_everybody_on_them_was_written_to(shop: Counter, no_stick: None):
    begin(shop, "はがき・宛名ラベル")
    people(shop)
    shop.press("次へ")
    shop.press("確認へ")
    shop.press("ラベル 12面")
    shop.press("3")
    shop.expect("letter_making")
    assert Contact.select().count() == 0
    shop.reads()
    shop.expect("letter")
    shop.expect_text("この機械の letters に おたより-20251122.pdf を作りました", "3 / 3")
    text = "".join(page.extract_text() for page in PdfReader(shop.folder / "letters/おたより-20251122.pdf").pages)
    assert all(f"客{number}" in text for number in (1, 2, 3))
    assert [(one.channel, one.kind) for one in Contact.select()] == [("post", "exchange")] * 3
    assert list((shop.folder / "letters").glob("*.part")) == []


def test_postcards_are_two_files(shop: Counter, no_stick: None):
    begin(shop, "はがき・宛名ラベル")
    people(shop)
    shop.press("次へ")
    shop.press("お礼とごきげんうかがい")
    shop.press("確認へ")
    shop.press("はがき")
    shop.reads()
    shop.expect("letter")
    made = sorted(path.name for path in (shop.folder / "letters").iterdir())
    assert made == ["おたより-20251122-宛名.pdf", "おたより-20251122-文面.pdf"]


def test_a_name_that_cant_be_printed_is_said_by_number_and_not_counted(shop: Counter, no_stick: None):
    Customer.update(name="𓀀𓀀").where(Customer.number == 2).execute()
    begin(shop, "はがき・宛名ラベル")
    people(shop)
    shop.press("次へ")
    shop.press("確認へ")
    shop.press("ラベル 24面")
    shop.press("1")
    shop.reads()
    shop.expect_text("No. 2 は印刷できない文字があるため、入っていません", "2 / 2")


def test_a_file_that_cant_be_written_makes_nobody_written_to(
    shop: Counter, monkeypatch: pytest.MonkeyPatch, no_stick: None
):
    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("kiosk.actions.outgoing.sync", full)
    begin(shop, "宛名の一覧（CSV）")
    people(shop)
    shop.press("次へ")
    shop.press("確認へ")
    shop.press("書き出す")
    shop.reads()
    shop.expect_text("空きが足りません。")
    assert Contact.select().count() == 0
    assert Letter.get().state == LetterState.DRAFT


@pytest.mark.parametrize("after", range(3))
def test_a_stick_that_is_pulled_at_any_step_leaves_nothing_that_looks_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
):
    steps: list[Path] = []

    def pulled(path: Path) -> None:
        steps.append(path)
        if len(steps) > after:
            raise OSError(errno.EIO, "pulled")

    monkeypatch.setattr("kiosk.actions.outgoing.sync", pulled)
    assert deliver(tmp_path / "letters", "a.pdf", b"1") == CantWrite(WriteTrouble.GONE)
    assert list((tmp_path / "letters").iterdir()) == []


def test_who_leaves_while_a_file_is_made_finds_it_made_and_everybody_in_it_written_to(shop: Counter, no_stick: None):
    begin(shop, "宛名の一覧（CSV）")
    people(shop)
    shop.press("次へ")
    shop.press("確認へ")
    shop.press("書き出す")
    shop.tap(SATO)
    shop.expect("unknown_card")
    shop.reads()
    shop.expect("unknown_card")
    shop.expect_text("おたより-20251122.csv")
    assert Contact.select().count() == 3
    assert Letter.get().state == LetterState.DONE


def test_a_file_that_fails_behind_another_screen_is_said(
    shop: Counter, monkeypatch: pytest.MonkeyPatch, no_stick: None
):
    begin(shop, "宛名の一覧（CSV）")
    people(shop)
    shop.press("次へ")
    shop.press("確認へ")
    shop.press("書き出す")
    Customer.update(address="").execute()  # nobody is left who could be written to
    shop.tap(SATO)
    shop.reads()
    shop.expect_text("ファイルの書き出しは完了していません")
    assert Letter.get().state == LetterState.DRAFT


def test_a_list_is_named_as_plain_and_logged(shop: Counter, no_stick: None):
    begin(shop, "宛名の一覧（CSV）")
    people(shop)
    shop.press("次へ")
    shop.press("確認へ")
    shop.expect_text("暗号化せずにファイルにします")
    Customer.update(name="=1+1").where(Customer.number == 3).execute()
    wish(shop.books, Customer.get(number=2).id, "post", allowed=False)  # said while the owner looked at the screen
    shop.press("書き出す")
    shop.reads()
    shop.expect_text("お名前とご住所が入った、暗号化されていないファイルです")
    with (shop.folder / "letters/おたより-20251122.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["番号", "お名前", "よみ", "郵便番号", "ご住所"],
        ["1", "客1", "", "144-0001", "本町1-2"],
        ["3", '="=1+1"', "", "144-0001", "本町1-2"],  # no formula
    ]
    assert AccessLog.select().where(AccessLog.what == "letter_csv").count() == 1
    assert Contact.select().count() == 2


@pytest.mark.parametrize("how", ["idle", "covered", "another card", "back"])
def test_words_that_are_being_typed_are_kept_unless_one_goes_back(shop: Counter, how: str):
    begin(shop, "メール")
    people(shop)
    write(shop, "あき")
    shop.send(EditLetter(LetterText.WORDS))
    shop.send(Key("の"))
    match how:
        case "idle":
            shop.wait(120)
        case "covered":
            shop.wait(30)
            shop.tap(SATO)
        case "another card":
            shop.tap(SATO)
            shop.expect("another_card")
            shop.send(TakeNewCard())
        case _:
            shop.send(Back())
            shop.expect("letter_draft")
    assert Letter.get().words == ("あき" if how == "back" else "あきの")


@pytest.mark.parametrize("way", ["choosing", "condition", "people", "back"])
def test_what_was_chosen_is_a_draft_unless_one_goes_back(shop: Counter, way: str):
    tag(shop.books, "裏口へ", customer=Customer.get(number=2).id)
    begin(shop, "メール")
    shop.press("タグ")
    shop.press("裏口へ")
    if way != "condition":
        shop.press("決定")
    if way == "people":
        people(shop)
    if way == "back":
        shop.press("やめる")
    shop.wait(120)
    shop.expect("idle")
    shop.from_menu("おたより")
    if way == "back":
        shop.expect_text("まだおたよりはありません。")
        return
    shop.press("2025年11月のおたより")
    shop.reads()
    shop.expect_text("裏口へ")
    assert people(shop) == ["客2 様"]
    assert Letter.select().count() == 1


def test_a_draft_is_kept_when_the_screen_falls_idle_and_gone_on_with(shop: Counter):
    begin(shop, "メール")
    people(shop)
    write(shop, "あき")
    shop.wait(120)
    shop.reopen()
    agree(shop.books, Customer.get(number=1).id)
    shop.from_menu("おたより")
    shop.press("2025年11月のおたより")
    shop.reads()
    people(shop)
    shop.press("次へ")
    shop.expect_text("あき")
    shop.press("下書きを捨てる")
    shop.expect("letters")
    shop.expect_text("まだおたよりはありません。")
    shop.reads()  # what came of letters is counted: the word stays
    shop.press("取り消す")
    shop.expect_text("2025年11月のおたより")
    shop.press("2025年11月のおたより")
    shop.reads()
    people(shop)
    shop.press("次へ")
    shop.expect_text("あき")
