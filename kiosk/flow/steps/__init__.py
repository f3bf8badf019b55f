"""One step for each state: what an intent does there. What holds in every state stands in kiosk.flow.session."""

from collections.abc import Callable, Mapping
from typing import Any

from kiosk.flow.desk import Desk
from kiosk.flow.intents import Intent
from kiosk.flow.states import (
    AskingAboutCard,
    AtAccessLog,
    AtBlockedCard,
    AtCustomer,
    AtDevices,
    AtMember,
    AtMenu,
    AtOpenSale,
    AtRefunded,
    AtRefusedCard,
    AtSales,
    AtSlips,
    AtSold,
    AtStaff,
    AtStaffAdmin,
    Attaching,
    AtToday,
    AtUnknownCard,
    AtWho,
    CheckingName,
    ChoosingPin,
    EnteringPin,
    Faulted,
    Finding,
    GivingStaffCard,
    GoOn,
    Idle,
    JoiningCard,
    Naming,
    NamingMember,
    NamingProduct,
    PickingHour,
    PricingProduct,
    Refunding,
    Selling,
    State,
    Tagging,
)
from kiosk.flow.steps import card, customer, idle, refund, sale, staff, tags


def _stay(state: State, intent: Intent, desk: Desk) -> State:
    return state


STEPS: Mapping[type[State], Callable[[Any, Intent, Desk], State | GoOn]] = {
    Idle: idle.idle,
    AtToday: idle.today,
    AtSlips: idle.slips,
    AtDevices: idle.devices,
    AtStaff: staff.at_staff,
    AtWho: staff.who,
    EnteringPin: staff.entering_pin,
    ChoosingPin: staff.choosing_pin,
    AtStaffAdmin: staff.staff_admin,
    AtMember: staff.member,
    NamingMember: staff.naming_member,
    GivingStaffCard: staff.giving_card,
    AtAccessLog: staff.access_log,
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
    AtMenu: idle.menu,
    Selling: sale.selling,
    AtOpenSale: sale.left_open,
    CheckingName: sale.checking_name,
    JoiningCard: sale.joining_card,
    PricingProduct: sale.pricing,
    NamingProduct: sale.naming_product,
    AtSold: sale.sold,
    AtSales: refund.sales,
    Refunding: refund.refunding,
    AtRefunded: refund.refunded,
}
