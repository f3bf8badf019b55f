"""10の質問 on the screen: ten answers, and one with its parts and the names behind it."""

from collections.abc import Callable, Mapping

from kiosk.actions.month_reads import QuestionsRead
from kiosk.actions.trouble import BooksTrouble
from kiosk.flow.charts import Nothing, Progress
from kiosk.flow.intents import OpenCustomer, OpenQuestion, ReadAgain, ShowNames
from kiosk.flow.showing.report import progress, turns, unreadable
from kiosk.flow.showing.report_pages import times
from kiosk.flow.showing.scene import Scene
from kiosk.flow.states import AtQuestion, AtQuestions, Awaited
from kiosk.flow.steps.questions import asked, figures_of
from kiosk.flow.steps.report import may_turn
from kiosk.flow.views import Button, FigureRow, QuestionBody, QuestionCard, QuestionsBody, Role, Row
from kiosk.paper.speaking import NONE, percent
from kiosk.rules.business_day import first_of, month_of
from kiosk.rules.numerals import grouped, tenths, yen
from kiosk.rules.questions import (
    Answer,
    Ask,
    Count,
    Days,
    Figure,
    Named,
    Names,
    Question,
    unseen_spans,
)
from kiosk.rules.report import Favourite
from kiosk.rules.share import Share
from kiosk.value import replace


def questions(scene: Scene, state: AtQuestions) -> QuestionsBody:
    this_month = month_of(scene.today)
    waiting: Progress | Nothing | None = None
    cards: tuple[QuestionCard, ...] = ()
    note = ""
    actions: tuple[Button, ...] = (scene.back("questions_screen.back"),)
    match state.read:
        case Awaited(so_far=QuestionsRead() as read):
            answered = {one.ask: one for one in read.questions}
            cards = tuple(
                replace(_card(scene, answered[ask]), intent=None) if ask in answered else _unanswered(scene, ask)
                for ask in Ask
            )
            note = scene.text("report_screen.reading_on")
        case Awaited() as awaited:
            waiting = progress(scene, awaited)
        case QuestionsRead() as read:
            cards = tuple(_card(scene, one) for one in read.questions)
            note = scene.text("questions_screen.note", day=scene.words.day(read.questions[0].as_of, today=scene.today))
        case BooksTrouble() as trouble:
            waiting = unreadable(scene, trouble)
            actions = (*actions, Button(scene.text("report_screen.again"), ReadAgain(), Role.PRIMARY))
    return QuestionsBody(
        title=scene.text("questions_screen.title", month=scene.words.month(first_of(state.month))),
        note=note,
        turns=turns(scene, state.month, *(may_turn(state, by, this_month) for by in (-1, 1))),
        cards=cards,
        waiting=waiting,
        actions=actions,
    )


def question(scene: Scene, state: AtQuestion) -> QuestionBody:
    read = state.before.read
    assert isinstance(read, QuestionsRead), "a question is opened from those that were read"
    one = asked(read, state.ask)
    names = ""
    rows: tuple[Row, ...] = ()
    waiting: Progress | Nothing | None = None
    actions: tuple[Button, ...] = (scene.back("questions_screen.back"),)
    picked = next((figure for figure in figures_of(state) if figure.who == state.who), None)
    match state.names:
        case Awaited() as awaited:
            waiting = progress(scene, awaited)
        case BooksTrouble() as trouble:
            waiting = unreadable(scene, trouble)
            actions = (*actions, Button(scene.text("report_screen.again"), ReadAgain(), Role.PRIMARY))
        case Names() as found if picked is not None and state.who is not None:
            names = _names_title(scene, found)
            rows = tuple(_named(scene, picked, person) for person in found.people)
            waiting = None if rows else Nothing(scene.text("questions_screen.nobody"))
        case _:
            waiting = Nothing(scene.text("questions_screen.no_names"))
    return QuestionBody(
        title=_numbered(scene, state.ask),
        about=scene.text(f"questions.{state.ask}.definition"),
        figures=tuple(
            _figure(scene, one.ask, figure, read.lapsed_days, figure.who == state.who) for figure in one.figures
        ),
        names=names,
        rows=rows,
        waiting=waiting,
        actions=actions,
    )


def _numbered(scene: Scene, ask: Ask) -> str:
    number = list(Ask).index(ask) + 1
    return scene.text("questions_screen.numbered", number=number, title=scene.text(f"questions_screen.{ask}_title"))


def _unanswered(scene: Scene, ask: Ask) -> QuestionCard:
    """It is still being read."""
    return QuestionCard(_numbered(scene, ask), "…", "", (), None)


def _card(scene: Scene, one: Question) -> QuestionCard:
    """The first figure stands for the answer; of the unseen, all of them together."""
    title = _numbered(scene, one.ask)
    if not one.figures:
        return QuestionCard(title, NONE, scene.text("questions_screen.no_answer"), (), OpenQuestion(one.ask))
    first = _together(one.figures) if one.ask is Ask.UNSEEN else one.figures[0]
    return QuestionCard(
        title=title,
        figure=_answer(scene, one.ask, first.answer),
        says=scene.text("questions_screen.unseen_together") if one.ask is Ask.UNSEEN else _title(scene, one.ask, first),
        before=_before(scene, one.ask, first),
        intent=OpenQuestion(one.ask),
    )


