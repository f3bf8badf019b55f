"""A customer's name in kanji: typed in kana, converted, its reading saved with it."""

from db.models import Customer
from hardware.events import DeviceName, Trouble
from kiosk.flow.intents import ChooseCandidate, ChooseLine, ClearKeys, ConvertKey, Letter, SpaceKey

SATO, TANAKA, SUZUKI = "0101000000000001", "0101000000000002", "0101000000000003"
TAKAHASHI = ("たかはし", "高橋", "髙橋", "高梁")


def naming(counter, uid=SATO):
    counter.tap(uid)
    counter.press("はじめてのお客様")
    counter.press("お名前を入れる")


def named(counter, word="髙橋", uid=SATO):
    naming(counter, uid)
    counter.type("たかはし")
    counter.scribe_says(TAKAHASHI)
    counter.press(word)
    counter.press("この名前にする")


def test_kana_become_kanji_and_the_reading_is_kept(counter):
    naming(counter)
    counter.type("たかはし")
    counter.scribe_says(TAKAHASHI)
    counter.press("髙橋")
    counter.send(SpaceKey())
    counter.type("はなこ")
    counter.scribe_says(("はなこ", "花子", "華子"))
    counter.press("変換")
    counter.press("次の候補")
    counter.press("確定")
    counter.press("この名前にする")
    counter.expect_text("髙橋 華子 様", "たかはし はなこ")
    row = Customer.get()
    assert (row.name, row.reading) == ("髙橋 華子", "たかはし はなこ")
    assert counter.scribe.learned == [(("たかはし", "髙橋"),), (("はなこ", "華子"),)]


def test_the_name_is_undone(counter):
    named(counter)
    counter.press("取り消す")
    counter.expect_text("お客様 1番")
    assert Customer.get().reading == ""


def test_the_reading_can_be_corrected_before_it_is_saved(counter):
    naming(counter)
    counter.type("たかはし")
    counter.scribe_says(TAKAHASHI)
    counter.press("髙橋")
    counter.send(ChooseLine(1))
    counter.erase()
    counter.type("ち")
    counter.press("この名前にする")
    assert (Customer.get().name, Customer.get().reading) == ("髙橋", "たかはち")


def test_a_name_is_corrected_later_and_clearing_it_clears_its_reading(counter):
    named(counter)
    counter.press("お名前を直す")
    counter.expect_text("髙橋", "たかはし")
    counter.send(ClearKeys())
    counter.type("さとう")
    counter.press("この名前にする")
    assert (Customer.get().name, Customer.get().reading) == ("さとう", "さとう")


def test_one_part_of_a_name_is_corrected_and_the_other_keeps_its_reading(counter):
    named(counter)
    Customer.update(name="髙橋 和子", reading="たかはし かずこ").execute()
    counter.tap(SATO)
    counter.press("お名前を直す")
    counter.erase()
    counter.erase()
    counter.expect_text("たかはし ")
    counter.type("かよ")
    counter.scribe_says(("かよ", "加代"))
    counter.press("加代")
    counter.press("この名前にする")
    assert (Customer.get().name, Customer.get().reading) == ("髙橋 加代", "たかはし かよ")


def test_kana_that_were_not_converted_are_the_name(counter):
    naming(counter)
    counter.type("たかはし")
    counter.press("この名前にする")
    counter.expect_text("たかはし 様")


def test_a_late_answer_is_dropped(counter):
    naming(counter)
    counter.type("たかは")
    late = counter.scribe.asked[-1][0]
    counter.type("し")
    counter.scribe_says(("たかは", "鷹は"), request=late)
    counter.expect_no_text("鷹は")
    counter.press("もどる")
    counter.scribe_says(TAKAHASHI)
    counter.expect("customer")
    counter.expect_no_text("髙橋")


def test_an_answer_finds_its_composition_below_another_card(counter):
    naming(counter)
    counter.type("たかはし")
    counter.tap(TANAKA)
    counter.expect("another_card")
    counter.scribe_says(TAKAHASHI)
    counter.expect("another_card")
    counter.press("いまの続きをする")
    counter.press("髙橋")
    counter.press("この名前にする")
    counter.expect_text("髙橋 様")


def test_a_word_that_is_no_longer_offered_is_not_taken(counter):
    naming(counter)
    counter.type("たかはし")
    counter.scribe_says(TAKAHASHI)
    counter.send(ChooseCandidate("鈴木"))
    counter.press("この名前にする")
    counter.expect_text("たかはし 様")


def test_when_the_engine_dies_in_the_middle_nothing_is_lost_and_it_is_said(counter):
    naming(counter)
    counter.type("たか")
    counter.lose(DeviceName.KANJI, Trouble.HUNG)
    counter.scribe_says()
    counter.type("はし")
    counter.expect_text("漢字にできません", "たかはし", "タカハシ")
    counter.send(ConvertKey())
    assert [asked for _, asked in counter.scribe.asked][-1] == "たかはし"
    counter.regain(DeviceName.KANJI)
    counter.scribe_says(TAKAHASHI)
    counter.expect_no_text("漢字にできません")
    counter.press("髙橋")
    counter.press("この名前にする")
    counter.expect_text("髙橋 様")


def test_the_engines_trouble_is_on_the_devices_screen(counter):
    counter.lose(DeviceName.KANJI, Trouble.NO_DRIVER)
    counter.from_menu("機器")
    counter.expect_text("かな漢字変換", "Mozc")


def test_names_of_this_shop_come_first(counter):
    named(counter)
    counter.press("おわり")
    naming(counter, TANAKA)
    counter.type("たかはし")
    assert counter.view.body.writing.candidates[0].label == "髙橋"
    counter.scribe_says(TAKAHASHI)
    assert [button.label for button in counter.view.body.writing.candidates][:2] == ["髙橋", "高橋"]


def test_words_of_the_shops_tags_come_first(counter):
    naming(counter)
    counter.type("はいたつ")
    counter.scribe_says(("はいたつ", "拝達", "配達"))
    assert counter.view.body.writing.candidates[0].label == "配達"


def test_a_real_keyboard_writes_a_name(counter):
    naming(counter)
    for letter in "takahashi":
        counter.send(Letter(letter))
    counter.scribe_says(TAKAHASHI)
    counter.send(SpaceKey(bar=True))
    counter.send(SpaceKey(bar=True))
    counter.press("この名前にする")
    assert (Customer.get().name, Customer.get().reading) == ("髙橋", "たかはし")


def test_search_takes_kana_while_they_are_typed_by_any_keyboard(counter):
    named(counter)
    counter.press("おわり")
    counter.press("さがす")
    for letter in "taka":
        counter.send(Letter(letter))
    counter.expect_text("髙橋 様")
    assert len(counter.scribe.asked) == 4


def test_a_shop_without_kanji_is_not_told_of_them(counter):
    counter.session._desk._kanji = None
    naming(counter)
    counter.type("たかはし")
    counter.expect_no_text("漢字にできません")
    counter.press("タカハシ")
    counter.press("この名前にする")
    assert (Customer.get().name, Customer.get().reading) == ("タカハシ", "たかはし")


def test_what_is_typed_is_in_no_repr(counter):
    naming(counter)
    counter.type("たかはし")
    counter.scribe_says(TAKAHASHI)
    said = repr(counter.session.state) + repr(ChooseCandidate("髙橋")) + repr(Letter("t"))
    assert "たか" not in said
    assert "橋" not in said
