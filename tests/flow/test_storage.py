"""The disk under the counter: a sign long before it is full, no sale begun that can't be kept, damage said in words."""

import pyrage
import pytest

from db import models, room
from db.backup_target import FolderTarget
from db.connection import FILE
from db.errors import DamagedPage, DiskFull, FailingDisk, HeldByAnother, ReadOnlyFolder
from db.room import BALLAST, BALLAST_BYTES, LEAST_BYTES, SCARCE_BYTES, Room
from kiosk.actions.backup_keys import KeyRole, keep_key
from kiosk.actions.long_reads import ReadFailed
from kiosk.actions.trouble import BooksTrouble
from kiosk.flow.session import FAULTS
from tests.db.damage import flip_bit
from tests.flow.counter import Counter
from tests.flow.vault import Vault

SATO = "0101000000000001"
MIB = 1 << 20


class Disk:
    """How much is free when the ballast lies on it."""

    def __init__(self, free):
        self.free = free

    def room(self, folder):
        ballast = (folder / BALLAST).exists()
        return Room(self.free + (0 if ballast else BALLAST_BYTES), ballast)


@pytest.fixture
def disk(monkeypatch):
    disk = Disk(1000 * MIB)
    monkeypatch.setattr(room, "room_in", disk.room)
    return disk


def lay(counter):
    (counter.folder / BALLAST).write_bytes(b"")


def enrol(counter):
    counter.tap(SATO)
    counter.press("はじめてのお客様")
    counter.press("おわり")


def test_while_there_is_room_nothing_is_said(counter, disk):
    lay(counter)
    disk.free = SCARCE_BYTES
    counter.wait(61)
    counter.expect_no_text("保存の空き", "データ")


def test_little_room_is_a_sign_with_what_to_do(counter, disk):
    lay(counter)
    disk.free = SCARCE_BYTES - 1
    counter.wait(61)
    counter.expect_text("保存の空き", "残り 199 MB")
    counter.press("残り 199 MB")
    counter.expect("devices")
    counter.expect_text("exports、letters、reports")
    disk.free = SCARCE_BYTES
    counter.press("もどる")
    counter.expect_no_text("保存の空き")


def test_the_ballast_is_given_up_and_sales_go_on(counter, disk):
    lay(counter)
    enrol(counter)
    disk.free = LEAST_BYTES - 1
    counter.press("お会計")
    counter.type("500")
    counter.press("お会計")
    counter.expect_text("500")
    counter.press("おわり")
    assert not (counter.folder / BALLAST).exists()
    counter.expect_text("残り 39 MB")
    counter.press("残り 39 MB")
    counter.expect_text("予備（32 MB）も使い始めました")


def test_at_the_end_a_sale_is_refused_before_it_is_begun(counter, disk):
    enrol(counter)
    counter.next_day()
    before = models.Visit.select().count()
    disk.free = LEAST_BYTES - BALLAST_BYTES - 1
    counter.wait(61)
    counter.expect_text("保存できません")
    for deed in (lambda: counter.press("お会計"), lambda: counter.scan("4901234567894"), lambda: counter.tap(SATO)):
        deed()
        counter.expect("fault")
        counter.expect_text("保存する場所がいっぱいです", "この操作は記録していません")
        counter.wait(9)
        counter.expect("idle")
    assert not models.OpenSale.select().exists()
    assert models.Visit.select().count() == before
    counter.press("さがす")  # what is there can be looked at
    counter.expect("find")
    disk.free = 1000 * MIB
    counter.press("やめる")
    counter.press("お会計")
    counter.expect("sale")


def test_a_disk_that_fills_up_in_the_middle_keeps_the_sale_as_it_was(counter, disk):
    counter.press("お会計")
    counter.type("500")
    counter.press("＋ 10%")
    disk.free = LEAST_BYTES - BALLAST_BYTES - 1
    counter.press("お会計")
    counter.expect("fault")
    assert not models.Sale.select().exists()
    disk.free = 1000 * MIB
    counter.press("はじめの画面へ")
    counter.press(counter.words("idle.sell_on"))
    counter.expect("sale")
    counter.expect_text("500")
    counter.press("お会計")
    assert models.Sale.get().goods == 500


def test_a_start_on_a_full_disk_says_so_and_goes_on_when_there_is_room(counter, disk):
    counter.clock.pass_days(1)
    disk.free = LEAST_BYTES - BALLAST_BYTES - 1
    counter.reopen()
    counter.expect("fault")
    counter.expect_text("保存する場所がいっぱいです")
    disk.free = 1000 * MIB
    counter.wait(9)
    counter.expect("idle")


