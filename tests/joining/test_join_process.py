"""The join in a process of its own: its answer, its end, its death, and the end of the kiosk that began it."""

import os
import queue
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from db.backup_target import FolderTarget
from db.connection import Store
from db.verify import verify
from kiosk.actions.backing_up import back_up
from kiosk.actions.backup_keys import KeyRole, keep_key, new_key
from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.actions.join_news import JoinNews, join_news, settle_news
from kiosk.actions.join_thread import BROKEN_OFF, JoinEvent, JoinFinished, JoinMoved, JoinThread, NotJoined, command
from kiosk.actions.leftovers import JOIN, sweep
from kiosk.actions.other_shops import OtherShop, find_others
from kiosk.rules.search_words import search_text
from tests.db.backing_up import quiet
from tests.flow.counter import OPENING
from tests.hardware.events import wait_until
from tests.joining.copies import HERE, Copy, card, founded


class Ear:
    """What was told, and what is done about it."""

    def __init__(self, folder: Path) -> None:
        self.told: list[JoinMoved] = []
        self.answers: queue.SimpleQueue[JoinFinished | NotJoined] = queue.SimpleQueue()
        self.thread = JoinThread(folder, HERE, lambda: OPENING, self.hear)
        self.at_step: dict[str, Callable[[], None]] = {}

    def hear(self, event: JoinEvent) -> None:
        if not isinstance(event, JoinMoved):
            self.answers.put(event)
            return
        self.told.append(event)
        if event.step in self.at_step:
            self.at_step.pop(event.step)()

    def answer(self) -> JoinFinished | NotJoined:
        return self.answers.get(timeout=60)

    def kill(self) -> None:
        process = self.thread._process._process
        assert process is not None
        os.kill(process.pid, signal.SIGKILL)


@pytest.fixture
def here(tmp_path: Path) -> Copy:
    return founded(tmp_path / "here", points__visit=3)


@pytest.fixture
def there(here: Copy, tmp_path: Path) -> Copy:
    """It sold something, and has a customer whom nobody here knows."""
    copy = here.copied(tmp_path / "sticks" / "there")
    with copy.open() as till:
        till.enrol(card(9))
        till.sell(till.customer(1), 500)
    return copy


def found(here: Copy, *places: Path) -> tuple[OtherShop, ...]:
    with Store.open_reader(here.folder) as reader:
        return find_others(reader, lambda done, total, so_far=None: None, places).others


def test_a_data_folder_on_a_stick_is_found_and_joined(here: Copy, there: Copy) -> None:
    (other,) = found(here, there.folder.parent)
    assert (other.place, other.backup, other.kin, other.shop.people) == (there.folder, "", True, 4)
    ear = Ear(here.folder)
    ear.thread.join(other, "")
    answer = ear.answer()
    assert isinstance(answer, JoinFinished)
    assert answer.joined.brought.rows["sale"] == 1
    assert {event.step for event in ear.told} >= {"copy", "join"}
    with here.open() as till:
        news = join_news(till.books)
        assert news is not None
        assert (news.customers, news.sales) == (1, 1)
        settle_news(till.books)
    ear.thread.join(other, "")
    assert isinstance(ear.answer(), JoinFinished)
    with here.open() as till:
        assert join_news(till.books) == JoinNews(0, 0, 0, 0, 0, 0, 0)
    assert verify(here.folder, words=search_text) == []


def test_a_backup_is_found_with_its_paper_and_joined_with_the_key(here: Copy, tmp_path: Path) -> None:
    key = new_key()
    with here.open() as till:
        keep_key(till.books, key.public, KeyRole.FIRST)
    there = here.copied(tmp_path / "there")
    stick = tmp_path / "stick"
    stick.mkdir()
    FolderTarget.present(stick).choose()
    with there.open() as till:
        till.sell(None, 300)
        back_up(there.folder, FolderTarget.present(stick), there.ms, quiet)
    (other,) = found(here, stick)
    assert (other.keys, other.kin, other.shop.people) == ((key.number,), True, 3)
    ear = Ear(here.folder)
    ear.thread.join(other, new_key().secret)
    assert ear.answer() == NotJoined(1, BackupTrouble.WRONG_KEY)
    ear = Ear(here.folder)
    ear.thread.join(other, key.secret)
    assert isinstance(ear.answer(), JoinFinished)


def test_another_shop_is_told_from_a_copy(here: Copy, tmp_path: Path) -> None:
    founded(tmp_path / "sticks" / "other")
    (other,) = found(here, tmp_path / "sticks")
    assert not other.kin
    ear = Ear(here.folder)
    ear.thread.join(other, "")
    assert ear.answer() == NotJoined(1, "another_shop")


def test_what_is_no_shop_is_not_offered_and_nor_is_this_one(here: Copy, tmp_path: Path) -> None:
    (tmp_path / "rubbish").mkdir()
    (tmp_path / "rubbish" / "kokyaku.db").write_bytes(b"no database at all")
    assert found(here, tmp_path) == ()


def test_a_process_that_is_killed_is_told(here: Copy, there: Copy) -> None:
    ear = Ear(here.folder)
    ear.thread.join(found(here, there.folder.parent)[0], "")
    wait_until(lambda: ear.thread._process._process is not None)
    ear.kill()
    assert ear.answer() == NotJoined(1, BROKEN_OFF)


KILLED = """
import os, signal, sys
from pathlib import Path
from kiosk.actions.joining_copies import join_folders

here, there, last = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
told = 0

def tell(step, done, total):
    global told
    told += 1
    if told == last:
        os.kill(os.getpid(), signal.SIGKILL)

join_folders(here, there, "", tell)
print(told)
"""


def killed(here: Path, there: Path, last: int) -> subprocess.CompletedProcess[str]:
    """A join that is killed when it says for so many times how far it is; 0: never."""
    words = [sys.executable, "-c", KILLED, str(here), str(there), str(last)]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_a_join_killed_anywhere_leaves_the_shop_as_it_was(here: Copy, there: Copy, tmp_path: Path) -> None:
    before = here.rows()
    shutil.copytree(here.folder, tmp_path / "trial")
    times = int(killed(tmp_path / "trial", there.folder, 0).stdout)
    for last in (1, times // 3, 2 * times // 3, times):
        assert killed(here.folder, there.folder, last).returncode == -signal.SIGKILL
        assert here.rows() == before
        assert (here.folder / JOIN).exists()
        with here.open():
            assert sweep(here.folder)
        assert not (here.folder / JOIN).exists()
        assert verify(here.folder, words=search_text) == []


def test_a_join_that_somebody_ends_says_so_and_leaves_nothing(here: Copy, there: Copy) -> None:
    before = here.rows()
    ear = Ear(here.folder)
    ear.at_step["copy"] = ear.thread.cancel
    ear.thread.join(found(here, there.folder.parent)[0], "")
    assert ear.answer() == NotJoined(1, BackupTrouble.CANCELLED)
    assert here.rows() == before
    assert not (here.folder / JOIN).exists()


def test_the_process_goes_with_the_kiosk(here: Copy, there: Copy) -> None:
    before = here.rows()
    with subprocess.Popen(
        command(here.folder, HERE, OPENING, there.folder, ""), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"\n")
        process.stdin.flush()
        process.stdout.readline()
        process.stdin.close()
        assert process.wait(10) == 1
    assert here.rows() == before
