"""The stick is pulled at every operation of some nights: what was said to be backed up is there and opens."""

from dataclasses import dataclass
from random import Random

import pytest

from db.backup_errors import DamagedBackup
from db.backup_listing import Backup, drop, journal_name, listed, require_whole
from tests.db.backing_up import back_up, quiet, take_in
from tests.db.forgetful_stick import ForgetfulStick, Pulled

NIGHTS = 4
KEPT = 2


@dataclass(frozen=True, slots=True)
class Night:
    """Where in the record a backup was there for good, and where it was allowed to go."""

    backup: Backup
    done: int
    dropped: int | None = None


class NeverSynced(ForgetfulStick):
    """What many programs do: write, rename."""

    def sync(self, name):
        pass

    def sync_folder(self):
        pass

    def sync_file(self, file):
        pass


class SyncedOnce(ForgetfulStick):
    """What good programs do: write, fsync, rename, fsync of the folder."""

    def sync(self, name):
        pass


def lived(store, stick: ForgetfulStick, key) -> list[Night]:
    nights: list[Night] = []
    for number in range(1, NIGHTS + 1):
        take_in(store, number)
        backup = back_up(store, stick, key, f"2026112{number}-040000")
        nights.append(Night(backup, len(stick.record)))
        if number > KEPT:
            old = nights[number - KEPT - 1]
            nights[number - KEPT - 1] = Night(old.backup, old.done, len(stick.record))
            drop(stick, old.backup)
    return nights


def faults(stick: ForgetfulStick, nights: list[Night]) -> dict[str, int]:
    """How often something was wrong after a pull, in the worst way that each kind of pull could be."""
    found = {"lost": 0, "trusted": 0, "pulls": 0}
    for how in Pulled:
        for after in range(len(stick.record) + 1):
            found["pulls"] += 1
            left = stick.pulled(after, how, Random(after))
            there = {backup.name: backup for backup in listed(left)}
            for backup in there.values():
                if backup.manifest is not None and not opens(left, backup):
                    found["trusted"] += 1
            for night in nights:
                if night.done <= after and (night.dropped is None or after <= night.dropped):
                    backup = there.get(night.backup.name)
                    if backup is None or backup.manifest is None or not opens(left, backup):
                        found["lost"] += 1
    return found


def opens(stick: ForgetfulStick, backup: Backup) -> bool:
    try:
        require_whole(stick, backup, quiet)
    except DamagedBackup:
        return False
    return True


def test_a_pulled_stick_keeps_every_backup_that_was_told(store, key):
    stick = ForgetfulStick()
    found = faults(stick, lived(store, stick, key))
    assert found == {"lost": 0, "trusted": 0, "pulls": found["pulls"]}
    assert found["pulls"] > 200


def test_the_next_night_tidies_up_and_is_whole(store, key):
    stick = ForgetfulStick()
    lived(store, stick, key)
    for how in Pulled:
        for after in range(0, len(stick.record), 7):
            left = stick.pulled(after, how, Random(after))
            backup = back_up(store, left, key, "20261130-040000")
            assert listed(left)[0] == backup
            assert opens(left, backup)
            assert not any(name.endswith(".part") for name in left.names())


def test_no_journal_is_left_of_a_backup_that_was_dropped(store, key):
    stick = ForgetfulStick()
    take_in(store, 1)
    backup = back_up(store, stick, key, "20261121-040000")
    file = stick.append(journal_name(backup.name), 0)
    file.write(b"what came after it")
    file.sync()
    stick.sync_folder()
    begun = len(stick.record)
    drop(stick, backup)
    for how in Pulled:
        for after in range(begun, len(stick.record) + 1):
            left = stick.pulled(after, how, Random(after))
            for found in listed(left):
                drop(left, found)
            assert left.names() == []


def test_a_place_that_was_chosen_stays_so(store, key):
    stick = ForgetfulStick()
    stick.choose()
    chosen = len(stick.record)
    back_up(store, stick, key)
    for how in Pulled:
        for after in range(len(stick.record) + 1):
            left = stick.pulled(after, how, Random(after))
            assert left.is_chosen() or after < chosen
            left.choose()
            left.require_ours()


@pytest.mark.parametrize("naive", [NeverSynced, SyncedOnce])
def test_without_the_order_backups_are_lost(store, key, naive):
    stick = naive()
    assert faults(stick, lived(store, stick, key))["lost"] > 0
