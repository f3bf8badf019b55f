"""What is chosen on the screen goes into kiosk.toml; what somebody wrote into it stays."""

import os
import stat
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config import BadConfig, Config, Language, parse_config, read_config
from kiosk.config_file import CARD, TAKEN, change_config, main, take_card_settings

WRITTEN = """# our till
language = "ja"   # the boss wants it

[printer]
paper_mm = 58 # narrow
[signals]
led_pin = 17
"""


def test_a_missing_file_is_made_for_the_kiosk_alone(tmp_path):
    change_config(tmp_path, {"language": "en", "printer.connection": "usb:04b8:0202"})
    config = read_config(tmp_path)
    assert (config.language, config.printer.connection) == (Language.EN, "usb:04b8:0202")
    assert stat.S_IMODE((tmp_path / "kiosk.toml").stat().st_mode) == 0o600


def test_remarks_and_other_keys_stay(tmp_path):
    (tmp_path / "kiosk.toml").write_text(WRITTEN, "utf-8")
    change_config(tmp_path, {"printer.connection": "tcp:192.168.1.50", "language": "en", "scanner.device": "05e0:1200"})
    after = (tmp_path / "kiosk.toml").read_text("utf-8")
    for line in ("# our till", "# the boss wants it", "paper_mm = 58 # narrow", "led_pin = 17"):
        assert line in after
    config = read_config(tmp_path)
    assert (config.language, config.printer.connection, config.printer.paper_mm, config.scanner.device) == (
        Language.EN, "tcp:192.168.1.50", 58, "05e0:1200",
    )  # fmt: skip


@pytest.mark.parametrize(
    "written",
    [
        "printer.paper_mm = 58\n",
        "printer = { paper_mm = 58 }\n",
        "[printer]\npaper_mm = 58",
        "[ printer ]\npaper_mm=58\n",
    ],
)
def test_however_a_table_was_written(tmp_path, written):
    (tmp_path / "kiosk.toml").write_text(written)
    change_config(tmp_path, {"printer.connection": "usb:04b8:0202"})
    assert read_config(tmp_path).printer.connection == "usb:04b8:0202"
    assert read_config(tmp_path).printer.paper_mm == 58


def test_a_key_without_a_table_is_never_put_into_one(tmp_path):
    (tmp_path / "kiosk.toml").write_text("printer.paper_mm = 58\n[scanner]\nkeyboard = 'jp'\n")
    change_config(tmp_path, {"language": "en"})
    assert read_config(tmp_path).language is Language.EN


@pytest.mark.parametrize("written", [b"printer = 5\n", b"language = \n", b"\xff\xfe", b"[prnter]\nx = 1\n"])
def test_what_is_none_of_ours_is_left_alone(tmp_path, written):
    (tmp_path / "kiosk.toml").write_bytes(written)
    with pytest.raises(BadConfig):
        change_config(tmp_path, {"printer.connection": "usb:04b8:0202"})
    assert (tmp_path / "kiosk.toml").read_bytes() == written


def test_what_the_kiosk_could_not_read_is_never_written(tmp_path):
    (tmp_path / "kiosk.toml").write_text(WRITTEN, "utf-8")
    for bad in ({"printer.connection": "lpt1"}, {"printer.width": 3}, {"language": "fr"}):
        with pytest.raises(BadConfig):
            change_config(tmp_path, bad)
    assert (tmp_path / "kiosk.toml").read_text("utf-8") == WRITTEN


def test_a_power_cut_while_it_is_written_leaves_the_old_one(tmp_path, monkeypatch):
    (tmp_path / "kiosk.toml").write_text(WRITTEN, "utf-8")

    def cut(handle):
        raise OSError("the power is gone")

    monkeypatch.setattr(os, "fsync", cut)
    with pytest.raises(OSError):
        change_config(tmp_path, {"language": "en"})
    monkeypatch.undo()
    assert (tmp_path / "kiosk.toml").read_text("utf-8") == WRITTEN
    change_config(tmp_path, {"language": "en"})  # over what was left
    assert read_config(tmp_path).language is Language.EN


VALUES = {
    "language": st.sampled_from(["ja", "en"]),
    "printer.connection": st.sampled_from(["", "usb:04b8:0202", "tcp:printer.local:9100", "file:/dev/usb/lp0"]),
    "printer.paper_mm": st.sampled_from([58, 80]),
    "scanner.device": st.sampled_from(["", "05e0:1200", "/dev/input/by-id/usb-Symbol-event-kbd"]),
    "scanner.keyboard": st.sampled_from(["us", "jp"]),
    "counter.idle_seconds": st.integers(10, 3600),
}
CHOICES = st.fixed_dictionaries({}, optional=VALUES)