def _together(figures: tuple[Figure, ...]) -> Figure:
    def summed(answers: list[Answer | None]) -> Count | None:
        counts = [one.number for one in answers if isinstance(one, Count)]
        return Count(sum(counts)) if counts else None

    return replace(
        figures[0],
        answer=summed([one.answer for one in figures]) or Count(0),
        last_month=summed([one.last_month for one in figures]),
        last_year=summed([one.last_year for one in figures]),
    )


def _before(scene: Scene, ask: Ask, figure: Figure) -> tuple[str, ...]:
    """Last month and last year; of tastes, which are not compared, nothing."""
    if ask is Ask.TASTE:
        return ()
    return (
        scene.text("questions_screen.last_month", figure=_earlier(scene, ask, figure.last_month)),
        scene.text("questions_screen.last_year", figure=_earlier(scene, ask, figure.last_year)),
    )


def _earlier(scene: Scene, ask: Ask, answer: Answer | None) -> str:
    """In small type a dash is hardly seen."""
    said = _answer(scene, ask, answer)
    return scene.text("report_screen.none") if said == NONE else said


def _figure(scene: Scene, ask: Ask, figure: Figure, lapsed_days: int, picked: bool) -> FigureRow:
    return FigureRow(
        title=_title(scene, ask, figure, lapsed_days),
        figure=_answer(scene, ask, figure.answer),
        parts=_parts(scene, ask, figure.answer),
        before=scene.text("questions_screen.beside").join(_before(scene, ask, figure)),
        intent=None if figure.who is None else ShowNames(figure.who),
        picked=picked and figure.who is not None,
    )


def _title(scene: Scene, ask: Ask, figure: Figure, lapsed_days: int = 0) -> str:
    last = dict(unseen_spans(lapsed_days)).get(figure.number, 0)
    return scene.text(f"questions_screen.{ask}_{figure.key}", n=figure.number, last=last, name=figure.subject)


def _answer(scene: Scene, ask: Ask, answer: Answer | None) -> str:
    match answer:
        case Share():
            return percent(answer)
        case Count(number):
            return _COUNTED[ask](scene, number)
        case Days(exact=None) | None:
            return NONE
        case Days():
            return _days(scene, answer.tenths or 0)
        case Favourite():
            return times(scene, answer)


def _parts(scene: Scene, ask: Ask, answer: Answer) -> str:
    """Of what the figure is made."""
    match answer:
        case Share(part=part, whole=whole) if whole:
            form = _PARTS[ask]
            return scene.text("questions_screen.parts", part=form(scene, part), whole=form(scene, whole))
        case Favourite(best=best, all=everybody):
            return scene.text(
                "questions_screen.taste_parts",
                best=grouped(best.part),
                of_best=grouped(best.whole),
                all=grouped(everybody.part),
                of_all=grouped(everybody.whole),
            )
        case _:
            return ""


def _named(scene: Scene, figure: Figure, person: Named) -> Row:
    assert figure.who is not None, "names stand behind this figure"
    return Row(
        title=scene.words.name(person.name, person.number),
        detail=scene.text("questions_screen.number", number=person.number) if person.name else "",
        end=_BY[figure.who.ask](scene, person.figure),
        intent=OpenCustomer(person.customer),
    )


def _names_title(scene: Scene, names: Names) -> str:
    people = len(names.people)
    if names.unnamed:
        return scene.text("questions_screen.names_and_erased", count=grouped(people), erased=grouped(names.unnamed))
    return scene.text("questions_screen.names", n=people, count=grouped(people))


def _days(scene: Scene, figure: int) -> str:
    """Of tenths."""
    return scene.text("questions_screen.days", days=tenths(figure))


def _money(scene: Scene, figure: int) -> str:
    return yen(figure)


def _people(scene: Scene, figure: int) -> str:
    return scene.text("month_paper.people", n=figure, count=grouped(figure))


def _things(scene: Scene, figure: int) -> str:
    return scene.text("questions_screen.things", n=figure, count=grouped(figure))


def _whole_days(scene: Scene, figure: int) -> str:
    return scene.text("questions_screen.whole_days", n=figure, count=grouped(figure))


def _times(scene: Scene, figure: int) -> str:
    return scene.text("questions_screen.times", n=figure, count=grouped(figure))


_Form = Callable[[Scene, int], str]
_PARTS: Mapping[Ask, _Form] = {
    Ask.REGULARS: _money,
    Ask.NEWCOMERS: _money,
    Ask.ACTIVE: _people,
    Ask.RETURNING: _people,
    Ask.BEST: _money,
    Ask.CONTACTS: _things,
    Ask.WELCOME: _things,
}
"""What shares are shares of."""
_COUNTED: Mapping[Ask, _Form] = {Ask.UNSEEN: _people, Ask.WELCOME: _things}
_BY: Mapping[Ask, _Form] = {
    Ask.REGULARS: _money,
    Ask.NEWCOMERS: _money,
    Ask.UNSEEN: _whole_days,
    Ask.ACTIVE: _money,
    Ask.RETURNING: _whole_days,
    Ask.BEST: _money,
    Ask.RHYTHM: _days,
    Ask.TASTE: _money,
    Ask.CONTACTS: _times,
}
"""What the names are in order of."""
