"""The tour through the follow-ups and the roster's lists."""

from collections.abc import Callable

from db.models import Customer
from kiosk.actions.delivery import mark_trouble
from kiosk.flow.intents import (
    Back,
    ChooseRoster,
    ChooseSection,
    FollowUpDone,
    Leave,
    OpenFollowUp,
    OpenFollowUps,
    OpenMenu,
    OpenPutOff,
    OpenRoster,
    Section,
)
from kiosk.rules.notes import Kind
from kiosk.rules.reach import DeliveryTrouble
from kiosk.rules.roster import RosterList
from kiosk.rules.wishes import Channel
from tests.flow.counter import Counter


def follow_up_screens(counter: Counter, keep: Callable[..., None]) -> None:
    counter.send(Leave())
    keep("follow_ups", OpenFollowUps())
    first = counter.view.body.rows[0].intent
    assert isinstance(first, OpenFollowUp)
    keep("follow_up", first)
    keep("put_off", OpenPutOff())
    keep("follow_ups-done", Back(), FollowUpDone(Kind.TALK))
    counter.send(Leave())
    for customer in [row.id for row in Customer.select().where(Customer.number.in_((5, 9, 12)))]:
        Customer.update(address="本町2丁目3-4").where(Customer.id == customer).execute()
        mark_trouble(counter.books, customer, Channel.POST, DeliveryTrouble.RETURNED)
    counter.send(OpenMenu())
    keep("roster_lists", OpenRoster())
    keep("roster-reading", ChooseRoster(RosterList.RETURNED))
    counter.reads()
    keep("roster")
    keep("roster-settled", counter.view.body.rows[0].buttons[1].intent)
    keep("person_contact-returned", counter.view.body.rows[0].intent, ChooseSection(Section.CONTACT))
    counter.send(Leave())
    counter.send(OpenMenu())
    counter.send(OpenRoster())
    counter.send(ChooseRoster(RosterList.NO_ADDRESS))
    counter.reads()
    keep("roster-no-address")
    counter.send(Back())
    counter.send(ChooseRoster(RosterList.UNSEEN))
    counter.reads()
    keep("roster-unseen")
    counter.send(Leave())
