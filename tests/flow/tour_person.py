"""The part of the tour that looks at one person: くわしく, section by section, and what is behind."""

from collections.abc import Callable
from typing import Protocol

from db.sample import card_uid
from kiosk.actions.sample_shop import SAMPLE_PINS
from kiosk.flow.intents import (
    Back,
    ChooseSection,
    ClearKeys,
    ConfirmErase,
    EditDetail,
    FindMember,
    FindSame,
    Intent,
    KeepRecord,
    Key,
    Leave,
    MarkCard,
    NewHeading,
    OpenConsent,
    OpenDetails,
    OpenErase,
    OpenHeadings,
    OpenWish,
    SaveText,
    SayWish,
    Section,
    WriteFact,
)
from kiosk.rules.cards import CardState
from kiosk.rules.details import Detail
from kiosk.rules.wishes import Channel
from tests.flow.counter import Counter
from tests.flow.tour_leaving import tour_disclosure


class Keep(Protocol):
    def __call__(self, name: str, *intents: Intent) -> None: ...


def tour_person(counter: Counter, keep: Keep, arrive: Callable[[str], None]) -> None:
    def section(name: str, which: Section) -> None:
        keep(name, ChooseSection(which))

    arrive(card_uid(1))
    keep("person_basics", OpenDetails())
    keep("filling", EditDetail(Detail.PHONE))
    keep("filling-fault", ClearKeys(), Key("0"), Key("9"), SaveText())
    counter.send(Back())
    section("person_facts", Section.FACTS)
    hobbies, days = (entry.intent for entry in counter.view.body.entries[:2])
    keep("facts-weekday", days)
    counter.send(Back())
    keep("facts", hobbies)
    keep("facts-put-on", counter.view.body.presets[1].intent)
    keep("filling-fact", WriteFact(), Key("し"), Key("よ"), Key("う"))
    counter.send(Back())
    counter.send(Back())
    keep("headings", OpenHeadings())
    keep("filling-heading", NewHeading())
    counter.send(Back())
    counter.send(Back())
    section("person_household", Section.HOUSEHOLD)
    keep("seek", FindMember(), Key("や"))
    counter.send(Back())
    section("person_contact", Section.CONTACT)
    keep("wish", OpenWish(Channel.PHONE))
    keep("person_contact-said", SayWish(False))
    keep("consent", OpenConsent(Channel.MAIL))
    counter.send(Back())
    section("person_introduction", Section.INTRODUCTION)
    section("person_cards", Section.CARDS)
    card = counter.session.state.sheet.cards[0].id
    keep("person_cards-lost", MarkCard(card, CardState.LOST))
    counter.send(MarkCard(card, CardState.ACTIVE))
    arrive(card_uid(3))
    counter.send(OpenDetails())
    keep("person_contact-consent", ChooseSection(Section.CONTACT))
    keep("consent-given", OpenConsent(Channel.MAIL))
    arrive(card_uid(4))
    counter.send(OpenDetails())
    section("person_record-empty", Section.RECORD)
    for intent in (FindSame(), *map(Key, "やまた")):
        counter.send(intent)
    twin = next(row.intent for row in counter.view.body.rows if "さち" in row.title)
    keep("compare", twin)
    keep("person_record", KeepRecord(counter.session.state.pair[0].id))
    tour_disclosure(counter, keep, SAMPLE_PINS[0])
    counter.send(OpenErase())
    counter.pin(SAMPLE_PINS[0])
    keep("erase")
    keep("erase-sure", ConfirmErase())
    counter.send(Leave())
