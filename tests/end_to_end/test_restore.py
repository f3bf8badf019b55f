"""A machine breaks: its shop comes back on a new one, from the stick and the paper, by hands alone."""

import zxingcpp
from PIL import Image

from db.backup_listing import listed
from db.backup_target import FolderTarget
from db.connection import Store
from db.journal import last_number
from db.journal_file import JournalFile
from db.verify import verify
from kiosk.rules.search_words import search_text
from tests.end_to_end.kiosk import FITTED, Kiosk
from tests.hardware.events import wait_until

NEW, OTHER = "01fa000000000001", "01fa000000000002"


def machine(folder, stick):
    folder.mkdir()
    (folder / "kiosk.toml").write_text(f'[backup]\nplaces = ["{stick}"]\n{FITTED}')
    return Kiosk(folder, "--empty")


def key_made(kiosk, folder):
    """Onto paper, and scanned back from its picture; the secret that stands in its code."""
    kiosk.sim("press", "メニュー")
    kiosk.sim("press", "バックアップ")
    kiosk.wait("screen=backup")
    kiosk.sim("press", "鍵を作る")
    kiosk.wait("text=スキャナーで読み取って", timeout=30)
    paper = folder / "paper.png"
    kiosk.sim("slip", str(paper))
    (code,) = zxingcpp.read_barcodes(Image.open(paper))
    kiosk.sim("scan", code.text)
    kiosk.wait("screen=backup")
    return code.text


def first_customer(kiosk):
    """Of a new shop, whose owner has a PIN now."""
    kiosk.ready().found_shop()
    kiosk.sim("tap", NEW)
    kiosk.wait("screen=unknown_card")
    kiosk.sim("press", "はじめてのお客様")
    kiosk.wait("screen=customer")
    kiosk.sim("press", "おわり")


def sold(kiosk):
    """After the backup, by the touch of an amount."""
    kiosk.sim("press", "お会計")
    kiosk.wait("screen=sale")
    for key in (*"500", "お会計"):
        kiosk.sim("press", key)
    kiosk.wait("screen=sold")


def brought(folder, stick):
    """Whether all that was written lies on the stick too."""
    target = FolderTarget.present(stick)
    with Store.open_reader(folder) as reader:
        return JournalFile.found(target, listed(target)[0]).last == last_number(reader.database.connection())


def test_a_shop_comes_back_on_another_machine(tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    FolderTarget.present(stick).choose()
    folder = tmp_path / "old"
    with machine(folder, stick) as kiosk:
        first_customer(kiosk)
        secret = key_made(kiosk, tmp_path)
        kiosk.wait("text=確認済み", timeout=30)
        kiosk.wait("text=に残しています", timeout=30)
        kiosk.sim("press", "もどる")
        kiosk.sim("press", "もどる")
        kiosk.wait("screen=idle")
        sold(kiosk)
        wait_until(lambda: brought(folder, stick))
        kiosk.kill()

    with machine(tmp_path / "new", stick) as kiosk:
        kiosk.ready().speak("ja")
        kiosk.sim("press", "バックアップから復元する")
        kiosk.wait("screen=restore", "text=お客様 1人")
        row = next(label for label in kiosk.view()["buttons"] if "年" in label)
        kiosk.sim("press", row)
        kiosk.sim("scan", secret[:-1])
        kiosk.wait("screen=restore_key", "text=紙の鍵と違います")
        kiosk.sim("scan", secret)
        kiosk.wait("screen=restored", "text=お客様 1人、最後のお会計", timeout=30)
        kiosk.wait("text=そのあとの記録も")
        kiosk.kill()  # before anybody opens it

    with Kiosk(tmp_path / "new", "--empty") as kiosk:
        kiosk.ready().wait("screen=reader")
        kiosk.sim("tap", OTHER)
        kiosk.wait("text=カードが読めました")
        kiosk.sim("press", "つぎへ")
        kiosk.wait("screen=idle")
        kiosk.sim("tap", NEW)
        kiosk.wait("screen=customer", "text=お客様 1番")
        kiosk.quit()
    assert verify(tmp_path / "new", words=search_text) == []
