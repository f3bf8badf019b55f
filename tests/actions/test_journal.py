"""The journal: a shop that is brought back from a backup and what came after it is the shop as it was."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import models
from db.backup_errors import TargetGone
from db.backup_listing import journal_name, listed
from db.backup_target import OURS, FolderTarget
from db.connection import Store
from db.journal import NOT_WRITTEN, Entry, entries_after
from db.journal_file import JournalFile, entries_in
from db.journal_play import Ended
from db.verify import verify
from kiosk.actions.backing_up import back_up
from kiosk.actions.backup_keys import KeyRole, keep_key
from kiosk.actions.backup_log import note_backup
from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.actions.erasing import erase_person
from kiosk.actions.journal_thread import JournalMoved, JournalThread
from kiosk.actions.notes import save_note
from kiosk.actions.opening import new_shop, open_books
from kiosk.actions.restoring import content_of
from kiosk.rules.backup_places import USB, parse_backup_place
from kiosk.rules.notes import Draft
from kiosk.rules.search_words import search_text
from tests.actions.shop_life import Rows, Shop, tables
from tests.db.backing_up import quiet
from tests.db.forgetful_stick import ForgetfulStick, Pulled
from tests.hardware.events import Told, wait_until


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path / "data", tmp_path / "stick")
    for _ in range(3):
        shop.enrols(Random(1))
    yield shop
    shop.close()


@pytest.fixture
def told() -> Told:
    return Told()


def thread_of(shop: Shop, told: Told) -> JournalThread:
    thread = JournalThread(shop.folder, shop.place, again_seconds=0.05)
    shop.books.written = thread.written
    thread.start(told)
    return thread


def on_stick(shop: Shop) -> int:
    """Number of the last entry that lies beside the newest backup."""
    target = FolderTarget.present(shop.stick)
    return JournalFile.found(target, listed(target)[0]).last


@settings(max_examples=12)
@given(deeds=st.lists(st.integers(0, 8), min_size=1, max_size=12), seed=st.integers(0, 1000))
def test_played_to_any_entry_it_is_the_shop_as_it_was_then(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[int], seed: int
) -> None:
    root, chance = tmp_path_factory.mktemp("shop"), Random(seed)
    shop = Shop(root / "data", root / "stick")
    for _ in range(4):
        shop.enrols(chance)
    backup = shop.backs_up()
    assert backup.manifest is not None
    base = backup.manifest.contents.journal
    then: dict[int, Rows] = {shop.last: tables(shop.folder)}
    for deed in deeds:
        shop.does(deed, chance)
        then[shop.last] = tables(shop.folder)
    number = chance.choice(sorted(then))
    entries = [entry for entry in shop.entries(base) if entry.number <= number]
    shop.close()
    proved = shop.brought_back(root / "new", backup, lambda after: entries if after == base else [])
    assert (proved.played.count, proved.played.ended) == (len(entries), None)
    assert tables(root / "new") == then[number]
    assert verify(root / "new", words=search_text) == []


def test_what_is_sold_goes_to_the_stick_at_once_and_after_a_restart(shop: Shop, told: Told) -> None:
    backup = shop.backs_up()
    thread = thread_of(shop, told)
    shop.sells(Random(1))
    wait_until(lambda: on_stick(shop) == shop.last)
    assert told.next() == JournalMoved(None)
    thread.stop()
    shop.sells(Random(2))  # nobody brings this one there
    shop.close()
    shop.open()
    thread = thread_of(shop, told)
    wait_until(lambda: on_stick(shop) == shop.last)
    thread.stop()
    target = FolderTarget.present(shop.stick)
    assert journal_name(backup.name) in target.names()
    before = tables(shop.folder)
    proved = shop.brought_back(shop.folder.with_name("new"), backup, content_of(target, backup.name).after)
    assert proved.played.ended is None
    assert proved.contents.last_sale_at is not None
    assert tables(shop.folder.with_name("new")) == before


def test_an_older_backup_leads_as_far_as_the_newest(shop: Shop, told: Told) -> None:
    first = shop.backs_up()
    thread = thread_of(shop, told)
    shop.sells(Random(1))
    wait_until(lambda: on_stick(shop) == shop.last)
    shop.backs_up()
    thread.written()
    shop.sells(Random(2))
    shop.takes_back(Random(1))
    wait_until(lambda: on_stick(shop) == shop.last)
    thread.stop()
    target = FolderTarget.present(shop.stick)
    proved = shop.brought_back(shop.folder.with_name("new"), first, content_of(target, first.name).after)
    assert proved.played.ended is None
    assert tables(shop.folder.with_name("new")) == tables(shop.folder)


def test_while_no_stick_is_in_nothing_is_lost(shop: Shop, told: Told) -> None:
    shop.backs_up()
    away = shop.stick.with_name("away")
    shop.stick.rename(away)
    thread = thread_of(shop, told)
    assert told.next() == JournalMoved(BackupTrouble.MISSING)
    shop.sells(Random(1))
    away.rename(shop.stick)
    assert told.next() == JournalMoved(None)
    assert on_stick(shop) == shop.last
    thread.stop()


def test_another_stick_has_nothing_to_go_on_from(shop: Shop, told: Told) -> None:
    shop.backs_up()
    other = shop.stick.with_name("other")
    other.mkdir()
    thread = JournalThread(shop.folder, parse_backup_place(str(other)), again_seconds=0.05)
    thread.start(told)
    assert told.next() == JournalMoved(BackupTrouble.NOT_OURS)
    FolderTarget.present(other).choose()
    assert told.next() == JournalMoved(BackupTrouble.NO_BASE)
    thread.stop()


def test_after_much_at_once_another_backup_is_wanted_and_then_it_goes_on(shop: Shop, told: Told) -> None:
    shop.backs_up()
    thread = thread_of(shop, told)
    assert told.next() == JournalMoved(None)
    with shop.books.deed(bulk=True):
        models.Household.insert(id=shop.books.store.new_id(), name="").execute()
    shop.sells(Random(1))
    assert told.next() == JournalMoved(BackupTrouble.NO_BASE)
    shop.backs_up()
    thread.written()
    assert told.next() == JournalMoved(None)
    shop.sells(Random(2))
    wait_until(lambda: on_stick(shop) == shop.last)
    thread.stop()


def test_a_backup_between_two_parts_of_an_import_leads_on_to_nothing(shop: Shop) -> None:
    for part in range(2):
        with shop.books.deed(bulk=True):
            models.Household.insert(id=shop.books.store.new_id(), name="").execute()
        if part == 0:
            backup = back_up(shop.folder, FolderTarget.present(shop.stick), shop.books.now(), quiet)
    shop.sells(Random(1))
    assert backup.manifest is not None
    assert shop.entries(backup.manifest.contents.journal) == []


def test_an_import_while_a_backup_is_made_is_told_again_when_that_is_there(shop: Shop, told: Told) -> None:
    thread = thread_of(shop, told)
    assert told.next() == JournalMoved(BackupTrouble.NO_BASE)
    backup = back_up(shop.folder, FolderTarget.present(shop.stick), shop.books.now(), quiet)
    with shop.books.deed(bulk=True):
        models.Household.insert(id=shop.books.store.new_id(), name="").execute()
    note_backup(shop.books, backup, shop.place, asked=False, drops_journal=True)
    thread.written()
    assert told.next() == JournalMoved(BackupTrouble.NO_BASE)
    thread.stop()


def test_nothing_is_written_to_the_folder_that_a_pulled_stick_leaves(shop: Shop, told: Told) -> None:
    shop.backs_up()
    # by the command: its journal is not begun yet
    backup = back_up(shop.folder, FolderTarget.present(shop.stick), shop.books.now(), quiet)
    thread = thread_of(shop, told)
    assert told.next() == JournalMoved(None)
    away = shop.stick.with_name("away")
    shop.stick.rename(away)
    shop.stick.mkdir()
    shop.sells(Random(1))
    assert told.next() == JournalMoved(BackupTrouble.NOT_OURS)
    assert list(shop.stick.iterdir()) == []
    shop.stick.rmdir()
    away.rename(shop.stick)
    assert told.next() == JournalMoved(None)
    assert on_stick(shop) == shop.last
    assert (shop.stick / journal_name(backup.name)).exists()
    thread.stop()


def test_a_place_that_is_chosen_no_more_gets_nothing_more(shop: Shop, told: Told) -> None:
    shop.backs_up()
    thread = thread_of(shop, told)
    shop.sells(Random(1))
    wait_until(lambda: on_stick(shop) == shop.last)
    assert told.next() == JournalMoved(None)
    (shop.stick / OURS).unlink()
    shop.sells(Random(2))
    assert told.next() == JournalMoved(BackupTrouble.NOT_OURS)
    assert on_stick(shop) < shop.last
    thread.stop()


def test_what_is_sold_while_the_stick_is_waited_for_goes_there_before_the_end(shop: Shop) -> None:
    shop.backs_up()
    asked, goes_on = threading.Event(), threading.Event()

    def slow(_: JournalMoved) -> None:
        asked.set()
        assert goes_on.wait(10)

    thread = JournalThread(shop.folder, shop.place)
    shop.books.written = thread.written
    thread.start(slow)  # the thread is held where it tells that all is there
    assert asked.wait(10)
    shop.sells(Random(1))
    threading.Timer(0.3, goes_on.set).start()
    thread.stop()
    assert on_stick(shop) == shop.last


def test_the_journal_of_what_came_before_a_copy_was_put_back_does_not_stand_in_the_way(shop: Shop, told: Told) -> None:
    """A picture of the SD card is written back: what was sold after it has the numbers of what is sold now."""
    shop.backs_up()
    shop.close()
    copy = shop.folder.with_name("copy")
    shutil.copytree(shop.folder, copy)
    shop.open()
    thread = thread_of(shop, told)
    for seed in range(6):
        shop.sells(Random(seed))
    wait_until(lambda: on_stick(shop) == shop.last)
    thread.stop()
    shop.close()
    shutil.rmtree(shop.folder)
    copy.rename(shop.folder)
    shop.open()
    backup = shop.backs_up()
    thread = thread_of(shop, told)
    shop.sells(Random(7))
    shop.sells(Random(8))
    wait_until(lambda: on_stick(shop) == shop.last)
    thread.stop()
    target = FolderTarget.present(shop.stick)
    proved = shop.brought_back(shop.folder.with_name("new"), backup, content_of(target, backup.name).after)
    assert proved.contents.last_sale_at is not None
    assert tables(shop.folder.with_name("new")) == tables(shop.folder)


def test_a_shop_that_went_back_to_a_backup_on_purpose_goes_on_from_there(shop: Shop, told: Told) -> None:
    first = shop.backs_up()
    thread = thread_of(shop, told)
    for seed in range(3):
        shop.sells(Random(seed))
    wait_until(lambda: on_stick(shop) == shop.last)
    thread.stop()
    shop.close()
    left = tables(shop.folder)
    target = FolderTarget.present(shop.stick)
    shutil.rmtree(shop.folder)
    shop.brought_back(shop.folder, first, content_of(target, first.name, alone=True).after)
    shop.open()
    second = shop.backs_up()
    thread = thread_of(shop, told)
    shop.sells(Random(7))
    wait_until(lambda: on_stick(shop) == shop.last)
    thread.stop()
    shop.brought_back(shop.folder.with_name("new"), second, content_of(target, second.name).after)
    assert tables(shop.folder.with_name("new")) == tables(shop.folder)
    shop.brought_back(shop.folder.with_name("old"), first, content_of(target, first.name).after)
    assert tables(shop.folder.with_name("old")) == left


class BadSpot(FolderTarget):
    """A stick of which a part of the newest journal can't be read any more."""

    def read(self, name: str) -> Iterator[bytes]:
        if not name.endswith(".journal"):
            yield from super().read(name)
            return
        content = b"".join(super().read(name))
        yield content[: len(content) // 2]
        raise TargetGone("EIO")


def test_a_spot_that_can_not_be_read_ends_the_journal_and_not_the_restore(shop: Shop, told: Told) -> None:
    backup = shop.backs_up()
    thread = thread_of(shop, told)
    for seed in range(4):
        shop.sells(Random(seed))
    wait_until(lambda: on_stick(shop) == shop.last)
    thread.stop()
    target = BadSpot.present(shop.stick)
    proved = shop.brought_back(shop.folder.with_name("new"), backup, content_of(target, backup.name).after)
    assert backup.manifest is not None
    assert 0 < proved.played.count < shop.last - backup.manifest.contents.journal
    assert verify(shop.folder.with_name("new"), words=search_text) == []
    assert 0 < JournalFile.found(target, backup).last < shop.last  # and it is written on from there


def test_a_stick_that_is_pulled_while_the_journal_is_read_is_said(shop: Shop) -> None:
    backup = shop.backs_up()
    assert backup.manifest is not None
    shop.sells(Random(1))
    JournalFile.found(FolderTarget.present(shop.stick), backup).append(shop.entries(backup.manifest.contents.journal))
    entries = content_of(BadSpot.present(shop.stick), backup.name).after(backup.manifest.contents.journal)
    shutil.rmtree(shop.stick)
    with pytest.raises(TargetGone):
        list(entries)


def test_a_program_that_writes_without_the_journal_breaks_it(shop: Shop) -> None:
    backup = shop.backs_up()
    assert backup.manifest is not None
    shop.sells(Random(1))
    shop.close()
    store = Store.open(shop.folder)
    with store.transaction():
        models.Household.insert(id=store.new_id(), name="").execute()
    store.close()
    shop.open()
    shop.sells(Random(2))
    assert shop.entries(backup.manifest.contents.journal) == []


def test_a_restored_shop_does_not_go_on_in_the_others_journal(shop: Shop, tmp_path: Path) -> None:
    backup = shop.backs_up()
    shop.brought_back(tmp_path / "new", backup, lambda number: [])
    twin = open_books(Store.open(tmp_path / "new"), tmp_path / "new", new_shop("", []))
    assert backup.manifest is not None
    shop.sells(Random(1))
    with twin.deed():
        models.Household.insert(id=twin.store.new_id(), name="").execute()
    number = backup.manifest.contents.journal
    assert len(shop.entries(number)) > 0
    assert entries_after(twin.store.database.connection(), number, 10) == []
    twin.store.close()


def test_with_another_key_it_goes_as_far_as_the_old_one_opens(shop: Shop, tmp_path: Path) -> None:
    backup = shop.backs_up()
    assert backup.manifest is not None
    shop.sells(Random(1))
    before = tables(shop.folder)
    upto = shop.last
    keep_key(shop.books, str(pyrage.x25519.Identity.generate().to_public()), KeyRole.FIRST)
    shop.sells(Random(2))
    proved = shop.brought_back(tmp_path / "new", backup, shop.entries)
    assert proved.played.ended is Ended.KEY
    entries = [entry for entry in shop.entries(backup.manifest.contents.journal) if entry.number <= upto + 1]
    assert proved.played.count == len(entries)  # the key's own change is still for the old one
    assert tables(tmp_path / "new")["sale"] == before["sale"]


def test_one_that_does_not_fit_ends_it_there(shop: Shop, tmp_path: Path) -> None:
    backup = shop.backs_up()
    shop.sells(Random(1))
    shop.sells(Random(2))
    shop.takes_back(Random(3))
    assert backup.manifest is not None
    first, *rest = shop.entries(backup.manifest.contents.journal)
    again = Entry(first.number + 1, first.at, first.schema, first.content)  # the same once more
    proved = shop.brought_back(tmp_path / "new", backup, lambda number: [first, again, *rest])
    assert (proved.played.count, proved.played.ended) == (1, Ended.DAMAGED)


def test_cut_or_spoilt_anywhere_the_whole_entries_before_are_read(shop: Shop) -> None:
    backup = shop.backs_up()
    shop.sells(Random(1))
    shop.sells(Random(2))
    target = FolderTarget.present(shop.stick)
    assert backup.manifest is not None
    entries = shop.entries(backup.manifest.contents.journal)
    JournalFile.found(target, backup).append(entries)
    file = shop.stick / journal_name(backup.name)
    whole, chance = file.read_bytes(), Random(5)
    for _ in range(60):
        at = chance.randrange(len(whole))
        for left in (whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]):
            found = list(entries_in([left[:7], left[7:]]))
            assert found == entries[: len(found)]
            assert len(found) < len(entries)
    file.write_bytes(whole[:-5])
    again = JournalFile.found(target, backup)
    again.append(entries[again.last - backup.manifest.contents.journal :])
    assert file.read_bytes() == whole


