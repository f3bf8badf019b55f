"""開示: a person asks what the shop holds about them, and gets it on paper."""

import pytest

from db.models import AccessLog, Customer, Note
from hardware.ports import Cue
from kiosk.actions import outgoing
from kiosk.actions.duty import sign_in
from kiosk.actions.erasing import erase_person
from kiosk.actions.places import FOLDER
from kiosk.actions.staff import add_member, give_card
from kiosk.flow.views import Level

SATO = "0101000000000001"


@pytest.fixture
def known(counter):
    counter.tap(SATO)
    counter.press("はじめてのお客様")
    person = Customer.get()
    with counter.books.deed() as deed:
        Customer.update(name="むらさき").execute()
        Note.insert(
            id=counter.books.store.new_id(),
            customer=person.id,
            text="ひみつ",
            sensitive=True,
            at=deed.at,
            bday=deed.bday,
        ).execute()
    return counter


def opened(counter):
    counter.reads()  # the day's follow-ups
    counter.tap(SATO)
    counter.press("くわしく")
    counter.press("記録")
    counter.press("開示する")
    counter.expect("disclosure")


def test_the_paper_lies_in_the_folder_beside_the_data_and_names_nobody(known):
    opened(known)
    known.expect_text("隠したメモやタグも入ります", "暗号化されません", "記録に残ります")
    known.press("この機械の中")
    known.expect_text("開示の書類を作っています")
    assert [row.what for row in AccessLog.select().where(AccessLog.customer == Customer.get().id)][-1] == "disclosed"
    known.reads()
    (file,) = (known.folder / FOLDER).iterdir()
    known.expect_text("開示の書類を作りました", str(file), "メモ 1件")
    assert known.view.body.level is Level.GOOD
    assert known.lamp.cues[-1] is Cue.DONE
    assert file.name.startswith("kokyaku-2")
    assert "むらさき" not in file.name
    assert file.read_bytes().startswith(b"%PDF-")
    known.press("もどる")
    known.expect("person_record")


def test_the_same_person_can_ask_again(known):
    for _ in range(2):
        opened(known)
        known.press("この機械の中")
        known.reads()
        known.wait(2)
    assert len(list((known.folder / FOLDER).iterdir())) == 2


def test_it_is_not_made_when_one_goes_back(known):
    opened(known)
    known.press("この機械の中")
    known.press("もどる")
    known.expect("person_record")
    assert known.archive.asked == {}


def test_the_last_word_comes_wherever_one_is(known):
    opened(known)
    known.press("この機械の中")
    known.tap("0101000000000002")
    known.reads()
    known.expect_text("開示の書類を作りました: kokyaku-")


def test_a_place_that_fails_is_said_and_left_clean(known, monkeypatch):
    def fails(path):
        raise OSError(5, "injected")

    opened(known)
    known.press("この機械の中")
    with monkeypatch.context() as failing:
        failing.setattr("kiosk.actions.outgoing.sync", fails)
        known.reads()
    known.expect_text("開示の書類はできていません", "USBが抜けたか、こわれています")
    assert list((known.folder / FOLDER).iterdir()) == []
    assert outgoing.sync is not fails


def test_data_that_cant_be_read_is_said(known):
    opened(known)
    known.press("この機械の中")
    known.reading_fails()
    known.expect_text("開示の書類はできていません", "データを読めませんでした")


def test_somebody_who_was_erased_meanwhile_is_nobody(known):
    opened(known)
    known.press("この機械の中")
    erase_person(known.books, Customer.get().id)
    known.reads()
    known.expect_text("このお客様の記録は、もうありません")
    assert not (known.folder / FOLDER).exists()


def test_it_closes_when_somebody_else_takes_over(known):
    give_card(known.books, add_member(known.books, "あゆみ"), "0103000000000002", "felica")
    opened(known)
    known.tap("0103000000000002")
    known.expect("staff")


def test_only_the_owner_may(known):
    sign_in(known.books, add_member(known.books, "あゆみ"))
    known.tap(SATO)
    known.press("くわしく")
    known.press("記録")
    known.press("開示する")
    known.expect("pin")
    assert not AccessLog.select().where(AccessLog.what == "disclosed").exists()
