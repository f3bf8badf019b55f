"""`kiosk support FILE`: enough for whoever helps, and of nobody anything."""

import logging
from pathlib import Path

import apsw
import pytest

from db import models
from db.connection import FILE
from kiosk import logs
from kiosk.actions.settings import change_setting
from kiosk.cli import main
from kiosk.logs import NAME, keep_log, kept_log, set_up_logs
from kiosk.mail_password import write_mail_password
from tests.actions.test_personal_columns import columns, mark, shop  # noqa: F401 (a fixture)
from tests.db.damage import flip_bit
from tests.founded import found_shop

TEXTS = {
    "shop.name": "しるし店名",
    "slip.words": ["しるし伝票"],
    "sale.address": "しるし住所",
    "sale.phone": "しるし電話",
    "mail.host": "mark-host.example",
    "mail.user": "mark-user",
    "mail.sender": "mark@example.com",
    "follow_up.birthday_words": "しるし誕生日",
    "follow_up.after_groups": ["しるし商品群"],
    "codes.member_text": "しるし符号",
}
SECRET = "しるし合言葉"


@pytest.fixture
def told(shop, tmp_path, capsys):  # noqa: F811
    """What the support file of a shop says in which everything that can hold a text holds a mark."""
    books, _ = shop
    folder = books.store.folder
    for key, value in TEXTS.items():
        change_setting(books, key, value)
    connection = books.store.database.connection()
    for column in columns() - {"setting.key", "setting.value", "shop.zone", "shop.card_key", "backup_log.trouble"}:
        table, name = column.split(".")
        try:
            connection.execute(f'UPDATE "{table}" SET "{name}" = ?', (f"{mark(column)}",))
        except apsw.ConstraintError:
            continue  # one of a few words that the program knows, or append-only
    write_mail_password(folder, SECRET)
    (folder / "letters").mkdir()
    (folder / "letters" / "しるし宛名.pdf").write_bytes(b"%PDF")
    (folder / "kiosk.toml").write_text(
        '[backup]\nplaces = ["/media/しるし"]\n[printer]\nconnection = "tcp:10.0.0.9:9100"\n[display]\nshows = "name"\n'
    )
    set_up_logs()
    keep_log(folder)
    logging.getLogger("kiosk.flow.session").warning("%s lost: %s, %s", "printer", "paper_out", "")
    logging.getLogger("kiosk.flow.session").info("%s works: %s", "reader", f"usb at {folder}")
    logging.getLogger("nfc.clf").warning("found しるしカード\nしるし続き")
    try:
        int("しるし例外")
    except ValueError:
        logging.getLogger("kiosk.flow.session").exception("a step failed")
    file = tmp_path / "support.txt"
    assert main(["support", str(file), "--data", str(folder)]) == 0
    said = file.read_text("utf-8")
    logging.basicConfig(force=True)
    return said, folder


def test_nothing_of_anybody_is_in_it(told):
    said, folder = told
    said = said.replace('int("しるし例外")', "")  # this test's own words
    for word in ("しるし", "09087654321", "9871234", "M4K7", "mark-", "mark@", "オーナー", SECRET):
        assert word not in said
    assert (folder / "card.key").read_bytes().hex() not in said
    assert (folder / "node").read_text().strip() not in said
    assert str(folder) not in said


def test_what_helps_is_in_it(told):
    said, _ = told
    for line in (
        "[versions]",
        "[machine]",
        "shop.name = (written)",
        "slip.words = (written)",
        "backup.places = (written)",
        "printer.connection = tcp:10.0.0.9:9100",
        "display.shows = name",
        "customer = 2",
        "letters = 1 files, 4 bytes",
        "printer = lost paper_out,",
        "reader = works usb at DATA",
        "ValueError",
        "WARNING nfc.clf: (a library's words)",
    ):
        assert line in said
    assert f"sqlite = {apsw.sqlitelibversion()}" in said
    assert all(f"{model._meta.table_name} = " in said for model in models.TABLES)


def made(folder, file, capsys):
    code = main(["support", str(file), "--data", str(folder)])
    return code, capsys.readouterr().out


@pytest.fixture
def plain_shop(tmp_path):
    folder = tmp_path / "data"
    found_shop(folder, points__visit=3)
    return folder


def test_it_is_for_the_kiosks_user_alone_and_takes_no_files_place(plain_shop, tmp_path, capsys):
    file = tmp_path / "support.txt"
    code, said = made(plain_shop, file, capsys)
    assert code == 0
    assert "相談" in file.read_text("utf-8")
    assert str(file) in said
    assert "points.visit = 3" in file.read_text("utf-8")
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_bytes()
    code, said = made(plain_shop, file, capsys)
    assert code == 1
    assert "EEXIST" in said
    assert file.read_bytes() == before


def test_where_it_can_not_be_written_that_is_said(plain_shop, tmp_path, capsys):
    code, said = made(plain_shop, tmp_path / "nowhere" / "support.txt", capsys)
    assert code == 1
    assert "書けません（ENOENT）" in said


def test_it_is_made_of_damaged_data_too(plain_shop, tmp_path, capsys):
    for page in range(1, (plain_shop / FILE).stat().st_size // 4096):
        flip_bit(plain_shop / FILE, page)
    file = tmp_path / "support.txt"
    assert made(plain_shop, file, capsys)[0] == 0
    assert "trouble = the database is damaged" in file.read_text("utf-8")


def test_a_config_that_can_not_be_used_is_no_hindrance(plain_shop, tmp_path, capsys):
    (plain_shop / "kiosk.toml").write_text("[printer]\npapper_mm = 80\n")
    assert made(plain_shop, tmp_path / "support.txt", capsys)[0] == 0
    assert "kiosk.toml = can't be used" in (tmp_path / "support.txt").read_text("utf-8")


def test_no_shop_no_file(tmp_path, capsys):
    code, said = made(tmp_path / "typo", tmp_path / "support.txt", capsys)
    assert code == 1
    assert "お店がありません" in said
    assert not (tmp_path / "support.txt").exists()


def test_the_log_is_kept_and_does_not_grow(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(logs, "KEPT_BYTES", 2000)
    set_up_logs()
    keep_log(tmp_path)
    for number in range(100):
        logging.getLogger("kiosk").info("line %d", number)
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 4200
    assert list(kept_log(tmp_path))[-1].endswith("INFO kiosk: line 99")
    logging.basicConfig(force=True)


def test_a_log_that_can_not_be_kept_stops_nothing(tmp_path, capsys):
    set_up_logs()
    keep_log(Path("/proc/nowhere"))
    logging.getLogger("kiosk").info("on")
    assert "on" in capsys.readouterr().err
    assert list(kept_log(tmp_path)) == []
    (tmp_path / NAME).mkdir()
    keep_log(tmp_path)
    assert list(kept_log(tmp_path)) == []
    logging.basicConfig(force=True)
