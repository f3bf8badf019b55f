"""A new machine is fitted out by touches alone: language, shop, clock, PIN, name, reader, printer, scanner, key."""

import pytest

from db.models import Shop
from hardware.events import CardRefusal, DeviceName, DeviceReady, ScannerFound, SlipOutcome, Trouble
from kiosk.actions.first_steps import NAME, FirstStep
from tests.flow.counter import OWNER_PIN
from tests.flow.doorstep import Doorstep
from tests.flow.test_first_start import asked_for_key, secret  # noqa: F401  a fixture
from tests.flow.vault import Vault
from tests.flow.workbench import EPSON, STAR

SATO = "0101000000000001"
JAN = "4901234567894"
SCANNER = ScannerFound("05e0:1200", "Symbol Scanner", (("us", JAN), ("jp", JAN)))


@pytest.fixture
def door(tmp_path, stick):
    door = Doorstep(tmp_path / "new", stick, prints=False, scans=False, vault=Vault(stick))
    yield door
    if hasattr(door, "store"):
        door.close()


@pytest.fixture
def founded(door):
    """A new shop whose owner has a PIN."""
    door.press("日本語")
    door.found_shop()
    door.expect("shop_name")
    return door


@pytest.fixture
def at_printer(founded):
    return at(founded, "printer")


@pytest.fixture
def at_scanner(founded):
    return at(founded, "scanner")


def at(door: Doorstep, screen: str) -> Doorstep:
    """Leave for later what comes before."""
    while door.view.screen != screen:
        door.press("あとで")
    return door


def test_from_the_language_to_the_first_customer(door):
    door.workbench.plugged = (EPSON,)
    door.expect_text("ことば / Language", "1 / 9")
    door.press("日本語")
    door.expect_text("個客へようこそ", "2 / 9")
    door.press("はじめてのお店")
    door.expect_text("3 / 9", "2025年11月22日（土） 10:00")
    door.press("合っています")
    door.expect_text("4 / 9")
    for _ in range(2):
        door.pin(OWNER_PIN)
    door.expect_text("お店の名前", "5 / 9")
    door.type("まるみ")
    door.press("決める")
    door.expect_text("カードリーダー", "6 / 9")
    door.happens(DeviceReady(DeviceName.READER, "SONY RC-S380/P at usb:001:005"))
    door.expect_text("SONY RC-S380/P が見つかりました。")
    door.expect_no_text("usb:001")
    door.tap(SATO)
    door.expect_text("カードが読めました")
    door.press("つぎへ")
    door.expect_text("プリンター", "7 / 9", "EPSON TM-T88V", "スリップを出すプリンターなら")
    door.press("これを使う")
    door.regain(DeviceName.PRINTER)
    door.press("試し刷り")
    assert "まるみ" in door.slip_texts()
    door.printer_says(SlipOutcome.PRINTED)
    door.expect_text("試し刷りが出ました")
    door.press("つぎへ")
    door.expect_text("8 / 9", "バーコードを")
    door.happens(SCANNER)
    door.expect_text("Symbol Scanner が見つかりました")
    door.press("つぎへ")
    door.expect_text("9 / 9", "鍵")
    door.press("あとで")
    door.expect("idle")
    door.expect_text("まるみ")
    assert (door.workbench.printer, door.workbench.scanner) == (str(EPSON.ids), "05e0:1200")
    assert not (door.folder / NAME).exists()
    door.tap(SATO)
    door.expect("unknown_card")


def test_the_language_changes_what_is_on_the_screen_at_once(door):
    door.press("English")
    door.expect_text("Welcome to Kokyaku")
    assert door.workbench.spoken == ["en"]
    door.press("Back")
    door.press("日本語")
    door.expect_text("個客へようこそ")


def test_a_language_that_can_not_be_kept_is_spoken_all_the_same(door):
    door.workbench.writable = False
    door.press("English")
    door.expect_text("Welcome to Kokyaku")


def test_everything_can_wait(founded):
    for screen in ("shop_name", "reader", "printer", "scanner", "first_key"):
        founded.expect(screen)
        founded.press("あとで")
    founded.expect("idle")
    founded.expect_text("準備ができました")
    assert (founded.workbench.printer, founded.workbench.scanner) == ("", "")


def test_a_step_back_is_a_step_back(founded):
    at(founded, "scanner")
    for screen in ("printer", "reader", "shop_name"):
        founded.press("もどる")
        founded.expect(screen)
    with pytest.raises(AssertionError, match="no button"):
        founded.press("もどる")


