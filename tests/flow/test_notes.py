"""Notes: from a template, typed, drawn, as a contact, hidden; saved with a touch and undone for five seconds."""

import pytest

from db.models import AccessLog, Contact, Note, Template
from db.verify import verify
from hardware.events import CardTapped
from kiosk.actions.notes import save_note
from kiosk.actions.search import find_customers
from kiosk.flow.intents import AddStroke, ChooseCandidate, HoldEvent
from kiosk.rules.ink import MOST_POINTS, Ink, Pen, Stroke, decoded
from kiosk.rules.notes import Draft
from kiosk.rules.search_words import search_text

SATO, TANAKA = "0101000000000001", "0101000000000002"
LINE = ((100, 100), (200, 200), (300, 100))


def at_note(counter, uid=SATO):
    counter.tap(uid)
    if counter.view.screen == "unknown_card":
        counter.press("はじめてのお客様")
    counter.press("メモ")
    counter.expect("note")


def draw(counter, *strokes):
    for points in strokes:
        counter.send(AddStroke(counter.view.body.heard + 1, points))


def test_a_template_and_save(counter):
    at_note(counter)
    counter.press("見積もりをお渡しした")
    counter.press("保存する")
    counter.expect("customer")
    counter.expect_text("メモを書きました", "メモ 11月22日", "見積もりをお渡しした")
    assert Note.get().by_id == counter.books.staff


def test_nothing_is_saved_before_there_is_something(counter):
    at_note(counter)
    assert not [button for button in counter.view.body.actions if button.label == "保存する" and button.intent]


def test_an_empty_note_is_no_note(counter):
    at_note(counter)
    with pytest.raises(ValueError):
        save_note(counter.books, counter.session.state.before.record.id, Draft())
    assert Note.select().count() == 0


def test_a_template_asks_for_the_weekday_and_the_hour(counter):
    at_note(counter)
    counter.press("○曜の○時に配達のお約束")
    counter.expect("note_weekday")
    counter.press("金")
    counter.expect("note_hour")
    counter.expect_text("「金曜の○時に配達のお約束」")
    counter.press("15時")
    counter.expect("note")
    counter.expect_text("金曜の15時に配達のお約束")


def test_back_from_a_question_leaves_the_note_as_it_was(counter):
    at_note(counter)
    counter.press("お返事は○曜までに")
    counter.press("もどる")
    counter.expect("note")
    assert counter.view.body.text == ""


def test_sentences_follow_one_another(counter):
    at_note(counter)
    counter.press("見積もりをお渡しした")
    counter.press("カタログをお渡しした")
    assert counter.view.body.text == "見積もりをお渡しした　カタログをお渡しした"


def test_most_used_templates_come_first_and_an_undone_note_counts_for_nothing(counter):
    at_note(counter)
    counter.press("喜んでいただいた")
    counter.press("保存する")
    counter.press("メモ")
    assert counter.view.body.templates[0].label == "喜んでいただいた"
    counter.press("やめる")
    counter.press("メモ")
    counter.press("喜んでいただいた")
    counter.press("保存する")
    counter.press("取り消す")
    assert Template.get(Template.text == "喜んでいただいた").used == 1


def test_typed(counter):
    at_note(counter)
    counter.press("文字で書く")
    counter.expect("note_typing")
    counter.type("にんし゛んきらい")
    counter.press("これでよい")
    counter.press("保存する")
    counter.expect_text("にんじんきらい")


def test_typed_with_kanji(counter):
    at_note(counter)
    counter.press("カタログをお渡しした")
    counter.press("文字で書く")
    counter.type("、はいたつ")
    counter.scribe_says(("はいたつ", "配達", "配たつ"))
    counter.send(ChooseCandidate("配達"))
    counter.expect_text("カタログをお渡しした、配達")
    counter.press("これでよい")
    counter.press("保存する")
    assert Note.get().text == "カタログをお渡しした、配達"


def test_undo_works_for_five_seconds(counter):
    at_note(counter)
    counter.press("見積もりをお渡しした")
    counter.press("保存する")
    counter.press("取り消す")
    counter.expect("customer")
    counter.expect_no_text("見積もり")
    assert Note.select().count() == 0
    counter.press("メモ")
    counter.press("見積もりをお渡しした")
    counter.press("保存する")
    late = counter.view.toast.undo.intent
    counter.wait(5.1)
    counter.send(late)
    assert Note.select().count() == 1


def test_drawn_by_finger_and_shown_as_a_picture(counter):
    at_note(counter)
    counter.press("手で書く")
    counter.expect("note_ink")
    counter.press("ふつう")
    draw(counter, LINE, ((500, 500),))
    counter.press("これでよい")
    counter.press("保存する")
    drawn = Ink((Stroke(int(Pen.BROAD), LINE), Stroke(int(Pen.BROAD), ((500, 500),))))
    assert decoded(bytes(Note.get().ink)) == drawn
    counter.expect_text("手書きのメモ")
    assert counter.view.body.prompts[0].ink == drawn
    counter.press("これまで")
    assert counter.view.body.rows[0].ink == drawn


