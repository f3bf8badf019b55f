"""The backups' thread: a real backup beside a counter that sells, its end on the way, and what fails."""

import json
import subprocess
import sys

import pyrage
import pytest

from db.backup_listing import listed
from db.backup_target import FolderTarget
from db.connection import Store, wall_ms
from db.models import Customer
from kiosk.actions import backup_thread
from kiosk.actions.backup_keys import KeyRole, keep_key
from kiosk.actions.backup_process import command
from kiosk.actions.backup_thread import BackupFailed, BackupFinished, BackupMoved, BackupThread
from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.actions.opening import new_shop, open_books
from tests.hardware.events import Told


@pytest.fixture
def books(tmp_path):
    store = Store.open(tmp_path / "data")
    yield open_books(store, store.folder, new_shop("オーナー", ()))
    store.close()


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def backups(books, stick, told):
    keep_key(books, str(pyrage.x25519.Identity.generate().to_public()), KeyRole.FIRST)
    thread = BackupThread(books.store.folder, lambda: stick, wall_ms)
    thread.start(told)
    yield thread
    thread.stop()


def answer(told):
    while isinstance(event := told.next(), BackupMoved):
        pass
    return event


def test_a_place_is_chosen_and_backed_up_to_while_the_counter_writes(books, backups, told, stick):
    number = backups.begin(choose=True)
    for count in range(1, 20):
        with books.store.transaction():
            Customer.insert(id=books.store.new_id(), number=count, at=books.now(), bday=20000).execute()
    found = answer(told)
    assert isinstance(found, BackupFinished)
    assert found.number == number
    assert listed(FolderTarget.opened(stick)) == [found.backup]


def test_what_is_wrong_is_an_answer_and_the_next_one_works(backups, told, stick):
    assert answer_of(backups, told) == BackupTrouble.NOT_OURS
    stick.rmdir()
    assert answer_of(backups, told) == BackupTrouble.MISSING
    stick.mkdir()
    backups.begin(choose=True)
    assert isinstance(answer(told), BackupFinished)


def answer_of(backups, told):
    number = backups.begin()
    found = answer(told)
    assert isinstance(found, BackupFailed)
    assert found.number == number
    return found.trouble


def test_it_ends_when_it_is_cancelled(backups, told, stick):
    FolderTarget.present(stick).choose()
    number = backups.begin()
    backups.cancel()
    assert answer(told) == BackupFailed(number, BackupTrouble.CANCELLED)
    assert not list(stick.glob("shop-*"))
    backups.begin()
    assert isinstance(answer(told), BackupFinished)


def test_one_that_is_told_to_end_on_the_way_takes_its_files_away(books, stick):
    keep_key(books, str(pyrage.x25519.Identity.generate().to_public()), KeyRole.FIRST)
    words = command(books.store.folder, stick, wall_ms(), choose=True)
    code = "import os, signal, sys; from kiosk.actions import backup_process as run; "
    # the signal comes with the first word of it
    code += "say = run._say; run._say = lambda **words: (say(**words), os.kill(os.getpid(), signal.SIGTERM)); "
    code += "run.main(run.Path(sys.argv[1]), run.Path(sys.argv[2]), int(sys.argv[3]), choose=True)"
    done = subprocess.run([words[0], "-c", code, *words[3:]], capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(done.stdout.splitlines()[-1]) == {"trouble": "cancelled"}
    assert not list(stick.glob("shop-*"))


def test_a_backup_whose_kiosk_is_gone_ends(books, stick):
    keep_key(books, str(pyrage.x25519.Identity.generate().to_public()), KeyRole.FIRST)
    process = subprocess.Popen(
        command(books.store.folder, stick, wall_ms(), choose=True), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.close()
    process.communicate(timeout=60)
    assert not list(stick.glob("*.part"))


def test_one_that_dies_is_said(backups, told, monkeypatch):
    monkeypatch.setattr(backup_thread, "command", lambda *_, **__: [sys.executable, "-c", "raise SystemExit(1)"])
    assert answer_of(backups, told) == BackupTrouble.OTHER
