"""Slips: printed once, told truly, and never flushed by themselves."""

from hardware.events import DeviceName, SlipOutcome, Trouble

SATO, TANAKA = "0101000000000001", "0101000000000002"


def enrol(counter, uid=SATO):
    counter.tap(uid)
    counter.press("はじめてのお客様")


def test_a_slip_that_did_not_come_out_waits_and_is_printed_without_a_mark(counter):
    enrol(counter)
    counter.printer_says(SlipOutcome.NOT_SENT, Trouble.PAPER_OUT)
    counter.expect_text("印刷できませんでした（紙がありません）")
    counter.press("おわり")
    counter.expect_text("1枚 待っています")
    counter.from_menu("スリップ")
    counter.expect("slips")
    counter.press("印刷")
    assert len(counter.tray.slips) == 2
    assert "再発行" not in counter.slip_texts()
    counter.printer_says(SlipOutcome.PRINTED)
    counter.press("もどる")
    counter.expect_no_text("待っています")


def test_an_unknown_end_is_never_printed_again_by_itself_and_its_copy_is_marked(counter):
    enrol(counter)
    counter.printer_says(SlipOutcome.UNKNOWN, Trouble.HUNG)
    counter.expect_text("印刷できたか分かりません")
    counter.regain(DeviceName.PRINTER)
    counter.wait(120)
    assert len(counter.tray.slips) == 1
    counter.from_menu("スリップ")
    counter.press("再発行")
    assert counter.slip_texts()[0] == "再発行"


def test_a_reprint_says_so(counter):
    enrol(counter)
    counter.printer_says(SlipOutcome.PRINTED)
    counter.press("スリップを再発行")
    assert counter.slip_texts()[0] == "再発行"
    assert len(counter.tray.slips) == 2


def test_a_double_press_on_reprint_prints_once(counter):
    enrol(counter)
    counter.printer_says(SlipOutcome.PRINTED)
    reprint = next(button.intent for button in counter.view.body.actions if button.label == "スリップを再発行")
    counter.send(reprint)
    counter.send(reprint)
    assert len(counter.tray.slips) == 2


def test_a_late_answer_never_reaches_the_next_customer(counter):
    enrol(counter, SATO)
    late = counter.tray.slips[-1][0]
    enrol(counter, TANAKA)
    counter.printer_says(SlipOutcome.NOT_SENT, Trouble.ABSENT, job=late)
    counter.expect_text("お客様 2番", "印刷しています")
    counter.expect_no_text("印刷できませんでした")


def test_the_answer_is_seen_after_coming_back_from_the_palette(counter):
    enrol(counter)
    counter.press("タグ")
    counter.printer_says(SlipOutcome.PRINTED)
    counter.press("もどる")
    counter.expect_text("印刷しました")


def test_a_slip_at_the_printer_when_the_machine_died_is_unknown(counter):
    enrol(counter)
    counter.reopen()
    assert len(counter.tray.slips) == 1
    counter.expect_text("1枚 待っています")
    counter.from_menu("スリップ")
    counter.expect_text("印刷できたか分かりません")
    counter.press("やめる")
    counter.press("もどる")
    counter.expect_no_text("待っています")


def test_a_shop_that_prints_on_demand(counter):
    counter.set("slip.on_visit", False)
    enrol(counter)
    assert counter.tray.slips == []
    counter.press("スリップを印刷")
    assert "再発行" not in counter.slip_texts()


def test_a_shop_that_prints_numbers_prints_no_name(counter):
    counter.set("slip.name", "number")
    enrol(counter)
    counter.press("お名前を入れる")
    counter.type("やまだ")
    counter.press("この名前にする")
    counter.printer_says(SlipOutcome.PRINTED)
    counter.press("スリップを再発行")
    assert not any("やまだ" in text for text in counter.slip_texts())
    assert "お客様 1番" in counter.slip_texts()


def test_the_slip_carries_the_shops_words(counter):
    counter.set("shop.name", "まるみ文具店")
    counter.set("slip.words", ["水曜定休", "ありがとうございます"])
    enrol(counter)
    for text in ("まるみ文具店", "水曜定休", "ありがとうございます", "領収書ではありません"):
        assert text in counter.slip_texts()


def test_a_slip_at_the_printer_is_neither_dropped_nor_sent_again(counter):
    enrol(counter)
    counter.printer_says(SlipOutcome.NOT_SENT, Trouble.PAPER_OUT)
    counter.press("おわり")
    counter.from_menu("スリップ")
    drop, again = (button.intent for button in counter.view.body.rows[0].buttons)
    counter.send(again)
    counter.expect_text("印刷しています")
    counter.send(drop)
    counter.send(again)
    assert len(counter.tray.slips) == 2
    counter.printer_says(SlipOutcome.PRINTED)
    counter.send(drop)
    counter.expect_text("印刷しました")


def test_the_list_says_which_slips_would_be_copies(counter):
    enrol(counter)
    counter.printer_says(SlipOutcome.UNKNOWN, Trouble.HUNG)
    counter.press("おわり")
    counter.from_menu("スリップ")
    counter.press("やめる")
    counter.press("再発行")
    assert counter.slip_texts()[0] == "再発行"


def test_slips_that_wait_can_be_let_go_when_the_printer_is_gone_for_good(counter):
    enrol(counter)
    counter.printer_says(SlipOutcome.NOT_SENT, Trouble.PAPER_OUT)
    counter.reopen(prints=False)
    counter.press("1枚 待っています")
    counter.expect("slips")
    assert [button.label for button in counter.view.body.rows[0].buttons] == ["やめる"]
    counter.press("やめる")
    counter.press("もどる")
    counter.expect_no_text("待っています")


def test_a_slip_that_can_not_be_formed_still_waits(counter, monkeypatch):
    counter.set("slip.on_visit", False)
    enrol(counter)
    with monkeypatch.context() as broken:
        broken.setattr("kiosk.flow.desk.form_slip", lambda *_: 1 // 0)
        counter.press("スリップを印刷")
    counter.expect("fault")
    counter.press("はじめの画面へ")
    counter.expect_text("1枚 待っています")


def test_an_answer_that_could_not_be_written_is_an_unknown_end_the_next_day(counter, monkeypatch):
    enrol(counter)
    with monkeypatch.context() as full:
        full.setattr("kiosk.flow.steps.printed.finish_printing", lambda *_: 1 // 0)
        counter.printer_says(SlipOutcome.PRINTED)
    counter.expect("fault")
    counter.next_day()
    counter.expect_text("1枚 待っています")


def test_the_answer_is_seen_after_another_card_came_between(counter):
    enrol(counter)
    counter.press("お名前を入れる")
    counter.tap(TANAKA)
    counter.expect("another_card")
    counter.printer_says(SlipOutcome.PRINTED)
    counter.press("いまの続きをする")
    counter.press("もどる")
    counter.expect_text("印刷しました")
