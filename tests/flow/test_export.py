"""書き出し: the owner takes all of the shop's data along, while the counter goes on."""

import csv

import pytest

from db.models import AccessLog
from hardware.ports import Cue
from kiosk.actions import export as exporting
from kiosk.actions import places
from kiosk.actions.duty import sign_in
from kiosk.actions.long_reads import ReadMoved
from kiosk.actions.places import FOLDER
from kiosk.actions.staff import add_member
from kiosk.flow.views import Level

HERE = "この機械の中"


@pytest.fixture
def stick(tmp_path, monkeypatch):
    """A USB stick that is plugged in, and what else is mounted."""
    path = tmp_path / "USB MEMORY"
    path.mkdir()
    listed = tmp_path / "mounts"
    listed.write_text(
        f"/dev/root / ext4 rw 0 0\nproc /proc proc rw 0 0\n/dev/sdb1 {tmp_path}/locked vfat ro,noatime 0 0\n"
        f"/dev/sda1 {str(path).replace(' ', chr(92) + '040')} vfat rw,noatime 0 0\n"
    )
    monkeypatch.setattr(places, "MOUNTS", listed)
    monkeypatch.setattr(places, "_WHERE", (f"{tmp_path}/",))
    return path


def opened(counter):
    counter.reads()  # the day's follow-ups
    counter.from_menu("スタッフ")
    counter.press("データの書き出し")
    counter.expect("export")


def whole(into):
    (folder,) = into.iterdir()
    assert not folder.name.endswith(".part")
    return folder


def logged():
    return [row.what for row in AccessLog.select().order_by(AccessLog.id) if row.what.startswith("exported")]


def test_everything_goes_to_a_folder_beside_the_data(counter):
    counter.tap("0101000000000001")
    counter.press("はじめてのお客様")
    counter.wait(61)
    opened(counter)
    counter.expect_text("暗号化されません", "記録に残ります", str(counter.folder / FOLDER))
    counter.press(HERE)
    counter.expect_text("書き出しています", "レジはそのまま使えます")
    assert logged() == ["exported"]
    counter.reads()
    folder = whole(counter.folder / FOLDER)
    counter.expect_text("書き出しました", str(folder), "暗号化されていないファイルです")
    assert counter.view.body.level is Level.GOOD
    assert counter.lamp.cues[-1] is Cue.DONE
    with (folder / "customer.csv").open(encoding="utf-8-sig") as file:
        assert [row["number"] for row in csv.DictReader(file)] == ["1"]
    counter.press("もどる")
    counter.expect("staff")


def test_a_stick_comes_first(counter, stick):
    opened(counter)
    counter.press("USB「USB MEMORY」")
    counter.reads()
    assert (whole(stick) / "sale.json").exists()
    assert not (counter.folder / FOLDER).exists()


def test_a_stick_may_have_a_japanese_name(counter, stick):
    named = stick.rename(stick.with_name("写真 USB"))
    listed = places.MOUNTS.read_text().replace("USB\\040MEMORY", "写真\\040USB")
    places.MOUNTS.write_text(listed)
    opened(counter)
    counter.press("USB「写真 USB」")
    counter.reads()
    assert (whole(named) / "sale.json").exists()


def test_hidden_texts_leave_only_when_that_is_chosen(counter):
    opened(counter)
    counter.press("隠したメモやタグの中身は書き出しません")
    counter.expect_text("隠したメモやタグの中身も書き出します")
    counter.press(HERE)
    assert logged() == ["exported_all"]
    counter.reads()
    counter.expect_text("書き出しました")


def test_how_far_it_is(counter):
    opened(counter)
    counter.press(HERE)
    counter.happens(ReadMoved(counter.archive.last, 2000, 61234))
    counter.expect_text("2,000 / 61,234")
    counter.happens(ReadMoved(counter.archive.last + 1, 7, 8))  # somebody else's
    counter.expect_text("2,000 / 61,234")


def test_it_can_be_stopped(counter):
    opened(counter)
    counter.press(HERE)
    counter.press("やめる")
    assert counter.archive.asked == {}
    counter.expect_text("この機械の中")


def test_the_counter_goes_on_and_the_last_word_comes_there(counter):
    opened(counter)
    counter.press(HERE)
    counter.press("もどる")
    counter.press("もどる")
    counter.expect("idle")
    counter.reads()
    counter.expect("idle")
    counter.expect_text("書き出しました: kokyaku-export-")


@pytest.mark.parametrize("away", [False, True])
def test_a_place_that_fails_is_said(counter, monkeypatch, away):
    def fails(path):
        raise OSError(28, "injected")

    monkeypatch.setattr(exporting, "sync", fails)
    opened(counter)
    counter.press(HERE)
    if away:
        counter.press("もどる")
        counter.press("もどる")
    counter.reads()
    counter.expect_text("ファイルの書き出しは完了していません" if away else "いっぱいです")
    assert list((counter.folder / FOLDER).iterdir()) == []


def test_data_that_cant_be_read_is_said(counter):
    opened(counter)
    counter.press(HERE)
    counter.reading_fails()
    counter.expect_text("データを読めませんでした")
    assert counter.lamp.cues[-1] is Cue.FAULT


def test_only_the_owner_may(counter):
    sign_in(counter.books, add_member(counter.books, "あゆみ"))
    counter.from_menu("スタッフ")
    counter.press("データの書き出し")
    counter.expect("pin")
    assert logged() == []
