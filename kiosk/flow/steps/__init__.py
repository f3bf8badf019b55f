"""One step for each state: what an intent does there. What holds in every state stands in kiosk.flow.session."""

from collections.abc import Callable, Mapping
from typing import Any

from kiosk.flow.desk import Desk
from kiosk.flow.intents import Intent
from kiosk.flow.states import (
    AskingAboutCard,
    AtBlockedCard,
    AtCustomer,
    AtDevices,
    AtRefusedCard,
    AtSlips,
    AtStaff,
    Attaching,
    AtToday,
    AtUnknownCard,
    Faulted,
    Finding,
    Idle,
    Naming,
    PickingHour,
    State,
    Tagging,
)
from kiosk.flow.steps import card, customer, idle, tags


def _stay(state: State, intent: Intent, desk: Desk) -> State:
    return state


STEPS: Mapping[type[State], Callable[[Any, Intent, Desk], State]] = {
    Idle: idle.idle,
    AtToday: idle.today,
    AtSlips: idle.slips,
    AtDevices: idle.devices,
    AtStaff: idle.staff,
    AtUnknownCard: card.unknown_card,
    AtBlockedCard: card.blocked_card,
    AtRefusedCard: _stay,
    AskingAboutCard: card.another_card,
    Finding: card.finding,
    Attaching: card.attaching,
    AtCustomer: customer.customer,
    Naming: customer.naming,
    Tagging: tags.tagging,
    PickingHour: tags.picking_hour,
    Faulted: _stay,
}
