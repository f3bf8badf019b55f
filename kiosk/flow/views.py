"""What a person sees: frozen values with every word and figure already formed. The screen paints them and nothing else.

A `View` has one `body`; the body's type says how it is laid out, `View.screen` is the name by which flows, tests and
pictures call it (several screens share a layout). A press sends back the intent that lies in the button.
"""

from enum import StrEnum

from kiosk.flow.charts import Chart, Nothing, Progress
from kiosk.flow.customer_views import CustomerView, Welcome
from kiosk.flow.customer_views import Sum as Sum
from kiosk.flow.intents import Intent
from kiosk.flow.keys import Keys
from kiosk.flow.writing import Piece
from kiosk.rules.ink import UNITS as UNITS
from kiosk.rules.ink import Ink as Ink
from kiosk.rules.ink import Point as Point
from kiosk.rules.ink import Stroke as Stroke
from kiosk.value import Value


class Role(StrEnum):
    PRIMARY = "primary"  # the one thing to do: largest, filled, bottom right
    PLAIN = "plain"
    QUIET = "quiet"  # back, never mind
    DANGER = "danger"


class Level(StrEnum):
    CALM = "calm"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


class Button(Value):
    """`label` is also the name by which `kiosk sim press` finds it. No intent: it can't be pressed (greyed)."""

    label: str
    intent: Intent | None
    role: Role = Role.PLAIN
    detail: str = ""  # a second, smaller line
    picked: bool = False  # shown by a tick and a border, never by colour alone


class Sign(Value):
    """A small state: what, and how it is in a word. Pressed, it opens the devices' screen."""

    label: str
    word: str
    level: Level
    intent: Intent | None = None


class Chip(Value):
    """A tag that is on. A hidden one shows ●●●, and while held down sends `hold`, then `release`."""

    text: str
    household: bool = False  # marked with the word ご家庭
    mark: str = ""  # that word, or until when ("30日まで")
    hold: Intent | None = None
    release: Intent | None = None


class Prompt(Value):
    """話題: one line that the staff can say aloud. `lead` is the small word before it (前回のメモ, お誕生日)."""

    lead: str
    text: str
    ink: Ink | None = None  # what was drawn instead, or beside it


class Question(Value):
    """A stale fact asks: 今もそうですか？"""

    text: str
    ask: str
    yes: Button
    no: Button


class Toast(Value):
    """What was just done, with its undo for 5 s, or (WARN) what could not be. Never swallows a touch elsewhere."""

    text: str
    undo: Button | None = None
    level: Level = Level.GOOD


class Person(Value):
    """The head of every screen about one customer."""

    name: str  # with 様, or the number when there is no name yet
    reading: str
    number: str
    points: str  # "1,240"
    points_unit: str  # "ポイント"
    expiry: str  # "うち 120 は11月30日まで", or ""
    visits: str  # "12日ぶり・23回目"
    sign: str = ""  # the class, in a word that the customer may read


class IdleBody(Value):
    """Nothing personal, ever."""

    shop: str
    date: str
    clock: str
    invitation: str  # カードをタッチしてください
    note: str  # what stands in the way of that ("カードリーダーが外れています"), or ""
    signs: tuple[Sign, ...]
    actions: tuple[Button, ...]


class CustomerBody(Value):
    person: Person
    greeting: str  # a line to say aloud: "お久しぶりです、3か月ぶりですね"
    today: str  # what the tap did: "ご来店を記録しました ＋1ポイント"
    chips: tuple[Chip, ...]
    no_chips: str  # said when there are none
    prompts: tuple[Prompt, ...]
    question: Question | None
    slip: Sign | None  # how the slip fares, when that is worth a word
    actions: tuple[Button, ...]  # the last one is primary


class ChoiceBody(Value):
    """A few large choices: unknown card, lost card, refused card, another card, how to attach, fault."""

    title: str
    text: str
    choices: tuple[Button, ...]
    leave: Button | None
    level: Level = Level.CALM
    person: Person | None = None
    done: float | None = None  # of work that goes on meanwhile, 0..1
    on: Button | None = None  # to the next page, at the bottom right
    loud: bool = False  # the text is a figure to be read from afar


class TagsBody(Value):
    person: Person | None
    presets: tuple[Button, ...]  # at most 15: one page of the palette, most used first
    page: str  # "1 / 2", or "" when one page holds all
    pages: tuple[Button, ...]  # back and forth
    options: tuple[Button, ...]  # scope ×2, until, review, sensitive: `detail` names the option, `label` its value
    actions: tuple[Button, ...]
    title: str = ""


