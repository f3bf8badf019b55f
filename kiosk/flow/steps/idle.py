"""Idle, its menu, and the lists that are opened from them: slips, devices."""

from kiosk.actions.slip import JobState, drop_slip, slips_today
from kiosk.actions.staff import member_of
from kiosk.flow.desk import Desk
from kiosk.flow.fitting_intents import FitDevice, NameShop, OpenLanguage
from kiosk.flow.fitting_states import ChoosingLanguage
from kiosk.flow.intents import (
    Back,
    DropSlip,
    Intent,
    OpenBackup,
    OpenClock,
    OpenDevices,
    OpenFind,
    OpenFollowUps,
    OpenJoining,
    OpenMenu,
    OpenQuestions,
    OpenReport,
    OpenRoster,
    OpenSales,
    OpenSample,
    OpenSelling,
    OpenSlips,
    OpenStaff,
    OpenToday,
    OpenUpdates,
    OpenVault,
    ReprintSlip,
)
from kiosk.flow.letter_intents import OpenLetters
from kiosk.flow.sample_states import AtSample
from kiosk.flow.states import AtBackup, AtDevices, AtMenu, AtRosterLists, AtSlips, AtStaff, Finding, Idle, State
from kiosk.flow.steps.clock import open_clock
from kiosk.flow.steps.device_page import open_device
from kiosk.flow.steps.first_steps import name_shop
from kiosk.flow.steps.follow_ups import list_follow_ups
from kiosk.flow.steps.joining import open_joining
from kiosk.flow.steps.letter_list import list_letters
from kiosk.flow.steps.questions import open_questions
from kiosk.flow.steps.refund import open_sales
from kiosk.flow.steps.report import open_report
from kiosk.flow.steps.sale import begin_selling
from kiosk.flow.steps.staff import who_is_there
from kiosk.flow.steps.today import list_today
from kiosk.flow.steps.updates import open_updates
from kiosk.flow.vault_states import ChangingVaultPin
from kiosk.value import replace


def idle(state: Idle, intent: Intent, desk: Desk) -> State:
    match intent:
        case OpenFind():
            return Finding()
        case OpenSelling():
            return begin_selling(desk)
        case OpenMenu():
            return AtMenu()
        case OpenToday():
            return list_today(desk)
        case OpenFollowUps():
            return list_follow_ups(desk)
        case OpenSlips():
            return AtSlips(slips_today(desk.books))
        case OpenDevices():
            return AtDevices()
        case OpenStaff():
            on_duty = desk.books.staff
            return who_is_there(state, desk) if on_duty is None else AtStaff(member_of(desk.books, on_duty))
        case OpenUpdates():
            return open_updates(desk)
        case OpenSample():
            return AtSample()
        case _:
            return state


def menu(state: AtMenu, intent: Intent, desk: Desk) -> State:
    match intent:
        case OpenSales():
            return open_sales(desk)
        case OpenReport():
            return open_report(desk)
        case OpenQuestions():
            return open_questions(desk)
        case OpenLetters():
            return list_letters(desk)
        case OpenRoster():
            return AtRosterLists()
        case OpenBackup():
            desk.backups.looked_at()
            return AtBackup()
        case OpenJoining():
            return open_joining(state, desk)
        case Back():
            return Idle()
        case _:
            return idle(Idle(), intent, desk)


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
    match intent:
        case OpenClock():
            return open_clock(desk)
        case FitDevice(device):
            return open_device(device, desk)
        case NameShop():
            return name_shop(desk)
        case OpenLanguage():
            return ChoosingLanguage()
        case OpenUpdates():
            return open_updates(desk)
        case OpenVault():
            return ChangingVaultPin()
        case Back():
            return Idle()
        case _:
            return state
