"""Fitting the machine out: reader, printer, scanner and language; in the first start, or from the devices' screen."""

from hardware.events import ScannerFound, SlipFinished
from hardware.ports import Cue
from hardware.printer_connection import TcpAddress
from kiosk.flow.desk import Desk
from kiosk.flow.device_choices import NotKept
from kiosk.flow.fitting_intents import (
    ChooseLanguage,
    LookForPrinters,
    PrintTrial,
    TakeAddress,
    TypeAddress,
    UseNoScanner,
    UsePaper,
    UsePrinter,
)
from kiosk.flow.fitting_states import AtPrinter, AtReader, AtScanner, ChoosingLanguage, TypingAddress
from kiosk.flow.intents import Back, Intent
from kiosk.flow.states import AtDevices, State
from kiosk.flow.steps.device_page import not_kept, printer_used
from kiosk.flow.steps.first_steps import left
from kiosk.flow.steps.writing import wrote
from kiosk.flow.trial_slip import form_trial_slip
from kiosk.rules.business_day import local_time
from kiosk.rules.network_address import NotAnAddress, network_address
from kiosk.rules.scanner_keyboard import fitting_keyboards
from kiosk.value import replace


def choosing_language(state: ChoosingLanguage, intent: Intent, desk: Desk) -> State:
    match intent:
        case ChooseLanguage(language):
            try:
                desk.choices.speak(language)
            except NotKept:
                desk.cue(Cue.FAULT)
                desk.warn("language.not_kept")
            return AtDevices()
        case Back():
            return AtDevices()
        case _:
            return state


def at_reader(state: AtReader, intent: Intent, desk: Desk) -> State:
    return left(state, intent, desk)


def card_held(state: AtReader, desk: Desk) -> AtReader:
    """Whatever card it is: it was read, and nothing more is done with it here."""
    desk.cue(Cue.KNOWN)
    return replace(state, held=True)


def at_printer(state: AtPrinter, intent: Intent, desk: Desk) -> State:
    choices = desk.choices
    match intent:
        case LookForPrinters():
            return AtPrinter(choices.usb_printers())
        case UsePrinter(connection):
            return printer_used(state, connection, choices.paper_mm, desk)
        case UsePaper(paper_mm):
            return printer_used(state, choices.printer, paper_mm, desk)
        case PrintTrial() if desk.prints:
            books = desk.books
            slip = form_trial_slip(books.settings.shop.name, local_time(books.now(), books.zone), desk.words)
            return replace(state, job=desk.print_unkept(slip), printed=None)
        case TypeAddress():
            return TypingAddress(state)
        case _:
            return left(state, intent, desk)


def typing_address(state: TypingAddress, intent: Intent, desk: Desk) -> State:
    match intent:
        case TakeAddress():
            try:
                connection = str(TcpAddress(network_address(state.writing.whole)))
            except NotAnAddress:
                desk.cue(Cue.FAULT)
                return replace(state, refused=True)
            return printer_used(state.before, connection, desk.choices.paper_mm, desk)
        case Back():
            return state.before
        case _:
            return replace(state, writing=wrote(state.writing, intent, desk), refused=False)


def trial_finished(state: State, event: SlipFinished) -> State:
    """The printer's answer; that of an earlier trial is nobody's."""
    match state:
        case AtPrinter(job=job) if job == event.job:
            return replace(state, printed=event.outcome)
        case TypingAddress(before=AtPrinter(job=job) as before) if job == event.job:
            return replace(state, before=replace(before, printed=event.outcome))
        case _:
            return state


def at_scanner(state: AtScanner, intent: Intent, desk: Desk) -> State:
    match intent:
        case UseNoScanner():
            return AtScanner() if _scanner_used("", None, desk) else state
        case _:
            return left(state, intent, desk)


def scanner_found(state: State, event: ScannerFound, desk: Desk) -> State:
    """The keyboard that has just typed a barcode becomes the scanner; on any other screen it is nobody's."""
    if not isinstance(state, AtScanner):
        return state
    fits = fitting_keyboards(dict(event.readings), desk.books.settings.codes)
    if not _scanner_used(event.device, next(iter(fits)) if len(fits) == 1 else None, desk):
        return state
    desk.cue(Cue.DONE)
    return AtScanner(event.name, scanned=True)


def code_read(state: AtScanner, desk: Desk) -> AtScanner:
    """By the scanner that was chosen before."""
    desk.cue(Cue.DONE)
    return replace(state, scanned=True)


def _scanner_used(device: str, keyboard: str | None, desk: Desk) -> bool:
    """Whether it could be kept; said if not."""
    try:
        desk.use_scanner(device, keyboard)
    except NotKept:
        not_kept(desk)
        return False
    return True
