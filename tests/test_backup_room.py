"""Backups at the command line, as an owner or an engineer types it."""

import re
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest
import zxingcpp
from PIL import Image

from db.backup_listing import listed
from db.backup_target import FolderTarget
from db.connection import FILE, Store
from db.journal import entries_after
from db.journal_file import JournalFile
from db.models import AccessLog, Customer, DayStat, Setting, Shop
from hardware.simulated.printer import SimulatedPrinter
from kiosk.actions.backing_up import let_go
from kiosk.actions.backup_keys import key_number
from kiosk.actions.card import enrol_customer
from kiosk.actions.opening import new_shop, open_books
from kiosk.card_key import load_card_key
from kiosk.cli import main
from kiosk.rules.card_number import card_number
from tests.db.forgetful_stick import ForgetfulStick
from tests.founded import found_shop

KEY = re.compile(r"AGE-SECRET-KEY-1\s+([A-Z0-9 \n]{58,80})")


@pytest.fixture
def shop(tmp_path):
    folder = tmp_path / "data"
    found_shop(folder)
    return folder


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def answers(monkeypatch, capsys):
    """What somebody types when asked: texts, or what they read off the terminal."""
    given = []

    def answer(prompt):
        if not given:
            raise EOFError
        said = given.pop(0)
        print(prompt)
        return said(capsys.readouterr().out) if callable(said) else said

    monkeypatch.setattr("builtins.input", answer)
    return given


def from_the_paper(said):
    """The key as it stands in groups on paper."""
    return "AGE-SECRET-KEY-1 " + KEY.search(said)[1].lower()


@pytest.fixture
def secret(shop, answers, tmp_path):
    """The key that was made, in a file."""
    kept = tmp_path / "paper"

    def read(said):
        kept.write_text(from_the_paper(said))
        return kept.read_text()

    answers.append(read)
    assert main(["backup", "keys", "new", "--data", str(shop)]) == 0
    return kept


def back_up(shop, stick):
    assert main(["backup", "now", "--to", str(stick), "--data", str(shop)]) == 0
    return stick / listed(FolderTarget.opened(stick))[0].name


def test_the_whole_way_there_and_back(shop, stick, secret, tmp_path, capsys):
    file = back_up(shop, stick)
    assert "読み返して確認済み" in capsys.readouterr().out
    assert main(["backup", "list", str(stick)]) == 0
    assert "確認済み" in (said := capsys.readouterr().out)
    assert "お客様 0人、お会計はまだありません" in said
    assert main(["backup", "verify", str(stick), "--key", str(secret)]) == 0
    assert "鍵で開き" in capsys.readouterr().out

    new = tmp_path / "new"
    assert main(["restore", str(file), "--data", str(new), "--key", str(secret)]) == 0
    assert "元に戻しました。お客様 0人" in capsys.readouterr().out
    assert main(["verify", "--data", str(new)]) == 0
    store = Store.open(new)
    try:
        row = Shop.get_by_id(1)
        assert row.name == "まるみ文具店"
        assert load_card_key(new, bytes(row.card_key)) == (shop / "card.key").read_bytes()
    finally:
        store.close()
    assert (new / "node").read_text() != (shop / "node").read_text()
    for path in new.iterdir():
        assert not path.stat().st_mode & 0o077, path


def test_the_key_is_asked_for_until_it_is_one(shop, stick, secret, tmp_path, capsys, answers):
    file = back_up(shop, stick)
    typed = secret.read_text()
    answers += [typed.replace(typed[30], "b"), typed]
    assert main(["restore", str(file), "--data", str(tmp_path / "new")]) == 0
    assert "4文字ずつ見直してください" in capsys.readouterr().out


def test_nobody_answers(shop, stick, secret, tmp_path, capsys):
    file = back_up(shop, stick)
    assert main(["restore", str(file), "--data", str(tmp_path / "new")]) == 1
    assert not (tmp_path / "new" / FILE).exists()


