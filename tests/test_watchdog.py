"""systemd's watchdog over the whole kiosk: a real socket that listens as systemd does, and parts that really hang."""

import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.flow.texts import Texts
from kiosk.watchdog import Part, ServiceManager, Watchdog

ROOT = Path(__file__).parents[1]
SAMPLE_CARD = "0101000000000001"
PERIOD = 12.0  # the counter comes round every 5 s, and has half of it

# the screen hangs in a frame; the counter in the driver of light and buzzer, which it calls itself
DRIVEN = f"""
import sys, threading
from pathlib import Path
from kiosk.config import Config
from kiosk.main import Kiosk, RunOptions

kiosk = Kiosk(RunOptions(Path(sys.argv[1]), Config(), simulate=True))
free = threading.Event()

def obey():
    for word in map(str.strip, sys.stdin):
        if word == "hang screen":
            kiosk.app.call_soon(free.wait)
        elif word == "hang counter":
            kiosk._signals.show = lambda cue: free.wait()
            kiosk._commands.run(["tap", "{SAMPLE_CARD}"])
        elif word == "free":
            free.set()
        else:
            kiosk.app.stop()

threading.Thread(target=obey, daemon=True).start()
sys.exit(kiosk.run())
"""


class Systemd:
    """Its end of the socket: what it was told, message by message."""

    def __init__(self, address):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(address)

    def heard(self, seconds=40.0):
        self.socket.settimeout(seconds)
        return dict(line.split("=", 1) for line in self.socket.recv(4096).decode().splitlines())

    def until(self, **words):
        while (heard := self.heard()) != words:
            pass
        return heard

    def silent(self, seconds):
        try:
            return self.heard(seconds) is None
        except TimeoutError:
            return True


@pytest.fixture
def systemd(tmp_path):
    address = tmp_path / "notify"
    listener = Systemd(str(address))
    listener.environment = {"NOTIFY_SOCKET": str(address), "WATCHDOG_USEC": str(int(PERIOD * 1e6)), "WATCHDOG_PID": "1"}
    yield listener
    listener.socket.close()


@contextmanager
def kiosk(systemd, folder):
    process = subprocess.Popen(
        [sys.executable, "-c", DRIVEN, str(folder)],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder.parent), **systemd.environment},
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )

    def tell(word):
        print(word, file=process.stdin, flush=True)

    try:
        yield tell, process
    finally:
        process.kill()
        process.communicate()


JA = Texts("ja")


@pytest.mark.parametrize("part", Part)
def test_a_part_that_hangs_is_fed_no_more_is_said_in_words_and_again_when_it_goes_on(systemd, tmp_path, part):
    with kiosk(systemd, tmp_path / "shop") as (tell, process):
        assert systemd.heard() == {"READY": "1", "STATUS": JA("watchdog.ready")}
        systemd.until(WATCHDOG="1")
        systemd.until(WATCHDOG="1")
        tell(f"hang {part}")
        systemd.until(STATUS=JA(f"watchdog.{part}"))
        assert systemd.silent(PERIOD / 2)
        tell("free")
        systemd.until(WATCHDOG="1")
        assert systemd.heard() == {"STATUS": JA("watchdog.ready")}
        tell("end")
        systemd.until(STOPPING="1")
        assert process.wait(20) == 0


def test_the_words_are_taken_out_of_the_environment_so_that_no_child_speaks_for_the_kiosk(systemd):
    manager = ServiceManager.of(environment := dict(systemd.environment))
    assert (bool(manager), manager.period, environment) == (True, PERIOD, {})


def test_an_abstract_address_is_understood():
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind("\0kokyaku-test-notify")
        ServiceManager("@kokyaku-test-notify").tell(STATUS="こんにちは")
        assert listener.recv(4096).decode() == "STATUS=こんにちは"


def test_what_takes_long_and_was_announced_is_no_silence(systemd):
    dog = Watchdog(ServiceManager(systemd.environment["NOTIFY_SOCKET"], period=0.4), JA)
    dog.beat(Part.SCREEN, within=60)
    dog.beat(Part.COUNTER, within=60)
    dog.start()
    until = time.monotonic() + 1.0
    systemd.heard()
    while time.monotonic() < until:
        assert systemd.heard(1.0) == {"WATCHDOG": "1"}
    dog.stop()
    systemd.until(STOPPING="1")


def test_without_systemd_or_with_one_that_is_gone_the_shop_goes_on(tmp_path):
    for manager in (ServiceManager.of({}), ServiceManager(str(tmp_path / "gone"), period=0.01)):
        dog = Watchdog(manager, JA)
        dog.start()
        dog.stop()
