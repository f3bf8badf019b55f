"""The customer's display: every state has its picture on each panel, all that is written has its room, and none of it
comes with more than the views."""

import subprocess
import sys

import pytest
from PIL import Image

from tests.ui.display_sample import REAL


@pytest.mark.parametrize("panel", ["800x480", "1024x600", "1280x720", "1280x800"])
def test_nothing_is_cut_and_every_state_is_pictured(tmp_path, panel):
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.display_hand", str(tmp_path), panel],
        capture_output=True,
        text=True,
        timeout=110,
    )
    pictures = sorted(path.name for path in tmp_path.iterdir())
    assert done.stdout.splitlines() == [f"{len(pictures)} pictures"], done.stdout + done.stderr
    assert {f"display_{name}.{language}.{panel}.png" for name in REAL for language in ("ja", "en")} <= set(pictures)
    assert {"x".join(map(str, Image.open(path).size)) for path in tmp_path.iterdir()} == {panel}
    seen = [Image.open(path).tobytes() for path in tmp_path.iterdir() if ".ja." in path.name]
    assert len(set(seen)) == len(seen)


def test_a_window_that_stands_still_ends_the_process():
    program = """
import time
from kiosk.customer_display import Watch
from kiosk.ui.display_app import DisplayApp
app = DisplayApp((800, 480), Watch(2).beat)
app.open()
from kivy.clock import Clock
Clock.schedule_once(lambda _: time.sleep(100), 1.5)
from kivy.base import runTouchApp
runTouchApp()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1, done.stderr
    assert "stands still" in done.stderr


def test_names_and_goods_are_not_kept_when_the_customer_is_gone():
    """A day's would take 100 MiB."""
    program = """
from kiosk.flow.customer_views import CustomerHere, Sum, Welcome
from tests.ui.display_hand import DisplayHand
with DisplayHand((800, 480)) as hand:
    from kiosk.ui import faces
    for number in range(20):
        hand.show(CustomerHere("", f"{number} 様", Sum("ポイント", str(number))))
    assert faces.picture.cache_info().currsize > 20
    hand.show(Welcome("まるみ電器", "いらっしゃいませ"))
    print(faces.picture.cache_info().currsize)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["2"], done.stdout + done.stderr


def test_the_process_holds_neither_the_database_nor_what_reads_it():
    """What is not there can't be shown by mistake."""
    program = """
import sys
import kiosk.customer_display, kiosk.cli
from kiosk.ui.display_app import DisplayApp
DisplayApp((800, 480)).open()
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"db", "peewee", "apsw", "sqlite3"}))
print(*[name for name in sys.modules if name.startswith(("kiosk.actions", "kiosk.flow.session", "kiosk.flow.states"))])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
