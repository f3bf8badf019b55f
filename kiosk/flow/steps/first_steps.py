"""The first start of a machine goes on once there is a shop: one page after the other, each for later if need be.

Clock, PIN and key are asked by the steps that always ask for them; this says which comes when, and asks for the name.
"""

from hardware.events import DeviceName
from hardware.ports import Cue
from kiosk.actions.first_steps import FirstStep
from kiosk.actions.settings import change_setting
from kiosk.flow.desk import Desk
from kiosk.flow.fitting_intents import NextStep, SaveShopName
from kiosk.flow.fitting_states import AtClock, AtKey, NamingShop, WithFitting
from kiosk.flow.intents import Back, Intent
from kiosk.flow.keys import Keys
from kiosk.flow.states import AtDevices, Idle, State
from kiosk.flow.steps.device_page import open_device
from kiosk.flow.steps.writing import wrote
from kiosk.flow.writing import begun
from kiosk.schema import BadValue
from kiosk.value import replace


def first_page(desk: Desk) -> WithFitting | None:
    """Of the step that is under way; None: there is none."""
    match desk.first_steps.step:
        case None:
            return None
        case FirstStep.CLOCK:
            return AtClock()
        case FirstStep.PIN:  # it was chosen, and the power went before that was noted
            desk.first_steps.done(FirstStep.PIN)
            return first_page(desk)
        case FirstStep.NAME:
            return name_shop(desk)
        case FirstStep.READER:
            return open_device(DeviceName.READER, desk)
        case FirstStep.PRINTER:
            return open_device(DeviceName.PRINTER, desk)
        case FirstStep.SCANNER:
            return open_device(DeviceName.SCANNER, desk)
        case FirstStep.KEY:
            return AtKey()


def next_step(desk: Desk) -> State:
    """This step is done, or left for later. What somebody has settled already is not asked again."""
    steps = desk.first_steps
    if (step := steps.step) is None:
        return Idle()
    steps.done(step)
    while (step := steps.step) is not None and _is_settled(step, desk):
        steps.done(step)
    page = first_page(desk)
    if page is None:
        desk.say("first_steps.ended")
        return Idle()
    return page


def step_before(state: State, desk: Desk) -> State:
    if desk.first_steps.back() is None:
        return state
    return first_page(desk) or state


def left(state: State, intent: Intent, desk: Desk) -> State:
    """A page is left: in the first start for the step before or after it, else for the devices' screen."""
    match intent:
        case NextStep():
            return next_step(desk)
        case Back():
            return AtDevices() if desk.first_steps.step is None else step_before(state, desk)
        case _:
            return state


def name_shop(desk: Desk) -> NamingShop:
    writing = begun(desk.books.settings.shop.name, "")
    return NamingShop(writing if desk.choices.language == "ja" else replace(writing, keys=Keys.LATIN))


def naming_shop(state: NamingShop, intent: Intent, desk: Desk) -> State:
    match intent:
        case SaveShopName():
            try:
                change_setting(desk.books, "shop.name", state.writing.whole.strip())
            except BadValue:
                desk.cue(Cue.FAULT)
                return replace(state, refused=True)
            desk.cue(Cue.DONE)
            return AtDevices() if desk.first_steps.step is None else next_step(desk)
        case NextStep() | Back():
            return left(state, intent, desk)
        case _:
            return NamingShop(wrote(state.writing, intent, desk))


def _is_settled(step: FirstStep, desk: Desk) -> bool:
    match step:
        case FirstStep.PRINTER:
            return bool(desk.choices.printer)
        case FirstStep.SCANNER:
            return bool(desk.choices.scanner)
        case FirstStep.KEY:
            known = desk.backups.seen.known
            return known.key is not None or not known.places
        case _:
            return False
