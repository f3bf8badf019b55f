"""The line to the customer's display: the latest view wins, nobody waits, and what is old holds no more."""

import math
import queue
import socket
import stat
import threading
import time
from contextlib import contextmanager

import msgspec
import pytest

from kiosk.display_line import HOLDS_SECONDS, NAME, DisplayEnd, DisplayLine, line_path
from kiosk.flow.customer_views import CustomerHere, Said, Sum, Thanks, Welcome
from kiosk.releases.launcher import own_version
from kiosk.socket_address import address_of

SHOP = Welcome("まるみ電器", "いらっしゃいませ")
SATO = CustomerHere("いらっしゃいませ", "佐藤 和子 様", Sum("ポイント", "1,197"))
PAID = Thanks("ありがとうございました", Sum("合計", "¥248"), ())
OTHER = msgspec.msgpack.encode(Said(math.inf, "0.0.0", SATO, SHOP))
WAIT = 20.0  # s, for a loaded machine


class Seen:
    """What a display was told to show."""

    def __init__(self, path):
        self._views = queue.SimpleQueue()
        self.last = None
        self._thread = threading.Thread(target=DisplayEnd(path, self._views.put).run, daemon=True)
        self._thread.start()

    def expect(self, wanted):
        """The views up to this one."""
        passed = []
        until = time.monotonic() + WAIT
        while (view := self._views.get(timeout=max(0.01, until - time.monotonic()))) != wanted:
            passed.append(view)
        return passed

    def ends(self):
        """… having shown nothing more."""
        self._thread.join(WAIT)
        return not self._thread.is_alive() and self._views.empty()


@pytest.fixture
def path(tmp_path):
    return tmp_path / NAME


@pytest.fixture
def line(path):
    line = DisplayLine(path)
    line.start()
    yield line
    line.stop()


def connected(path):
    """A display that takes nothing."""
    end = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with address_of(path) as address:
        end.connect(address)
    return end


def test_a_display_shows_what_the_kiosk_says_and_one_that_comes_later_the_latest(path, line):
    display = Seen(path)
    line.show(SHOP)
    display.expect(SHOP)
    line.show(SATO)
    display.expect(SATO)
    Seen(path).expect(SATO)


def test_the_kiosk_is_gone_nothing_of_anybody_stays_and_another_kiosk_is_heard(path, line):
    display = Seen(path)
    line.show(SHOP)
    display.expect(SHOP)
    line.show(SATO)
    display.expect(SATO)
    late = Seen(path)
    late.expect(SATO)
    line.stop()
    display.expect(SHOP)
    late.expect(SHOP)
    after = DisplayLine(path)
    after.show(PAID)
    after.start()
    assert SATO not in display.expect(PAID)
    after.stop()


def test_while_the_shop_is_closed_its_welcome_stays_and_nobodys_name(path, line):
    display = Seen(path)
    line.show(SHOP)
    line.show(SATO)
    display.expect(SATO)
    line.show(Welcome())
    assert display.expect(SHOP) == []


def test_a_display_that_takes_nothing_holds_nobody_up(path, line):
    hung = connected(path)
    display = Seen(path)
    hung.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
    for number in range(2000):
        line.show(Welcome(str(number), ""))
    line.show(PAID)
    display.expect(PAID)
    hung.close()


@contextmanager
def spoken_to(path):
    """A display, and the line to it of a kiosk that says just what a test wants."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(str(path))
        listener.listen()
        display = Seen(path)
        kiosk, _ = listener.accept()
        with kiosk:
            yield display, kiosk


def test_what_was_said_too_long_ago_is_not_shown(path):
    with spoken_to(path) as (display, kiosk):
        for at, view in ((0.0, SHOP), (-HOLDS_SECONDS - 1, SATO), (0.0, PAID)):
            kiosk.send(msgspec.msgpack.encode(Said(time.monotonic() + at, own_version(), view, SHOP)))
        assert display.expect(PAID) == [SHOP, SHOP]


def test_a_kiosk_that_hangs_says_nothing_and_nothing_of_anybody_stays(path):
    with spoken_to(path) as (display, kiosk):
        kiosk.send(msgspec.msgpack.encode(Said(time.monotonic(), own_version(), SATO, SHOP)))
        display.expect(SATO)
        display.expect(SHOP)


@pytest.mark.parametrize("words", [b"\xc1", b"\x00", msgspec.msgpack.encode({"view": {"type": "tags"}}), OTHER])
def test_a_kiosk_of_another_version_shows_nothing_and_ends_the_display(path, words, caplog):
    with spoken_to(path) as (display, kiosk):
        kiosk.send(words)
        assert display.ends()
        assert caplog.text.count("another version") == 1


def test_it_is_the_kiosks_user_who_may_hear_it(path, line):
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_second_kiosk_does_not_take_the_display_from_the_first(path, line, caplog):
    display = Seen(path)
    line.show(SATO)
    display.expect(SATO)
    second = DisplayLine(path)
    second.start()
    second.show(PAID)
    assert "another kiosk" in caplog.text
    second.stop()
    Seen(path).expect(SATO)


def test_without_a_folder_for_it_the_counter_goes_on(tmp_path, caplog):
    line = DisplayLine(tmp_path / "gone" / NAME)
    line.start()
    line.show(SATO)
    line.stop()
    assert "can't be reached" in caplog.text


def test_a_service_has_it_in_its_own_place(tmp_path, monkeypatch):
    assert line_path(tmp_path) == tmp_path / NAME
    monkeypatch.setenv("RUNTIME_DIRECTORY", "/run/kokyaku")
    assert str(line_path(tmp_path)) == "/run/kokyaku/display.sock"
