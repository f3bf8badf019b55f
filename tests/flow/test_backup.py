"""The backups at the counter: by night, by hand, how old the last one is, and what is wrong in words."""

import shutil

import pyrage
import pytest

from db.backup_listing import listed
from db.backup_target import OURS, FolderTarget
from db.models import AccessLog, BackupLog
from hardware.events import SlipOutcome
from hardware.slip import QrCode
from kiosk.actions.backup_keys import KeyRole, backup_keys, keep_key
from kiosk.actions.backup_thread import BackupMoved
from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.actions.duty import sign_in
from kiosk.actions.journal_thread import JournalMoved, StickGivenBack
from kiosk.actions.ruled_stick import Removal
from kiosk.actions.staff import add_member
from kiosk.rules.backup_places import USB, parse_backup_place
from tests.flow.counter import OWNER_PIN, Counter, buttons
from tests.flow.vault import Vault
from tests.locking import locked

SATO = "0101000000000001"


def opened(tmp_path, stick, language="ja"):
    counter = Counter(tmp_path / "data", language, vault=Vault(stick))
    keep_key(counter.books, str(pyrage.x25519.Identity.generate().to_public()), KeyRole.FIRST)
    counter.reopen()
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


def test_a_locked_stick_is_said_to_be_locked_until_it_is_not(kept, stick):
    with locked(stick):
        kept.session.rest()
        kept.backs_up()
        kept.expect_text("書けません")
        kept.press("書けません")
        kept.expect_text("書き込み禁止のスイッチ")
    kept.press("もどる")
    kept.clock.pass_seconds(16 * 60)
    tick(kept)
    kept.backs_up()
    assert [row.trouble for row in BackupLog.select().order_by(BackupLog.id)] == ["read_only", None]


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


def test_what_is_sold_since_is_on_the_stick_or_the_screen_says_why_not(kept):
    kept.session.rest()
    kept.backs_up()
    screen(kept)
    kept.expect_text("そのつどUSBメモリに残しています")
    kept.happens(JournalMoved(BackupTrouble.MISSING))
    kept.expect_text("10:00 からのお会計は、まだUSBメモリにありません（見つかりません）")
    kept.press("もどる")
    kept.press("もどる")
    kept.expect_text("今日 10:00")
    kept.clock.pass_seconds(11 * 60)
    tick(kept)
    kept.expect_text("見つかりません")
    kept.happens(JournalMoved(None))
    kept.expect_text("今日 10:00")


def test_a_trial_that_went_well_is_told_and_one_that_did_not_stays_as_a_sign(kept):
    kept.session.rest()
    kept.backs_up()
    BackupLog.update(tried="good").execute()
    kept.reopen()
    screen(kept)
    kept.expect_text("戻す練習は11月22日にできました")
    BackupLog.update(tried="recounted").execute()
    kept.reopen()
    screen(kept)
    kept.expect_text("戻す練習は11月22日に、集計し直してできました")
    BackupLog.update(tried="bad").execute()
    kept.reopen()
    kept.expect_text("中身が合いません")
    screen(kept)
    kept.expect_text("試しに戻すと、中身が合いませんでした")


def test_a_journal_that_can_not_go_on_has_another_backup_made(kept):
    kept.session.rest()
    kept.backs_up()
    kept.session.rest()
    assert not kept.vault.asked
    kept.happens(JournalMoved(BackupTrouble.NO_BASE))
    kept.session.rest()
    kept.backs_up()
    kept.session.rest()
    assert not kept.vault.asked
    assert BackupLog.select().count() == 2


def test_where_that_backup_fails_it_is_made_later(kept, stick):
    kept.session.rest()
    kept.backs_up()
    kept.happens(JournalMoved(BackupTrouble.NO_BASE))
    kept.session.rest()
    stick.rename(stick.with_name("pulled"))
    kept.backs_up()
    stick.with_name("pulled").rename(stick)
    kept.session.rest()
    assert not kept.vault.asked
    kept.clock.pass_seconds(16 * 60)
    tick(kept)
    kept.backs_up()
    assert len(list(stick.glob("*.age"))) == 2


def test_what_keeps_sales_from_the_stick_may_change_and_they_have_waited_as_long(kept):
    kept.session.rest()
    kept.backs_up()
    kept.happens(JournalMoved(BackupTrouble.GONE))
    kept.clock.pass_seconds(6 * 60)
    kept.happens(JournalMoved(BackupTrouble.MISSING))
    kept.clock.pass_seconds(5 * 60)
    tick(kept)
    kept.expect_text("見つかりません")
    screen(kept)
    kept.press("もどる")
    kept.press("もどる")
    kept.happens(JournalMoved(None))
    kept.happens(JournalMoved(BackupTrouble.MISSING))
    screen(kept)
    kept.expect_text("10:11 からのお会計は、まだUSBメモリにありません")


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
    kept.expect_text("最後は 11月22日（今日 10:00）、お客様 0人", "確認済み")
    assert BackupLog.get().by_id == kept.books.staff


