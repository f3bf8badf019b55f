"""The shop's own headings: made, renamed, ordered, put away; what is known under them stays."""

import pytest

from kiosk.flow.intents import ClearKeys, KeepHeading, RaiseHeading, RenameHeading

SATO = "0101000000000001"


@pytest.fixture
def at_headings(counter):
    counter.tap(SATO)
    counter.press("はじめてのお客様")
    counter.press("くわしく")
    counter.press("人となり")
    counter.press("見出しを整える")
    for text in ("しゅみ", "おやすみ", "ねこ"):
        new(counter, text)
    return counter


def new(counter, text):
    counter.press("新しい見出し")
    counter.type(text)
    counter.press("登録")


def order(counter):
    return [row.title for row in counter.view.body.rows]


def heading(counter, text):
    return next(shown.id for shown in counter.session.state.headings if shown.text == text)


def test_they_stand_in_the_shops_order(at_headings):
    counter = at_headings
    assert order(counter) == ["しゅみ", "おやすみ", "ねこ"]
    counter.send(RaiseHeading(heading(counter, "ねこ")))
    assert order(counter) == ["しゅみ", "ねこ", "おやすみ"]
    counter.press("取り消す")
    assert order(counter) == ["しゅみ", "おやすみ", "ねこ"]
    counter.send(RaiseHeading(heading(counter, "ねこ")))
    counter.press("もどる")
    assert [entry.title for entry in counter.view.body.entries] == ["しゅみ", "ねこ", "おやすみ"]


def test_one_is_renamed_and_never_twice_the_same(at_headings):
    counter = at_headings
    for text, screen in (("しゅみ", "filling"), ("いぬ", "headings")):
        counter.send(RenameHeading(heading(counter, "ねこ"))) if counter.view.screen == "headings" else None
        counter.send(ClearKeys())
        counter.type(text)
        counter.press("登録")
        counter.expect(screen)
        if screen == "filling":
            counter.expect_text("同じ名前の見出しがあります")
    assert order(counter) == ["しゅみ", "おやすみ", "いぬ"]
    counter.press("取り消す")
    assert order(counter) == ["しゅみ", "おやすみ", "ねこ"]


def test_a_heading_put_away_takes_its_facts_out_of_sight_and_brings_them_back(at_headings):
    counter = at_headings
    counter.press("もどる")
    counter.press("しゅみ")
    counter.press("ことばで書く")
    counter.type("いご")
    counter.press("登録")
    counter.press("もどる")
    counter.press("見出しを整える")
    counter.send(KeepHeading(heading(counter, "しゅみ")))
    counter.expect_text("しまってあります")
    counter.press("もどる")
    counter.expect_no_text("いご")
    counter.press("見出しを整える")
    new(counter, "しゅみ")  # made again: the old one is back
    counter.press("もどる")
    counter.expect_text("いご")


def test_putting_away_and_making_are_undone(at_headings):
    counter = at_headings
    counter.send(KeepHeading(heading(counter, "しゅみ")))
    counter.press("取り消す")
    counter.expect_no_text("しまってあります")
    new(counter, "いぬ")
    counter.press("取り消す")
    assert order(counter) == ["しゅみ", "おやすみ", "ねこ"]


def test_a_new_one_of_the_same_name_is_refused(at_headings):
    new(at_headings, "ねこ")
    at_headings.expect_text("同じ名前の見出しがあります")


def test_nothing_typed_makes_nothing(at_headings):
    at_headings.press("新しい見出し")
    at_headings.press("登録")
    at_headings.expect("headings")
    assert len(order(at_headings)) == 3