@pytest.mark.parametrize("step", [step for step in FirstStep if step is not FirstStep.PIN])
def test_after_a_power_cut_it_goes_on_where_it_was(door, step):
    screens = {
        FirstStep.CLOCK: "clock_shown", FirstStep.NAME: "shop_name", FirstStep.READER: "reader",
        FirstStep.PRINTER: "printer", FirstStep.SCANNER: "scanner", FirstStep.KEY: "first_key",
    }  # fmt: skip
    door.press("日本語")
    door.press("はじめてのお店")
    if step is not FirstStep.CLOCK:
        door.press("合っています")
        for _ in range(2):
            door.pin(OWNER_PIN)
        at(door, screens[step])
    door.reopen()
    door.expect(screens[step])
    assert Shop.select().count() == 1


def test_after_a_power_cut_before_the_pin_the_pin_is_asked(door):
    door.press("日本語")
    door.press("はじめてのお店")
    door.press("合っています")
    door.pin(OWNER_PIN)
    door.reopen()
    door.expect("new_pin")
    for _ in range(2):
        door.pin(OWNER_PIN)
    door.expect("shop_name")


def test_a_pin_whose_step_was_not_noted_is_not_asked_again(founded):
    (founded.folder / NAME).write_text("new pin\n")  # the power went in between
    founded.reopen()
    founded.expect("shop_name")


def test_a_power_cut_between_the_word_and_the_shop_asks_again(door):
    door.press("日本語")
    (door.folder / NAME).write_text("new clock\n")
    door.open()
    door.expect("language")


@pytest.mark.parametrize("torn", ["", "new", "new nothing", "old clock", "\x00\xff"])
def test_where_nobody_knows_how_far_it_was_the_shop_opens(founded, torn):
    (founded.folder / NAME).write_text(torn, "latin-1")
    founded.reopen()
    founded.expect("idle")


def test_how_far_it_is_can_not_be_kept_and_it_goes_on(founded, monkeypatch):
    def full(path, content):
        raise OSError("no room")

    monkeypatch.setattr("kiosk.actions.first_steps.write_secret", full)
    founded.press("あとで")
    founded.expect("reader")
    founded.press("あとで")
    founded.expect("printer")


def test_a_clock_that_is_wrong_is_set(door):
    door.clock.switch_off(chip=True)
    door.press("日本語")
    door.press("はじめてのお店")
    door.press("ちがいます")
    door.expect("clock_set")
    door.press("もどる")
    door.expect("clock_shown")
    door.press("ちがいます")
    door.press("＋1日")
    door.press("この日時にする")
    door.expect("new_pin")


def test_a_clock_that_nobody_set_is_asked_about_once(door):
    door.clock.switch_off()
    door.press("日本語")
    door.press("はじめてのお店")
    door.expect("clock_asked")
    door.expect_text("3 / 9")
    door.press("2025年11月22日（土） 10:00")
    door.expect("new_pin")


def test_the_networks_clock_is_not_set_by_hand(door):
    door.press("日本語")
    door.press("はじめてのお店")
    with pytest.raises(AssertionError, match="no button"):
        door.press("ちがいます")


def test_a_name_that_is_too_long_is_refused_in_words(founded):
    founded.type("あ" * 41)
    founded.press("決める")
    founded.expect_text("40文字まで")
    founded.erase()
    founded.press("決める")
    founded.expect("reader")
    assert founded.books.settings.shop.name == "あ" * 40


def test_a_name_half_typed_is_not_lost_by_waiting_nor_by_a_card(founded):
    founded.type("まるみ")
    founded.wait(300)
    founded.tap(SATO)
    founded.expect("another_card")
    founded.press("いまの続きをする")
    founded.expect_text("まるみ")


def test_a_reader_that_is_not_there_says_what_to_look_for(founded):
    founded.lose(DeviceName.READER)
    at(founded, "reader")
    founded.expect_text("つながっていません", "RC-S380")
    founded.happens(DeviceReady(DeviceName.READER, "SONY RC-S380/P at usb:001:005"))
    founded.expect_text("見つかりました")


def test_a_phone_on_the_reader_is_told_as_ever(founded):
    at(founded, "reader")
    founded.refuse(CardRefusal.RANDOM_UID)
    founded.expect("reader")
    founded.expect_text("番号が毎回変わるもの")


def test_without_a_printer_it_says_what_to_look_for_and_looks_again(at_printer):
    at_printer.expect_text("USBのプリンターが見つかりません", "電源を入れ")
    at_printer.workbench.plugged = (EPSON, STAR)
    at_printer.press("もう一度探す")
    at_printer.expect_text("EPSON TM-T88V", "Star TSP100")
    assert at_printer.workbench.printer == ""  # of several nobody knows which
    row = next(row for row in at_printer.view.body.rows if row.title == "Star TSP100")
    at_printer.send(row.buttons[0].intent)
    assert at_printer.workbench.printer == str(STAR.ids)
    at_printer.expect_text("準備中")


