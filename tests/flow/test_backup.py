"""The backups at the counter: by night, by hand, how old the last one is, and what is wrong in words."""

import shutil

import pyrage
import pytest

from db.backup_target import OURS, FolderTarget
from db.models import BackupLog
from kiosk.actions.backup_keys import KeyRole, keep_key
from kiosk.actions.backup_thread import BackupMoved
from kiosk.actions.duty import sign_in
from kiosk.actions.staff import add_member
from tests.flow.counter import OWNER_PIN, Counter
from tests.flow.vault import Vault

SATO = "0101000000000001"


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    FolderTarget.present(folder).choose()
    return folder


def opened(tmp_path, stick, language="ja"):
    counter = Counter(tmp_path / "data", language, vault=Vault(stick))
    keep_key(counter.books, str(pyrage.x25519.Identity.generate().to_public()), KeyRole.FIRST)
    return counter


@pytest.fixture
def kept(tmp_path, stick):
    """A counter whose shop has a key and a stick for backups."""
    counter = opened(tmp_path, stick)
    yield counter
    counter.close()


def tick(counter):
    counter.view = counter.session.tick()


def test_the_nights_backup_is_made_when_nobody_is_there(kept, stick):
    kept.session.rest()
    kept.expect("idle")
    tick(kept)
    kept.expect_text("作成中")
    kept.backs_up()
    kept.expect_text("バックアップ", "今日 10:00")
    assert len(list(stick.glob("*.age"))) == 1
    assert BackupLog.get().by is None


def test_it_is_made_once_a_business_day_and_after_a_restart_too(kept, stick):
    kept.session.rest()
    kept.backs_up()
    kept.session.rest()
    kept.reopen()
    kept.session.rest()
    assert not kept.vault.asked
    kept.next_day()
    assert kept.vault.asked
    kept.backs_up()
    assert len(list(stick.glob("*.age"))) == 2


def test_it_begins_at_the_cut_off_hour_though_nobody_touches_anything(kept):
    kept.session.rest()
    kept.backs_up()
    kept.clock.pass_seconds(17.9 * 3600)  # 10:00 to 03:54
    tick(kept)
    assert not kept.vault.asked
    kept.clock.pass_seconds(0.2 * 3600)
    tick(kept)
    assert kept.vault.asked


def test_it_waits_while_somebody_is_served_and_a_sale_goes_on_during_it(kept):
    kept.tap(SATO)
    kept.session.rest()
    tick(kept)
    assert not kept.vault.asked
    kept.press("はじめてのお客様")
    kept.press("おわり")
    kept.session.rest()
    kept.happens(BackupMoved(kept.vault.last, "write", 40, 100))
    kept.tap(SATO)
    kept.press("お会計")
    kept.type("500")
    kept.press("お会計")
    kept.backs_up()
    kept.expect("sold")
    kept.press("おわり")
    kept.expect_text("今日 ")


def test_the_age_in_plain_words_and_what_is_missing(kept, stick):
    kept.session.rest()
    kept.backs_up()
    stick.rename(stick.with_name("pulled"))
    for _ in range(2):
        kept.next_day()
        kept.backs_up()
        kept.expect_text("見つかりません")
    kept.press("見つかりません")
    kept.expect("devices")
    kept.expect_text("USBメモリが挿さっているか")
    kept.press("もどる")
    screen(kept)
    kept.expect_text("最後は 2日前")


def test_a_stick_that_comes_back_is_used_without_a_word(kept, stick):
    stick.rename(stick.with_name("pulled"))
    kept.session.rest()
    kept.backs_up()
    kept.expect_text("見つかりません")
    tick(kept)
    assert not kept.vault.asked
    stick.with_name("pulled").rename(stick)
    kept.clock.pass_seconds(16 * 60)
    tick(kept)
    kept.backs_up()
    kept.expect_text("今日 10:16")
    assert [row.trouble for row in BackupLog.select().order_by(BackupLog.id)] == ["missing", None]


def test_what_is_wrong_all_day_stands_once_in_the_log(kept, stick):
    shutil.rmtree(stick)
    for _ in range(5):
        kept.session.rest()
        kept.backs_up()
        kept.clock.pass_seconds(20 * 60)
    assert BackupLog.select().count() == 1


def screen(counter):
    """The owner's screen, as far as the PIN is asked for."""
    counter.from_menu(counter.words("idle.backup"))
    if counter.view.screen == "pin":
        counter.pin(OWNER_PIN)
    counter.expect("backup")


def test_the_owner_makes_one_now_sees_how_far_it_is_and_how_it_went(kept):
    screen(kept)
    kept.expect_text("バックアップはまだありません")
    kept.press("今すぐバックアップする")
    kept.happens(BackupMoved(kept.vault.last, "write", 30, 120))
    kept.expect_text("書いています", "25%")
    kept.backs_up()
    kept.expect_text("最後のバックアップは 11月22日（今日 10:00）、お客様 0人", "読み返して確かめてあります")
    assert BackupLog.get().by_id == kept.books.staff


def test_it_can_be_stopped(kept, stick):
    screen(kept)
    kept.press("今すぐバックアップする")
    kept.press("やめる")
    kept.expect_text("やめています")
    kept.backs_up()
    kept.expect_text("途中でやめました")
    assert {path.name for path in stick.iterdir()} == {OURS}


def test_another_stick_is_taken_only_when_the_owner_says_so(kept, stick):
    (stick / OURS).unlink()
    kept.session.rest()
    kept.backs_up()
    kept.expect_text("別のUSBです")
    screen(kept)
    kept.expect_text("バックアップ先に選ばれていません")
    kept.press("このUSBメモリを使う")
    kept.backs_up()
    kept.expect_text("今日 10:00")
    assert (stick / OURS).exists()


def test_without_a_key_it_says_how_one_is_made(tmp_path, stick):
    counter = Counter(tmp_path / "data", vault=Vault(stick))
    counter.session.rest()
    counter.backs_up()
    counter.expect_text("鍵がありません")
    screen(counter)
    counter.expect_text("kiosk backup keys new")
    counter.close()


def test_without_a_place_it_says_so_and_offers_nothing(counter):
    counter.expect_text("していません")
    counter.session.rest()
    screen(counter)
    counter.expect_text("kiosk.toml")
    assert "今すぐバックアップする" not in str(counter.view.body)


def test_a_clerk_needs_the_owner(kept):
    sign_in(kept.books, add_member(kept.books, "井上 拓也"))
    kept.from_menu("バックアップ")
    kept.expect("pin")
    kept.pin(OWNER_PIN)
    kept.expect("backup")


def test_a_late_word_of_an_earlier_run_is_nobodys(kept):
    screen(kept)
    kept.press("今すぐバックアップする")
    kept.backs_up()
    kept.happens(BackupMoved(kept.vault.last, "write", 1, 2))
    kept.expect_no_text("書いています")


def test_in_english(tmp_path, stick):
    counter = opened(tmp_path, stick, "en")
    counter.session.rest()
    counter.backs_up()
    counter.expect_text("Backup", "today 10:00")
    screen(counter)
    counter.expect_text("0 customers")
    counter.close()