def test_it_can_be_stopped(kept, stick):
    screen(kept)
    kept.press("今すぐバックアップする")
    kept.press("やめる")
    kept.expect_text("やめています")
    kept.backs_up()
    kept.expect_text("途中でやめました")
    assert {path.name for path in stick.iterdir()} == {OURS}


def test_the_stick_is_given_back_and_the_screen_says_when_it_may_be_pulled(kept):
    kept.session.rest()
    kept.backs_up()
    kept.happens(JournalMoved(None, removable=True))
    screen(kept)
    kept.press("取り外す")
    assert kept.vault.wanted_back == 1
    kept.expect_text("まだ抜かないでください")
    assert [button.label for button in buttons(kept.view)] == ["もどる"]
    kept.happens(StickGivenBack(Removal.OUT))
    kept.expect_text("外してよいです")
    kept.happens(JournalMoved(BackupTrouble.MISSING))
    kept.press("もどる")
    kept.press("バックアップ")
    kept.expect_text("外してよいです")
    kept.happens(JournalMoved(None, removable=True))
    kept.expect_text("そのつどUSBメモリに残しています")


def test_one_that_is_in_use_stays_and_that_is_said_until_somebody_looks_again(kept):
    kept.session.rest()
    kept.backs_up()
    kept.happens(JournalMoved(None, removable=True))
    screen(kept)
    kept.press("取り外す")
    kept.happens(StickGivenBack(Removal.KEPT))
    kept.expect_text("まだ取り外せません")
    kept.press("取り外す")
    assert kept.vault.wanted_back == 2
    kept.happens(StickGivenBack(Removal.KEPT))
    kept.press("もどる")
    kept.press("バックアップ")
    kept.expect_text("そのつどUSBメモリに残しています")


def test_no_backup_begins_while_the_stick_is_being_given_back(kept):
    kept.happens(JournalMoved(BackupTrouble.NO_BASE, removable=True))
    screen(kept)
    kept.press("取り外す")
    kept.press("もどる")
    kept.press("もどる")
    kept.expect("idle")
    kept.session.rest()
    assert not kept.vault.asked
    kept.happens(StickGivenBack(Removal.OUT))
    kept.session.rest()
    assert kept.vault.asked


def test_one_that_somebody_else_mounted_can_not_be_given_back(kept):
    kept.session.rest()
    kept.backs_up()
    kept.happens(JournalMoved(None))
    screen(kept)
    assert "取り外す" not in [button.label for button in buttons(kept.view)]


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
    assert not counter.vault.asked
    tick(counter)
    counter.expect_text("鍵がありません")
    screen(counter)
    counter.expect_text("開く鍵は紙だけにあり")
    assert "今すぐバックアップする" not in str(counter.view.body)
    counter.close()


@pytest.fixture
def keyless(tmp_path, stick):
    """A counter whose shop has a stick, and no key yet; the owner has asked for one."""
    counter = Counter(tmp_path / "data", vault=Vault(stick))
    screen(counter)
    counter.press("鍵を作る")
    counter.expect_text("スリップに印刷しています")
    yield counter
    counter.close()


def paper(counter):
    """What the code on the newest paper holds, and its number of the answer."""
    job, slip = counter.tray.slips[-1]
    (code,) = (line.text for line in slip.lines if isinstance(line, QrCode))
    return job, code


def test_a_key_goes_onto_paper_and_is_kept_when_it_was_scanned_back(keyless, stick):
    keyless.printer_says(SlipOutcome.PRINTED)
    keyless.expect_text("QRコードをスキャナーで読み取って")
    assert backup_keys(keyless.books) == ()
    _, secret = paper(keyless)
    keyless.scan(secret)
    keyless.expect("backup")
    keyless.expect_text("を登録しました")
    keyless.backs_up()
    keyless.expect_text("確認済み", "今は ")
    (file,) = stick.glob("*.age")
    assert pyrage.decrypt(file.read_bytes(), [pyrage.x25519.Identity.from_str(secret)])
    assert [row.what for row in AccessLog.select()].count("backup_key") == 1


def test_nothing_but_the_paper_remembers_the_secret_key(keyless):
    keyless.printer_says(SlipOutcome.PRINTED)
    _, secret = paper(keyless)
    assert secret not in repr(keyless.session.state)
    keyless.scan(secret)
    keyless.backs_up()
    keyless.store.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    for file in keyless.folder.iterdir():
        assert secret.encode() not in file.read_bytes()
        assert secret.removeprefix("AGE-SECRET-KEY-1").encode() not in file.read_bytes()


