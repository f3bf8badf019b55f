"""おたより: the list, and how far one is."""

from kiosk.actions.letters import LetterFigures, LetterShown
from kiosk.flow.intents import Intent
from kiosk.flow.letter_intents import (
    NewLetter,
    OpenLetter,
    ResumeLetter,
    SendUnknownAgain,
    StopLetter,
)
from kiosk.flow.letter_states import (
    AtLetter,
    AtLetters,
)
from kiosk.flow.showing.scene import Scene
from kiosk.flow.showing.writing import writing_part, written_line
from kiosk.flow.views import Button, Level, ListBody, Role, Row, TypeBody
from kiosk.flow.writing import Writing
from kiosk.rules.letters import LetterState, RecipientState, Way
from kiosk.rules.numerals import grouped

_STATE_LEVELS = {
    LetterState.DRAFT: Level.CALM,
    LetterState.SENDING: Level.CALM,
    LetterState.STOPPED: Level.WARN,
    LetterState.DONE: Level.GOOD,
}


def letters(scene: Scene, state: AtLetters) -> ListBody:
    return ListBody(
        title=scene.text("letters.title"),
        rows=tuple(_listed(scene, letter, state) for letter in state.rows),
        empty=scene.text("letters.empty"),
        actions=(scene.back("letters.back"), Button(scene.text("letters.new"), NewLetter(), Role.PRIMARY)),
    )


def _listed(scene: Scene, letter: LetterShown, state: AtLetters) -> Row:
    figures = None if state.figures is None else state.figures.get(letter.id, LetterFigures(0, 0, 0, 0))
    parts = [scene.text(f"letter.way_{letter.way}"), scene.words.day(letter.on, today=scene.today)]
    begun = letter.state is not LetterState.DRAFT
    if begun and figures is not None:
        parts.append(scene.text("letters.sent", n=grouped(figures.sent), all=grouped(figures.recipients)))
    end = scene.text("letters.counting") if begun else ""
    if begun and figures is not None:
        end = scene.text("letters.came", n=figures.came)
        if letter.way is Way.SLIP:
            end += scene.text("letters.used", n=figures.used)
    return Row(
        title=letter.name,
        detail=scene.text("letters.between").join((scene.text(f"letter.state_{letter.state}"), *parts)),
        end=end,
        level=_STATE_LEVELS[letter.state],
        intent=OpenLetter(letter.id),
    )


def letter(scene: Scene, state: AtLetter) -> ListBody:
    """How far it is, and what can be done about it."""
    shown, counts = state.letter, state.counts
    rows = [
        Row(
            title=scene.text(f"letter.state_{shown.state}"),
            detail=scene.text("letter.about", way=scene.text(f"letter.way_{shown.way}"), day=_day(scene, shown)),
            end=scene.text("letter.progress", n=grouped(_gone(state)), all=grouped(sum(counts.values()))),
            level=_STATE_LEVELS[shown.state],
        )
    ]
    if shown.trouble is not None:
        rows.append(Row(scene.text(f"stopped.{shown.trouble}"), scene.text(f"stopped.{shown.trouble}_detail")))
    if state.file:
        rows.append(Row(state.file, scene.text("letter.plain"), level=Level.WARN))
    rows += [
        Row(
            scene.text(f"recipients.{one}_{shown.way}" if one is RecipientState.WAITING else f"recipients.{one}"),
            scene.text(f"recipients.{one}_detail"),
            end=scene.text("people.count", n=grouped(count)),
            level=Level.WARN if one in _DOUBTFUL else Level.CALM,
            buttons=(Button(scene.text("letter.again"), SendUnknownAgain()),)
            if one is RecipientState.UNKNOWN and shown.state is not LetterState.SENDING
            else (),
        )
        for one, count in counts.items()
        if count
    ]
    rows += [Row(text, "", level=Level.WARN) for text in state.unprinted]
    return ListBody(
        title=shown.name,
        rows=tuple(rows),
        empty="",
        actions=(scene.back("letter.back"), *_ways_on(scene, state)),
    )


_DOUBTFUL = (RecipientState.UNKNOWN, RecipientState.REFUSED, RecipientState.NOT_SENT, RecipientState.LEFT_OUT)


def _gone(state: AtLetter) -> int:
    return state.counts[RecipientState.SENT] + state.counts[RecipientState.UNKNOWN]


def _day(scene: Scene, shown: LetterShown) -> str:
    return scene.words.day(shown.on, today=scene.today)


def _ways_on(scene: Scene, state: AtLetter) -> tuple[Button, ...]:
    match state.letter.state:
        case LetterState.SENDING:
            return (Button(scene.text("letter.stop"), StopLetter(), Role.DANGER),)
        case LetterState.STOPPED:
            return (Button(scene.text("letter.resume"), ResumeLetter(), Role.PRIMARY),)
        case LetterState.DONE if state.counts[RecipientState.NOT_SENT]:
            return (Button(scene.text("letter.resume"), ResumeLetter(), Role.PRIMARY),)
        case _:
            return ()


def letter_typing(scene: Scene, writing: Writing, title: str, hint: str, save: Intent | None) -> TypeBody:
    """One text of a letter's, with the Japanese keyboard."""
    line = written_line(title, hint, writing)
    return TypeBody(
        actions=(scene.back("filling.back"), Button(scene.text("filling.save"), save, Role.PRIMARY)),
        writing=writing_part(scene, writing, line),
    )
