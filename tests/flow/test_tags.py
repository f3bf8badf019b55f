"""Tags: one touch on, one touch off, undone for five seconds."""

from db.models import AccessLog, TagOn
from kiosk.actions.tags import CONFIRMED_MONTHS
from kiosk.rules.business_day import months_later

SATO, TANAKA = "0101000000000001", "0101000000000002"


def at_palette(counter):
    counter.tap(SATO)
    if counter.view.screen == "unknown_card":
        counter.press("はじめてのお客様")
    counter.press("タグ")
    counter.expect("tags")


def chips(counter):
    return [chip.text for chip in counter.view.body.chips]


def test_two_touches_after_the_tap_put_a_tag_on(counter):
    counter.tap(SATO)
    counter.press("はじめてのお客様")
    counter.press("タグ")
    counter.press("玄関先に置く")
    counter.expect_text("「玄関先に置く」を付けました")
    counter.press("もどる")
    assert chips(counter) == ["玄関先に置く"]


def test_touched_again_it_is_off(counter):
    at_palette(counter)
    counter.press("玄関先に置く")
    counter.press("玄関先に置く")
    counter.expect_text("「玄関先に置く」を外しました")
    counter.press("もどる")
    assert chips(counter) == []


def test_undo_works_for_five_seconds(counter):
    at_palette(counter)
    counter.press("玄関先に置く")
    counter.press("取り消す")
    counter.press("もどる")
    assert chips(counter) == []
    counter.press("タグ")
    counter.press("玄関先に置く")
    late = counter.view.toast.undo.intent
    counter.wait(5.1)
    assert counter.view.toast is None
    counter.send(late)
    counter.press("もどる")
    assert chips(counter) == ["玄関先に置く"]


def test_undoing_a_tag_taken_off_brings_it_back(counter):
    at_palette(counter)
    counter.press("玄関先に置く")
    counter.press("玄関先に置く")
    counter.press("取り消す")
    counter.press("もどる")
    assert chips(counter) == ["玄関先に置く"]


def test_a_late_undo_never_undoes_something_else(counter):
    at_palette(counter)
    counter.press("玄関先に置く")
    late = counter.view.toast.undo.intent
    counter.press("袋いらない")
    counter.send(late)
    counter.press("もどる")
    assert sorted(chips(counter)) == sorted(["玄関先に置く", "袋いらない"])


def test_the_hour_takes_one_more_touch(counter):
    at_palette(counter)
    counter.press("配達は○時以降")
    counter.expect("pick_hour")
    counter.press("15時")
    counter.expect_text("「配達は15時以降」を付けました")
    counter.press("配達は15時以降")
    counter.expect_text("「配達は15時以降」を外しました")


def test_a_households_tag_is_the_households(counter):
    at_palette(counter)
    counter.press("ご家庭")
    counter.press("水曜お休み")
    counter.press("ご本人")
    counter.press("袋いらない")
    counter.press("もどる")
    assert [(chip.text, chip.household) for chip in counter.view.body.chips] == [
        ("水曜お休み", True),
        ("袋いらない", False),
    ]
    assert TagOn.select().where(TagOn.household.is_null(False)).count() == 1


def test_until_goes_by_itself(counter):
    at_palette(counter)
    counter.press("ずっと")
    counter.press("1週間")  # the button shows the present choice; one more touch takes the next
    counter.expect_text("1か月")
    for _ in range(4):
        counter.send(counter.view.body.options[2].intent)
    counter.press("玄関先に置く")
    counter.press("もどる")
    assert chips(counter) == ["玄関先に置く"]
    assert "まで" in counter.view.body.chips[0].mark
    counter.next_day(7)
    counter.tap(SATO)
    assert chips(counter) == ["玄関先に置く"]
    counter.next_day(1)
    counter.tap(SATO)
    assert chips(counter) == []


def test_a_stale_tag_asks_and_yes_asks_again_later(counter):
    at_palette(counter)
    counter.press("水曜お休み")  # its preset asks after 12 months
    counter.press("もどる")
    counter.next_day(370)
    counter.tap(SATO)
    counter.expect_text("今もそうですか？")
    counter.press("はい")
    counter.expect_no_text("今もそうですか？")
    counter.press("取り消す")
    counter.expect_text("今もそうですか？")
    counter.press("終わった")
    assert chips(counter) == []
    counter.press("取り消す")
    assert chips(counter) == ["水曜お休み"]


def test_a_tag_without_a_review_is_asked_about_half_a_year_after_it_was_confirmed(counter):
    at_palette(counter)
    counter.send(counter.view.body.options[3].intent)  # 1か月後
    counter.press("袋いらない")
    counter.press("もどる")
    counter.next_day(40)
    counter.tap(SATO)
    counter.press("はい")
    row = TagOn.get()
    assert row.review_on == months_later(counter.books.today(), CONFIRMED_MONTHS)


def test_a_sensitive_tag_shows_only_while_it_is_held_and_the_log_says_who_looked(counter):
    at_palette(counter)
    counter.press("段差に手を添える")
    counter.expect_no_text("「段差に手を添える」")
    counter.press("もどる")
    chip = counter.view.body.chips[0]
    assert chip.text == "●●●"
    counter.expect_no_text("段差")
    counter.send(chip.hold)
    counter.expect_text("段差に手を添える")
    seen = AccessLog.get(AccessLog.what == "sensitive_tag_seen")
    assert seen.by_id == counter.books.staff
    counter.send(chip.release)
    counter.expect_no_text("段差")


def test_any_tag_can_be_hidden(counter):
    at_palette(counter)
    counter.press("見せる")
    counter.press("玄関先に置く")
    counter.press("もどる")
    assert chips(counter) == ["●●●"]


def test_a_tag_never_stands_on_the_slip(counter):
    at_palette(counter)
    counter.press("玄関先に置く")
    counter.press("もどる")
    counter.next_day()
    counter.tap(SATO)
    assert not any("玄関" in text for text in counter.slip_texts())


def test_english_presets(english):
    english.tap(SATO)
    english.press("New customer")
    english.press("Tags")
    english.press("Deliver after …:00")
    english.press("15:00")
    english.expect_text("Deliver after 15:00")


def test_what_was_done_for_one_customer_does_not_show_on_the_next_ones_screen(counter):
    counter.tap(TANAKA)
    counter.press("はじめてのお客様")
    at_palette(counter)
    counter.press("袋いらない")
    counter.expect_text("「袋いらない」を付けました")
    counter.tap(TANAKA)
    counter.expect_text("お客様 1番")
    counter.expect_no_text("袋いらない", "取り消す")


def test_a_step_that_failed_says_nothing_later(counter, monkeypatch):
    at_palette(counter)
    with monkeypatch.context() as broken:
        broken.setattr("kiosk.flow.steps.tags.refreshed", lambda state, desk: 1 // 0)
        counter.press("袋いらない")
    counter.expect("fault")
    counter.press("はじめの画面へ")
    counter.expect("idle")
    counter.expect_no_text("袋いらない")


def test_a_stale_hidden_tag_asks_without_saying_what_it_is(counter):
    at_palette(counter)
    counter.press("段差に手を添える")  # its preset asks after 6 months
    counter.press("もどる")
    counter.next_day(200)
    counter.tap(SATO)
    counter.expect_text("今もそうですか？")
    counter.expect_no_text("段差")
    counter.press("はい")
    counter.expect_no_text("今もそうですか？")
