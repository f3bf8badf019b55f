"""The backups' thread: a real backup beside a counter that sells, its end on the way, and what fails."""

import json
import subprocess
import sys
from dataclasses import replace

import pyrage
import pytest

from db import models
from db.backup_errors import TargetGone, TargetReadOnly
from db.backup_listing import Tried, listed
from db.backup_target import FolderTarget
from db.backup_trial import BESIDE, Trial
from db.connection import Store, wall_ms
from db.models import BackupLog, Customer
from kiosk.actions import backup_thread
from kiosk.actions.backing_up import TRAVELLING, back_up
from kiosk.actions.backup_keys import KeyRole, keep_key
from kiosk.actions.backup_log import backups_known, note_backup
from kiosk.actions.backup_process import command
from kiosk.actions.backup_thread import BackupFailed, BackupFinished, BackupMoved, BackupThread
from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.actions.opening import new_shop, open_books
from kiosk.rules.backup_keeping import TRIAL_DAYS
from kiosk.rules.backup_places import USB, parse_backup_place
from kiosk.rules.search_words import search_text
from tests.db.backing_up import quiet
from tests.hardware.events import Told
from tests.locking import locked


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
    thread = BackupThread(books.store.folder, wall_ms)
    thread.start(told)
    yield thread
    thread.stop()


def at(stick):
    return parse_backup_place(str(stick))


def answer(told):
    while isinstance(event := told.next(), BackupMoved):
        pass
    return event


def test_a_place_is_chosen_and_backed_up_to_while_the_counter_writes(books, backups, told, stick):
    number = backups.begin(at(stick), choose=True)
    for count in range(1, 20):
        with books.store.transaction():
            Customer.insert(id=books.store.new_id(), number=count, at=books.now(), bday=20000).execute()
    found = answer(told)
    assert isinstance(found, BackupFinished)
    assert found.number == number
    assert [one.manifest for one in listed(FolderTarget.opened(stick))] == [found.backup.manifest]


def test_once_a_week_it_is_brought_back_as_a_trial(books, backups, told, stick):
    backups.begin(at(stick), choose=True)
    first = answer(told).backup
    assert first.tried is Tried.GOOD
    assert not (books.store.folder / BESIDE).exists()
    note_backup(books, first, USB, asked=False, drops_journal=True)
    assert backups_known(books, [USB]).tried_on == books.today()
    backups.begin(at(stick))
    assert answer(told).backup.tried is None
    BackupLog.update(bday=books.today() - TRIAL_DAYS).execute()
    backups.begin(at(stick))
    assert answer(told).backup.tried is Tried.GOOD


def test_figures_that_do_not_fit_are_counted_anew_in_the_trial(books, backups, told, stick):
    with books.store.transaction():
        models.DayStat.insert(bday=20000, sales=1, total=1, cardless_sales=0, cardless_total=0).execute()
    backups.begin(at(stick), choose=True)
    found = answer(told).backup
    assert found.tried is Tried.RECOUNTED
    note_backup(books, found, USB, asked=False, drops_journal=True)
    known = backups_known(books, [USB])
    assert (known.tried_on, known.recounted, known.trial_failed) == (books.today(), True, False)
    backups.begin(at(stick))
    assert answer(told).backup.tried is None  # not again before a week is over


def test_one_that_does_not_add_up_as_a_trial_is_there_all_the_same(books, backups, told, stick):
    with books.store.transaction():
        Customer.insert(id=books.store.new_id(), number=1, at=books.now(), bday=20000, last_seen=20000).execute()
    backups.begin(at(stick), choose=True)
    found = answer(told).backup
    assert found.tried is Tried.BAD
    assert listed(FolderTarget.opened(stick))[0].manifest == found.manifest
    note_backup(books, found, USB, asked=False, drops_journal=True)
    assert backups_known(books, [USB]).trial_failed


class PulledStick(FolderTarget):
    """It can't be read any more after a kilobyte."""

    def read(self, name):
        yield b"".join(super().read(name))[:1024]
        raise TargetGone("EIO")


def test_a_stick_that_is_pulled_during_the_trial_says_nothing_of_the_backup(books, stick):
    key = pyrage.x25519.Identity.generate()
    keep_key(books, str(key.to_public()), KeyRole.FIRST)
    FolderTarget.present(stick).choose()
    found = back_up(books.store.folder, FolderTarget.present(stick), books.now(), quiet)
    trial = Trial(books.store.folder, TRAVELLING, search_text, quiet)
    came = trial(PulledStick.opened(stick), found.name, key)
    assert came is Tried.GONE
    note_backup(books, replace(found, tried=came), USB, asked=False, drops_journal=True)
    assert not backups_known(books, [USB]).trial_failed


