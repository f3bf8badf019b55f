"""A slip came out, or did not: the screens that tell of it."""

from typing import Any

from hardware.events import SlipFinished, SlipOutcome
from kiosk.actions.slip import JobState, finish_printing, slips_today
from kiosk.flow.desk import Desk
from kiosk.flow.states import (
    AskingAboutCard,
    AtCustomer,
    AtHeading,
    AtHeadings,
    AtRefunded,
    AtSlips,
    AtSold,
    AtTimeline,
    AtWho,
    Comparing,
    Detailing,
    Disclosing,
    EnteringPin,
    Erasing,
    Filling,
    FillingTemplate,
    Inking,
    Naming,
    Noting,
    PickingHour,
    PickingWish,
    Refunding,
    Seeking,
    SlipSeen,
    State,
    Tagging,
    TakingConsent,
    TypingNote,
)
from kiosk.flow.steps.fitting import trial_finished
from kiosk.flow.steps.recovery import paper_finished
from kiosk.rules.units import JobId
from kiosk.value import replace

_JOB_STATE = {
    SlipOutcome.PRINTED: JobState.PRINTED,
    SlipOutcome.NOT_SENT: JobState.NOT_SENT,
    SlipOutcome.UNKNOWN: JobState.UNKNOWN,
}

_ABOVE_CUSTOMER = (
    Tagging | Naming | PickingHour | AtTimeline | Noting | FillingTemplate | TypingNote | Inking | Detailing | AtHeading
    | AtHeadings | Filling | Seeking | PickingWish
    | TakingConsent | Comparing | Erasing | Disclosing
)  # fmt: skip
"""States below which a customer's screen waits."""


def slip_finished(state: State, event: SlipFinished, desk: Desk) -> State:
    """The answer carries its job's number: a late one never reaches the next customer."""
    if event.job < 0:
        return trial_finished(paper_finished(state, event), event)
    job, outcome = JobId(event.job), _JOB_STATE[event.outcome]
    finish_printing(desk.books, job, outcome)
    if isinstance(state, AtSlips):
        return AtSlips(slips_today(desk.books))
    return _with_slip(state, SlipSeen(job, outcome, event.trouble))


def _with_slip(state: State, seen: SlipSeen) -> State:
    """The state after its customer's slip was answered, also where it waits below; itself when the slip is no part."""
    match state:
        case (
            AtCustomer(slip=SlipSeen(job=job)) | AtSold(slip=SlipSeen(job=job)) | AtRefunded(slip=SlipSeen(job=job))
        ) if job == seen.job:
            return replace(state, slip=seen)
        case Refunding(before=(AtCustomer() | AtTimeline()) as before) | AtWho(before=before):
            after: Any = _with_slip(before, seen)
            return state if after is before else replace(state, before=after)
        case EnteringPin(who=who):
            after = _with_slip(who, seen)
            return state if after is who else replace(state, who=after)
        case _ if isinstance(state, _ABOVE_CUSTOMER):
            after = _with_slip(state.before, seen)
            return state if after is state.before else replace(state, before=after)
        case AskingAboutCard(unfinished=unfinished):
            after = _with_slip(unfinished, seen)
            return state if after is unfinished else replace(state, unfinished=after)
        case _:
            return state
