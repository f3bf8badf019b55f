"""A tour through every screen of the sample shop, by the real flow: its views are pictured in both languages."""

from dataclasses import dataclass, field
from pathlib import Path

from db.sample import card_uid
from hardware.events import CardRefusal, DeviceName, SlipOutcome, Trouble
from hardware.slip import Slip
from kiosk.flow.intents import (
    AttachCard,
    Back,
    ChooseScope,
    ConfirmAttach,
    EnrolCustomer,
    HoldSensitive,
    Intent,
    Key,
    Leave,
    OpenCustomer,
    OpenDevices,
    OpenFind,
    OpenNaming,
    OpenSlips,
    OpenStaff,
    OpenTags,
    OpenToday,
)
from kiosk.flow.views import View
from kiosk.rules.cards import OldCards
from kiosk.rules.tags import Scope
from tests.flow.counter import Counter

UNKNOWN = "01fa000000000001"


@dataclass
class Tour:
    """Views by their name, some screens in several states (NAME-state); the states that were seen; the slips."""

    views: dict[str, View] = field(default_factory=dict)
    states: set[type] = field(default_factory=set)
    slips: dict[str, Slip] = field(default_factory=dict)


def tour(folder: Path, language: str) -> Tour:
    """Through every screen once."""
    counter = Counter(folder, language, sample=True)
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
    keep("naming", OpenNaming(), Key("は"), Key("゛"), Key("ん"))
    counter.send(Leave())
    keep("find", OpenFind())
    keep("find-results", Key("や"))
    keep("find-none", Key("ぬ"), Key("ぬ"))
    counter.send(Leave())
    keep("today", OpenToday())
    keep("slips", Back(), OpenSlips())
    keep("staff", Back(), OpenStaff())
    counter.send(Back())
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
    counter.close()
    return seen


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