def test_for_a_locked_stick_nothing_is_copied_first(books, stick):
    keep_key(books, str(pyrage.x25519.Identity.generate().to_public()), KeyRole.FIRST)
    FolderTarget.present(stick).choose()
    told = []
    with locked(stick), pytest.raises(TargetReadOnly):
        back_up(books.store.folder, FolderTarget.present(stick), books.now(), lambda *far: told.append(far))
    assert told == []


def test_without_room_it_is_not_tried(books, stick, monkeypatch):
    keep_key(books, str(pyrage.x25519.Identity.generate().to_public()), KeyRole.FIRST)
    FolderTarget.present(stick).choose()
    words = command(books.store.folder, at(stick), wall_ms(), choose=True)
    code = "import sys; from db import backup_trial; backup_trial._SPARE = 1 << 60; "
    code += "from kiosk.actions import backup_process as run; "
    code += "run.main(run.Path(sys.argv[1]), run.parse_backup_place(sys.argv[2]), int(sys.argv[3]), choose=False)"
    done = subprocess.run([words[0], "-c", code, *words[3:]], capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(done.stdout.splitlines()[-1])["tried"] == "no_room"


def test_what_is_wrong_is_an_answer_and_the_next_one_works(backups, told, stick):
    assert answer_of(backups, told, stick) == BackupTrouble.NOT_OURS
    stick.rmdir()
    assert answer_of(backups, told, stick) == BackupTrouble.MISSING
    stick.mkdir()
    backups.begin(at(stick), choose=True)
    assert isinstance(answer(told), BackupFinished)


def answer_of(backups, told, stick):
    number = backups.begin(at(stick))
    found = answer(told)
    assert isinstance(found, BackupFailed)
    assert found.number == number
    return found.trouble


def test_it_ends_when_it_is_cancelled(backups, told, stick):
    FolderTarget.present(stick).choose()
    number = backups.begin(at(stick))
    backups.cancel()
    assert answer(told) == BackupFailed(number, BackupTrouble.CANCELLED)
    assert not list(stick.glob("shop-*"))
    backups.begin(at(stick))
    assert isinstance(answer(told), BackupFinished)


def test_one_that_is_told_to_end_on_the_way_takes_its_files_away(books, stick):
    keep_key(books, str(pyrage.x25519.Identity.generate().to_public()), KeyRole.FIRST)
    words = command(books.store.folder, at(stick), wall_ms(), choose=True)
    code = "import os, signal, sys; from kiosk.actions import backup_process as run; "
    # the signal comes with the first word of it
    code += "say = run.Voice.say; "
    code += "run.Voice.say = lambda self, **words: (say(self, **words), os.kill(os.getpid(), signal.SIGTERM)); "
    code += "run.main(run.Path(sys.argv[1]), run.parse_backup_place(sys.argv[2]), int(sys.argv[3]), choose=True)"
    done = subprocess.run([words[0], "-c", code, *words[3:]], capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(done.stdout.splitlines()[-1]) == {"trouble": "cancelled"}
    assert not list(stick.glob("shop-*"))


def test_a_backup_whose_kiosk_is_gone_ends(books, stick):
    keep_key(books, str(pyrage.x25519.Identity.generate().to_public()), KeyRole.FIRST)
    process = subprocess.Popen(
        command(books.store.folder, at(stick), wall_ms(), choose=True), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.close()
    process.communicate(timeout=60)
    assert not list(stick.glob("*.part"))


def test_one_that_dies_is_said(backups, told, stick, monkeypatch):
    monkeypatch.setattr(backup_thread, "command", lambda *_, **__: [sys.executable, "-c", "raise SystemExit(1)"])
    assert answer_of(backups, told, stick) == BackupTrouble.OTHER


def test_one_that_says_nothing_more_is_given_up(books, told, stick, monkeypatch):
    """A share whose server is gone holds whoever writes to it."""
    code = """import time; print('{"step": "write", "done": 1, "total": 2}', flush=True); time.sleep(999)"""
    hangs = [sys.executable, "-c", code]
    monkeypatch.setattr(backup_thread, "command", lambda *_, **__: hangs)
    thread = BackupThread(books.store.folder, wall_ms, stalled_seconds=0.5)
    thread.start(told)
    assert answer_of(thread, told, stick) == BackupTrouble.GONE
    thread.stop()