def test_a_key_is_kept_only_when_its_paper_was_read_back(shop, capsys, answers):
    assert main(["backup", "keys", "new", "--data", str(shop)]) == 1
    assert "登録していません" in capsys.readouterr().out
    other = str(pyrage.x25519.Identity.generate())
    answers += [other, "AGE-SECRET-KEY-1QQQQ"]
    assert main(["backup", "keys", "new", "--data", str(shop)]) == 1
    assert "別の鍵です" in (said := capsys.readouterr().out)
    assert "打ちまちがい" in said
    assert main(["backup", "keys", "--data", str(shop)]) == 0
    assert "鍵がまだありません" in capsys.readouterr().out


def test_the_machine_keeps_no_secret_key(shop, secret):
    plain = "".join(secret.read_text().split()).upper()
    for path in shop.rglob("*"):
        if path.is_file():
            assert plain.removeprefix("AGE-SECRET-KEY-1").encode() not in path.read_bytes().upper()
    store = Store.open(shop)
    try:
        assert AccessLog.select().where(AccessLog.what == "backup_key").count() == 1
    finally:
        store.close()


def test_the_key_is_printed_as_words_and_as_a_code(shop, capsys, answers):
    printer = SimulatedPrinter(shop / "slips")
    (shop / "kiosk.toml").write_text(f'[printer]\nconnection = "{printer.connection}"\n')

    def scanned(said):
        (code,) = zxingcpp.read_barcodes(Image.open(printer.slips[-1]).convert("L"))
        return code.text

    answers.append(scanned)
    try:
        assert main(["backup", "keys", "new", "--data", str(shop)]) == 0
        assert "登録しました" in (said := capsys.readouterr().out)
        assert "AGE-SECRET-KEY" not in said
        printer.paper_out()
        assert main(["backup", "keys", "new", "--data", str(shop)]) == 1
        assert "印刷できません" in capsys.readouterr().out
    finally:
        printer.stop()


