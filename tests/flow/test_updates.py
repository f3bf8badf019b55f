"""更新 at the counter: found or refused in words, a backup first, sales meanwhile, the owner's moment."""

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from db.backup_target import FolderTarget
from kiosk.actions.backup_keys import KeyRole, keep_key
from kiosk.actions.backup_thread import BackupMoved
from kiosk.actions.duty import sign_in
from kiosk.actions.staff import add_member
from kiosk.actions.updates_thread import UpdateMoved
from kiosk.releases.keeping import Releases
from kiosk.releases.record import Record, read_record, write_record
from tests.flow.counter import Counter, buttons
from tests.flow.rack import Rack
from tests.flow.vault import Vault
from tests.releases.releasing import NEWEST, public, release

SATO = "0101000000000001"


def opened(tmp_path, language="ja", *, keyed=True):
    (tmp_path / "releases").mkdir()
    place = tmp_path / "backups"
    place.mkdir()
    FolderTarget.present(place).choose()
    rack = Rack(Releases(tmp_path / "releases", public(tmp_path), "0.1.0"), tmp_path / "stick")
    counter = Counter(tmp_path / "data", language, vault=Vault(place), rack=rack)
    if keyed:
        keep_key(counter.books, str(pyrage.x25519.Identity.generate().to_public()), KeyRole.FIRST)
        counter.reopen()
    return counter


@pytest.fixture
def counter(tmp_path):
    counter = opened(tmp_path)
    yield counter
    counter.close()


@pytest.fixture
def found(counter, tmp_path):
    """One lies on the stick, and the owner looks at it."""
    release(tmp_path)
    counter.from_menu("機器")
    counter.press("プログラム")
    counter.stick_answers()
    return counter


def test_it_is_taken_beside_this_one_after_a_backup_while_sales_go_on_and_waits_for_the_owner(found, tmp_path):
    found.expect_text("0.1.0 → 0.2.0", "USBメモリ stick")
    found.press("これを入れる")
    found.expect_text("バックアップを作っています")
    found.happens(BackupMoved(found.vault.last, "write", 45, 100))
    found.expect_text("45%")
    found.press("もどる")
    found.tap(SATO)
    found.expect("unknown_card")
    found.backs_up()
    found.expect("unknown_card")
    found.wait(70)
    found.from_menu("機器")
    found.press("プログラム")
    found.happens(UpdateMoved(found.rack.last, "copy", 50, 100))
    found.expect_text("0.2.0 を入れています", "25%")
    found.stick_answers()
    found.expect_text("0.2.0 の準備ができました")
    assert not found.rack.switched
    found.wait(70)
    found.expect_text("切り替え待ち")
    found.reopen()
    found.press("切り替え待ち")
    found.press("今すぐ切り替える")
    found.expect_text("切り替えています")
    assert read_record(tmp_path / "releases") == Record(current="0.2.0", starts=0)
    assert not [button for button in buttons(found.view) if button.intent]


def test_only_an_owner_may(counter):
    sign_in(counter.books, add_member(counter.books, "井上"))
    counter.from_menu("機器")
    counter.press("プログラム")
    counter.expect("pin")
    assert not counter.rack.asked


def test_what_can_not_be_taken_says_why_and_can_not_be_pressed(counter, tmp_path):
    release(tmp_path, "0.0.9")
    release(tmp_path, "0.1.0")
    release(tmp_path, "0.3.0", schema=NEWEST - 1)
    release(tmp_path, "0.4.0", key=Ed25519PrivateKey.from_private_bytes(bytes(32)))
    (tmp_path / "stick" / "x.update").write_bytes(b"a photo")
    counter.from_menu("機器")
    counter.press("プログラム")
    counter.expect_text("さがしています")
    counter.stick_answers()
    counter.expect_text(
        "いまの版より古い", "いまの版と同じ", "記録の形を知りません", "署名が合いません", "個客の更新ではありません"
    )
    assert "これを入れる" not in [button.label for button in buttons(counter.view)]


def test_without_a_place_or_a_key_for_backups_nothing_is_taken(tmp_path):
    counter = opened(tmp_path, "en", keyed=False)
    release(tmp_path)
    counter.from_menu("Devices")
    counter.press("Program")
    counter.stick_answers()
    counter.press("Take it")
    counter.expect_text("Backups don't work yet")
    assert not counter.rack.asked
    counter.close()


def test_when_the_backup_fails_nothing_is_taken(found, tmp_path):
    (tmp_path / "backups").rename(tmp_path / "pulled")
    found.press("これを入れる")
    found.backs_up()
    found.expect_text("バックアップができなかった")
    assert not found.rack.asked


@pytest.mark.parametrize("during", ["backup", "unpacking"])
def test_it_can_be_stopped_until_it_is_there(found, tmp_path, during):
    found.press("これを入れる")
    if during == "unpacking":
        found.backs_up()
    found.press("やめる")
    found.expect_text("やめています")
    found.backs_up() if during == "backup" else found.stick_answers()
    found.expect_text("やめました")
    assert read_record(tmp_path / "releases") == Record()
    assert not (tmp_path / "releases" / "0.2.0").exists()
    found.press("もう一度さがす")
    found.stick_answers()
    found.press("これを入れる")
    found.backs_up()
    found.stick_answers()
    found.expect_text("0.2.0 の準備ができました")


def test_a_stick_that_was_pulled_meanwhile_is_told(found, tmp_path):
    found.press("これを入れる")
    found.backs_up()
    (tmp_path / "stick").rename(tmp_path / "pulled")
    found.stick_answers()
    found.expect_text("USBメモリが読めません")


def test_one_that_did_not_come_up_stands_on_the_first_screen_until_somebody_has_read_it(counter, tmp_path):
    write_record(tmp_path / "releases", Record(failed="0.2.0"))
    counter.reopen()
    counter.press("前の版に戻りました")
    counter.expect_text("0.2.0 は動かなかったので、0.1.0 に戻しました")
    counter.press("わかりました")
    counter.stick_answers()
    counter.stick_answers()
    counter.expect_text("更新は見つかりません")
    counter.press("もどる")
    counter.press("もどる")
    counter.expect_no_text("前の版に戻りました")


def test_a_machine_that_is_not_kept_in_releases_says_so(tmp_path):
    counter = Counter(tmp_path)
    counter.from_menu("機器")
    counter.press("プログラム")
    counter.expect_text("この機械では、更新を画面から入れられません")
    counter.close()
