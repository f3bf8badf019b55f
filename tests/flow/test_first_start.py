"""A machine without a shop: one begins, or comes back from its backup with the key on paper."""

import shutil
from pathlib import Path

import pyrage
import pytest

from db.backup_listing import listed
from db.backup_manifest import SUFFIX
from db.backup_target import FolderTarget
from db.connection import FILE
from db.journal import entries_after
from db.journal_file import JournalFile
from hardware.events import DeviceName
from kiosk.actions.backup_keys import KeyRole, keep_key
from kiosk.actions.restore_thread import RestoreMoved, RestoreThread
from kiosk.flow.first_start import FirstStart
from kiosk.rules.backup_places import parse_backup_place
from tests.flow.counter import Counter
from tests.flow.doorstep import Doorstep
from tests.flow.vault import Vault
from tests.hardware.events import Told
from tests.locking import locked

SATO = "0101000000000001"
BACKUP = "2025年11月22日 10:00"


@pytest.fixture
def secret(tmp_path, stick):
    """The key that opens the one backup on the stick, of a shop that knows one customer."""
    identity = pyrage.x25519.Identity.generate()
    old = Counter(tmp_path / "old", vault=Vault(stick))
    keep_key(old.books, str(identity.to_public()), KeyRole.FIRST)
    old.reopen()
    old.tap(SATO)
    old.press("はじめてのお客様")
    old.press("おわり")
    old.session.rest()
    old.backs_up()
    old.close()
    return str(identity)


@pytest.fixture
def door(tmp_path, stick):
    door = Doorstep(tmp_path / "new", stick).enter()
    yield door
    if hasattr(door, "store"):
        door.close()


def backup_on(stick: Path) -> Path:
    (file,) = stick.glob("*.age")
    return file


def looked(door: Doorstep) -> None:
    door.press("バックアップから復元する")
    door.expect_text("探しています")
    door.comes_back()


def asked_for_key(door: Doorstep) -> None:
    looked(door)
    door.press(BACKUP)
    door.expect("restore_key")


def test_a_new_shop_begins_when_somebody_says_so(door):
    door.expect("first_start")
    door.tap(SATO)
    door.scan("4901234567894")
    door.expect("first_start")
    assert not (door.folder / FILE).exists()
    door.press("はじめてのお店")
    door.expect("clock_shown")
    door.press("合っています")
    door.expect("new_pin")


def test_a_card_from_another_machine_whose_shop_is_not_found_is_looked_for_again(tmp_path, door):
    door.press("カードを引っ越した")
    door.expect("card_moved")
    door.expect_text("別の機械でもそのまま開きます")
    door.press("もう一度探す")
    door.expect_text("まだ見つかりません")
    assert not (door.folder / FILE).exists()
    old = Counter(tmp_path / "old")
    old.tap(SATO)
    old.press("はじめてのお客様")
    old.close()
    shutil.copytree(old.folder, door.folder, dirs_exist_ok=True)  # the card's data came late
    door.press("もう一度探す")
    door.expect("idle")
    door.tap(SATO)
    door.expect("customer")


def test_whose_card_is_not_read_can_restore_instead_or_go_back(door, secret):
    door.press("カードを引っ越した")
    door.press("もどる")
    door.expect("first_start")
    door.press("カードを引っ越した")
    looked(door)
    door.expect_text(BACKUP)


def test_a_shop_comes_back_with_the_code_of_its_paper(door, secret):
    looked(door)
    door.expect_text(BACKUP, "お客様 1人、お会計はまだありません")
    door.press(BACKUP)
    door.expect_text("紙のQRコード")
    door.scan(secret)
    door.expect("restoring")
    door.happens(RestoreMoved(door.shelf.last, "unpack", 30, 120))
    door.expect_text("25%")
    door.comes_back()
    door.expect_text("元に戻しました", "お客様 1人", "それより後の記録はありません")
    door.press("お店を開く")
    door.press("あとで")  # whether the reader works here too
    door.expect("idle")
    door.tap(SATO)
    door.expect("customer")
    door.expect_text("お客様 1番")


def test_a_shop_comes_back_from_a_locked_stick(door, stick, secret):
    with locked(stick):
        looked(door)
        door.press(BACKUP)
        door.scan(secret)
        door.comes_back()
        door.expect_text("元に戻しました", "お客様 1人")


@pytest.fixture
def sold_after(tmp_path, stick, secret):
    """A sale after the backup; the journal on the stick tells it."""
    old = Counter(tmp_path / "old")
    old.press("お会計")
    old.type("500")
    old.press("お会計")
    target = FolderTarget.present(stick)
    journal = JournalFile.found(target, listed(target)[0])
    journal.append(entries_after(old.store.database.connection(), journal.last, 100))
    old.close()


def test_somebody_may_want_the_shop_as_it_was_at_the_backup(tmp_path, stick, secret, sold_after):
    door = Doorstep(tmp_path / "new", stick).enter()
    asked_for_key(door)
    door.press("このバックアップのときまでにする")
    door.expect_text("あとのお会計は戻しません")
    door.press("そのあとの記録も戻す")
    door.press("このバックアップのときまでにする")
    door.scan(secret)
    door.comes_back()
    door.expect_text("お客様 1人、お会計はまだありません", "それより後の記録はありません")
    door.press("お店を開く")
    door.close()


