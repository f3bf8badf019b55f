"""The part of the tour that writes to many customers: choosing them, the words, paper, mail and coupons."""

from collections.abc import Callable
from typing import Protocol

from db.models import Consent, Customer
from hardware.events import MailOutcome, Trouble
from kiosk.actions.sample_shop import SAMPLE_PINS
from kiosk.flow.intents import Back, Intent, Key, Leave, OpenMenu, SaveText
from kiosk.flow.letter_intents import (
    CheckLetter,
    ChoosePaper,
    ChooseWay,
    EditLetter,
    LetterText,
    NameLetterRule,
    NewLetter,
    OpenCondition,
    OpenLetterRules,
    OpenLetters,
    SendLetter,
    SetCouponYen,
    ShowLeftOut,
    ShowPeople,
    StartAt,
    StopLetter,
    SwitchKind,
    TouchCondition,
    UseLetterTemplate,
    WriteLetter,
)
from kiosk.rules.choosing import Condition
from kiosk.rules.classes import CustomerClass
from kiosk.rules.letters import Way
from tests.flow.counter import Counter

SENDERS = {
    "sale.address": "東京都大田区本町2-3-4",
    "mail.host": "mail.example.jp",
    "mail.sender": "marumi@example.jp",
}
WRITTEN_TO = 12
"""Customers to whom mail may go."""


class Keep(Protocol):
    def __call__(self, name: str, *intents: Intent) -> None: ...


def tour_letters(counter: Counter, keep: Keep, read: Callable[[], None]) -> None:
    counter.send(Leave())
    counter.send(OpenMenu())
    counter.send(OpenLetters())
    counter.pin(SAMPLE_PINS[0])
    keep("letters-empty")
    _paper(counter, keep, read)
    _mail(counter, keep, read)
    _coupon(counter, keep, read)
    keep("letters-counting", Back())
    read()
    keep("letters")
    counter.send(Leave())


def _begin(counter: Counter, way: Way, read: Callable[[], None]) -> None:
    if counter.view.screen == "letter":
        counter.send(Back())
    counter.send(NewLetter())
    counter.send(ChooseWay(way))
    read()


def _paper(counter: Counter, keep: Keep, read: Callable[[], None]) -> None:
    keep("letter_way", NewLetter())
    keep("letter_choosing-anybody", ChooseWay(Way.POST))
    read()
    keep("letter_condition-class", OpenCondition(Condition.CLASS))
    keep("letter_condition-chosen", *(TouchCondition(Condition.CLASS, one) for one in list(CustomerClass)[1:]))
    for condition in (Condition.TAG, Condition.FACT, Condition.PRODUCT, Condition.UNSEEN, Condition.BIRTHDAY):
        counter.send(Back())
        keep(f"letter_condition-{condition}", OpenCondition(condition))
    keep("letter_choosing", Back(), OpenCondition(Condition.HOUSEHOLD))
    keep("letter_rules-empty", OpenLetterRules())
    keep("letter_naming_rule", NameLetterRule(), Key("あ"), Key("き"))
    keep("letter_rules", SaveText(), OpenLetterRules())
    keep("letter_people-looking", Back(), ShowPeople())
    counter.reading_fails()
    keep("letter_people-failed")
    counter.send(ShowPeople())
    read()
    keep("letter_people")
    keep("letter_people-left_out", ShowLeftOut())
    keep("letter_draft-empty", WriteLetter())
    keep("letter_writing", EditLetter(LetterText.NAME))
    counter.send(Back())
    keep("letter_draft", UseLetterTemplate(2))
    keep("letter_check", CheckLetter())
    keep("letter_start", ChoosePaper("24"))
    keep("letter_making", StartAt(4))
    counter.reading_fails()
    keep("letter_making-failed")
    counter.send(Back())
    counter.send(ChoosePaper("24"))
    counter.send(StartAt(4))
    read()
    keep("letter")


def _mail(counter: Counter, keep: Keep, read: Callable[[], None]) -> None:
    """To some who agreed. The server is there, then hangs up in the middle, then is not there at all."""
    now = counter.books.now()
    ids = [row.id for row in Customer.select(Customer.id).where(Customer.name != "").limit(WRITTEN_TO)]
    with counter.books.deed() as deed:
        for place, customer in enumerate(ids):
            Customer.update(email=f"someone{place}@mail.example").where(Customer.id == customer).execute()
            Consent.insert(
                id=counter.books.store.new_id(), customer=customer, channel="mail", how="spoken", wording="", at=now,
                bday=deed.bday,
            ).execute()  # fmt: skip
    _begin(counter, Way.MAIL, read)
    counter.send(SwitchKind())
    counter.send(ShowPeople())
    read()
    keep("letter_draft-not_set_up", WriteLetter())
    for key, value in SENDERS.items():
        counter.set(key, value)
    counter.send(UseLetterTemplate(3))
    keep("letter_check-mail", CheckLetter())
    counter.send(SendLetter())
    for _ in range(3):
        counter.server_takes()
    keep("letter-sending")
    counter.server_says(MailOutcome.UNKNOWN, Trouble.ABSENT, accepted=True)
    keep("letter-stopped")


def _coupon(counter: Counter, keep: Keep, read: Callable[[], None]) -> None:
    _begin(counter, Way.SLIP, read)
    counter.send(ShowPeople())
    read()
    keep("letter_draft-coupon", WriteLetter(), SetCouponYen(500))
    keep("letter_check-coupon", CheckLetter())
    keep("letter-waiting", SendLetter())
    keep("letter-by_hand", StopLetter())
