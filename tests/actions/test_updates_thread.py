"""Updates through their own process: sticks as Linux lists them, unpacked, ended on the way, and switched to."""

import queue
from pathlib import Path

import pytest

from db.schema import newest_migration
from kiosk.actions import places
from kiosk.actions.updates_thread import (
    UpdateMoved,
    UpdateReady,
    UpdateRefused,
    UpdatesFound,
    UpdatesKnown,
    UpdatesThread,
)
from kiosk.releases.archive import UpdateTrouble
from kiosk.releases.keeping import Releases
from kiosk.releases.record import Record, read_record
from tests.releases.releasing import public, release

WAITS = 60  # seconds, on a machine that is busy


class Machine:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ended = 0
        self.heard: queue.SimpleQueue = queue.SimpleQueue()
        (folder / "releases").mkdir()
        (folder / "data").mkdir()
        (folder / "data" / "kokyaku.db").write_bytes(b"a shop")
        self.releases = Releases(folder / "releases", public(folder), "0.1.0")
        self.updates = UpdatesThread(self.releases, folder / "data", self.end)

    def end(self) -> None:
        self.ended += 1

    def answer(self):
        """The next that is no word on the way."""
        while isinstance(event := self.heard.get(timeout=WAITS), UpdateMoved):
            pass
        return event


@pytest.fixture
def machine(tmp_path, monkeypatch):
    listed = tmp_path / "mounts"
    monkeypatch.setattr(places, "_WHERE", (str(tmp_path),))
    monkeypatch.setattr(places, "MOUNTS", listed)
    listed.write_text(f"/dev/sda1 {tmp_path}/stick vfat ro 0 0\n/dev/sdb1 {tmp_path}/gone vfat rw 0 0\n")
    machine = Machine(tmp_path)
    (tmp_path / "releases" / "incoming.part").mkdir()
    machine.updates.start(machine.heard.put)
    yield machine
    machine.updates.stop()


def look(machine):
    number = machine.updates.look()
    found = machine.answer()
    assert isinstance(found, UpdatesFound)
    assert found.number == number
    return found.updates


@pytest.mark.parametrize("migrates", [False, True])
def test_from_the_stick_to_the_next_start(machine, tmp_path, migrates):
    assert look(machine) == ()
    release(tmp_path, schema=newest_migration() + migrates)
    (tmp_path / "stick" / "other.update").write_bytes(b"something else")
    good, other = look(machine)
    assert (good.release.version, good.trouble, other.trouble) == ("0.2.0", None, UpdateTrouble.FOREIGN)
    number = machine.updates.unpack(good)
    assert machine.answer() == UpdateReady(number)
    assert machine.updates.known() == UpdatesKnown("0.1.0", ready="0.2.0")
    assert not (tmp_path / "releases" / "incoming.part").exists()
    machine.updates.switch()
    assert machine.ended == 1
    data = str(tmp_path / "data") if migrates else ""
    assert read_record(tmp_path / "releases") == Record(current="0.2.0", starts=0, data=data)


def test_ended_on_the_way_there_is_nothing_of_it(machine, tmp_path):
    release(tmp_path)
    (good,) = look(machine)
    number = machine.updates.unpack(good)
    machine.updates.cancel()
    assert machine.answer() == UpdateRefused(number, UpdateTrouble.CANCELLED)
    assert machine.updates.known() == UpdatesKnown("0.1.0")
    assert not (tmp_path / "releases" / "0.2.0").exists()


def test_another_file_by_the_same_name_is_judged_again(machine, tmp_path):
    release(tmp_path)
    (good,) = look(machine)
    older = release(tmp_path, "0.0.9")
    older.rename(good.file)
    number = machine.updates.unpack(good)
    assert machine.answer() == UpdateRefused(number, UpdateTrouble.OLDER)
    assert machine.updates.known().ready == ""


def test_without_a_key_to_prove_them_by_none_is_taken(machine, tmp_path):
    release(tmp_path)
    (tmp_path / "release.pub").unlink()
    (found,) = look(machine)
    assert found.trouble is UpdateTrouble.NO_KEY
