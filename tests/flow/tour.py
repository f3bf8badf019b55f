"""A tour through every screen of the sample shop, by the real flow: its views are pictured in both languages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from db.models import Staff
from db.sample import card_uid
from hardware.events import CardRefusal, DeviceName, SlipOutcome, Trouble
from hardware.slip import Slip
from kiosk.actions.duty import sign_in
from kiosk.actions.pin import hashed
from kiosk.actions.sample_shop import SAMPLE_PINS
from kiosk.actions.staff import add_member, working
from kiosk.flow.intents import (
    AddMember,
    AddStroke,
    AskWho,
    AttachCard,
    Back,
    ChooseCandidate,
    ChooseLine,
    ChooseScope,
    ChooseStaff,
    ClearKeys,
    ConfirmAttach,
    ConvertKey,
    EnrolCustomer,
    GiveStaffCard,
    HoldEvent,
    HoldSensitive,
    Intent,
    Key,
    Leave,
    LiftShade,
    MoveCaret,
    NewPin,
    OpenAccessLog,
    OpenCustomer,
    OpenDevices,
    OpenFind,
    OpenInk,
    OpenMember,
    OpenMenu,
    OpenNaming,
    OpenNotes,
    OpenSlips,
    OpenStaff,
    OpenStaffAdmin,
    OpenTags,
    OpenTimeline,
    OpenToday,
    OpenTyping,
    PickWeekday,
    PinKey,
    SaveNote,
    ShiftKey,
    SignOut,
    SpaceKey,
    SwitchKeys,
    TakeInk,
    TakeText,
    UseTemplate,
)
from kiosk.flow.keys import Keys
from kiosk.flow.views import View
from kiosk.rules.cards import OldCards
from kiosk.rules.tags import Scope
from tests.flow.counter import Counter
from tests.flow.tour_backup import backup_screens
from tests.flow.tour_clock import tour_clock
from tests.flow.tour_first import first_screens
from tests.flow.tour_fitting import tour_fitting
from tests.flow.tour_follow_ups import follow_up_screens
from tests.flow.tour_joining import joining_screens
from tests.flow.tour_leaving import tour_export
from tests.flow.tour_letters import tour_letters
from tests.flow.tour_moving import tour_moving
from tests.flow.tour_night import night_screens
from tests.flow.tour_person import tour_person
from tests.flow.tour_report import tour_report
from tests.flow.tour_sample import tour_sample
from tests.flow.tour_till import till_screens
from tests.flow.tour_updates import update_screens
from tests.flow.tour_vault import tour_vault, vault_screens
from tests.flow.vault import Vault

UNKNOWN = "01fa000000000001"
WRITTEN = (  # 山, as a finger draws it
    ((700, 300), (702, 520), (698, 760), (700, 1010)),
    ((330, 560), (328, 760), (332, 1020), (520, 1026), (760, 1022), (1075, 1018)),
    ((1080, 540), (1078, 800), (1076, 1040)),
    ((1500, 400), (1700, 420), (1990, 396), (1900, 620), (1720, 860), (1510, 1030)),
    ((1520, 640), (1700, 760), (1880, 900), (2040, 1040)),
)


@dataclass
class Tour:
    """Views by their name, some screens in several states (NAME-state); the states that were seen; the slips."""

    views: dict[str, View] = field(default_factory=dict)
    states: set[type] = field(default_factory=set)
    slips: dict[str, Slip] = field(default_factory=dict)


def tour(folder: Path, language: str) -> Tour:
    """Through every screen once."""
    counter = Counter(folder, language, sample=True, vault=Vault(folder / "stick"))
    seen = Tour()

    def keep(name: str, *intents: Intent) -> None:
        for intent in intents:
            counter.send(intent)
        assert counter.view.screen == name.partition("-")[0]
        seen.views[name] = counter.view
        seen.states.add(type(counter.session.state))

    def arrive(uid: str) -> None:
        counter.send(Leave())
        counter.tap(uid)

    counter.regain(DeviceName.READER)
    counter.regain(DeviceName.PRINTER)
    counter.regain(DeviceName.SCANNER)
    counter.lose(DeviceName.SIGNALS)
    counter.reads()
    keep("idle")
    counter.scan("4901234567890")
    keep("idle-misread")
    arrive(card_uid(1))
    counter.printer_says(SlipOutcome.PRINTED)
    keep("customer")
    seen.slips["slip"] = counter.tray.slips[-1][1]
    counter.press(counter.words("customer.slip_again"))
    seen.slips["slip-again"] = counter.tray.slips[-1][1]
    counter.printer_says(SlipOutcome.PRINTED)
    keep("tags", OpenTags(), ChooseScope(Scope.PERSON))
    plain, asking = (
        next(
            button
            for button in counter.view.body.presets
            if not button.picked and any(mark in button.label for mark in "○…") is hour
        )
        for hour in (False, True)
    )
    keep("tags-put-on", plain.intent)
    keep("pick_hour", asking.intent)
    arrive(card_uid(1))
    keep("timeline", OpenTimeline())
    keep("note", Back(), OpenNotes())
    asking = next(one for one in counter.view.body.templates if any(mark in one.label for mark in "○…"))
    assert isinstance(asking.intent, UseTemplate)
    keep("note_weekday", asking.intent)
    keep("note_hour", PickWeekday(4))
    counter.send(Back())
    keep("note_typing", OpenTyping(), Key("は"), Key("゛"), Key("ら"))
    counter.send(TakeText())
    keep("note_ink", OpenInk())
    for number, points in enumerate(WRITTEN, 1):
        counter.send(AddStroke(number, points))
    keep("note_ink-drawn")
    keep("note-draft", TakeInk())
    keep("customer-drawn", SaveNote())
    keep("timeline-drawn", OpenTimeline())
    arrive(card_uid(6))
    keep("timeline-hidden", OpenTimeline())
    hidden = next(place for place, row in enumerate(counter.view.body.rows) if row.hold is not None)
    keep("timeline-revealed", HoldEvent(hidden))
    arrive(card_uid(8))
    keep("timeline-refund", OpenTimeline())
    arrive(card_uid(2))
    counter.printer_says(SlipOutcome.NOT_SENT, Trouble.PAPER_OUT)
    keep("customer-absent")
    arrive(card_uid(3))
    counter.printer_says(SlipOutcome.UNKNOWN, Trouble.HUNG)
    keep("customer-birthday")
    arrive(card_uid(4))
    keep("customer-question")
    arrive(card_uid(6))
    keep("customer-hidden")
    held = next(chip.hold for chip in counter.view.body.chips if chip.hold is not None)
    assert isinstance(held, HoldSensitive)
    keep("customer-revealed", held)
    arrive(card_uid(7))
    keep("customer-rare-kanji")
    seen.slips["slip-rare-kanji"] = counter.tray.slips[-1][1]
    tour_person(counter, keep, arrive)
    tour_letters(counter, keep, counter.reads)
    arrive(card_uid(5))
    keep("lost_card")
    arrive(UNKNOWN)
    keep("unknown_card")
    keep("find-card", AttachCard(), Key("さ"))
    counter.tap("01fa000000000002")
    keep("another_card")
    arrive(UNKNOWN)
    counter.send(AttachCard())
    counter.send(Key("1"))
    first = counter.view.body.rows[0].intent
    assert isinstance(first, OpenCustomer)
    keep("attach", first)
    arrive(UNKNOWN)
    keep("customer-new", EnrolCustomer())
    seen.slips["slip-new"] = counter.tray.slips[-1][1]
    keep("naming-empty", OpenNaming())
    keep("naming-composing", *map(Key, "たかはし"))
    counter.scribe_says(("たかはし", "高橋", "髙橋", "高梁", "高𣘺"))
    keep("naming-candidates")
    keep("naming-converting", ConvertKey())
    keep("naming", ChooseCandidate("髙橋"), SpaceKey(), *map(Key, "はなこ"))
    counter.scribe_says(("はなこ", "花子", "華子", "はな子"))
    keep("naming-furigana", ChooseLine(1))
    keep("naming-latin", ChooseLine(0), SwitchKeys(Keys.LATIN), ShiftKey())
    keep("naming-digits", SwitchKeys(Keys.DIGITS))
    keep("naming-katakana", SwitchKeys(Keys.KATAKANA))
    counter.send(SwitchKeys(Keys.KANA))
    for kana in "はいたつは15じいこうにおねがいします":
        counter.send(Key(kana))
    counter.scribe_says(
        ("はいたつは", "配達は", "ハイタツは"),
        ("15", "15", "十五"),
        ("じ", "時", "字", "児", "次", "地"),
        ("いこうに", "以降に", "移行に", "意向に"),
        ("おねがいします", "お願いします"),
    )
    keep("naming-sentence")
    keep("naming-segment", ConvertKey(), MoveCaret(2))
    counter.send(ClearKeys())
    counter.lose(DeviceName.KANJI, Trouble.HUNG)
    keep("naming-no-kanji")
    keep("naming-no-kanji-composing", Key("あ"))
    counter.regain(DeviceName.KANJI)
    counter.send(Leave())
    keep("find", OpenFind())
    keep("find-results", Key("や"))
    keep("find-none", Key("ぬ"), Key("ぬ"))
    keep("find-note", ClearKeys(), *(Key(kana) for kana in "えあこん"))
    counter.send(Leave())
    keep("today", OpenToday())
    keep("menu", Back(), OpenMenu())
    keep("slips", OpenSlips())
    counter.send(Back())
    follow_up_screens(counter, keep)
    seen.slips |= till_screens(counter, keep)
    tour_report(counter, keep)
    staff_screens(counter, keep)
    counter.lose(DeviceName.READER, Trouble.TAKEN)
    counter.lose(DeviceName.PRINTER, Trouble.PAPER_OUT)
    counter.lose(DeviceName.SCANNER, Trouble.UNFIT)
    keep("idle-trouble")
    keep("devices", OpenDevices())
    counter.send(Back())
    counter.refuse(CardRefusal.RANDOM_UID)
    keep("random_card")
    counter.refuse(CardRefusal.SEVERAL)
    keep("several_cards")
    replace_card(counter)
    keep("replaced_card")
    arrive("01fa00000000ffff")
    counter.store.database.execute_sql("PRAGMA query_only = 1")  # as good as a card that has become read-only
    keep("fault", EnrolCustomer())
    counter.store.database.execute_sql("PRAGMA query_only = 0")
    night_screens(counter, keep)
    backup_screens(counter, keep)
    update_screens(counter, keep)
    tour_vault(counter, keep)
    tour_clock(counter, keep)
    tour_sample(counter, keep)
    tour_moving(counter, keep)
    counter.close()
    seen.views |= first_screens(folder / "first", language)
    seen.views |= vault_screens(folder / "vault", language)
    seen.slips["slip-trial"] = tour_fitting(folder / "fitting", language, seen.views, seen.states)
    views, states = joining_screens(folder / "joining", language)
    seen.views |= views
    seen.states |= states
    return seen


def staff_screens(counter: Counter, keep: Callable[..., None]) -> None:
    """Who is there, the number pad in its states, and what an owner does about the staff."""
    books = counter.books
    owner, clerk, other = working(books)
    keep("staff", OpenStaff())
    keep("who", AskWho())
    keep("pin", ChooseStaff(other.id), PinKey("1"), PinKey("2"))
    counter.pin("34")
    keep("pin-wrong")
    for _ in range(4):
        counter.pin("1234")
        counter.wait(9)
    counter.pin("1234")
    keep("pin-wait")
    Staff.update(failures=10).where(Staff.id == other.id).execute()
    keep("pin-locked", Back(), ChooseStaff(other.id))
    counter.send(Leave())
    counter.send(OpenStaff())
    keep("pin-owner", OpenStaffAdmin())
    added = add_member(books, "佐々木 あゆみ")
    counter.pin(SAMPLE_PINS[0])
    keep("staff_admin")
    keep("member", OpenMember(other.id))
    keep("member-new", Back(), OpenMember(added.id))
    keep("new_pin", NewPin())
    counter.pin("1212")
    keep("new_pin-weak")
    counter.pin("5284")
    keep("new_pin-again")
    keep("staff_card", Back(), GiveStaffCard())
    counter.tap(card_uid(1))
    keep("staff_card-refused")
    keep("naming_member", Back(), Back(), AddMember(), Key("さ"), Key("さ"), Key("き"))
    counter.send(Back())
    counter.send(Back())
    counter.send(OpenAccessLog())
    counter.pin(SAMPLE_PINS[0])
    keep("access_log")
    counter.send(Back())
    tour_export(counter, keep, SAMPLE_PINS[0])
    counter.send(Leave())
    counter.tap(card_uid(1))
    counter.wait(25)
    keep("customer-shaded")
    counter.send(LiftShade())
    counter.send(Leave())
    counter.send(OpenStaff())
    counter.send(SignOut())
    counter.wait(6)
    keep("idle-nobody")
    counter.tap(card_uid(1))
    keep("customer-nobody")
    keep("who-nobody", LiftShade())
    sign_in(books, clerk)
    counter.send(Leave())
    Staff.update(pin_hash=None).where(Staff.id == owner.id).execute()
    counter.send(OpenFind())
    keep("new_pin-first", Leave())
    Staff.update(pin_hash=hashed(SAMPLE_PINS[0])).where(Staff.id == owner.id).execute()
    counter.wait(61)


def replace_card(counter: Counter) -> None:
    """The sample's first customer gets a new card; the old one is shown."""
    counter.send(Leave())
    counter.tap("01fa00000000abcd")
    for intent in (AttachCard(), Key("1")):
        counter.send(intent)
    counter.send(counter.view.body.rows[0].intent)
    counter.send(ConfirmAttach(OldCards.REPLACED))
    counter.send(Leave())
    counter.tap(card_uid(1))