def failing(error):
    class Transaction:
        def __init__(self, *, bulk):
            pass

        def __enter__(self):
            raise error("")

        def __exit__(self, *_):
            pass

    return Transaction


WORDS = {
    ReadOnlyFolder: ("書き込み禁止", "データ", "書けません"),
    FailingDisk: ("壊れかけています", "データ", "壊れかけています"),
    DamagedPage: ("データに傷が見つかりました", "データ", "傷があります"),
}


@pytest.mark.parametrize("error", WORDS)
def test_what_does_not_go_by_itself_stays_as_a_sign(counter, monkeypatch, error):
    said, *sign = WORDS[error]
    counter.press("お会計")
    counter.type("500")
    with monkeypatch.context() as broken:
        broken.setattr(counter.store, "transaction", failing(error))
        counter.press("お会計")
    counter.expect("fault")
    counter.expect_text(said, "この操作は記録していません")
    counter.wait(9)
    counter.expect("idle")
    counter.expect_text(*sign)
    counter.press(sign[1])
    counter.expect("devices")


def test_a_program_that_holds_the_data_is_said_and_forgotten(counter, monkeypatch):
    counter.press("お会計")
    counter.type("500")
    with monkeypatch.context() as held:
        held.setattr(counter.store, "transaction", failing(HeldByAnother))
        counter.press("お会計")
    counter.expect_text("ほかのプログラムがデータを使っています")
    counter.press("はじめの画面へ")
    counter.expect_no_text("データ")
    counter.press("お会計")
    counter.expect("sale")


def test_known_trouble_never_ends_the_program(counter, monkeypatch):
    monkeypatch.setattr(counter.store, "transaction", failing(DiskFull))
    for _ in range(FAULTS + 1):
        counter.tap(SATO)
        counter.press("はじめてのお客様")
        counter.expect("fault")
        counter.press("はじめの画面へ")


def damage(counter, before=lambda: None):
    """A bit of the customers' table turns over, of which nothing is in memory any more."""
    for number in range(1, 30):
        counter.tap(f"01010000000000{number:02}")
        counter.press("はじめてのお客様")
        counter.press("おわり")
    before()
    root = counter.store.database.execute_sql("SELECT rootpage FROM sqlite_master WHERE name = 'customer'").fetchone()
    counter.store.empty_log()
    counter.store.database.connection().execute("PRAGMA cache_size = 0")
    flip_bit(counter.folder / FILE, root[0])


def test_a_flipped_bit_is_said_with_the_backup_that_brings_it_back(tmp_path):
    (tmp_path / "stick").mkdir()
    FolderTarget.present(tmp_path / "stick").choose()
    counter = Counter(tmp_path / "data", vault=Vault(tmp_path / "stick"))
    keep_key(counter.books, str(pyrage.x25519.Identity.generate().to_public()), KeyRole.FIRST)
    counter.reopen()
    damage(counter, before=lambda: (counter.session.rest(), counter.backs_up()))
    counter.tap("0101000000000001")
    counter.expect("fault")
    counter.expect_text("データに傷が見つかりました", "確認済みのバックアップから戻せます")
    counter.wait(9)
    counter.press("傷があります")
    counter.expect_text("新しいカードに戻してください")
    counter.close()


def test_damage_without_a_backup_says_that_too(counter):
    damage(counter)
    counter.tap("0101000000000001")
    counter.expect_text("バックアップはまだありません")


def test_damage_that_a_long_read_meets_becomes_a_sign(counter):
    counter.session.rest()
    (number, *_) = counter.archive.asked
    counter.happens(ReadFailed(number, BooksTrouble.DAMAGED))
    counter.expect("idle")
    counter.expect_text("傷があります")


def test_what_fails_while_nobody_is_there_is_shown(counter, monkeypatch):
    monkeypatch.setattr("kiosk.flow.night.comparison_due", lambda books: failing(DamagedPage)().__enter__())
    counter.view = counter.session.rest()
    counter.expect("fault")


def test_in_english(english, disk):
    disk.free = LEAST_BYTES - BALLAST_BYTES - 1
    english.wait(61)
    english.expect_text("Room to save", "none left")
    english.press("Sale")
    english.expect_text("There is no room left to save")
