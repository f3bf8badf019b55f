"""A state becomes a view: words and figures are formed here, and nowhere else."""

from kiosk.flow.showing import card, customer, idle, lists, tags
from kiosk.flow.showing.scene import Scene
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
from kiosk.flow.views import Body


def shown(state: State, scene: Scene) -> tuple[str, Body]:
    """The screen's name, and what is on it."""
    match state:
        case Idle():
            return "idle", idle.idle(scene)
        case AtCustomer():
            return "customer", customer.customer(scene, state)
        case AtUnknownCard():
            return "unknown_card", card.unknown_card(scene)
        case AtBlockedCard():
            return card.blocked_name(state), card.blocked_card(scene, state)
        case AtRefusedCard():
            return card.refused_name(state), card.refused_card(scene, state)
        case AskingAboutCard():
            return "another_card", card.another_card(scene, state)
        case Finding():
            return "find", card.finding(scene, state)
        case Attaching():
            return "attach", card.attaching(scene, state)
        case Naming():
            return "naming", customer.naming(scene, state)
        case Tagging():
            return "tags", tags.palette(scene, state)
        case PickingHour():
            return "pick_hour", tags.hours(scene, state)
        case AtToday():
            return "today", lists.today(scene, state)
        case AtSlips():
            return "slips", lists.slips(scene, state)
        case AtDevices():
            return "devices", idle.devices(scene)
        case AtStaff():
            return "staff", lists.staff(scene, state)
        case Faulted():
            return "fault", card.fault(scene, state)
