"""The counter as a test sees it: tap, expect, press, expect. The books are real; the clock is the test's own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from db.connection import Store
from db.models import Staff
from hardware.events import (
    CandidatesFound,
    CardKind,
    CardRefusal,
    CardRefused,
    CardTapped,
    CodeScanned,
    DeviceLost,
    DeviceName,
    DeviceReady,
    MailAccepted,
    MailFinished,
    MailOutcome,
    ScanBroken,
    Segment,
    SlipFinished,
    SlipOutcome,
    Trouble,
)
from hardware.mail import Mail, MailServer
from hardware.ports import Cue
from hardware.slip import Mark, Pair, Slip, Words
from kiosk.actions.books import Books
from kiosk.actions.duty import sign_in
from kiosk.actions.first_steps import FirstSteps
from kiosk.actions.long_reads import LongRead, ReadFailed, ReadFinished, ReadMoved
from kiosk.actions.opening import new_shop, open_books
from kiosk.actions.pin import hashed
from kiosk.actions.sample_shop import found_sample_shop
from kiosk.actions.settings import change_setting
from kiosk.actions.staff import member_of, owner_without_pin
from kiosk.actions.trouble import BooksTrouble
from kiosk.clock import ShopClock
from kiosk.flow.customer_views import Welcome
from kiosk.flow.desk import Desk
from kiosk.flow.intents import EnterPin, EraseKey, Intent, Key, PinKey, Pressed
from kiosk.flow.session import Session
from kiosk.flow.texts import Texts
from kiosk.flow.views import Button, View
from kiosk.flow.words import Words as Form
from kiosk.rules.backup_places import USB, BackupPlace
from kiosk.rules.settings import CalledBy
from kiosk.value import Value, replace
from tests.flow.rack import Rack
from tests.flow.safe import Safe
from tests.flow.vault import Vault
from tests.flow.workbench import Workbench

OPENING = 1_763_773_200_000  # 2025-11-22 10:00 in Japan
DAY_MS = 86_400_000
OWNER_PIN = "7391"

kept_pin = cache(hashed)
"""One hash for all counters of a run: it takes its time on purpose."""


@dataclass
class HandClock:
    """Time passes when the test says so."""

    ms: int = OPENING
    seconds: float = 1000.0
    days: int = 0  # that went by at once
    boot: str = "first"
    chip: bool = False
    network: bool = True  # tells the time

    def wall_ms(self) -> int:
        return self.ms

    def monotonic(self) -> float:
        return self.seconds

    def since_boot_ms(self) -> int:
        return int(self.seconds * 1000) + self.days * DAY_MS

    def told(self) -> bool:
        return self.network

    def pass_seconds(self, seconds: float) -> None:
        self.seconds += seconds
        self.ms += int(seconds * 1000)

    def pass_days(self, days: int) -> None:
        """While nobody looks."""
        self.days += days
        self.ms += days * DAY_MS

    def switch_off(self, hours: float = 0, *, chip: bool = False) -> None:
        """And on again, without a network: by the clock that it wakes with, so much later. Reopen the counter then."""
        self.ms += int(hours * 3_600_000)
        self.boot += " and the next"
        self.seconds = 20.0
        self.chip = chip
        self.network = False


@dataclass
class Lamp:
    """Remembers the cues."""

    cues: list[Cue] = field(default_factory=list)

    def start(self, sink: object) -> None: ...

    def show(self, cue: Cue) -> None:
        self.cues.append(cue)

    def stop(self) -> None: ...


@dataclass
class Tray:
    """Remembers what was sent to the printer; the test says what became of it."""

    slips: list[tuple[int, Slip]] = field(default_factory=list)

    def submit(self, job: int, slip: Slip) -> None:
        self.slips.append((job, slip))


@dataclass
class Scribe:
    """Remembers what was asked and taught; the test answers."""

    asked: list[tuple[int, str]] = field(default_factory=list)
    learned: list[tuple[tuple[str, str], ...]] = field(default_factory=list)

    def convert(self, request: int, reading: str) -> None:
        self.asked.append((request, reading))

    def learn(self, words: tuple[tuple[str, str], ...]) -> None:
        self.learned.append(words)

    def forget(self) -> None:
        self.learned.clear()

    def wait_forgotten(self, seconds: float) -> bool:
        return True


@dataclass
class Satchel:
    """Remembers the mail; the test says what becomes of it."""

    mails: list[tuple[int, Mail]] = field(default_factory=list)
    handed_over: list[int] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)

    def submit(self, job: int, mail: Mail, server: MailServer) -> None:
        self.mails.append((job, mail))

    def hand_over(self, job: int) -> None:
        self.handed_over.append(job)

    def withdraw(self, job: int) -> None:
        self.withdrawn.append(job)


@dataclass
class Archive:
    """Remembers what was to be read; the test says when the answer comes (Counter.reads), or that it fails."""

    asked: dict[int, LongRead] = field(default_factory=dict)
    last: int = 0

    def ask(self, read: LongRead) -> int:
        self.last += 1
        self.asked[self.last] = read
        return self.last

    def give_up(self, number: int) -> None:
        self.asked.pop(number, None)


class Counter:
    def __init__(
        self,
        folder: Path,
        language: str = "ja",
        prints: bool = True,
        sample: bool = False,
        scans: bool = True,
        staffed: bool = True,
        vault: Vault | None = None,
        places: tuple[BackupPlace, ...] = (USB,),
        rack: Rack | None = None,
        display: CalledBy = CalledBy.NAME,
    ) -> None:
        """A new shop, or the sample shop. `staffed`: the owner has a PIN and is at the counter on every morning.
        `display`: how customers are called on their own one."""
        self.folder = folder
        self.language = language
        self.clock = HandClock()
        self.lamp = Lamp()
        self.tray = Tray()
        self.scribe = Scribe()
        self.archive = Archive()
        self.satchel = Satchel()
        self.vault = vault
        self.safe = Safe()
        self.rack = rack
        self.places = places
        self._prints = prints
        self._sample = sample
        self._scans = scans
        self._staffed = staffed
        self._display = display
        self.workbench = Workbench(self.tray, "usb:04b8:0202" if prints else "", "05e0:1200" if scans else "")
        self.board = ""  # the machine's own number
        self.puts_away = 0  # how often the program ended to put its sample away
        self.open()

    def open(self) -> None:
        """Start the program on the folder."""
        self.session = self.opened()
        self.view: View = self.session.begin()

    def opened(self, serial: int = 0) -> Session:
        """The shop's session; its views are counted on from `serial`."""
        texts = self.words = Texts((self.language, *self.workbench.spoken)[-1])
        self.workbench.texts = texts
        clock = ShopClock(self.clock)
        self.store = Store.open(self.folder, board=self.board, now_ms=clock.wall_ms, sure=lambda: clock.sure)
        founding = (
            found_sample_shop
            if self._sample
            else new_shop(texts("staff.first_owner"), texts.listed("presets"), texts.listed("templates"))
        )
        self.books: Books = open_books(self.store, self.folder, founding)
        self.books.prints = self._prints
        if self._staffed and (owner := owner_without_pin(self.books)) is not None:
            Staff.update(pin_hash=kept_pin(OWNER_PIN)).where(Staff.id == owner.id).execute()
            sign_in(self.books, owner)
        desk = Desk(
            self.books,
            Form(texts),
            self.lamp,
            self.tray if self._prints else None,
            self.archive,
            self.satchel,
            clock,
            self._scans,
            self.scribe,
            self.vault,
            self.places if self.vault is not None else (),
            self.vault,
            lambda: () if self.vault is None else (self.vault.place,),
            self.rack,
            self.safe,
            choices=self.workbench,
            put_sample_away=self._put_sample_away,
            first_steps=FirstSteps(self.folder),
        )
        return Session(desk, idle_seconds=60, serial=serial, display=self._display)

    def _put_sample_away(self) -> None:
        self.puts_away += 1

    def close(self) -> None:
        self.store.close()

    def reopen(self, prints: bool = True) -> None:
        """Start the program again, perhaps without its printer."""
        self.close()
        self._prints = prints
        self.open()

    def set(self, key: str, value: Any) -> None:
        change_setting(self.books, key, value)

    # what happens

    def tap(self, uid: str, kind: CardKind = CardKind.FELICA) -> None:
        self.happens(CardTapped(uid, kind, self.clock.seconds))

    def refuse(self, reason: CardRefusal) -> None:
        self.happens(CardRefused(reason, self.clock.seconds))

    def scan(self, text: str) -> None:
        self.happens(CodeScanned(text, self.clock.seconds))

    def misread(self) -> None:
        self.happens(ScanBroken(self.clock.seconds))

    def lose(self, device: DeviceName, trouble: Trouble = Trouble.ABSENT) -> None:
        self.happens(DeviceLost(device, trouble))

    def regain(self, device: DeviceName) -> None:
        self.happens(DeviceReady(device))

    def printer_says(self, outcome: SlipOutcome, trouble: Trouble | None = None, job: int | None = None) -> None:
        self.happens(SlipFinished(self.tray.slips[-1][0] if job is None else job, outcome, trouble))

    def scribe_says(self, *segments: tuple[str, ...], request: int | None = None) -> None:
        """The engine's answer, each segment as (reading, candidate, candidate …); to the newest question."""
        found = tuple(Segment(reading, tuple(words)) for reading, *words in segments)
        self.happens(CandidatesFound(self.scribe.asked[-1][0] if request is None else request, found))

    def server_takes(self) -> None:
        """The server would take the message that is on its way, and gets it when the counter says so."""
        job = self.satchel.mails[-1][0]
        self.happens(MailAccepted(job))
        if job in self.satchel.handed_over:
            self.happens(MailFinished(job, MailOutcome.SENT))
        else:
            self.happens(MailFinished(job, MailOutcome.NOT_SENT, withdrawn=True))

    def server_says(self, outcome: MailOutcome, trouble: Trouble | None = None, *, accepted: bool = False) -> None:
        job = self.satchel.mails[-1][0]
        if accepted:
            self.happens(MailAccepted(job))
        self.happens(MailFinished(job, outcome, trouble))

    def reads(self) -> None:
        """What was asked of the reports' thread is read and answered, in the order in which it was asked."""
        for number in list(self.archive.asked):
            read = self.archive.asked.pop(number)
            with Store.open_reader(self.folder) as reader:
                found = read(reader, lambda done, total, so_far=None: None)
            self.happens(ReadFinished(number, found))

    def reads_up_to(self, part: int) -> None:
        """… so far that there is so much to show of what was asked last; it is still being read."""
        number, read = list(self.archive.asked.items())[-1]
        shown: list[ReadMoved] = []
        with Store.open_reader(self.folder) as reader:
            read(reader, lambda done, total, so_far=None: shown.append(ReadMoved(number, done, total, so_far)))
        self.happens(shown[part - 1])

    def reading_fails(self) -> None:
        """… can't be read."""
        for number in list(self.archive.asked):
            del self.archive.asked[number]
            self.happens(ReadFailed(number, BooksTrouble.DAMAGED))

    def backs_up(self) -> None:
        """The backup that was asked for is made, or fails."""
        assert self.vault is not None, "this counter has no place for backups"
        self.happens(self.vault.answer(self.folder, self.clock.ms))

    def stick_answers(self) -> None:
        """What was asked of the updates is done."""
        assert self.rack is not None, "this counter takes no updates"
        for event in self.rack.answers():
            self.happens(event)

    def happens(self, arrival: Any) -> None:
        self.clock.pass_seconds(0.05)
        self.view = self.session.handle(arrival)
        self.view = self.session.after() or self.view

    def press(self, label: str) -> None:
        found = [button for button in buttons(self.view) if button.label == label and button.intent is not None]
        assert found, f"no button “{label}” on {self.view.screen}: {[button.label for button in buttons(self.view)]}"
        self.send(found[0].intent)

    def from_menu(self, label: str) -> None:
        """Through the menu of the idle screen."""
        self.press(self.words("idle.menu"))
        self.press(label)

    def send(self, intent: Intent | None) -> None:
        """A finger that sees the present view."""
        assert intent is not None
        self.happens(Pressed(intent, self.view.serial))

    def type(self, kana: str) -> None:
        """Press keys of the pad, one by one."""
        for key in kana:
            self.send(Key(key))

    def pin(self, digits: str) -> None:
        """Press digits of the number pad, one by one, and 決定."""
        for digit in digits:
            self.send(PinKey(digit))
        self.send(EnterPin())

    def erase(self) -> None:
        self.send(EraseKey())

    def wait(self, seconds: float) -> None:
        """Let time pass as the loop does: a tick whenever one is due."""
        until = self.clock.seconds + seconds
        while self.clock.seconds < until:
            step = min(max(self.session.seconds_to_tick(), 0.01), until - self.clock.seconds)
            self.clock.pass_seconds(step)
            if self.session.seconds_to_tick() <= 0:
                self.view = self.session.tick()

    def wait_for_text(self, text: str, seconds: int = 70) -> None:
        """Let time pass until it stands there, in `seconds` at most."""
        for _ in range(seconds):
            if self.sees(text):
                return
            self.wait(1)
        self.expect_text(text)

    def next_day(self, days: int = 1) -> None:
        """The next morning, with the one at the counter who was there before."""
        self.wait(70)
        before = self.books.staff
        self.clock.pass_days(days)
        if before is not None and self._staffed:
            sign_in(self.books, member_of(self.books, before))
        self.view = self.session.tick()

    # what is seen

    def expect(self, screen: str) -> None:
        assert self.view.screen == screen, f"on {self.view.screen}: {texts(self.view)}"

    def sees(self, text: str) -> bool:
        return any(text in seen for seen in texts(self.view))

    def expect_text(self, *wanted: str) -> None:
        for text in wanted:
            assert self.sees(text), f"“{text}” is not on {self.view.screen}: {texts(self.view)}"

    def expect_no_text(self, *unwanted: str) -> None:
        for text in unwanted:
            assert not self.sees(text), f"“{text}” is on {self.view.screen}: {texts(self.view)}"

    def slip_texts(self) -> list[str]:
        """The words of the newest slip."""
        return [word for line in self.tray.slips[-1][1].lines for word in _words(line)]


def texts(view: View) -> list[str]:
    """Every word of a view, as the staff see it."""
    return [value for value in _strings(replace(view, customer=Welcome())) if value]


def buttons(view: View) -> list[Button]:
    return list(_buttons(view))


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case tuple():
            for part in value:
                yield from _strings(part)
        case Value() if not _is_intent(value):
            for name in value.__struct_fields__:
                yield from _strings(getattr(value, name))


def _buttons(value: object) -> Iterator[Button]:
    match value:
        case Button():
            yield value
        case tuple():
            for part in value:
                yield from _buttons(part)
        case Value():
            if getattr(value, "intent", None) is not None:
                yield Button(getattr(value, "title", None) or value.word, value.intent)  # a row or a sign
            for name in value.__struct_fields__:
                yield from _buttons(getattr(value, name))


def _is_intent(value: object) -> bool:
    return type(value).__module__ == "kiosk.flow.intents"


def _words(line: object) -> Iterator[str]:
    match line:
        case Words(text=text) | Mark(text=text):
            yield text
        case Pair(left=left, right=right):
            yield f"{left} {right}"
