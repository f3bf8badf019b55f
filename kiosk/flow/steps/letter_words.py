"""A letter is written, looked at once more, and sent."""

from hardware.ports import Cue
from kiosk.actions.letter_files import FileMade, NotMade, Order, Paper, list_file, paper_file
from kiosk.actions.letters import LetterShown, change_draft, draft_letter, drop_draft, read_letter
from kiosk.actions.long_reads import LongRead
from kiosk.actions.outgoing import WriteTrouble
from kiosk.actions.recipients import begin_letter, counts, send_at_once
from kiosk.flow.desk import Desk
from kiosk.flow.intents import Back, Intent, SaveText
from kiosk.flow.letter_intents import (
    CheckLetter,
    ChoosePaper,
    DropDraft,
    EditLetter,
    LetterText,
    SendLetter,
    SetCouponDays,
    SetCouponYen,
    StartAt,
    UseLetterTemplate,
)
from kiosk.flow.letter_paper import POSTCARDS, label_paper, postcard_paper
from kiosk.flow.letter_states import (
    AtCondition,
    AtLetter,
    AtLetterRules,
    AtPeople,
    CheckingLetter,
    ChoosingPeople,
    Drafting,
    MakingLetter,
    NamingRule,
    PickingStart,
    WithLetters,
    WritingLetter,
)
from kiosk.flow.states import AskingAboutCard, State
from kiosk.flow.steps.letter_list import list_letters
from kiosk.flow.steps.writing import wrote
from kiosk.flow.writing import begun
from kiosk.rules.business_day import date_of
from kiosk.rules.choosing import Choice
from kiosk.rules.letters import COUPON_DAYS, COUPON_YEN, Way
from kiosk.rules.units import CustomerId
from kiosk.value import replace


def drafted(state: AtPeople, desk: Desk) -> Drafting:
    """From here on it is on the disk: what was written is not lost when the screen goes back to idle."""
    return _drafting(replace(state, before=replace(state.before, letter=_kept(state.before, desk))), desk)


def _kept(asked: ChoosingPeople, desk: Desk) -> LetterShown:
    """What is chosen so far as a draft."""
    if asked.letter is not None:
        return change_draft(desk.books, asked.letter.id, choice=asked.choice, kind=asked.kind)
    name = desk.words.texts("letter.first_name", month=desk.words.month(desk.books.today()))
    coupon = (COUPON_YEN[1], COUPON_DAYS[1]) if asked.way is Way.SLIP else None
    return draft_letter(desk.books, name, asked.way, asked.kind, asked.choice, coupon)


def drafting(state: Drafting, intent: Intent, desk: Desk) -> State:
    letter, books = state.letter, desk.books
    match intent:
        case EditLetter(what):
            text = letter.name if what is LetterText.NAME else letter.words
            return WritingLetter(state, what, begun(text, ""))
        case UseLetterTemplate(place):
            template = desk.words.texts.listed("letter_templates")[place]
            return _changed(state, desk, name=template["name"], words=template["words"])
        case SetCouponYen(yen) if letter.coupon is not None:
            return _changed(state, desk, coupon=(yen, letter.coupon[1]))
        case SetCouponDays(days) if letter.coupon is not None:
            return _changed(state, desk, coupon=(letter.coupon[0], days))
        case CheckLetter() if state.ready:
            settings = books.settings
            known = bool(settings.shop.name and settings.sale.address)
            return CheckingLetter(state, "sender" if not known else None if letter.words else "words")
        case DropDraft():
            desk.say("toast.letter_dropped", deed=drop_draft(books, letter.id))
            return list_letters(desk)
        case Back():
            return state.before
        case _:
            return state


def writing_letter(state: WritingLetter, intent: Intent, desk: Desk) -> State:
    match intent:
        case SaveText() if text := state.writing.whole.strip():
            return _changed(state.before, desk, **{state.what.value: text})
        case Back():
            return state.before
        case _:
            return replace(state, writing=wrote(state.writing, intent, desk))


def keep_unfinished(before: State, after: State, desk: Desk) -> None:
    """The screen fell idle, or somebody else came, in the middle of a letter: it is a draft as far as it went. Who goes
    back within letters wants it as it was."""
    if isinstance(after, WithLetters | AskingAboutCard):
        return
    match before.unfinished if isinstance(before, AskingAboutCard) else before:
        case WritingLetter(Drafting(letter=letter), what, writing) if text := writing.whole.strip():
            change_draft(desk.books, letter.id, **{what.value: text})
        case (
            (ChoosingPeople() as asked)
            | AtCondition(before=asked)
            | AtLetterRules(before=asked)
            | NamingRule(before=AtLetterRules(before=asked))
            | AtPeople(before=asked)
        ) if asked.choice != Choice():
            _kept(asked, desk)


