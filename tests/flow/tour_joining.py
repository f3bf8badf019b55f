"""The part of the tour on which another copy of the shop is chosen and joined, and what came of it is looked at."""

from pathlib import Path

from db.backup_target import FolderTarget
from db.models import Customer
from kiosk.actions.backing_up import back_up
from kiosk.actions.backup_keys import KeyRole, keep_key, new_key
from kiosk.actions.backup_thread import BackupMoved
from kiosk.actions.join_thread import BROKEN_OFF, JoinMoved, NotJoined
from kiosk.actions.sample_shop import SAMPLE_PINS
from kiosk.flow.intents import (
    Back,
    BeginJoining,
    ChooseOther,
    CompareLookalikes,
    Intent,
    Key,
    OpenJoining,
    OpenJoinReport,
    OpenLookalikes,
    OpenMenu,
    SettleJoin,
    TakeKey,
    TellApart,
    TypeKey,
)
from kiosk.flow.views import View
from tests.db.backing_up import quiet
from tests.flow.two_shops import JoiningCounter
from tests.flow.vault import Vault
from tests.joining.copies import HERE, Copy, founded


def joining_screens(folder: Path, language: str) -> tuple[dict[str, View], set[type]]:
    """By name, as in tests.flow.tour, and the states that were seen."""
    stick = folder / "stick"
    stick.mkdir(parents=True)
    FolderTarget.present(stick).choose()
    counter = JoiningCounter(folder / "data", Vault(stick), language, sample=True)
    views: dict[str, View] = {}
    states: set[type] = set()

    def keep(name: str, *intents: Intent) -> None:
        for intent in intents:
            counter.send(intent)
        assert counter.view.screen == name.partition("-")[0]
        views[name] = counter.view
        states.add(type(counter.session.state))

    key = new_key()
    keep_key(counter.books, key.public, KeyRole.FIRST)
    counter.reopen()
    _opened(counter)
    keep("joining_choose-looking")
    counter.reads()
    keep("joining_choose-none")
    _copied(counter, stick)
    counter.reads()
    keep("joining_choose")
    keep("joining_key", ChooseOther(_place(counter, backup=True)))
    counter.scan(new_key().secret)
    keep("joining_key-wrong")
    keep("joining_typing", TypeKey(), *map(Key, key.secret[:24].lower()))
    keep("joining_typing-mistyped", TakeKey())
    counter.send(Back())
    counter.send(Back())
    keep("joining_sure", ChooseOther(_place(counter, backup=False)))
    keep("joining_backup", BeginJoining())
    assert counter.vault is not None, "it was given one"
    counter.happens(BackupMoved(counter.vault.last, "write", 45, 100))
    keep("joining_backup")
    stick.rename(stick.with_name("pulled"))
    counter.backs_up()
    keep("joining_sure-no-backup")
    stick.with_name("pulled").rename(stick)
    counter.send(BeginJoining())
    counter.backs_up()
    keep("joining-closing")
    counter.closes()
    counter.happens(JoinMoved(counter.weaver.last, "join", 45, 100))
    keep("joining")
    counter.joins()
    keep("joined")
    keep("join_report", OpenJoinReport())
    counter.send(Back())
    keep("lookalikes", OpenLookalikes())
    (pair,) = counter.session.state.found.pairs  # type: ignore[union-attr]
    keep("compare-lookalikes", CompareLookalikes(pair.one, pair.other))
    keep("lookalikes-none", Back(), TellApart(pair.one, pair.other))
    counter.send(Back())
    counter.send(SettleJoin())
    counter.happens(NotJoined(0, BROKEN_OFF))
    keep("not_joined")
    counter.close()
    return views, states


def _opened(counter: JoiningCounter) -> None:
    counter.send(OpenMenu())
    counter.send(OpenJoining())
    if counter.view.screen == "pin":
        counter.pin(SAMPLE_PINS[0])


def _place(counter: JoiningCounter, *, backup: bool) -> int:
    found = counter.session.state.found  # type: ignore[union-attr]
    return next(place for place, other in enumerate(found.others) if other.kin and bool(other.backup) is backup)


def _copied(counter: JoiningCounter, stick: Path) -> None:
    """Two machines go on: both enrol somebody, and put the same customer's name right in their own way."""
    counter.close()
    there = Copy(counter.folder, HERE, counter.clock.ms).copied(stick / "card")
    with there.open() as till:
        met = till.enrol("01fa000000000098")
        till.sell(till.customer(1), 12_800)
        with till.books.deed():
            Customer.update(name="高橋 花子", phone="0459876543").where(Customer.id == met).execute()
            Customer.update(name="山田 はな子").where(Customer.number == 1).execute()
    back_up(there.folder, FolderTarget.present(stick), there.ms, quiet)
    founded(stick / "stranger")
    counter.clock.pass_seconds(3600)
    here = Copy(counter.folder, HERE, counter.clock.ms)
    with here.open() as till:
        met = till.enrol("01fa000000000099")
        with till.books.deed():
            Customer.update(name="髙橋 はな子", phone="0459876543").where(Customer.id == met).execute()
            Customer.update(name="山田 華子").where(Customer.number == 1).execute()
    counter.clock.pass_seconds(60)
    counter.open()
    _opened(counter)
