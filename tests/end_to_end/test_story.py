"""A card is tapped, the staff see who it is, one touch puts on a tag, the slip prints: through the whole program."""

import json
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from db.connection import Store
from db.verify import verify
from kiosk.rules.search_words import search_text
from kiosk.simulation.commands import CommandFailed
from tests.end_to_end.kiosk import Kiosk

NEW = "01fa000000000001"


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory):
    """The sample shop, open."""
    with Kiosk(tmp_path_factory.mktemp("shop")) as kiosk:
        yield kiosk.ready()


@pytest.fixture
def idle(kiosk):
    view = kiosk.view()
    while view["screen"] != "idle":
        ways = [label for label in ("もどる", "やめる", "わかりました", "おわり") if label in view["buttons"]]
        assert ways, f"no way back from {view['screen']}"
        kiosk.sim("press", ways[0])
        view = kiosk.view()
    assert view["screen"] == "idle"
    until = time.monotonic() + 30
    while counted(kiosk.folder, "slip_job WHERE state = 'sending'"):
        assert time.monotonic() < until, "the slip of the test before never ended"
        time.sleep(0.05)
    return kiosk


def counted(folder, rows):
    with Store.open_reader(folder) as reader:
        return reader.database.execute_sql(f"SELECT count(*) FROM {rows}").fetchone()[0]


def seen_in_secret(folder):
    return counted(folder, "access_log WHERE what = 'sensitive_tag_seen'")


def test_card_customer_tag_slip(idle):
    before = len(idle.view()["slips"])
    idle.sim("tap", NEW)
    idle.wait("screen=unknown_card", "last_sound=double")
    idle.sim("press", "はじめてのお客様")
    idle.wait("screen=customer", "last_sound=short", "text=印刷しました")
    slips = idle.view()["slips"]
    assert len(slips) == before + 1
    assert Path(slips[-1]).stat().st_size > 1000
    idle.sim("press", "タグ")
    preset = idle.view()["buttons"][0]
    idle.sim("press", preset)
    idle.wait("text=を付けました")
    idle.sim("press", "もどる")
    idle.wait(f"text={preset}")


def test_a_note_drawn_by_finger_stands_in_the_timeline(idle):
    idle.sim("tap", "0101000000000003")
    idle.wait("screen=customer")
    idle.sim("press", "メモ")
    idle.sim("press", "手で書く")
    idle.wait("screen=note_ink")
    idle.sim("draw", "0.1,0.2", "0.5,0.6", "0.9,0.2")
    idle.sim("draw", "0.5,0.9")
    idle.sim("press", "一画もどす")
    idle.sim("press", "これでよい")
    idle.sim("press", "保存する")
    idle.wait("screen=customer", "text=メモを書きました", "text=手書きのメモ")
    idle.sim("press", "これまで")
    idle.wait("screen=timeline", "text=メモ")
    assert counted(idle.folder, "note WHERE ink IS NOT NULL") == 1
    idle.sim("press", "もどる")


def test_where_a_button_is_is_told_in_parts_of_the_screen(idle):
    menu, sale = ([float(part) for part in idle.sim("where", label).split(",")] for label in ("メニュー", "お会計"))
    assert 0 < menu[0] < sale[0] < 1
    assert 0.5 < menu[1] == sale[1] < 1
    with pytest.raises(CommandFailed, match="メニュー"):
        idle.sim("where", "ない")


def test_where_nothing_is_drawn_on_it_is_said(idle):
    with pytest.raises(CommandFailed, match="nothing to draw on"):
        idle.sim("draw", "0.1,0.2", "0.3,0.4")
    for words in (["draw"], ["draw", "1.5,0.2"], ["draw", "a,b"]):
        with pytest.raises(CommandFailed):
            idle.sim(*words)


def test_a_label_that_is_not_there_is_refused_with_the_labels_that_are(idle):
    with pytest.raises(CommandFailed, match="さがす"):
        idle.sim("press", "ない")


def test_words_that_are_none_are_refused(idle):
    for words in (["dance"], ["tap"], ["reader", "explode"], ["wait", "screen"], ["tap", "xyz"]):
        with pytest.raises(CommandFailed):
            idle.sim(*words)