def test_a_pulled_stick_keeps_every_entry_that_was_told(shop: Shop) -> None:
    backup = shop.backs_up()
    assert backup.manifest is not None
    for seed in range(3):
        shop.sells(Random(seed))
    entries = shop.entries(backup.manifest.contents.journal)
    stick = ForgetfulStick()
    journal = JournalFile(stick, backup.name, entries[0].number - 1)
    told = {}
    for entry in entries:
        journal.append([entry])
        told[len(stick.record)] = entry.number - entries[0].number + 1
    for how in Pulled:
        for after in range(len(stick.record) + 1):
            left = stick.pulled(after, how, Random(after))
            sure = max((count for done, count in told.items() if done <= after), default=0)
            found = list(entries_in(left.read(journal.name))) if journal.name in left.names() else []
            assert found == entries[: len(found)]
            assert len(found) >= sure


def test_nobody_who_is_erased_can_be_read_in_it(shop: Shop, told: Told) -> None:
    shop.backs_up()
    thread = thread_of(shop, told)
    person = shop.people[0]
    save_note(shop.books, person, Draft(text="ひみつのばら"))
    erase_person(shop.books, person)
    wait_until(lambda: on_stick(shop) == shop.last)
    thread.stop()
    shop.close()
    for file in (*shop.folder.glob("kokyaku.db*"), *shop.stick.glob("*.journal")):
        assert "ひみつのばら".encode() not in file.read_bytes()
    shop.open()