def test_a_stroke_is_taken_back_and_all_are_cleared(counter):
    at_note(counter)
    counter.press("手で書く")
    draw(counter, LINE, LINE, LINE)
    counter.press("一画もどす")
    assert len(counter.view.body.ink.strokes) == 2
    counter.press("全部消す")
    assert counter.view.body.ink == Ink()
    counter.press("もどる")
    counter.expect("note")
    assert counter.view.body.ink is None


def test_a_note_may_hold_words_and_ink(counter):
    at_note(counter)
    counter.press("カタログをお渡しした")
    counter.press("手で書く")
    draw(counter, LINE)
    counter.press("これでよい")
    counter.press("保存する")
    note = Note.get()
    assert note.text == "カタログをお渡しした"
    assert note.ink is not None


def test_a_full_sheet_says_so_and_keeps_what_it_has(counter):
    at_note(counter)
    counter.press("手で書く")
    draw(counter, tuple((n * 10, n % 2 * 100) for n in range(MOST_POINTS)), LINE)
    counter.expect_text("これ以上は書けません")
    assert len(counter.view.body.ink.strokes) == 1
    assert counter.view.body.heard == 2


def test_a_contact_is_kept_as_one(counter):
    at_note(counter)
    counter.press("お電話")
    counter.press("お取り寄せ。届いたらお電話")
    counter.press("保存する")
    counter.expect_text("お電話を記録しました")
    assert (Contact.get().channel, Note.select().count()) == ("phone", 0)
    counter.press("これまで")
    assert [row.title for row in counter.view.body.rows] == ["お電話", "ご来店"]


def test_an_undone_contact_is_gone(counter):
    at_note(counter)
    counter.press("お手紙")
    counter.press("カタログをお渡しした")
    counter.press("保存する")
    counter.press("取り消す")
    assert Contact.select().count() == 0


def test_a_hidden_note_shows_only_while_it_is_held_and_the_log_says_who_looked(counter):
    at_note(counter)
    counter.press("かくす ●●●")
    counter.press("ご家族のお話をうかがった")
    counter.press("手で書く")
    draw(counter, LINE)
    counter.press("これでよい")
    counter.press("保存する")
    counter.expect_no_text("ご家族")
    counter.press("これまで")
    counter.expect_text("●●●")
    counter.expect_no_text("ご家族")
    row = counter.view.body.rows[0]
    assert row.ink is None
    assert row.hold == HoldEvent(0)
    counter.send(row.hold)
    counter.expect_text("ご家族のお話をうかがった")
    assert counter.view.body.rows[0].ink is not None
    seen = AccessLog.get(AccessLog.what == "sensitive_note_seen")
    assert (seen.ref, seen.by_id) == (Note.get().id, counter.books.staff)
    counter.send(row.release)
    counter.expect_no_text("ご家族")


def test_another_card_asks_before_a_note_is_lost(counter):
    at_note(counter)
    counter.press("喜んでいただいた")
    counter.tap(TANAKA)
    counter.expect("another_card")
    counter.press("いまの続きをする")
    counter.expect("note")
    counter.expect_text("喜んでいただいた")


def test_another_card_asks_while_something_is_being_drawn(counter):
    at_note(counter)
    counter.press("手で書く")
    draw(counter, LINE)
    counter.tap(TANAKA)
    counter.press("いまの続きをする")
    counter.expect("note_ink")
    assert len(counter.view.body.ink.strokes) == 1


def test_an_empty_note_stands_in_nobodys_way(counter):
    at_note(counter)
    counter.tap(TANAKA)
    counter.expect("unknown_card")


def test_the_customers_own_card_again_disturbs_no_note(counter):
    at_note(counter)
    counter.press("喜んでいただいた")
    counter.happens(CardTapped(SATO, "felica", counter.clock.seconds))
    counter.expect("note")


def test_ink_that_cannot_be_read_is_said_and_its_words_are_kept(counter):
    at_note(counter)
    counter.press("カタログをお渡しした")
    counter.press("保存する")
    Note.update(ink=b"\x63later").execute()
    counter.press("これまで")
    counter.expect_text("カタログをお渡しした（手書きが読めません）")
    counter.press("もどる")
    counter.expect_text("カタログをお渡しした")


def test_a_note_never_stands_on_the_slip(counter):
    at_note(counter)
    counter.press("カタログをお渡しした")
    counter.press("保存する")
    counter.next_day()
    counter.tap(SATO)
    assert not any("カタログ" in text for text in counter.slip_texts())


def test_english(english):
    english.tap(SATO)
    english.press("New customer")
    english.press("Note")
    english.press("Delivery promised for … at …:00")
    english.press("Fri")
    english.press("15:00")
    english.press("Phone")
    english.press("Save")
    english.expect_text("Phone call recorded", "Delivery promised for Fri at 15:00")


def test_a_note_is_found_by_its_words_until_it_is_taken_back(counter):
    at_note(counter)
    counter.press("見積もりをお渡しした")
    counter.press("保存する")
    undo = counter.view.toast.undo.intent
    assert verify(counter.folder, words=search_text) == []
    assert find_customers(counter.books, "見積もり")
    counter.send(undo)
    assert find_customers(counter.books, "見積もり") == ()
    assert verify(counter.folder, words=search_text) == []