def test_a_second_key_opens_them_too_and_an_old_one_is_remembered(shop, stick, secret, tmp_path, capsys, answers):
    second = pyrage.x25519.Identity.generate()
    old = back_up(shop, stick)
    assert main(["backup", "keys", "add", str(second.to_public()), "--data", str(shop)]) == 0
    answers.append(from_the_paper)
    assert main(["backup", "keys", "new", "--data", str(shop)]) == 0
    capsys.readouterr()
    assert main(["backup", "keys", "--data", str(shop)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert ["使用中" in line for line in lines] == [True, True, False]
    assert str(second.to_public()) in lines[1]

    new = back_up(shop, stick)
    (tmp_path / "second").write_text(f"# created: today\n{second}\n")
    assert main(["restore", str(new), "--data", str(tmp_path / "a"), "--key", str(tmp_path / "second")]) == 0
    assert main(["restore", str(new), "--data", str(tmp_path / "b"), "--key", str(secret)]) == 1
    assert "この鍵では開きません" in capsys.readouterr().out
    assert main(["restore", str(old), "--data", str(tmp_path / "b"), "--key", str(secret)]) == 0


def test_a_secret_key_is_not_taken_for_a_public_one(shop, capsys):
    secret = str(pyrage.x25519.Identity.generate())
    assert main(["backup", "keys", "add", secret, "--data", str(shop)]) == 1
    assert "公開鍵ではありません" in capsys.readouterr().out
    assert main(["backup", "keys", "add", "--data", str(shop)]) == 2


def test_without_a_key_nothing_is_backed_up(shop, stick, capsys):
    assert main(["backup", "now", "--to", str(stick), "--data", str(shop)]) == 1
    assert "kiosk backup keys new" in capsys.readouterr().out
    assert not list(stick.glob("*.age"))


def test_a_stick_that_is_not_there(shop, secret, capsys, tmp_path):
    for words in (["now", "--to", str(tmp_path / "no"), "--data", str(shop)], ["list", str(tmp_path / "no")]):
        assert main(["backup", *words]) == 1
        assert "USBメモリが挿さっているか" in capsys.readouterr().out


def test_a_damaged_backup_is_named_and_does_not_come_back(shop, stick, secret, tmp_path, capsys):
    file = back_up(shop, stick)
    spoiled = bytearray(file.read_bytes())
    spoiled[len(spoiled) // 3] ^= 1
    file.write_bytes(spoiled)
    capsys.readouterr()
    assert main(["backup", "verify", str(stick)]) == 1
    assert f"× {file.name}" in capsys.readouterr().out
    assert main(["restore", str(file), "--data", str(tmp_path / "new"), "--key", str(secret)]) == 1
    assert "傷んでいます" in capsys.readouterr().out


def test_figures_and_search_words_that_do_not_fit_are_made_anew_and_said(shop, stick, secret, tmp_path, capsys):
    store = Store.open(shop)
    try:
        with store.transaction():
            DayStat.insert(bday=20000, sales=1, total=1, cardless_sales=0, cardless_total=0).execute()
            Customer.insert(id=store.new_id(), number=7, name="山田", at=store.now_ms(), bday=20000).execute()
    finally:
        store.close()
    file = back_up(shop, stick)
    capsys.readouterr()
    new = tmp_path / "new"
    assert main(["restore", str(file), "--data", str(new), "--key", str(secret)]) == 0
    assert "集計と検索の合わない2件は、もとの記録から作り直しました" in capsys.readouterr().out
    assert main(["verify", "--data", str(new)]) == 0


def test_what_is_no_figure_and_does_not_fit_is_refused(shop, stick, secret, tmp_path, capsys):
    store = Store.open(shop)
    try:
        with store.transaction():
            DayStat.insert(bday=20000, sales=1, total=1, cardless_sales=0, cardless_total=0).execute()
            row = store.new_id()
            Customer.insert(id=row, number=7, at=store.now_ms(), bday=20000, last_seen=20000).execute()
    finally:
        store.close()
    file = back_up(shop, stick)
    assert main(["restore", str(file), "--data", str(tmp_path / "new"), "--key", str(secret)]) == 1
    assert "傷んでいます" in capsys.readouterr().out
    assert not (tmp_path / "new" / FILE).exists()


def test_a_shop_goes_back_on_purpose_to_how_it_was_at_a_backup(shop, stick, secret, tmp_path, capsys):
    file = back_up(shop, stick)
    store = Store.open(shop)
    try:
        books = open_books(store, shop, new_shop("オーナー", ()))
        enrol_customer(books, card_number("0102000000000001", "felica", books.card_key))
        target = FolderTarget.present(stick)
        journal = JournalFile.found(target, listed(target)[0])
        journal.append(entries_after(store.database.connection(), journal.last, 100))
    finally:
        store.close()
    words = ["restore", str(file), "--key", str(secret)]
    assert main([*words, "--data", str(tmp_path / "then"), "--without-journal"]) == 0
    assert "お客様 0人" in (said := capsys.readouterr().out)
    assert "それより後の記録はありません" in said
    assert main([*words, "--data", str(tmp_path / "now")]) == 0
    assert "お客様 1人" in capsys.readouterr().out  # and what was left out is still on the stick


def test_one_that_lost_its_manifest_is_tried_and_said(shop, stick, secret, tmp_path, capsys):
    file = back_up(shop, stick)
    file.with_name(file.name + ".json").unlink()
    capsys.readouterr()
    assert main(["backup", "list", str(stick)]) == 0
    assert "未確認" in capsys.readouterr().out
    assert main(["restore", str(file), "--data", str(tmp_path / "new"), "--key", str(secret)]) == 0
    assert "確認済みではありません" in capsys.readouterr().out


def test_a_foreign_file_and_a_shop_that_is_there(shop, stick, secret, tmp_path, capsys):
    (stick / "photo.jpg").write_bytes(b"\xff\xd8\xff" * 100)
    assert main(["restore", str(stick / "photo.jpg"), "--data", str(tmp_path / "new"), "--key", str(secret)]) == 1
    assert "バックアップではありません" in capsys.readouterr().out
    file = back_up(shop, stick)
    assert main(["restore", str(file), "--data", str(shop), "--key", str(secret)]) == 1
    assert "上書きはしません" in capsys.readouterr().out
    assert main(["restore", str(stick / "none"), "--data", str(tmp_path / "new")]) == 1
    assert "none がありません" in capsys.readouterr().out


def test_a_night_without_a_kiosk_has_one_backup_where_they_go_already(shop, stick, secret, capsys):
    (shop / "kiosk.toml").write_text(f'[backup]\nplaces = ["{stick}"]\n')
    assert main(["backup", "night", "--data", str(shop)]) == 1
    assert "バックアップ先に選ばれていません" in capsys.readouterr().out
    FolderTarget.present(stick).choose()
    assert main(["backup", "night", "--data", str(shop)]) == 0
    assert "読み返して確認済み" in capsys.readouterr().out
    assert main(["backup", "night", "--data", str(shop)]) == 0
    assert "もうあります" in capsys.readouterr().out
    assert len(list(stick.glob("*.age"))) == 1


def test_a_kiosk_that_runs_makes_the_nights_backup_itself(shop, stick, secret, capsys):
    (shop / "kiosk.toml").write_text(f'[backup]\nplaces = ["{stick}"]\n')
    FolderTarget.present(stick).choose()
    store = Store.open(shop)
    try:
        assert main(["backup", "night", "--data", str(shop)]) == 0
    finally:
        store.close()
    assert "自分でバックアップします" in capsys.readouterr().out
    assert not list(stick.glob("*.age"))


def test_where_backups_are_switched_off_the_night_has_none(shop, capsys):
    (shop / "kiosk.toml").write_text("[backup]\nplaces = []\n")
    assert main(["backup", "night", "--data", str(shop)]) == 0
    assert "バックアップしない設定です" in capsys.readouterr().out


def test_it_runs_beside_a_kiosk_that_writes(shop, stick, secret):
    store = Store.open(shop)
    try:
        with store.transaction():
            Customer.insert(id=store.new_id(), number=7, at=store.now_ms(), bday=20000).execute()
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", "backup", "now", "--to", str(stick), "--data", str(shop)],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        assert "お客様 1人" in done.stdout
    finally:
        store.close()


def test_old_ones_are_let_go_and_other_shops_left_alone(shop, secret, tmp_path):
    from zoneinfo import ZoneInfo

    from tests.db.backing_up import back_up as made

    stick = ForgetfulStick()
    key = pyrage.x25519.Identity.generate()
    store = Store.open(tmp_path / "small")
    try:
        backups = [made(store, stick, key, f"202611{day:02d}-040000") for day in range(1, 5)]
    finally:
        store.close()
    zone = ZoneInfo("Asia/Tokyo")
    let_go(stick, "another shop", zone, 4)
    assert len(listed(stick)) == 4
    let_go(stick, "0badcafe", zone, 4)  # all made on one day
    assert [one.name for one in listed(stick)] == [one.name for one in reversed(backups[2:])]


def test_the_numbers_of_keys_tell_papers_apart():
    assert key_number("age1xmm8y3gdnnxmprjpxzrx3dnl9dxg5pldx2dl5tzg6vp4zs8cwe2qc4m8t7") == "4M8-T7"


def test_the_folder_that_was_named_is_chosen(shop, stick, secret):
    back_up(shop, stick)
    assert FolderTarget.opened(stick)
    assert Path(stick / "kokyaku-backup.txt").exists()
    store = Store.open(shop)
    try:
        assert Setting.select().where(Setting.key == "backup_keys").count() == 1
    finally:
        store.close()
