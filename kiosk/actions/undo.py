"""取り消す: what was just done, as if it had not been."""

from kiosk.actions import (
    card_state,
    delivery,
    details,
    facts,
    follow_ups,
    headings,
    household,
    introduction,
    letter_rules,
    letters,
    lookalikes,
    roster,
    tags,
    wishes,
)
from kiosk.actions.books import Books
from kiosk.actions.card_state import CardMarked
from kiosk.actions.delivery import TroubleMarked
from kiosk.actions.details import DetailChanged
from kiosk.actions.facts import FactDeed
from kiosk.actions.follow_ups import FollowUpSettled
from kiosk.actions.headings import HeadingDeed
from kiosk.actions.household import HouseholdChanged
from kiosk.actions.introduction import IntroducerChanged
from kiosk.actions.letter_rules import LetterRuleDeed
from kiosk.actions.letters import DraftDropped
from kiosk.actions.lookalikes import ToldApart
from kiosk.actions.merging import Merged
from kiosk.actions.naming import Named, write_name
from kiosk.actions.notes import NoteSaved, take_back
from kiosk.actions.roster import RosterDeed
from kiosk.actions.sale import keep_sale
from kiosk.actions.staff import MemberBefore, undo_change
from kiosk.actions.tags import TagDeed
from kiosk.actions.unmerging import StillMerged, unmerge
from kiosk.actions.wishes import WishDeed
from kiosk.rules.sale import OpenSale
from kiosk.value import Value


class SaleChanged(Value):
    """The open sale lost a line, or was dropped; `before` is how it was."""

    before: OpenSale


Undoable = (
    TagDeed | Named | MemberBefore | SaleChanged | NoteSaved | DetailChanged | FactDeed | HeadingDeed
    | HouseholdChanged | IntroducerChanged | CardMarked | WishDeed | Merged
    | FollowUpSettled | TroubleMarked | ToldApart | RosterDeed | DraftDropped | LetterRuleDeed
)  # fmt: skip


class Undone(Value):
    """As if it had not been."""


def undo(books: Books, done: Undoable) -> Undone | StillMerged:
    """Once is enough: a second undo changes nothing."""
    match done:
        case Named():
            write_name(books, done)
        case SaleChanged(before):
            keep_sale(books, before)
        case MemberBefore():
            undo_change(books, done)
        case NoteSaved():
            take_back(books, done)
        case DetailChanged():
            details.undo(books, done)
        case HouseholdChanged():
            household.undo(books, done)
        case IntroducerChanged():
            introduction.undo(books, done)
        case CardMarked():
            card_state.undo(books, done)
        case FollowUpSettled():
            follow_ups.undo(books, done)
        case TroubleMarked():
            delivery.undo(books, done)
        case ToldApart():
            lookalikes.undo(books, done)
        case DraftDropped():
            letters.undo(books, done)
        case Merged(merge):
            outcome = unmerge(books, merge)
            return outcome if isinstance(outcome, StillMerged) else Undone()
        case _ if isinstance(done, LetterRuleDeed):
            letter_rules.undo(books, done)
        case _ if isinstance(done, FactDeed):
            facts.undo(books, done)
        case _ if isinstance(done, HeadingDeed):
            headings.undo(books, done)
        case _ if isinstance(done, WishDeed):
            wishes.undo(books, done)
        case _ if isinstance(done, RosterDeed):
            roster.undo(books, done)
        case _ if isinstance(done, TagDeed):
            tags.undo(books, done)
    return Undone()