def checking(state: CheckingLetter, intent: Intent, desk: Desk) -> State:
    way = state.before.letter.way
    match intent:
        case SendLetter() if way is Way.CSV:
            headings = desk.words.texts.listed("letter_columns")
            return _made(state, list_file(_order(state, desk, "csv"), headings), desk)
        case SendLetter() if way is not Way.POST:
            return _begun(state, desk)
        case ChoosePaper(paper) if paper == POSTCARDS and state.lacks_for_postcards is None:
            return _printed(state, postcard_paper(desk.books, desk.words.texts, state.before.letter), desk)
        case ChoosePaper(paper) if way is Way.POST and paper != POSTCARDS:
            return PickingStart(state, paper)
        case Back():
            return state.before
        case _:
            return state


def picking_start(state: PickingStart, intent: Intent, desk: Desk) -> State:
    match intent:
        case StartAt(place):
            return _printed(state.before, label_paper(state.paper, place), desk)
        case Back():
            return state.before
        case _:
            return state


def making(state: MakingLetter, intent: Intent, desk: Desk) -> State:
    if isinstance(intent, Back):
        desk.give_up_reading(state.asked)
        return state.before
    return state


def file_kept(made: FileMade, desk: Desk) -> LetterShown:
    """The file is on the disk: now everybody in it was written to."""
    send_at_once(desk.books, read_letter(desk.books, made.letter), made.people)
    return read_letter(desk.books, made.letter)


def file_names(made: FileMade, desk: Desk) -> str:
    return desk.words.texts("letter.files_between").join(path.name for path in made.paths)


def file_made(state: MakingLetter, answer: object, desk: Desk) -> State:
    """What came of the file that this screen waits for."""
    match answer:
        case FileMade() as made:
            letter = file_kept(made, desk)
            desk.cue(Cue.DONE)
            unprinted = tuple(
                desk.words.texts(f"letter.unprinted_{one.why}", number=one.number) for one in made.unprinted
            )
            place = "letter.on_stick" if made.on_stick else "letter.in_folder"
            file = desk.words.texts(place, name=file_names(made, desk))
            return AtLetter(letter, counts(desk.books, letter.id), file, unprinted)
        case NotMade(why):
            desk.cue(Cue.FAULT)
            return replace(state, failed=why)
        case _:
            return state


def file_failed(state: MakingLetter, desk: Desk) -> MakingLetter:
    desk.cue(Cue.FAULT)
    return replace(state, failed=WriteTrouble.DATA)


def _begun(state: CheckingLetter, desk: Desk) -> AtLetter:
    letter = state.before.letter
    begin_letter(desk.books, letter, _people(state))
    desk.cue(Cue.DONE)
    if letter.way is Way.MAIL:
        desk.mailing.go_on()
    return AtLetter(read_letter(desk.books, letter.id), counts(desk.books, letter.id))


def _printed(state: CheckingLetter, paper: Paper, desk: Desk) -> MakingLetter:
    return _made(state, paper_file(_order(state, desk, "pdf"), paper), desk)


def _made(state: CheckingLetter, read: LongRead, desk: Desk) -> MakingLetter:
    return MakingLetter(state, desk.read(read), 0, len(_people(state)))


def _order(state: CheckingLetter, desk: Desk, ending: str) -> Order:
    today = desk.books.today()
    return Order(
        letter=state.before.letter.id,
        people=_people(state),
        kind=state.before.letter.kind,
        today=today,
        name=f"{desk.words.texts('letter.file')}-{date_of(today):%Y%m%d}.{ending}",
        data=desk.books.store.folder,
    )


def _people(state: CheckingLetter) -> tuple[CustomerId, ...]:
    chosen = state.before.before.selection
    return () if chosen is None else tuple(one.id for one in chosen.people)


def _drafting(before: AtPeople, desk: Desk) -> Drafting:
    letter = before.before.letter
    assert letter is not None, "it was drafted"
    return Drafting(before, letter, desk.mailing.missing() if letter.way is Way.MAIL else ())


def _changed(state: Drafting, desk: Desk, **columns: object) -> Drafting:
    letter = change_draft(desk.books, state.letter.id, **columns)
    before = replace(state.before, before=replace(state.before.before, letter=letter))
    return _drafting(before, desk)