@pytest.mark.parametrize("outcome", [SlipOutcome.NOT_SENT, SlipOutcome.UNKNOWN])
def test_a_paper_that_did_not_come_out_is_printed_again_and_an_old_answer_is_nobodys(keyless, outcome):
    keyless.printer_says(outcome)
    keyless.expect_text("印刷できませんでした")
    first, secret = paper(keyless)
    keyless.press("もう一度印刷する")
    keyless.printer_says(SlipOutcome.PRINTED, job=first)
    keyless.expect_text("スリップに印刷しています")
    keyless.printer_says(SlipOutcome.PRINTED)
    assert paper(keyless)[1] == secret
    keyless.scan(secret)
    keyless.expect("backup")


def test_its_end_is_typed_where_no_code_can_be_scanned(keyless):
    keyless.printer_says(SlipOutcome.PRINTED)
    _, secret = paper(keyless)
    keyless.press("終わりの8文字を打つ")
    keyless.type(secret[-8:-1].lower())
    assert "確かめる" not in [button.label for button in keyless.view.body.actions if button.intent]
    keyless.type("!")
    keyless.press("確かめる")
    keyless.expect_text("紙の鍵と違います")
    keyless.erase()
    keyless.type(secret[-1].lower())
    keyless.press("確かめる")
    keyless.expect_text("を登録しました")
    assert not keyless.scribe.learned


def test_another_paper_and_another_code_are_not_taken_for_it(keyless):
    keyless.printer_says(SlipOutcome.PRINTED)
    keyless.scan(str(pyrage.x25519.Identity.generate()))
    keyless.expect_text("別の鍵です")
    keyless.scan("4901234567894")
    keyless.expect_text("紙の鍵と違います")
    assert backup_keys(keyless.books) == ()
    keyless.press("やめる")
    keyless.expect_text("印刷した紙は捨ててください", "まず鍵を作ります")


def test_a_new_key_leaves_the_old_one_its_backups(keyless, stick):
    keyless.printer_says(SlipOutcome.PRINTED)
    _, old = paper(keyless)
    keyless.scan(old)
    keyless.backs_up()
    keyless.press("新しい鍵を作る")
    keyless.printer_says(SlipOutcome.PRINTED)
    keyless.scan(paper(keyless)[1])
    keyless.backs_up()
    assert [key.until is None for key in backup_keys(keyless.books)] == [True, False]
    opened = [backup.manifest.contents.keys for backup in listed(FolderTarget.opened(stick))]
    assert opened[0] != opened[1]


def test_without_a_printer_it_is_copied_by_hand(tmp_path, stick):
    counter = Counter(tmp_path / "data", prints=False, vault=Vault(stick))
    screen(counter)
    counter.press("鍵を作る")
    counter.expect("recovery_copied")
    secret = "".join(row.title for row in counter.view.body.rows).replace(" ", "")
    counter.press("書き写した")
    counter.type(secret[-8:].lower())
    counter.press("確かめる")
    counter.expect_text("を登録しました")
    counter.close()


def test_a_half_made_key_is_gone_when_nobody_looks(keyless):
    keyless.printer_says(SlipOutcome.PRINTED)
    keyless.wait(601)
    keyless.expect("idle")
    keyless.scan(paper(keyless)[1])
    assert backup_keys(keyless.books) == ()


@pytest.mark.parametrize("typing", [False, True])
def test_a_key_that_is_copied_by_hand_stays_while_somebody_writes(tmp_path, stick, typing):
    counter = Counter(tmp_path / "data", prints=False, vault=Vault(stick))
    screen(counter)
    counter.press("鍵を作る")
    secret = counter.session.state.key.secret
    counter.wait(590)  # the whole key, four letters at a time; covered meanwhile, as all that is personal
    counter.press("タッチで表示")
    if typing:
        counter.press("書き写した")
        counter.type(secret[-8:-4])
        counter.wait(590)
        counter.press("タッチで表示")
        counter.type(secret[-4:])
    else:
        counter.press("書き写した")
        counter.type(secret[-8:])
    counter.press("確かめる")
    counter.expect_text("を登録しました")
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


# several places


NAS = parse_backup_place("sftp://kokyaku@192.168.1.20/backup")


@pytest.fixture
def twofold(tmp_path, stick):
    """A counter that backs up to a stick and to a share."""
    share = tmp_path / "nas"
    share.mkdir()
    FolderTarget.present(share).choose()
    counter = Counter(tmp_path / "data", vault=Vault(stick), places=(USB, parse_backup_place(str(share))))
    keep_key(counter.books, str(pyrage.x25519.Identity.generate().to_public()), KeyRole.FIRST)
    counter.reopen()
    yield counter
    counter.close()