def test_what_was_sold_after_the_backup_comes_back_too(tmp_path, stick, secret, sold_after):
    door = Doorstep(tmp_path / "new", stick).enter()
    looked(door)
    door.expect_text(BACKUP, "までの記録つき")
    door.press(BACKUP)
    door.scan(secret)
    door.comes_back()
    door.expect_text("お客様 1人、最後のお会計 11月22日", "そのあとの記録も、11月22日 10:00 の分まで戻しました")
    door.press("お店を開く")
    door.close()


def test_the_key_can_be_typed_in_groups_and_in_small_letters(tmp_path, stick, secret):
    door = Doorstep(tmp_path / "new", stick, scans=False).enter()
    asked_for_key(door)
    door.press("鍵を打つ")
    door.type(secret.lower()[:-1] + "!")
    door.press("これで開く")
    door.comes_back()
    door.expect("restore_typing")
    door.expect_text("4文字ずつ見直して", secret.lower()[:-1])
    door.erase()
    door.type(secret.lower()[-1])
    door.press("これで開く")
    door.comes_back()
    door.expect("restored")


def test_a_wrong_key_and_a_mistyped_one_are_asked_for_again(door, secret):
    asked_for_key(door)
    door.scan(str(pyrage.x25519.Identity.generate()))
    door.comes_back()
    door.expect_text("この鍵では開きません")
    door.scan(secret[:-1] + ("Q" if secret[-1] != "Q" else "P"))
    door.comes_back()
    door.expect_text("紙の鍵と違います")
    door.scan(secret)
    door.comes_back()
    door.expect("restored")


def test_a_damaged_backup_is_said_and_nothing_is_here(door, secret, stick):
    file = backup_on(stick)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    asked_for_key(door)
    door.scan(secret)
    door.comes_back()
    door.expect("restore")
    door.expect_text("このバックアップは傷んでいます", BACKUP)
    assert not (door.folder / FILE).exists()


def test_one_that_lost_its_manifest_is_offered_as_not_proved(door, secret, stick):
    file = backup_on(stick)
    file.with_name(file.name + SUFFIX).unlink()
    looked(door)
    door.expect_text("未確認")
    door.press(file.name)
    door.scan(secret)
    door.comes_back()
    door.expect("restored")


def test_without_a_stick_it_says_so_and_looks_again(door, secret, stick):
    stick.rename(stick.with_name("away"))
    looked(door)
    door.expect_text("USBメモリが挿さっているか")
    stick.with_name("away").rename(stick)
    door.press("もう一度探す")
    door.comes_back()
    door.expect_text(BACKUP)


def test_an_empty_stick_and_the_way_back(door):
    looked(door)
    door.expect_text("ここにバックアップはありません")
    door.press("もどる")
    door.press("はじめてのお店")
    door.expect("clock_shown")
    door.press("合っています")
    door.expect("new_pin")


def test_a_stick_that_is_pulled_meanwhile(door, secret, stick):
    asked_for_key(door)
    stick.rename(stick.with_name("away"))
    door.scan(secret)
    door.comes_back()
    door.expect_text("バックアップ先がありません")


def test_one_that_was_stopped_or_cut_off_begins_again(door, secret):
    asked_for_key(door)
    door.scan(secret)
    door.press("やめる")
    door.expect_text("やめています")
    door.comes_back()
    door.expect_text("途中でやめました")
    assert not (door.folder / FILE).exists()
    door.open()  # after a power cut it asks again
    door.enter()
    asked_for_key(door)
    door.scan(secret)
    door.comes_back()
    door.expect("restored")


def test_once_it_is_back_it_never_asks_again(door, secret):
    asked_for_key(door)
    door.scan(secret)
    door.comes_back()
    door.open()  # the power goes before anybody presses
    door.press("あとで")
    door.expect("idle")
    door.reopen()
    door.expect("idle")


def test_a_late_answer_is_nobodys(door, secret):
    door.press("バックアップから復元する")
    door.press("もどる")
    door.comes_back()
    door.expect("first_start")


def test_the_session_hears_what_the_devices_said_before(door):
    door.lose(DeviceName.READER)
    door.found_shop()
    door.press("あとで")
    door.expect("reader")
    door.expect_text("つながっていません")
    door.press("あとで")
    door.expect("idle")
    door.expect_text("つながっていません")


def test_nothing_remembers_the_secret_key(door, secret):
    asked_for_key(door)
    door.scan(secret)
    assert secret not in repr(door.view)
    door.comes_back()
    assert isinstance(door.session, FirstStart)
    for file in door.folder.iterdir():
        assert secret.encode() not in file.read_bytes()


def test_in_english(tmp_path, stick, secret):
    door = Doorstep(tmp_path / "new", stick, "en").enter()
    door.press("Restore a backup")
    door.comes_back()
    door.expect_text("1 customer, no sale yet")


def test_the_thread_looks_restores_and_says_what_is_wrong(tmp_path, stick, secret):
    told = Told()
    thread = RestoreThread(tmp_path / "new", (parse_backup_place(str(stick)),), "board")
    thread.start(told)
    try:
        thread.look()
        (found,) = told.next().backups
        thread.restore(found.name, "nonsense", alone=False)
        assert ended(told).trouble == "bad_key"
        number = thread.restore(found.name, secret, alone=False)
        back = ended(told)
        assert (back.number, back.shop.people) == (number, 1)
        thread.restore(found.name, secret, alone=False)
        assert ended(told).trouble == "shop_here"
    finally:
        thread.stop()


def ended(told):
    while isinstance(event := told.next(), RestoreMoved):
        pass
    return event
