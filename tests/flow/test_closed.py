"""A shop that can't be opened: a screen says why and what to do, and it opens once that is done."""

import queue
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from db import connection
from db.connection import FILE, Store
from db.errors import FolderInUse, OldSqlite
from hardware.events import DeviceName, DeviceReady
from kiosk.actions.obstacle import Obstacle, obstacle_of
from kiosk.flow import loop as loop_module
from kiosk.flow.customer_views import Welcome
from kiosk.flow.inbox import Inbox
from kiosk.flow.intents import Pressed, TryAgain
from kiosk.flow.loop import CounterLoop
from kiosk.flow.showing.closed import closed
from kiosk.flow.texts import Texts
from kiosk.flow.words import Words
from tests.db.damage import flip_bit
from tests.db.test_trouble import HOLD
from tests.flow.counter import Counter, buttons, texts


class Door:
    """The counter's thread over a folder, and what it shows."""

    def __init__(self, folder, language="ja"):
        self.folder = folder
        self.inbox = Inbox()
        self.shown = queue.Queue()
        self.words = Words(Texts(language))
        self._counter = None
        self.loop = CounterLoop(
            self.inbox, self.shown.put, self._open, self._close, lambda: None, lambda view: None, self._closed
        )
        self.loop.start()

    def _open(self):
        self._counter = Counter.__new__(Counter)
        self._counter.__init__(self.folder)  # a store that it opened is to be closed also when the rest fails
        return self._counter.session

    def _close(self):
        if (store := getattr(self._counter, "store", None)) is not None:
            store.close()

    def _closed(self, error):
        obstacle = obstacle_of(error)
        return None if obstacle is None else closed(self.words, obstacle, datetime(2025, 11, 22, 3, tzinfo=UTC))

    def next(self):
        return self.shown.get(timeout=20)

    def try_again(self):
        self.inbox.put(Pressed(TryAgain(), 0))

    def until(self, text):
        while True:
            view = self.next()
            if any(text in said for said in texts(view)):
                return view


@pytest.fixture
def door(tmp_path):
    doors = []

    def open_door(language="ja"):
        doors.append(Door(tmp_path / "shop", language))
        return doors[-1]

    yield open_door
    for opened in doors:
        opened.loop.stop()


def test_the_customer_is_welcome_meanwhile(door, shop, monkeypatch):
    with no_key(shop, monkeypatch):
        counter = door()
        assert counter.next().customer == Welcome("", "いらっしゃいませ")


@pytest.fixture
def shop(tmp_path):
    counter = Counter(tmp_path / "shop")
    counter.close()
    return tmp_path / "shop"


@contextmanager
def no_key(shop, monkeypatch):
    key = (shop / "card.key").read_bytes()
    (shop / "card.key").unlink()
    yield
    (shop / "card.key").write_bytes(key)


@contextmanager
def damage(shop, monkeypatch):
    before = (shop / FILE).read_bytes()
    flip_bit(shop / FILE, 2)
    flip_bit(shop / FILE, 3)
    yield
    (shop / FILE).write_bytes(before)


@contextmanager
def other_program(shop, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.001)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, shop / FILE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline().strip() == "held"
    yield
    holder.communicate()


@contextmanager
def newer(shop, monkeypatch):
    with Store.open(shop) as store:
        store.database.execute_sql("INSERT INTO schema_migration (id, name, applied) VALUES (99, '9999_future', 0)")
    yield
    raw = connection.apsw.Connection(str(shop / FILE), vfs=connection.CHECKSUM_VFS)
    raw.execute("DELETE FROM schema_migration WHERE id = 99")
    raw.close()


@contextmanager
def no_database(shop, monkeypatch):
    before = (shop / FILE).read_bytes()
    (shop / FILE).write_bytes(b"no database" * 999)
    yield
    (shop / FILE).write_bytes(before)


@contextmanager
def unwritable(shop, monkeypatch):
    with monkeypatch.context() as read_only:

        def refuse(*_):
            raise connection.apsw.ReadOnlyError("attempt to write a readonly database")

        read_only.setattr(connection, "migrate", refuse)
        read_only.setattr("db.errors.apsw.ReadOnlyError.result", connection.apsw.SQLITE_READONLY, raising=False)
        yield


HARMS = {
    "（card.key）がないか": no_key,
    "新しいカードに kiosk restore": damage,
    "ほかのプログラムがデータを使っています": other_program,
    "もっと新しいプログラム": newer,
    "kiosk verify で調べて": no_database,
    "書き込めません": unwritable,
}


@pytest.mark.parametrize("said", HARMS)
def test_the_screen_says_why_and_the_shop_opens_when_it_is_mended(shop, door, monkeypatch, said):
    with HARMS[said](shop, monkeypatch):
        opened = door()
        view = opened.until(said)
        assert [button.label for button in buttons(view)] == ["もう一度"]
        opened.try_again()
        opened.until(said)  # it is as it was
    opened.try_again()
    opened.until("カードをタッチしてください")


def test_it_is_tried_again_by_itself(shop, door, monkeypatch):
    monkeypatch.setattr(loop_module, "AGAIN_SECONDS", 0.01)
    with no_key(shop, monkeypatch):
        opened = door()
        opened.until("（card.key）がないか")
    opened.until("カードをタッチしてください")


def test_what_the_devices_said_meanwhile_is_not_lost(shop, door, monkeypatch):
    with no_key(shop, monkeypatch):
        opened = door()
        opened.until("（card.key）がないか")
        opened.inbox.put(DeviceReady(DeviceName.READER))
        assert opened.inbox.wait_until_empty(10)
    opened.try_again()
    opened.until("使えます")


def test_damage_names_the_backup_that_brings_it_back(shop, door, monkeypatch):
    with damage(shop, monkeypatch):
        door().until("最後の確認済みバックアップは 2025年11月22日 3:00 です")


def test_the_program_can_end_meanwhile(shop, door, monkeypatch):
    with no_key(shop, monkeypatch):
        opened = door()
        opened.until("（card.key）がないか")
        opened.loop.stop()
        assert opened.loop.ended.wait(10)
        assert opened.loop.error is None


def test_a_second_kiosk_ends_at_once(shop, door):
    with Store.open(shop):
        opened = door()
        assert opened.loop.ended.wait(20)
        assert isinstance(opened.loop.error, FolderInUse)


def test_what_nobody_at_the_counter_can_mend_ends_the_program():
    assert obstacle_of(OldSqlite("")) is None
    assert obstacle_of(ZeroDivisionError()) is None


def test_in_english(shop, door, monkeypatch):
    with no_key(shop, monkeypatch):
        door("en").until("The key of the cards")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_there_are_words_for_each(language):
    assert all(f"closed.{obstacle}" in Texts(language) for obstacle in Obstacle)
