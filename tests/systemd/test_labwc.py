"""Both screens in a real labwc without a graphics card: the session's own files, the kiosk and the display."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from kiosk.simulation.console import NoKiosk, send

SYSTEMD = Path(__file__).parents[2] / "systemd"
SATO = "0101000000000001"
WELCOME, HERE = (18, 53, 91), (248, 245, 239)  # the first pixel of the display's two pictures
WAIT = 60.0  # s, for a loaded machine without a graphics card
TOOLS = ("labwc", "Xwayland", "wlr-randr", "grim")

# python -m kiosk.releases.launcher VERB: with the simulated shop's devices
LAUNCHER = """#!/bin/sh
shift 2
[ "$1" = run ] && set -- run --simulate --display name --size 800x480
exec '{python}' -m kiosk "$@" --data '{shop}'
"""


class Session:
    def __init__(self, folder, outputs):
        self.shop = folder / "shop"
        self.run = folder / "run"
        self.run.mkdir(mode=0o700)
        self.shop.mkdir()
        (self.shop / "kiosk.toml").write_text('[display]\nshows = "name"\n')
        launcher = folder / "python"
        launcher.write_text(LAUNCHER.format(python=sys.executable, shop=self.shop))
        launcher.chmod(0o755)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "LC_ALL": "C.UTF-8",
            "RUNTIME_DIRECTORY": str(self.run),
            "KOKYAKU_PYTHON": str(launcher),
            "KOKYAKU_PLACED": "1",
            "WLR_BACKENDS": "headless",
            "WLR_HEADLESS_OUTPUTS": str(outputs),
            "WLR_RENDERER": "pixman",
            "WLR_LIBINPUT_NO_DEVICES": "1",
        }
        self.log = (folder / "labwc.log").open("w+b")
        self.process = subprocess.Popen(
            [SYSTEMD / "libexec" / "session"],
            cwd=SYSTEMD.parent,
            env=self.environment,
            stdout=self.log,
            stderr=self.log,
        )

    def __enter__(self):
        self.until(self.answers)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)

    def answers(self):
        try:
            self.sim("wait", "reader=ok")
        except NoKiosk:
            return False
        return True

    def sim(self, *words):
        return send(self.shop, list(words))

    def until(self, done):
        end = time.monotonic() + WAIT
        while not done():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.2)

    def said(self):
        self.log.seek(0)
        return self.log.read().decode()

    def asked(self, *words):
        return subprocess.run(
            words,
            env={**self.environment, "XDG_RUNTIME_DIR": str(self.run), "WAYLAND_DISPLAY": "wayland-0"},
            capture_output=True,
            timeout=30,
        )

    def picture(self, output):
        """None where that is switched off."""
        file = self.run / f"{output}.png"
        if self.asked("grim", "-o", output, str(file)).returncode:
            return None
        return Image.open(file).convert("RGB").copy()

    def shows(self, output, colour):
        """… in three of its corners: all of it is the window's."""
        picture = self.picture(output)
        if picture is None:
            return False
        right, bottom = picture.width - 1, picture.height - 1
        return all(picture.getpixel(at) == colour for at in ((0, 0), (right, 0), (0, bottom)))

    def is_staffs(self, output):
        """The simulation's strip is dark and at the right; the customer has none."""
        picture = self.picture(output)
        return picture is not None and picture.getpixel((0, 0)) != picture.getpixel((picture.width - 2, 1))

    def places(self):
        """Where each output lies in the room that the pointer has."""
        heads = json.loads(self.asked("wlr-randr", "--json").stdout)
        return {head["name"]: head["position"]["x"] for head in heads if head["enabled"]}

    def display(self):
        return int((self.run / "display.pid").read_text())


@pytest.fixture
def session(tmp_path):
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        pytest.skip(
            f"two screens take Debian 13's labwc, xwayland, wlr-randr and grim; there is no {', '.join(missing)}"
        )
    return lambda outputs: Session(tmp_path, outputs)


def test_each_window_has_its_screen_whichever_dies_or_is_pulled(session):
    with session(2) as counter:
        counter.until(lambda: counter.shows("HEADLESS-2", WELCOME))
        counter.until(lambda: counter.is_staffs("HEADLESS-1"))
        assert counter.places() == {"HEADLESS-1": 0, "HEADLESS-2": 8192}
        counter.sim("tap", SATO)
        counter.until(lambda: counter.shows("HEADLESS-2", HERE))
        before = counter.display()
        os.kill(before, signal.SIGKILL)
        counter.until(lambda: counter.display() != before and counter.shows("HEADLESS-2", HERE))
        assert counter.is_staffs("HEADLESS-1")
        counter.sim("press", "おわり")
        # the customer's screen is pulled: what was on it is nowhere
        counter.asked("wlr-randr", "--output", "HEADLESS-2", "--off")
        before = counter.display()
        counter.until(lambda: counter.display() != before)
        assert counter.is_staffs("HEADLESS-1")
        counter.asked("wlr-randr", "--output", "HEADLESS-2", "--on")
        counter.until(lambda: counter.shows("HEADLESS-2", WELCOME))
        assert counter.places() == {"HEADLESS-1": 0, "HEADLESS-2": 8192}
        # the staff's: they go on with the other one
        counter.asked("wlr-randr", "--output", "HEADLESS-1", "--off")
        counter.until(lambda: counter.is_staffs("HEADLESS-2"))
        counter.asked("wlr-randr", "--output", "HEADLESS-1", "--on")
        counter.until(lambda: counter.is_staffs("HEADLESS-1") and counter.shows("HEADLESS-2", WELCOME))
        counter.sim("quit")
        counter.process.wait(20)


def test_with_one_screen_the_staff_have_it(session):
    with session(1) as counter:
        counter.until(lambda: (counter.run / "display.pid").exists() and counter.is_staffs("HEADLESS-1"))
        before = counter.display()
        os.kill(before, signal.SIGKILL)
        counter.until(lambda: counter.display() != before)
        counter.sim("tap", SATO)
        counter.sim("wait", "screen=customer")
        assert counter.is_staffs("HEADLESS-1")


def test_no_key_of_labwcs_own_is_left():
    """With no binding at all it would take its own."""
    said = (SYSTEMD / "labwc" / "rc.xml").read_text()
    assert said.count("<keybind ") == 1
    assert '<action name="None"/>' in said
    assert not any(word in said for word in ("ShowMenu", "Execute", "<default"))
