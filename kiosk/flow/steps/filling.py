"""A text that is typed for the roster: a detail, a fact, a heading."""

from kiosk.actions.details import change_detail
from kiosk.actions.headings import HeadingExists, HeadingShown, make_heading, name_heading
from kiosk.flow.desk import Desk
from kiosk.flow.intents import Back, Intent, SaveText
from kiosk.flow.states import AtHeading, AtHeadings, Detailing, Filling, Fresh, State
from kiosk.flow.steps.headings import heading_changed, toggle_fact
from kiosk.flow.steps.person import told
from kiosk.flow.steps.writing import wrote
from kiosk.rules.details import Detail, Fault, accept
from kiosk.value import replace


def filling(state: Filling, intent: Intent, desk: Desk) -> State:
    match intent:
        case SaveText():
            return _saved(state, state.writing.whole.strip(), desk)
        case Back():
            return state.before
        case _:
            after = wrote(state.writing, intent, desk)
            return replace(state, writing=after, fault=state.fault if after == state.writing else None)


def _saved(state: Filling, text: str, desk: Desk) -> State:
    match state.before, state.target:
        case Detailing() as before, Detail() as detail:
            accepted = accept(detail, text)
            if isinstance(accepted, Fault):
                return replace(state, fault=accepted)
            changed = change_detail(desk.books, before.sheet.id, detail, accepted, state.writing.reading)
            return told(before, desk, "toast.detail", changed, desk.words.texts(f"detail.{detail}"))
        case AtHeading() as before, Fresh.FACT if text:
            known = {fact.text for fact in before.before.sheet.under(before.heading.id)}
            return before if text in known else toggle_fact(before, text, desk)
        case AtHeadings() as before, Fresh.HEADING if text:
            made = make_heading(desk.books, text)
            if isinstance(made, HeadingExists):
                return replace(state, fault=Fresh.HEADING)
            return heading_changed(before, desk, "toast.heading_made", made)
        case AtHeadings() as before, HeadingShown() as heading if text and text != heading.text:
            named = name_heading(desk.books, heading, text)
            if isinstance(named, HeadingExists):
                return replace(state, fault=Fresh.HEADING)
            return heading_changed(before, desk, "toast.heading_named", named)
        case before, _:
            return before  # nothing was typed, or nothing new