class PickBody(Value):
    """A grid to pick one from: the hour."""

    person: Person | None
    title: str
    options: tuple[Button, ...]
    columns: int
    leave: Button


class Row(Value):
    title: str
    detail: str
    end: str = ""  # right-aligned
    level: Level = Level.CALM
    intent: Intent | None = None  # pressing the row
    buttons: tuple[Button, ...] = ()


class WrittenLine(Value):
    """One line of text: what stands before and after the composition, and the composition in its pieces."""

    title: str
    hint: str  # shown in place of nothing written
    before: str
    pieces: tuple[Piece, ...] = ()
    after: str = ""
    caret: int = -1  # in the three together; -1: the keys don't write here
    select: Intent | None = None  # a touch on it has the keys write here


class WritingPart(Value):
    """The Japanese keyboard: kana, katakana, Latin letters or digits, what can be converted, and into what."""

    lines: tuple[WrittenLine, ...]  # side by side, two at most
    keys: Keys
    shift: bool  # Latin letters are capitals
    candidates: tuple[Button, ...]  # one page of them, best first
    pages: tuple[Button, ...]  # back and forth; none when there is one page
    functions: tuple[Button, ...]  # the lowest row of keys
    convert: Button
    commit: Button
    notice: str  # what stands in the way of converting, or ""


class TypeBody(Value):
    """Typing. Without a `writing`: search by the kana and digit pad, with its results. With one: a text.

    The pad's keys send Key(text) for kana, digits, ゛ ゜ 小 ー; its ⌫ sends EraseKey(), its C sends ClearKeys().
    A text has no `rows` and no `person`: its lines' titles say whom it is about.
    """

    title: str = ""
    typed: str = ""
    hint: str = ""  # shown in place of nothing typed
    rows: tuple[Row, ...] = ()  # results, best first, at most 30
    message: str = ""  # "見つかりません", or how many more
    actions: tuple[Button, ...] = ()
    person: Person | None = None
    writing: WritingPart | None = None


class ListBody(Value):
    """A scrolling list: today's customers, slips, devices, staff."""

    title: str
    rows: tuple[Row, ...]
    empty: str
    actions: tuple[Button, ...]
    note: str = ""  # below the rows


class SaleLineRow(Value):
    """One line that is rung up. Pressed, it is the one that quantity and discount are about."""

    title: str  # "牛乳 1L" or "金額"
    detail: str  # "3 × ¥198　−¥20", and the reduced rate
    amount: str  # "¥574"
    intent: Intent
    picked: bool


class SaleBody(Value):
    """お会計: what is rung up at the left, the number pad at the right, one way on at the bottom right.

    The pad's keys send Key("0"…"9" or "00"), EraseKey and ClearKeys. A function takes the number that was typed.
    """

    person: Person | None
    who: str  # in place of the person: "カードなし"
    invite: str  # what a card would bring, or ""
    lines: tuple[SaleLineRow, ...]  # oldest first; the list shows its end
    empty: str  # said when there are none
    sums: tuple[Sum, ...]  # at most three
    total: Button  # label "合計", detail "¥1,234": pressed, discounts are about the whole
    pad_title: str  # what the number is for
    typed: str  # "¥1,200", "" when nothing is typed
    functions: tuple[Button, ...]  # five: 数量, 値引, 割引, ポイント, 消す; `detail` says what it is about
    adds: tuple[Button, ...]  # two: the typed amount becomes a line, at 10 % or at 8 %
    actions: tuple[Button, ...]  # やめる, and お会計 as the primary one


class PinBody(Value):
    """A number pad for a PIN. How many digits were typed is all that is known here of what was typed.

    The pad's keys send PinKey(digit); its ⌫ sends EraseKey().
    """

    title: str
    text: str
    typed: int
    most: int
    message: str  # what is wrong, or how long to wait; "" when nothing is
    open: bool  # False: the keys can't be pressed now
    enter: Button
    leave: Button | None
    level: Level = Level.CALM


class ShadeBody(Value):
    """A calm cover: nothing of what lies below is in it. The whole of it is one button."""

    lift: Button


class EventSign(StrEnum):
    """What kind of event it was, to be seen and not read."""

    SALE = "sale"
    REFUND = "refund"
    VISIT = "visit"
    NOTE = "note"
    PHONE = "phone"
    POST = "post"
    MAIL = "mail"
    CALL_AT_DOOR = "call_at_door"
    TALK = "talk"
    TAG_ON = "tag_on"
    TAG_OFF = "tag_off"