def test_a_printer_on_the_network_is_chosen_by_its_number(at_printer):
    at_printer.press("番号を打つ")
    at_printer.type("192.168.1.500")
    at_printer.press("これを使う")
    at_printer.expect_text("数を4つ")
    at_printer.erase()
    at_printer.press("これを使う")
    at_printer.expect("printer")
    at_printer.expect_text("ネットワーク 192.168.1.50")
    assert at_printer.workbench.printer == "tcp:192.168.1.50:9100"
    at_printer.lose(DeviceName.PRINTER, Trouble.ABSENT)
    at_printer.expect_text("つながっていません", "電源とケーブル")


def test_an_address_half_typed_is_not_lost_by_waiting(at_printer):
    at_printer.press("番号を打つ")
    at_printer.type("192.168.1")
    at_printer.wait(300)
    at_printer.type(".50")
    at_printer.press("これを使う")
    assert at_printer.workbench.printer == "tcp:192.168.1.50:9100"


def test_the_only_printer_may_be_the_offices_and_is_not_taken(at_printer):
    at_printer.workbench.plugged = (EPSON,)
    at_printer.press("もう一度探す")
    at_printer.expect_text("EPSON TM-T88V", "スリップを出すプリンターなら")
    assert [button.label for button in at_printer.view.body.actions] == ["もどる", "あとで", "これを使う"]
    at_printer.press("あとで")
    at_printer.expect("scanner")
    assert at_printer.workbench.printer == ""
    assert not at_printer.books.prints


def test_a_printer_is_given_up(at_printer):
    at_printer.workbench.plugged = (EPSON,)
    at_printer.press("もう一度探す")
    at_printer.press("これを使う")
    assert at_printer.books.prints
    at_printer.expect_text("プリンターなしで使う")
    at_printer.press("使わない")
    assert at_printer.workbench.printer == ""
    assert not at_printer.books.prints
    at_printer.expect_no_text("プリンターなしで使う", "試し刷り")
    at_printer.press("これを使う")  # it is offered again
    assert at_printer.workbench.printer == str(EPSON.ids)


def test_a_scanner_is_given_up(at_scanner):
    at_scanner.expect_no_text("使わない")
    at_scanner.happens(SCANNER)
    at_scanner.press("使わない")
    assert at_scanner.workbench.scanner == ""
    at_scanner.expect_text("どれでも1つ読み取って")
    at_scanner.expect_no_text("使わない")
    assert at_scanner.workbench.looking
    at(at_scanner, "first_key").press("あとで")
    assert "バーコードリーダー" not in [sign.label for sign in at_scanner.view.body.signs]


def test_what_can_not_be_given_up_is_used_still(at_scanner):
    at_scanner.happens(SCANNER)
    at_scanner.workbench.writable = False
    at_scanner.press("使わない")
    at_scanner.expect_text("設定を書き込めませんでした", "Symbol Scanner が見つかりました")
    assert at_scanner.workbench.scanner == "05e0:1200"


def test_the_paper_may_be_narrow(at_printer):
    at_printer.workbench.plugged = (EPSON,)
    at_printer.press("もう一度探す")
    at_printer.press("これを使う")
    at_printer.press("58 mm")
    assert at_printer.workbench.paper_mm == 58


def test_a_trial_that_does_not_come_out_says_so(at_printer):
    at_printer.workbench.plugged = (EPSON,)
    at_printer.press("もう一度探す")
    at_printer.press("これを使う")
    at_printer.regain(DeviceName.PRINTER)
    at_printer.press("試し刷り")
    at_printer.expect_text("試し刷りを送りました")
    at_printer.press("番号を打つ")  # the answer comes while another screen is there
    at_printer.printer_says(SlipOutcome.UNKNOWN, Trouble.HUNG)
    at_printer.press("もどる")
    at_printer.expect_text("最後まで出たか分かりません")
    at_printer.press("試し刷り")
    at_printer.lose(DeviceName.PRINTER, Trouble.PAPER_OUT)
    at_printer.printer_says(SlipOutcome.NOT_SENT, Trouble.PAPER_OUT)
    at_printer.expect_text("紙がありません", "新しい紙を入れて")


def test_what_can_not_be_written_is_said_and_nothing_changes(at_printer):
    at_printer.workbench.writable = False
    at_printer.workbench.plugged = (EPSON,)
    at_printer.press("もう一度探す")
    at_printer.press("これを使う")
    at_printer.expect_text("設定を書き込めませんでした")
    assert not at_printer.sees("試し刷り")
    at(at_printer, "scanner").happens(SCANNER)
    at_printer.expect_text("設定を書き込めませんでした", "どれでも1つ読み取って")


def test_keyboards_are_listened_to_on_that_page_alone(at_scanner):
    assert at_scanner.workbench.looking
    at_scanner.press("もどる")
    assert not at_scanner.workbench.looking
    at_scanner.happens(SCANNER)  # it was on its way
    assert at_scanner.workbench.scanner == ""
    at(at_scanner, "scanner")
    at_scanner.tap(SATO)
    assert not at_scanner.workbench.looking
    at_scanner.press("やめる")
    at_scanner.expect("scanner")
    assert at_scanner.workbench.looking


