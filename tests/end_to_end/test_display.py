"""The customer's display beside the whole program: two processes, and either may die or hang."""

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from kiosk.display_line import line_path
from tests.end_to_end.kiosk import Kiosk

SATO, SUZUKI = "0101000000000001", "0101000000000002"
MILK = "4901234567894"
NAME = "佐藤 和子 様"
WELCOME = ["まるみ電器", "いらっしゃいませ"]
WAIT = 40.0


class Display:
    """The process that a counter has beside the kiosk."""

    def __init__(self, folder: Path):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "display", "--data", str(folder), "--size", "800x480", "--words"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def texts(self) -> list[str]:
        self.process.stdin.write("texts\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def expect(self, *wanted: str) -> None:
        until = time.monotonic() + WAIT
        while not set(wanted) <= set(seen := self.texts()):
            assert time.monotonic() < until, seen

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "shop"


def opened(folder: Path) -> Kiosk:
    return Kiosk(folder, "--display", "name").ready()


def test_a_customer_sees_name_points_goods_and_thanks(folder):
    with opened(folder) as kiosk:
        kiosk.wait("display=いらっしゃいませ", timeout=40)
        kiosk.sim("tap", SATO)
        kiosk.wait("screen=customer", f"display={NAME}")
        kiosk.sim("press", "タグ")
        kiosk.wait("screen=tags")
        kiosk.wait("display=まるみ電器")
        assert kiosk.view()["display"] == WELCOME
        kiosk.sim("press", "もどる")
        kiosk.sim("scan", MILK)
        for digit in "248":
            kiosk.sim("press", digit)
        kiosk.sim("press", "8% にする")
        kiosk.wait("screen=naming_product")
        kiosk.sim("press", "名前はあとで")
        kiosk.wait("screen=sale", "display=¥248")
        kiosk.sim("display", str(folder.parent / "sale.png"))
        assert (folder.parent / "sale.png").stat().st_size > 0
        kiosk.sim("press", "お会計")
        kiosk.wait("screen=sold", "display=ありがとうございました", "display=+2")
        assert NAME not in kiosk.view()["display"]
        assert kiosk.quit() == 0


def test_the_kiosk_is_killed_nobodys_name_stays_and_it_comes_back(folder):
    with opened(folder) as kiosk, Display(folder) as display:
        kiosk.sim("tap", SATO)
        display.expect(NAME)
        kiosk.kill()
        display.expect(*WELCOME)
        assert display.texts() == WELCOME
        with opened(folder) as again:
            assert display.texts() == WELCOME
            again.sim("tap", SATO)
            display.expect(NAME)


def test_the_display_is_killed_or_hangs_the_counter_goes_on_and_the_latest_is_shown(folder):
    with opened(folder) as kiosk:
        with Display(folder) as display:
            kiosk.sim("tap", SATO)
            display.expect(NAME)
        with Display(folder) as display:
            display.expect(NAME)
            display.process.send_signal(signal.SIGSTOP)
            for uid in (SUZUKI, SATO, SUZUKI):
                kiosk.sim("press", "おわり")
                kiosk.wait("screen=idle")
                kiosk.sim("tap", uid)
                kiosk.wait("screen=customer")
            kiosk.sim("press", "おわり")
            kiosk.wait("screen=idle")
            display.process.send_signal(signal.SIGCONT)
            display.expect(*WELCOME)
            assert display.process.poll() is None


def test_the_kiosk_hangs_nobodys_name_stays(folder):
    with opened(folder) as kiosk, Display(folder) as display:
        kiosk.sim("tap", SATO)
        display.expect(NAME)
        kiosk.process.send_signal(signal.SIGSTOP)
        display.expect(*WELCOME)
        kiosk.process.send_signal(signal.SIGCONT)
        display.expect(NAME)
        assert kiosk.quit() == 0


def test_a_kiosk_of_another_version_ends_the_display_which_is_started_again(folder):
    folder.mkdir()
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as kiosk:
        kiosk.bind(str(line_path(folder)))
        kiosk.listen()
        kiosk.settimeout(WAIT)
        with Display(folder) as display:
            line, _ = kiosk.accept()
            line.send(msgspec.msgpack.encode({"at": 1.0, "view": {"type": "tags"}}))
            assert display.process.wait(WAIT) == 1
            line.close()


def test_where_the_shop_has_none_it_says_so_and_ends(folder):
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "display", "--data", str(folder)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0
    assert "[display]" in done.stderr