def test_what_a_backup_holds_is_given_up_and_its_journal_goes_with_it(shop: Shop) -> None:
    shop.backs_up()
    shop.sells(Random(1))
    backup = shop.backs_up()
    assert backup.manifest is not None
    left = shop.books.store.database.execute_sql("SELECT count(*) FROM journal WHERE entry <> x''").fetchone()[0]
    assert left == shop.last - backup.manifest.contents.journal


def test_without_a_place_for_a_stick_it_is_missing_and_the_counter_ends_at_once(shop: Shop, told: Told) -> None:
    thread = JournalThread(shop.folder, USB)
    thread.start(told)
    assert told.next() == JournalMoved(BackupTrouble.MISSING)
    thread.stop()


def test_two_shops_on_one_stick_do_not_meet(shop: Shop, told: Told, tmp_path: Path) -> None:
    backup = shop.backs_up()
    other = Shop(tmp_path / "other", tmp_path / "unused")
    other.stick = shop.stick
    other.enrols(Random(1))
    other.backs_up()
    for each in (shop, other):
        each.sells(Random(1))
        thread = thread_of(each, told)
        assert told.next() == JournalMoved(None)
        thread.stop()
    other.close()
    target = FolderTarget.present(shop.stick)
    proved = shop.brought_back(tmp_path / "new", backup, content_of(target, backup.name).after)
    assert proved.played.ended is None
    assert tables(tmp_path / "new") == tables(shop.folder)


def test_the_derived_tables_are_not_in_it() -> None:
    assert {model._meta.table_name for model in models.TABLES} > NOT_WRITTEN