def test_a_wait_that_does_not_come_true_says_what_is_there(idle):
    with pytest.raises(CommandFailed, match="it is idle"):
        idle.sim("wait", "screen=customer", "--timeout", "0.2")


def test_a_name_is_written_in_kanji(idle):
    idle.sim("tap", "01fa00000000000b")
    idle.sim("press", "はじめてのお客様")
    idle.wait("screen=customer")
    idle.sim("press", "お名前を入れる")
    idle.sim("type", "たかはし")
    with pytest.raises(CommandFailed, match="高橋"):
        idle.sim("choose", "鈴木")
    idle.sim("choose", "髙橋")
    idle.sim("type", " がっこう5")
    idle.sim("choose", "学校5")
    idle.sim("press", "この名前にする")
    idle.wait("screen=customer", "text=髙橋 学校5 様", "text=たかはし がっこう5")


def test_there_is_no_keyboard_where_nothing_is_written(idle):
    with pytest.raises(CommandFailed):
        idle.sim("type", "た")
    with pytest.raises(CommandFailed):
        idle.sim("choose", "髙橋")


def test_the_reader_goes_and_comes_back(idle):
    idle.sim("reader", "unplug")
    idle.wait("reader=lost", "text=カードリーダーが使えません")
    idle.sim("tap", "0101000000000001")
    assert idle.view()["screen"] == "idle"
    idle.sim("reader", "plug")
    idle.wait("reader=ok")
    idle.sim("tap", "0101000000000001")
    idle.wait("screen=customer", "text=佐藤")


@pytest.mark.parametrize("fault", ["bad-ack", "eio"])
def test_one_bad_answer_costs_no_tap(idle, fault):
    idle.sim("reader", fault)
    idle.wait("reader=ok")
    idle.sim("tap", "0101000000000002", "--hold", "2")
    idle.wait("screen=customer")


def test_a_barcode_is_read(idle):
    idle.sim("scan", "4901234567894")
    idle.wait("screen=pricing", "text=4901234567894", "last_sound=double")
    idle.sim("press", "やめる")
    idle.sim("press", "やめる")
    idle.sim("scan", "]E04901234567890")
    assert any("正しく読めませんでした" in text for text in idle.view()["text"])
    idle.wait("last_sound=long")


def test_a_scanner_that_loses_keys_asks_for_another_scan(idle):
    idle.sim("scanner", "drop")
    idle.sim("scan", "4901234567894")
    assert any("もう一度 読み取ってください" in text for text in idle.view()["text"])
    idle.sim("scan", "4901234567894")
    idle.wait("screen=pricing")


def test_the_scanner_goes_and_comes_back(idle):
    idle.sim("scanner", "unplug")
    idle.wait("scanner=lost", "text=つながっていません")
    idle.sim("scan", "2900000000421")
    assert idle.view()["screen"] == "idle"
    idle.sim("scanner", "plug")
    idle.wait("scanner=ok")
    idle.sim("scan", "2900000000421")
    assert idle.view()["screen"] == "unknown_card"
    with pytest.raises(CommandFailed, match="can't type"):
        idle.sim("scan", "商品")


def test_a_printer_without_paper_stops_nobody(idle):
    idle.sim("printer", "paper-out")
    idle.wait("printer=paper_out", timeout=20)
    before = len(idle.view()["slips"])
    idle.sim("tap", "0101000000000007")
    idle.wait("screen=customer", "text=紙がありません")
    idle.sim("printer", "ok")
    idle.wait("printer=ok", timeout=20)
    assert len(idle.view()["slips"]) == before
    idle.sim("press", "スリップを印刷")
    idle.wait("text=印刷しました")
    assert len(idle.view()["slips"]) == before + 1


def test_a_printer_that_dies_in_the_middle_is_not_asked_twice(idle):
    before = len(idle.view()["slips"])
    idle.sim("printer", "die-mid-slip")
    idle.sim("tap", "0101000000000008")
    idle.wait("screen=customer", "text=印刷できたか分かりません", timeout=30)
    idle.sim("printer", "ok")
    idle.wait("printer=ok", timeout=30)
    assert len(idle.view()["slips"]) == before


