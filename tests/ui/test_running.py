"""The app as the composition root runs it: in a process of its own, with everything else in other threads."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

SCRIPT = """
import sys, threading
from pathlib import Path
from kiosk.flow.intents import OpenFind, Pressed
from kiosk.flow.views import Button, IdleBody, View
from kiosk.ui.app import KioskApp
from kiosk.ui.stage import Stage
from kiosk.ui.strip import StripGroup, StripItem

def idle(serial):
    return View("idle", IdleBody("店", "", "9:00", f"{serial}", "", (), (Button("さがす", OpenFind()),)), serial=serial)

sent, pulled = [], []
app = KioskApp((800, 480), sent.append, strip=(StripGroup("紙", (StripItem("紙を抜く", lambda: pulled.append(1)),)),))
stage = Stage(app)

def others():
    assert app.wait_painted(0, 20)
    for serial in range(1, 50):
        app.show(idle(serial))
    assert app.wait_painted(49, 20)
    assert "49" in stage.texts()
    assert stage.buttons() == ["さがす"]
    stage.press("さがす")
    stage.shot(Path(sys.argv[1]))
    app.stop()

thread = threading.Thread(target=others)
thread.start()
app.run(idle(0))
thread.join(20)
assert sent == [Pressed(OpenFind(), 49)], sent
assert app.faults == 0
print("ended well")
"""

ASKED_BEFORE_OPEN = """
import threading
from kiosk.flow.customer_views import Welcome
from kiosk.ui.display_app import DisplayApp
from kiosk.ui.stage import Stage

app = DisplayApp((800, 480))
app.show(Welcome("まるみ電器", "いらっしゃいませ"))
texts = []

def ask():
    texts.extend(Stage(app).texts())
    app.stop()

asking = threading.Thread(target=ask)
asking.start()
app.run()
asking.join(20)
print(texts)
"""

STOPPED_BEFORE_OPEN = """
from kiosk.ui.display_app import DisplayApp

app = DisplayApp((800, 480))
app.stop()
app.run()
print("ended well")
"""


def ran(script: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


def test_it_runs_shows_is_pressed_and_stops(tmp_path: Path) -> None:
    shot = tmp_path / "idle.png"
    done = ran(SCRIPT, str(shot))
    assert done.stdout.endswith("ended well\n"), done.stderr
    assert shot.stat().st_size > 1000


def test_a_question_before_the_window_is_open_waits_for_it() -> None:
    done = ran(ASKED_BEFORE_OPEN)
    assert done.stdout == "['まるみ電器', 'いらっしゃいませ']\n", done.stderr


def test_a_stop_before_the_window_is_open_keeps_it_from_beginning() -> None:
    done = ran(STOPPED_BEFORE_OPEN)
    assert done.stdout == "ended well\n", done.stderr