def test_by_night_it_goes_to_every_place_one_after_the_other(twofold, stick, tmp_path):
    twofold.session.rest()
    tick(twofold)
    twofold.expect_text("作成中")
    twofold.backs_up()
    tick(twofold)
    twofold.expect_text("作成中")
    twofold.backs_up()
    twofold.expect_text("今日 10:00")
    assert len(list(stick.glob("*.age"))) == len(list((tmp_path / "nas").glob("*.age"))) == 1
    assert [row.place for row in BackupLog.select().order_by(BackupLog.id)] == ["usb", str(tmp_path / "nas")]
    twofold.session.rest()
    assert not twofold.vault.asked


def test_the_stick_is_given_back_from_its_own_line(twofold):
    twofold.session.rest()
    twofold.backs_up()
    twofold.backs_up()
    twofold.happens(JournalMoved(None, removable=True))
    screen(twofold)
    twofold.press("取り外す")
    twofold.expect_text("まだ抜かないでください")
    twofold.happens(StickGivenBack(Removal.OUT))
    twofold.expect_text("外してよいです", "共有フォルダー nas")
    assert "取り外す" not in [button.label for button in buttons(twofold.view)]


def test_a_share_that_is_gone_keeps_no_stick_from_its_backup_and_is_said(twofold, stick, tmp_path):
    (tmp_path / "nas").rename(tmp_path / "away")
    twofold.session.rest()
    twofold.backs_up()
    twofold.backs_up()
    twofold.expect_text("見つかりません")
    assert len(list(stick.glob("*.age"))) == 1
    twofold.press("見つかりません")
    twofold.expect_text("共有フォルダー nas: バックアップ先がありません")
    twofold.press("もどる")
    screen(twofold)
    twofold.expect_text("USBメモリ", "今日 10:00", "共有フォルダー nas", "見つかりません")
    (tmp_path / "away").rename(tmp_path / "nas")
    twofold.clock.pass_seconds(16 * 60)
    tick(twofold)
    assert [place.short for _, place, _ in twofold.vault.asked] == ["nas"]  # the stick has its own already
    twofold.backs_up()
    tick(twofold)
    twofold.expect_no_text("見つかりません")


def test_a_stick_that_is_gone_keeps_no_share_from_its_backup(twofold, stick, tmp_path):
    stick.rename(stick.with_name("pulled"))
    twofold.session.rest()
    twofold.backs_up()
    twofold.backs_up()
    assert len(list((tmp_path / "nas").glob("*.age"))) == 1
    twofold.expect_text("見つかりません")


def test_what_is_sold_is_kept_for_the_stick_whatever_the_share_has(twofold, stick):
    stick.rename(stick.with_name("pulled"))
    twofold.tap(SATO)
    twofold.press("はじめてのお客様")
    twofold.press("おわり")
    kept = entries(twofold)
    twofold.session.rest()
    twofold.backs_up()
    twofold.backs_up()
    assert entries(twofold) >= kept  # a stick that comes back has them still to get
    stick.with_name("pulled").rename(stick)
    twofold.clock.pass_seconds(16 * 60)
    tick(twofold)
    twofold.backs_up()
    assert entries(twofold) < kept


def entries(counter):
    return counter.books.store.database.execute_sql("SELECT count(*) FROM journal WHERE entry <> x''").fetchone()[0]


def test_one_now_goes_everywhere_and_stopping_it_stops_all(twofold):
    screen(twofold)
    twofold.press("今すぐ作る")
    twofold.expect_text("USBメモリ", "始めています")
    twofold.press("やめる")
    twofold.backs_up()
    assert not twofold.vault.asked
    twofold.expect_text("USBメモリ", "共有フォルダー nas", "まだです")


def test_a_share_that_nobody_chose_is_not_chosen_by_a_touch(twofold, stick, tmp_path):
    for place in (stick, tmp_path / "nas"):
        (place / OURS).unlink()
    twofold.session.rest()
    twofold.backs_up()
    twofold.backs_up()
    screen(twofold)
    twofold.expect_text("kiosk backup choose")
    assert [button.label for button in buttons(twofold.view)].count("これを使う") == 1
    twofold.press("これを使う")
    twofold.backs_up()
    assert (stick / OURS).exists()
    assert not (tmp_path / "nas" / OURS).exists()


def test_where_there_is_only_a_server_the_screen_says_what_is_not_there_yet(tmp_path, stick):
    counter = Counter(tmp_path / "data", vault=Vault(stick), places=(NAS,))
    keep_key(counter.books, str(pyrage.x25519.Identity.generate().to_public()), KeyRole.FIRST)
    counter.reopen()
    counter.tap(SATO)
    counter.press("はじめてのお客様")
    counter.press("おわり")
    counter.session.rest()
    counter.backs_up()
    assert entries(counter) == 1  # what came of the backup
    screen(counter)
    counter.expect_text("次のバックアップまでこの機械の中だけ")
    counter.close()
