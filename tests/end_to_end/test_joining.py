"""Two machines with one card's copies become one shop, by hands alone: through the whole program, killed once."""

import shutil
import time

import psutil

from db.backup_target import FolderTarget
from db.connection import Store
from db.verify import verify
from kiosk.actions.leftovers import JOIN
from kiosk.rules.search_words import search_text
from tests.end_to_end.kiosk import Kiosk
from tests.end_to_end.test_restore import first_customer, key_made, machine, sold
from tests.hardware.events import wait_until
from tests.joining.copies import THERE, Copy, card

JOINING = "別のお店と合わせる"


def begun(kiosk):
    """As far as the closed shop."""
    kiosk.sim("press", "メニュー")
    kiosk.sim("press", JOINING)
    kiosk.wait("screen=joining_choose", "text=お客様 2人")
    row = next(label for label in kiosk.view()["buttons"] if "データのフォルダー" in label)
    kiosk.sim("press", row)
    kiosk.wait("screen=joining_sure")
    kiosk.sim("press", "バックアップして合わせる")
    kiosk.wait("screen=joining", timeout=30)


def cut_off_in_the_join(kiosk, folder):
    """A join of two small shops takes a tenth of a second: it goes on by small steps, until it is in the middle."""
    found = []

    def is_there():
        found[:] = [
            one for one in psutil.Process(kiosk.process.pid).children() if "join_process" in " ".join(one.cmdline())
        ]
        return bool(found)

    wait_until(is_there)
    (join,) = found
    join.suspend()

    def is_in_the_middle():
        join.resume()
        time.sleep(0.002)
        join.suspend()
        return (folder / JOIN).exists()

    wait_until(is_in_the_middle)
    join.kill()
    kiosk.kill()


def sales(folder):
    with Store.open_reader(folder) as reader:
        return reader.database.execute_sql("SELECT count(*) FROM sale").fetchone()[0]


def test_two_copies_become_one_shop_and_a_killed_join_changes_nothing(tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    FolderTarget.present(stick).choose()
    folder = tmp_path / "shop"
    with machine(folder, stick) as kiosk:
        first_customer(kiosk)
        key_made(kiosk, tmp_path)
        kiosk.wait("text=確認済み", timeout=30)
        assert kiosk.quit() == 0
    shutil.copytree(folder, stick / "card")
    with Copy(stick / "card", THERE).open() as till:
        till.copy.ms = till.store.newest_ms
        till.enrol(card(9))
        till.sell(till.customer(1), 800)

    with Kiosk(folder, "--empty") as kiosk:
        sold(kiosk.ready())
        kiosk.sim("press", "おわり")
        kiosk.wait("screen=idle")
        begun(kiosk)
        cut_off_in_the_join(kiosk, folder)
    assert sales(folder) == 1

    with Kiosk(folder, "--empty") as kiosk:
        kiosk.wait("screen=not_joined", "text=お店は元のままです")
        assert not (folder / JOIN).exists()
        kiosk.sim("press", "わかりました")
        begun(kiosk.ready())
        kiosk.wait("text=お会計もカードも使えません")
        kiosk.wait("screen=joined", "text=お客様: 1人", "text=お会計と返品: 1件", timeout=60)
        kiosk.sim("press", "わかりました")
        kiosk.wait("screen=idle")
        kiosk.sim("tap", card(9))
        kiosk.wait("screen=customer", "text=お客様 2番")
        kiosk.sim("press", "おわり")
        sold(kiosk)
        assert kiosk.quit() == 0
    assert sales(folder) == 3
    assert verify(folder, words=search_text) == []
