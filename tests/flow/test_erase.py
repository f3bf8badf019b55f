"""消去: asked twice, then nobody can tell who it was: not on the screen, not by the card, not in the file."""

import pytest

from db.connection import FILE
from db.models import (
    Card,
    Consent,
    Contact,
    Customer,
    Fact,
    Household,
    Note,
    PointEntry,
    SlipJob,
    TagOn,
    Visit,
    Wish,
)
from db.verify import verify
from kiosk.actions.duty import sign_in
from kiosk.actions.erasing import erase_person
from kiosk.actions.facts import put_fact
from kiosk.actions.headings import headings, make_heading
from kiosk.actions.merging import merge
from kiosk.actions.staff import add_member
from kiosk.actions.wishes import give_consent, say_wish
from kiosk.flow.intents import ConfirmErase
from kiosk.rules.tags import Scope
from kiosk.rules.wishes import Channel, How

SATO, TWIN, OTHER = "0101000000000001", "0101000000000002", "0101000000000003"
NAME, PHONE, SECRET, WORDING = "むらさきしきぶ", "09012340099", "ひみつのいけばな", "よみあげたことば"


@pytest.fixture
def known(counter):
    """Somebody of whom everything is known, and the same person once more."""
    counter.set("points.visit", 10)
    for uid in (SATO, TWIN, OTHER):
        counter.tap(uid)
        counter.press("はじめてのお客様")
    books = counter.books
    person, twin, other = (row.id for row in Customer.select().order_by(Customer.number))
    make_heading(books, "しゅみ")
    heading = headings(books)[0]
    for scope in Scope:
        put_fact(books, person, heading, SECRET, scope)
    say_wish(books, person, Channel.PHONE, False)
    give_consent(books, person, Channel.MAIL, How.PAPER, WORDING)
    with books.deed() as deed:
        for row in (person, twin):
            Customer.update(
                name=NAME, reading=NAME, reading_key=NAME, phone=PHONE, phone_tail=PHONE[::-1], email=f"{SECRET}@mail",
                postcode="1234567", address=SECRET, birth_month=3, birth_day=3,
            ).where(Customer.id == row).execute()  # fmt: skip
            counter.store.database.execute_sql(
                "INSERT INTO customer_fts (rowid, words) VALUES (?, ?)", (row, f"{NAME} {PHONE}")
            )
        Customer.update(introduced_by=person).where(Customer.id == other).execute()
        for row in (person, twin):
            common = {"customer": row, "at": deed.at, "bday": deed.bday}
            Note.insert(id=books.store.new_id(), text=SECRET, ink=SECRET.encode(), **common).execute()
            Contact.insert(id=books.store.new_id(), channel="phone", text=SECRET, **common).execute()
            TagOn.insert(id=books.store.new_id(), text=SECRET, **common).execute()
    merge(books, person, twin)
    return counter


def erase(counter):
    counter.tap(SATO)
    counter.press("くわしく")
    counter.press("記録")
    counter.press("情報を消去する")
    counter.press("消去へ進む")
    counter.expect_text("二度と元に戻せません")
    counter.press("消去する")


def test_it_is_asked_twice_and_never_mind_leaves_everything(known):
    known.tap(SATO)
    known.press("くわしく")
    known.press("記録")
    known.press("情報を消去する")
    known.press("やめる")
    known.press("情報を消去する")
    known.press("消去へ進む")
    known.press("やめる")
    known.expect("person_record")
    known.send(ConfirmErase())
    assert Customer.get(Customer.number == 1).name == NAME