def test_a_hidden_tag_shows_while_it_is_held(idle):
    idle.sim("tap", "0101000000000006")
    idle.wait("screen=customer", "text=●●●")
    looks = seen_in_secret(idle.folder)
    idle.sim("hold", "●●●", "--seconds", "0.8")
    idle.wait("text=●●●")
    assert seen_in_secret(idle.folder) == looks + 1


def test_a_staff_card_signs_in_and_no_digit_of_a_pin_is_told(idle):
    idle.sim("tap", "0103000000000003")
    idle.wait("text=井上 拓也さんがレジに立ちます")
    idle.sim("press", "メニュー")
    idle.sim("press", "スタッフ")
    idle.sim("press", "スタッフの管理")
    idle.wait("screen=pin")
    before = idle.view()["text"]
    for digit in "739":
        idle.sim("press", digit)
    assert idle.view()["text"] == before
    idle.sim("press", "1")
    idle.sim("press", "決定")
    idle.wait("screen=staff_admin", "text=いまレジに")
    assert counted(idle.folder, "access_log WHERE what = 'granted_staff'") == 1


def test_a_picture_of_the_screen(idle, tmp_path):
    idle.sim("shot", str(tmp_path / "idle.png"))
    from PIL import Image

    with Image.open(tmp_path / "idle.png") as picture:
        assert picture.size == (1024, 600)
        assert len(picture.convert("RGB").getcolors(1 << 20) or []) > 10


def test_the_command_line_drives_it_too(idle):
    def sim(*words):
        return subprocess.run(
            [sys.executable, "-m", "kiosk", "sim", *words, "--data", str(idle.folder)],
            capture_output=True,
            text=True,
            check=False,
        )

    seen = sim("view")
    assert seen.returncode == 0
    assert json.loads(seen.stdout)["screen"] == "idle"
    refused = sim("press", "ない")
    assert refused.returncode == 1
    assert "さがす" in refused.stderr


def test_two_kiosks_on_one_folder_are_refused(idle):
    second = subprocess.run(
        [sys.executable, "-m", "kiosk", "run", "--simulate", "--data", str(idle.folder)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert second.returncode == 1
    assert "kiosk:" in second.stderr
    assert idle.view()["screen"] == "idle"


def test_the_folder_holds_what_it_should(idle):
    key = idle.folder / "card.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_ISSOCK((idle.folder / "sim.sock").stat().st_mode)


def test_nothing_personal_is_in_the_log(idle):
    log = idle.log.read_text("utf-8")
    for secret in ("佐藤", "和子", "0101000000000001", NEW):
        assert secret not in log


def test_a_clean_end_leaves_no_socket_and_whole_data(tmp_path):
    folder = tmp_path / "shop"
    with Kiosk(folder, "--empty", "--lang", "en", "--size", "800x480") as kiosk:
        kiosk.wait("reader=ok", timeout=30)
        kiosk.found_shop("en")
        assert "Please touch your card" in kiosk.view()["text"]
        kiosk.sim("tap", NEW)
        kiosk.sim("press", "New customer")
        kiosk.wait("text=Customer 1")
        assert kiosk.quit() == 0
    assert not (folder / "sim.sock").exists()
    assert verify(folder, words=search_text) == []


def test_a_script_is_played_and_a_line_that_fails_is_named(tmp_path):
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(f"# a remark\n\nwait reader=ok\ntap {NEW}\nwait screen=unknown_card\nshot {tmp_path}/a.png\n")
    bad.write_text("wait reader=ok\npress ない\n")
    run = [sys.executable, "-m", "kiosk", "run", "--simulate", "--data", str(tmp_path / "shop"), "--play"]
    played = subprocess.run([*run, str(good)], capture_output=True, text=True, timeout=60, check=False)
    assert played.returncode == 0, played.stderr
    assert "a remark" in played.stdout
    assert (tmp_path / "a.png").stat().st_size > 1000
    failed = subprocess.run([*run, str(bad)], capture_output=True, text=True, timeout=60, check=False)
    assert failed.returncode == 1
    assert "bad.txt:2" in failed.stderr