class EventRow(Value):
    """One event of the timeline; with `month` it begins that month. A hidden one sends `hold` and `release`,
    a sale `press`.
    """

    sign: EventSign
    when: str  # "22日（土）"
    time: str
    title: str
    detail: str = ""
    end: str = ""
    ink: Ink | None = None
    month: str = ""
    hold: Intent | None = None
    release: Intent | None = None
    press: Intent | None = None


class TimelineBody(Value):
    """これまで. `more` is sent when the list nears its end; None: that was all."""

    person: Person
    rows: tuple[EventRow, ...]
    empty: str
    more: Intent | None
    actions: tuple[Button, ...]


class NoteBody(Value):
    """A note in the making: what there is of it, sentences to begin with, what kind it is."""

    person: Person
    text: str
    hint: str  # shown while there is nothing
    ink: Ink | None
    templates: tuple[Button, ...]  # at most 12: one page, most used first
    page: str
    pages: tuple[Button, ...]
    options: tuple[Button, ...]  # kind ×5, hidden or not
    ways: tuple[Button, ...]  # by keys, by finger
    actions: tuple[Button, ...]


class InkBody(Value):
    """A drawing area. Strokes show while they are drawn; lifted, each is sent as AddStroke with its number.

    `heard` is the number of the last one that came: up to it `ink` holds all that was kept.
    """

    person: Person
    hint: str
    ink: Ink
    pen: int  # units
    heard: int
    tools: tuple[Button, ...]
    actions: tuple[Button, ...]


class Entry(Value):
    """One line of the roster: what it is, and what is known. Pressed by its title."""

    title: str
    text: str  # "" when nothing is known
    mark: str = ""  # a small word at the right: ご家庭, a date
    intent: Intent | None = None
    buttons: tuple[Button, ...] = ()
    level: Level = Level.CALM


class SheetBody(Value):
    """くわしく: one section of what the roster knows of a person."""

    person: Person
    tabs: tuple[Button, ...]  # the present section is picked
    entries: tuple[Entry, ...]
    columns: int  # 1 or 2
    empty: str  # said when there are no entries
    actions: tuple[Button, ...]


class Side(Value):
    """One of two records: its name, what tells it from the other, and the button that keeps it."""

    name: str
    lines: tuple[Prompt, ...]  # both sides have the same leads in the same order
    keep: Button


class PairBody(Value):
    """Two records side by side."""

    title: str
    text: str
    sides: tuple[Side, Side]
    leave: Button


class ReportBody(Value):
    """毎月の顧客分析, one page of it: one large figure in a sentence, and a plot."""

    title: str  # with the month
    note: str  # up to which day, and whether it was issued
    turns: tuple[Button, ...]  # a month back, a month on
    tabs: tuple[Button, ...]  # the present page is picked
    figure: str
    says: str  # what the figure is
    switch: Button | None  # as issued, or as it is now
    chart: Chart
    about: str  # of what the percentages are parts
    actions: tuple[Button, ...]


class QuestionCard(Value):
    """One of the ten: what is asked, the answer, and what it was before. No intent: some of the ten are still read."""

    title: str
    figure: str
    says: str
    before: tuple[str, ...]  # last month, last year
    intent: Intent | None


class QuestionsBody(Value):
    """10の質問, all in sight. `waiting` stands in their place while they are read, or can't be."""

    title: str
    note: str
    turns: tuple[Button, ...]
    cards: tuple[QuestionCard, ...]
    waiting: Progress | Nothing | None
    actions: tuple[Button, ...]


class FigureRow(Value):
    """One figure of an answer. Pressed, the names behind it are shown; a picked one's are."""

    title: str
    figure: str
    parts: str  # of what it is made: "36人 ÷ 120人"
    before: str  # last month and last year
    intent: Intent | None
    picked: bool


class QuestionBody(Value):
    """One question: its figures at the left, the names behind one of them at the right."""

    title: str
    about: str  # the definition
    figures: tuple[FigureRow, ...]
    names: str  # whose they are, and how many
    rows: tuple[Row, ...]
    waiting: Progress | Nothing | None  # in place of the rows
    actions: tuple[Button, ...]


Body = (
    IdleBody
    | CustomerBody
    | SaleBody
    | ChoiceBody
    | TagsBody
    | PickBody
    | TypeBody
    | ListBody
    | PinBody
    | ShadeBody
    | TimelineBody
    | NoteBody
    | InkBody
    | SheetBody
    | PairBody
    | ReportBody
    | QuestionsBody
    | QuestionBody
)


class View(Value):
    screen: str
    body: Body
    toast: Toast | None = None
    serial: int = 0  # counts the views shown; what is painted can be waited for
    customer: CustomerView = Welcome()  # what the customer sees meanwhile, on a display of their own