def test_the_person_is_gone_and_the_figures_stay(known):
    figures = [Visit.select().count(), PointEntry.select().count(), SlipJob.select().count()]
    erase(known)
    known.expect("idle")
    known.expect_text("消去しました")
    known.expect_no_text("取り消す")
    for row in Customer.select().where(Customer.number.in_((1, 2))):
        assert (row.name, row.reading, row.reading_key, row.phone, row.phone_tail) == ("",) * 5
        assert (row.email, row.postcode, row.address) == ("",) * 3
        assert (row.birth_month, row.birth_day, row.household_id) == (None,) * 3
        assert row.erased_at is not None
    for table in (Wish, Consent, Fact, TagOn, Household):
        assert table.select().count() == 0
    assert [card.last4 for card in Card.select()] == ["0003"]
    assert {(note.text, note.ink) for note in Note.select()} == {("", None)}
    assert {contact.text for contact in Contact.select()} == {""}
    assert [Visit.select().count(), PointEntry.select().count(), SlipJob.select().count()] == figures
    assert verify(known.folder) == []


@pytest.mark.parametrize("uid", [SATO, TWIN])
def test_the_card_is_one_that_nobody_knows(known, uid):
    erase(known)
    known.tap(uid)
    known.expect("unknown_card")


@pytest.mark.parametrize("typed", ["1", "2", "むら", "0099"])
def test_nobody_is_found(known, typed):
    erase(known)
    known.press("さがす")
    known.type(typed)
    known.expect_text("見つかりません")


def test_nothing_of_it_is_on_todays_list_and_no_slip_of_it_waits(known):
    erase(known)
    known.press("今日のお客様")
    assert len(known.view.body.rows) == 1
    known.press("もどる")
    assert not SlipJob.select().where(SlipJob.state.in_(("waiting", "not_sent", "unknown"))).exists()


def test_who_was_introduced_knows_that_it_was_somebody(known):
    erase(known)
    known.tap(OTHER)
    known.press("くわしく")
    known.press("紹介")
    known.expect_text("消去されたお客様（1番）")


def in_the_files(counter, text):
    names = [FILE, f"{FILE}-wal"]
    return any(
        text.encode() in (counter.folder / name).read_bytes() for name in names if (counter.folder / name).exists()
    )


@pytest.mark.parametrize("word", [NAME, PHONE, PHONE[::-1], SECRET, WORDING])
def test_its_bytes_are_in_no_page_and_not_in_the_log(known, word):
    assert in_the_files(known, word)  # the search would find them
    erase(known)
    assert not in_the_files(known, word)


def test_what_the_kanji_engine_learned_is_forgotten(known):
    known.scribe.learn(((NAME, "紫式部"),))
    erase(known)
    assert known.scribe.learned == []


def test_erasing_twice_is_once(known):
    person = Customer.get(Customer.number == 1).id
    first = erase_person(known.books, person)
    at = Customer.get_by_id(person).erased_at
    assert erase_person(known.books, person) == first
    assert Customer.get_by_id(person).erased_at == at


def test_a_household_in_which_others_live_keeps_what_is_known_of_it(known):
    person, other = (Customer.get(Customer.number == number) for number in (1, 3))
    Customer.update(household=person.household_id).where(Customer.id == other.id).execute()
    erase(known)
    assert [fact.text for fact in Fact.select()] == [SECRET]


def test_only_the_owner_may(known):
    sign_in(known.books, add_member(known.books, "あゆみ"))
    known.tap(SATO)
    known.press("くわしく")
    known.press("記録")
    known.press("情報を消去する")
    known.expect("pin")
    assert Customer.get(Customer.number == 1).name == NAME


def test_a_merge_of_the_erased_cannot_be_undone(known):
    from db.models import Merge
    from kiosk.actions.unmerging import MergeStays, StillMerged, unmerge

    erase(known)
    assert unmerge(known.books, Merge.get().id) == StillMerged(MergeStays.ERASED)


def test_a_disk_that_fails_leaves_the_person_whole(known, monkeypatch):
    monkeypatch.setattr("kiosk.actions.erasing.refresh_words", lambda *_: 1 // 0)
    erase(known)
    known.expect("fault")
    assert Customer.get(Customer.number == 1).name == NAME
    assert Card.select().count() == 3
