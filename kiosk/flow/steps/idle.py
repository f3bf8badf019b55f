"""Idle, and the lists that are opened from it: today's customers, slips, devices, staff."""

from dataclasses import replace

from hardware.ports import Cue
from kiosk.actions.lists import customers_today, staff_list
from kiosk.actions.slip import JobState, drop_slip, slips_today
from kiosk.flow.desk import Desk
from kiosk.flow.intents import (
    Back,
    ChooseStaff,
    DropSlip,
    Intent,
    OpenCustomer,
    OpenDevices,
    OpenFind,
    OpenSlips,
    OpenStaff,
    OpenToday,
    ReprintSlip,
)
from kiosk.flow.states import AtDevices, AtSlips, AtStaff, AtToday, Finding, Idle, State
from kiosk.flow.steps.customer import open_customer


def idle(state: Idle, intent: Intent, desk: Desk) -> State:
    match intent:
        case OpenFind():
            return Finding()
        case OpenToday():
            return AtToday(customers_today(desk.books))
        case OpenSlips():
            return AtSlips(slips_today(desk.books))
        case OpenDevices():
            return AtDevices()
        case OpenStaff():
            return AtStaff(staff_list(desk.books))
        case _:
            return state


def today(state: AtToday, intent: Intent, desk: Desk) -> State:
    match intent:
        case OpenCustomer(customer):
            return open_customer(desk, customer)
        case Back():
            return Idle()
        case _:
            return state


def slips(state: AtSlips, intent: Intent, desk: Desk) -> State:
    match intent:
        case ReprintSlip(job) if desk.prints:
            desk.print_later(job)
            desk.say("toast.slip_sent")
            sent = (replace(shown, state=JobState.SENDING) if shown.id == job else shown for shown in state.jobs)
            return AtSlips(tuple(sent))
        case DropSlip(job):
            drop_slip(desk.books, job)
            desk.say("toast.slip_dropped")
            return AtSlips(slips_today(desk.books))
        case Back():
            return Idle()
        case _:
            return state


def devices(state: AtDevices, intent: Intent, desk: Desk) -> State:
    return Idle() if isinstance(intent, Back) else state


def staff(state: AtStaff, intent: Intent, desk: Desk) -> State:
    match intent:
        case ChooseStaff(chosen):
            desk.books.change_staff(chosen)
            desk.cue(Cue.DONE)
            return Idle()
        case Back():
            return Idle()
        case _:
            return state