@given(written=CHOICES, chosen=CHOICES, remark=st.text("abc あ#", max_size=9))
def test_nothing_else_changes(tmp_path_factory, written, chosen, remark):
    folder = tmp_path_factory.mktemp("data")
    top = {key: value for key, value in written.items() if "." not in key}
    lines = [f"# {remark}", *(f"{key} = {value!r}" for key, value in top.items())]
    lines += [f"{key} = {value!r}  # {remark}" for key, value in written.items() if "." in key]
    (folder / "kiosk.toml").write_text("\n".join(lines), "utf-8")
    change_config(folder, chosen)
    after = (folder / "kiosk.toml").read_text("utf-8")
    wanted: dict = {}
    for key, value in {**written, **chosen}.items():
        table, _, name = key.rpartition(".")
        (wanted.setdefault(table, {}) if table else wanted)[name] = value
    assert tomllib.loads(after) == wanted
    assert f"# {remark}" in after
    assert isinstance(parse_config(folder, after), Config)


def on_card(folder, text):
    """Somebody wrote it on another computer, and the machine was started."""
    (folder / CARD).write_text(text, "utf-8")
    take_card_settings(folder)
    assert not (folder / CARD).exists()
    assert (folder / TAKEN).read_text("utf-8") == text
    return read_config(folder)


def test_the_cards_settings_take_the_place_of_those_that_are_there(tmp_path):
    (tmp_path / "kiosk.toml").write_text("[counter]\nidle_seconds = 30\n")
    assert on_card(tmp_path, WRITTEN).counter.idle_seconds == 60
    assert (tmp_path / "kiosk.toml").read_text("utf-8") == WRITTEN


def test_the_card_puts_a_file_right_that_the_kiosk_can_not_read(tmp_path):
    (tmp_path / "kiosk.toml").write_text("language = ")
    assert on_card(tmp_path, WRITTEN).printer.paper_mm == 58


def test_what_was_found_stays_when_the_card_says_nothing_about_it(tmp_path):
    on_card(tmp_path, WRITTEN)
    change_config(tmp_path, {"printer.connection": "usb:04b8:0202", "scanner.device": "05e0:1200", "language": "en"})
    config = on_card(tmp_path, '[screen]\nsize = "1280x800"  # a larger one\n')
    assert config.screen.size == "1280x800"
    assert (config.printer.connection, config.scanner.device, config.language) == (
        "usb:04b8:0202", "05e0:1200", Language.EN,
    )  # fmt: skip
    assert config.printer.paper_mm == 80  # 58 was the card's own word, and is gone with it
    assert "# a larger one" in (tmp_path / "kiosk.toml").read_text("utf-8")


def test_what_the_card_says_comes_before_what_was_found(tmp_path):
    change_config(tmp_path, {"printer.connection": "usb:04b8:0202", "scanner.device": "05e0:1200"})
    config = on_card(tmp_path, '[printer]\nconnection = "tcp:192.168.1.50"\n')
    assert (config.printer.connection, config.scanner.device) == ("tcp:192.168.1.50", "05e0:1200")


def test_what_windows_saved_is_read(tmp_path):
    (tmp_path / CARD).write_text(WRITTEN, "utf-8-sig")
    assert main(tmp_path) == 0
    assert read_config(tmp_path).printer.paper_mm == 58
    assert not (tmp_path / "kiosk.toml").read_bytes().startswith(b"\xef")


def test_a_file_that_windows_saved_here_is_read_and_changed(tmp_path):
    (tmp_path / "kiosk.toml").write_text(WRITTEN, "utf-8-sig")
    assert read_config(tmp_path).printer.paper_mm == 58
    change_config(tmp_path, {"language": "en"})
    assert read_config(tmp_path).language is Language.EN


@pytest.mark.parametrize("bad", ["language = \n", "[prnter]\nx = 1\n", "printer = 5\n", '[scanner]\ndevice = "x"\n'])
def test_a_card_that_can_not_be_read_changes_nothing_and_is_said(tmp_path, bad, capsys):
    on_card(tmp_path, WRITTEN)
    change_config(tmp_path, {"printer.connection": "usb:04b8:0202"})
    before = (tmp_path / "kiosk.toml").read_text("utf-8")
    (tmp_path / CARD).write_text(bad)
    assert main(tmp_path) == 1
    assert CARD in capsys.readouterr().err
    assert (tmp_path / "kiosk.toml").read_text("utf-8") == before
    (tmp_path / CARD).write_text(WRITTEN, "utf-8")  # put right
    assert main(tmp_path) == 0
    assert read_config(tmp_path).printer.connection == "usb:04b8:0202"