def test_what_it_typed_tells_which_keyboard_it_imitates(at_scanner):
    at_scanner.happens(ScannerFound("05e0:1200", "Symbol", (("us", "https'//x"), ("jp", "https://x"))))
    assert at_scanner.workbench.keyboard == "jp"


def test_the_scanner_that_is_there_is_only_tried(at_scanner):
    at_scanner.happens(SCANNER)
    at_scanner.regain(DeviceName.SCANNER)
    at_scanner.press("もどる")
    at_scanner.press("あとで")
    at_scanner.expect("first_key")  # it is settled
    at_scanner.press("もどる")
    at_scanner.expect("scanner")
    at_scanner.scan(JAN)
    at_scanner.expect_text("このまま使えます")


def test_what_stands_in_kiosk_toml_is_not_asked_again(tmp_path, stick):
    door = Doorstep(tmp_path / "new", stick, vault=Vault(stick)).enter()
    door.found_shop()
    for screen in ("shop_name", "reader", "first_key"):
        door.expect(screen)
        door.press("あとで")
    door.expect("idle")
    door.close()


def test_the_key_is_made_at_the_end_and_the_stick_chosen_after_it(tmp_path, stick):
    door = Doorstep(tmp_path / "new", stick, vault=Vault(stick)).enter()
    door.found_shop()
    at(door, "first_key").press("鍵を作る")
    door.press("やめる")
    door.expect("first_key")
    door.press("鍵を作る")
    door.reopen()  # the power goes before it was read back
    door.expect("first_key")
    door.press("鍵を作る")
    door.printer_says(SlipOutcome.PRINTED)
    door.scan(door.session.state.key.secret)
    door.expect("backup")
    assert not (door.folder / NAME).exists()
    door.close()


def test_a_shop_that_came_back_has_its_name_and_looks_for_its_devices(tmp_path, stick, secret):  # noqa: F811
    door = Doorstep(tmp_path / "new", stick, prints=False).enter()
    asked_for_key(door)
    door.scan(secret)
    door.comes_back()
    door.clock.pass_days(1)
    door.open()  # the power goes before anybody presses
    door.expect("reader")
    door.expect_text("1 / 3")
    door.press("あとで")
    door.expect("printer")
    door.press("番号を打つ")
    door.expect("pin")  # nobody is on duty yet: an owner it has to be
    door.pin(OWNER_PIN)
    door.expect("printer_address")
    door.press("もどる")
    door.press("あとで")
    door.expect("idle")
    door.close()


def test_a_scanner_that_nobody_has_chosen_yet_reads_the_key_on_paper(tmp_path, stick, secret):  # noqa: F811
    door = Doorstep(tmp_path / "new", stick, scans=False).enter()
    asked_for_key(door)
    door.expect_text("QRコードを、スキャナーで読み取って")
    assert door.workbench.looking
    door.happens(ScannerFound("05e0:1200", "Symbol", (("us", secret), ("jp", secret))))
    assert not door.workbench.looking
    assert secret not in repr(door.view)
    door.comes_back()
    door.expect("restored")


def test_all_of_it_is_reached_from_the_devices_later(founded):
    at(founded, "first_key").press("あとで")
    founded.from_menu("機器")
    founded.press("バーコードリーダー")
    founded.happens(SCANNER)
    founded.press("もどる")
    founded.expect("devices")
    founded.press("プリンター")
    founded.expect("printer")
    founded.press("もどる")
    founded.press("カードリーダー")
    founded.expect("reader")
    founded.press("もどる")
    founded.press("お店の名前")
    founded.type("まるみ")
    founded.press("決める")
    founded.expect("devices")
    founded.expect_text("まるみ")
    founded.press("ことば / Language")
    founded.press("English")
    founded.expect_text("Card reader")


def test_a_language_that_holds_only_until_the_power_goes_says_so(founded):
    at(founded, "first_key").press("あとで")
    founded.from_menu("機器")
    founded.press("ことば / Language")
    founded.workbench.writable = False
    founded.press("English")
    founded.expect_text("Card reader", "It holds until the power goes")
    founded.press("ことば / Language")
    founded.press("日本語")
    founded.expect_text("カードリーダー", "今だけ変わりました")


def test_without_the_right_an_owner_is_asked(founded):
    at(founded, "first_key").press("あとで")
    founded.press("メニュー")
    founded.press("スタッフ")
    founded.press("席を外す")
    founded.press("機器")
    founded.press("カードリーダー")
    founded.expect("pin")
    founded.pin(OWNER_PIN)
    founded.expect("reader")
