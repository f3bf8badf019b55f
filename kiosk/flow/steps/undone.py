"""取り消す on a toast: the deed is undone, and the screen read again."""

from hardware.ports import Cue
from kiosk.actions.undo import Undoable, undo
from kiosk.actions.unmerging import StillMerged
from kiosk.flow.desk import Desk
from kiosk.flow.letter_states import AtLetterRules, AtLetters
from kiosk.flow.states import (
    AtCustomer,
    AtFollowUps,
    AtHeading,
    AtHeadings,
    AtLookalikes,
    AtRoster,
    AtToday,
    Detailing,
    Selling,
    State,
    Tagging,
)
from kiosk.flow.steps.follow_ups import list_follow_ups
from kiosk.flow.steps.headings import facts_again, headings_again
from kiosk.flow.steps.letter_list import list_letters
from kiosk.flow.steps.letters import rules_again
from kiosk.flow.steps.lookalikes import list_lookalikes
from kiosk.flow.steps.opened import refreshed
from kiosk.flow.steps.person import read_again
from kiosk.flow.steps.roster import roster_again
from kiosk.flow.steps.sale import reopened
from kiosk.flow.steps.staff import refreshed_staff
from kiosk.flow.steps.today import list_today
from kiosk.value import replace


def undone(state: State, deed: Undoable, desk: Desk) -> State:
    """The same screen, as it is without it; says so, or why it can't be undone."""
    outcome = undo(desk.books, deed)
    if isinstance(outcome, StillMerged):
        desk.say(f"merge.{outcome.why}")
        return state
    desk.say("toast.undone")
    desk.cue(Cue.DONE)
    match state:
        case AtCustomer():
            return refreshed(state, desk)
        case Tagging(before=before):
            return replace(state, before=refreshed(before, desk))
        case Selling():
            return reopened(state, desk)
        case AtToday():
            return list_today(desk)
        case AtRoster():
            return roster_again(state, desk)
        case AtLookalikes(before=before):
            return list_lookalikes(before, desk)
        case AtFollowUps():
            return list_follow_ups(desk)
        case Detailing():
            return read_again(state, desk)
        case AtHeading():
            return facts_again(state, desk)
        case AtHeadings():
            return headings_again(state, desk)
        case AtLetters():
            return list_letters(desk)
        case AtLetterRules():
            return rules_again(state, desk)
        case _:
            return refreshed_staff(state, desk)
