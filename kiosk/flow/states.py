"""Where the counter is. Each state is a frozen value that holds what its screen needs, already read."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import field

from hardware.events import CardRefusal, CardTapped, SlipOutcome, Trouble
from kiosk.actions.access import Access
from kiosk.actions.backup_keys import NewKey
from kiosk.actions.card import Blocked
from kiosk.actions.disclosure import DisclosureOutcome
from kiosk.actions.export import ExportOutcome
from kiosk.actions.follow_ups import FollowUpShown, FollowUpTask
from kiosk.actions.headings import HeadingShown
from kiosk.actions.lists import CameToday
from kiosk.actions.lookalikes import Lookalikes
from kiosk.actions.month_reads import QuestionsRead, ReportRead
from kiosk.actions.notes import TemplateShown
from kiosk.actions.pair import RecordPicture
from kiosk.actions.person import PersonSheet
from kiosk.actions.places import Place
from kiosk.actions.record import CustomerRecord
from kiosk.actions.refund import Refunded, SaleInList, SaleShown
from kiosk.actions.roster import RosterRead
from kiosk.actions.sale import Sold
from kiosk.actions.search import Found
from kiosk.actions.slip import JobShown, JobState
from kiosk.actions.staff import Member
from kiosk.actions.tags import Options, Preset
from kiosk.actions.timeline import Event
from kiosk.actions.trouble import BooksTrouble
from kiosk.actions.visit import VisitOutcome
from kiosk.actions.wishes import ConsentShown
from kiosk.flow.fitting_states import AtClock, NamingShop, TypingAddress, WithFitting
from kiosk.flow.intents import Intent, ReportPage, Section
from kiosk.flow.joining_states import AtJoined, WithJoining
from kiosk.flow.keys import Keys
from kiosk.flow.letter_states import NamingRule, WithLetters, WritingLetter
from kiosk.flow.sample_states import WithSample
from kiosk.flow.vault_states import ChangingVaultPin
from kiosk.flow.writing import Writing
from kiosk.rules.barcode import Code
from kiosk.rules.card_number import CardNumber
from kiosk.rules.clock_doubt import Doubt
from kiosk.rules.details import Detail, Fault
from kiosk.rules.follow_up_counts import FollowUpCount
from kiosk.rules.ink import Ink, Pen
from kiosk.rules.moving import PlaceLine
from kiosk.rules.notes import Draft
from kiosk.rules.pins import TooEasy
from kiosk.rules.questions import Ask, Names, Who
from kiosk.rules.rights import Right
from kiosk.rules.roster import RosterList
from kiosk.rules.sale import Bonus, OpenSale, Reckoning
from kiosk.rules.tags import Scope
from kiosk.rules.units import BusinessDay, Instant, JobId, Month, Points, SaleLineId, TagOnId
from kiosk.rules.wishes import Channel
from kiosk.value import Hidden, Value


class Idle(Value):
    pass


class SlipSeen(Value):
    """How the slip of the customer on the screen fares."""

    job: JobId
    state: JobState
    trouble: Trouble | None = None


class AtCustomer(Value):
    record: CustomerRecord
    visit: VisitOutcome | None = None  # None: opened without a card, nothing recorded
    slip: SlipSeen | None = None
    revealed: TagOnId | None = None


class AtUnknownCard(Value):
    card: CardNumber


class AtBlockedCard(Value):
    blocked: Blocked


class AtRefusedCard(Value):
    reason: CardRefusal


class Finding(Value):
    """Looking for a customer; with a card when it is to be attached."""

    writing: Writing = field(default_factory=lambda: Writing(converts=False))
    found: Hidden[tuple[Found, ...]] = ()
    card: CardNumber | None = None


class Attaching(Value):
    card: CardNumber
    record: CustomerRecord
    before: Finding
    cards: int  # that work now


class Naming(Value):
    before: AtCustomer
    writing: Writing
    furigana: Writing | None = None  # None: it follows from what was converted
    at_furigana: bool = False  # the keys write there


class Tagging(Value):
    before: AtCustomer
    presets: tuple[Preset, ...]
    page: int = 0
    options: Options = field(default_factory=Options)
    from_list: bool = False  # opened from today's customers, and goes back there


class PickingHour(Value):
    before: Tagging
    preset: Preset


class AtTimeline(Value):
    before: AtCustomer
    events: tuple[Event, ...]
    more: bool  # there are older ones
    revealed: int | None = None  # place of the one that is held down


class Noting(Value):
    """A note is being made: from templates, typed, drawn, or all of them."""

    before: AtCustomer
    templates: tuple[TemplateShown, ...]
    draft: Draft = field(default_factory=Draft)
    page: int = 0
    from_list: bool = False  # opened from today's customers, and goes back there


class FillingTemplate(Value):
    """A template asks for a weekday or an hour; `text` is filled as far as it was answered."""

    before: Noting
    template: TemplateShown
    text: Hidden[str]


class TypingNote(Value):
    before: Noting
    writing: Writing


class Inking(Value):
    before: Noting
    ink: Ink
    pen: Pen = Pen.MEDIUM
    heard: int = 0  # number of the last stroke that came, taken or not


class AtToday(Value):
    rows: tuple[CameToday, ...]


class AtSlips(Value):
    jobs: tuple[JobShown, ...]


class AtDevices(Value):
    pass


class AskingClock(Value):
    """The business day does not begin before somebody says what time it is. Nothing is written meanwhile."""

    why: Doubt
    newest: Instant  # of the last thing that was written; 0 in a new shop


class AskingMove(Value):
    """The card is in another machine: an owner says once what that means. Whoever comes is served meanwhile."""


class AtPlace(Value):
    """What says where the shop is, after it moved."""

    lines: Mapping[PlaceLine, str]


class WritingPlace(Value):
    before: AtPlace
    line: PlaceLine
    writing: Writing
    refused: bool = False  # what was written is none, such as a 登録番号 of 12 digits


class SettingClock(Value):
    at: Instant
    before: AskingClock | AtClock | AtDevices


class AtStaff(Value):
    """The one on duty, and what can be done about the staff."""

    on_duty: Member


class Selling(Value):
    """A sale is being rung up. `line` is what quantity and discount are about; None: the whole."""

    sale: OpenSale
    reckoning: Reckoning
    record: CustomerRecord | None
    bonus: Bonus
    typed: str = ""
    line: int | None = None
    by_card: bool = False  # a card says that the record's customer is here
    untouched: bool = False  # it was left open before: whoever is here now may be somebody else


class AtOpenSale(Value):
    """A sale was left open, and another is wanted: which? `code` and `record` are what the new one would begin with."""

    left: Selling
    record: CustomerRecord | None
    code: Code | None
    by_card: bool


class CheckingName(Value):
    """So many points that the customer's name is asked first."""

    before: Selling
    points: Points


class JoiningCard(Value):
    """A card that nobody knows was touched during a sale."""

    before: Selling
    card: CardNumber


class PricingProduct(Value):
    """A barcode that nobody has named yet. `grams`: the price is for 100 g of so many."""

    before: Selling
    code: str
    typed: str = ""
    grams: int | None = None


class NamingProduct(Value):
    before: PricingProduct
    rate: int
    writing: Writing = field(default_factory=Writing)


class AtSold(Value):
    sold: Sold
    by_card: bool
    slip: SlipSeen | None = None


class AtBackup(Value):
    """How the backups fare; what is shown comes from the watch over them."""


class AtUpdates(Value):
    """更新; what is shown comes from the watch over them."""


class MakingKey(Value):
    """A new key of the backups is on its paper, or is copied from this screen. It is kept when it was read back."""

    key: NewKey
    job: int = 0  # of its paper; 0: this shop prints none
    printed: SlipOutcome | None = None


class TypingKey(Value):
    """… by typing its end."""

    before: MakingKey
    writing: Writing = field(default_factory=lambda: Writing(keys=Keys.LATIN, converts=False))


class AtMenu(Value):
    pass


class AtSales(Value):
    """The sales of one day."""

    day: BusinessDay
    rows: tuple[SaleInList, ...]


class Refunding(Value):
    """What of a sale is taken back. `key` makes the refund once; `before` is where one came from."""

    sale: SaleShown
    name: Hidden[str]
    number: int | None
    key: str
    pieces: tuple[tuple[SaleLineId, int], ...] = ()
    before: "AtSales | AtCustomer | AtTimeline | None" = None


class AtRefunded(Value):
    refunded: Refunded
    slip: SlipSeen | None = None


class Wanted(Value):
    """What a touch asked for without having the right to: it is gone on with when somebody gave it."""

    intent: Intent
    right: Right


class AtWho(Value):
    """Who is it? `people` may say so, by PIN or card; then the counter goes on from `before`."""

    people: tuple[Member, ...]
    before: "State"
    wanted: Wanted | None = None


class EnteringPin(Value):
    who: AtWho
    member: Member
    typed: Hidden[str] = ""
    wrong: bool = False  # the last one was


class ChoosingPin(Value):
    """A new PIN, typed twice. `before` None: the owner's first, without which the counter does not open."""

    member: Member
    before: "AtMember | None"
    typed: Hidden[str] = ""
    first: Hidden[str] = ""  # as it was typed the first time
    refused: TooEasy | None = None
    differed: bool = False


class AtStaffAdmin(Value):
    members: tuple[Member, ...]


class AtMember(Value):
    member: Member


class NamingMember(Value):
    writing: Writing = field(default_factory=lambda: Writing(names=True))


class GivingStaffCard(Value):
    """The next card that is touched is to be this member's."""

    before: AtMember


class AtAccessLog(Value):
    rows: tuple[Access, ...]


class Detailing(Value):
    """くわしく: the person's sheet, one section of it."""

    before: AtCustomer
    sheet: PersonSheet
    section: Section = Section.BASICS


class AtHeading(Value):
    """What is known under one heading: `often` is known of several customers, and offered."""

    before: Detailing
    heading: HeadingShown
    often: Hidden[tuple[str, ...]]
    scope: Scope = Scope.PERSON


class AtHeadings(Value):
    """The shop's headings, those put away too."""

    before: Detailing
    headings: tuple[HeadingShown, ...]


class Fresh(StrEnum):
    """A text that belongs to nothing yet."""

    FACT = "fact"
    HEADING = "heading"


class Filling(Value):
    """A text is typed: a detail of the person, a new fact, a new heading, or another name for a heading."""

    before: Detailing | AtHeading | AtHeadings
    target: Detail | Fresh | HeadingShown
    writing: Writing
    fault: Fault | Fresh | None = None  # why it can't be taken; Fresh.HEADING: there is one of that name


class Sought(StrEnum):
    """Why another customer is looked for."""

    MEMBER = "member"
    INTRODUCER = "introducer"
    SAME = "same"


class Seeking(Value):
    before: Detailing
    sought: Sought
    writing: Writing = field(default_factory=lambda: Writing(converts=False))
    found: Hidden[tuple[Found, ...]] = ()


class PickingWish(Value):
    before: Detailing
    channel: Channel


class TakingConsent(Value):
    """`wording` is what stands on the screen, and what is kept. `given`: there is one, which may be withdrawn."""

    before: Detailing
    channel: Channel
    wording: str
    given: ConsentShown | None


class AtLookalikes(Value):
    """Pairs that may be one person."""

    before: "AtRosterLists | AtJoined"
    found: Lookalikes


class Comparing(Value):
    """Two records side by side: which one is kept?"""

    before: Detailing | AtLookalikes
    pair: tuple[RecordPicture, RecordPicture]


class Erasing(Value):
    """消去: asked twice (`sure`: the second time)."""

    before: Detailing
    sure: bool = False


class Awaited(Value):
    """A long read that was asked for: the number that its answer will carry, how far it is, and what there is of it."""

    number: int
    done: int = 0
    total: int = 1
    so_far: ReportRead | QuestionsRead | None = None


class AtReport(Value):
    """毎月の顧客分析. `issued`: as it was issued, where it changed since. `paper`: the read that makes a PDF."""

    month: Month
    read: ReportRead | Awaited | BooksTrouble
    page: ReportPage = ReportPage.CLASSES
    issued: bool = False
    paper: int = 0


class AtQuestions(Value):
    """10の質問."""

    month: Month
    read: QuestionsRead | Awaited | BooksTrouble


class AtQuestion(Value):
    """One of them, with the names behind one of its figures (`who` None: behind none)."""

    before: AtQuestions
    ask: Ask
    who: Who | None
    names: Names | Awaited | BooksTrouble = Names((), 0)


class AtFollowUps(Value):
    """フォロー: what is to be done with what to say, and what came of that of the month before."""

    rows: tuple[tuple[FollowUpShown, str], ...]
    last_month: FollowUpCount


class AtFollowUp(Value):
    task: FollowUpTask
    record: CustomerRecord
    words: str  # what to say


class PuttingOff(Value):
    before: AtFollowUp


class AtRosterLists(Value):
    """名簿の手入れ: which list?"""


class AtRoster(Value):
    """`found` None: it was not read yet. `reading`: the number of the read that is awaited."""

    which: RosterList
    found: RosterRead | None
    reading: int | None
    trouble: BooksTrouble | None = None  # why it can't be read


InSale = Selling | CheckingName | JoiningCard | PricingProduct | NamingProduct


class AtExport(Value):
    """書き出し. `number`: of the read that writes it, None before and after; `done` of `total` rows are written."""

    places: tuple[Place, ...]
    hidden: bool = False  # whether hidden texts leave too
    number: int | None = None
    done: int = 0
    total: int = 0
    outcome: ExportOutcome | BooksTrouble | None = None


class Disclosing(Value):
    """開示. `number`: of the read that makes the paper, None before and after."""

    before: Detailing
    places: tuple[Place, ...]
    number: int | None = None
    outcome: DisclosureOutcome | BooksTrouble | None = None


Unfinished = (
    SettingClock
    | NamingShop
    | TypingAddress
    | WritingPlace
    | Finding
    | Attaching
    | Naming
    | PickingHour
    | EnteringPin
    | ChoosingPin
    | NamingMember
    | MakingKey
    | TypingKey
    | InSale
    | AtOpenSale
    | Refunding
    | Noting
    | FillingTemplate
    | TypingNote
    | Inking
    | Filling
    | Seeking
    | PickingWish
    | TakingConsent
    | Comparing
    | Erasing
    | NamingRule
    | WritingLetter
)


class AskingAboutCard(Value):
    """Another card came while something was unfinished: neither goes on before a person says which."""

    unfinished: Unfinished
    tapped: CardTapped


Busy = Unfinished | AskingAboutCard
"""What neither a code nor the staff's own menu puts aside."""


class Faulted(Value):
    """Something went wrong and was rolled back."""

    trouble: BooksTrouble


State = (
    Idle
    | AtCustomer
    | AtUnknownCard
    | AtBlockedCard
    | AtRefusedCard
    | Finding
    | Attaching
    | Naming
    | Tagging
    | PickingHour
    | AtTimeline
    | Noting
    | FillingTemplate
    | TypingNote
    | Inking
    | AtToday
    | AtSlips
    | AtDevices
    | WithFitting
    | AtStaff
    | InSale
    | AtOpenSale
    | AtSold
    | AtMenu
    | AtBackup
    | AtUpdates
    | ChangingVaultPin
    | MakingKey
    | TypingKey
    | AtSales
    | Refunding
    | AtRefunded
    | AtWho
    | EnteringPin
    | ChoosingPin
    | AskingClock
    | AskingMove
    | AtPlace
    | WritingPlace
    | SettingClock
    | AtStaffAdmin
    | AtMember
    | NamingMember
    | GivingStaffCard
    | AtAccessLog
    | Detailing
    | AtHeading
    | AtHeadings
    | Filling
    | Seeking
    | PickingWish
    | TakingConsent
    | Comparing
    | Erasing
    | AtReport
    | AtQuestions
    | AtQuestion
    | AtExport
    | Disclosing
    | WithLetters
    | WithJoining
    | WithSample
    | AtFollowUps
    | AtFollowUp
    | PuttingOff
    | AtRosterLists
    | AtRoster
    | AtLookalikes
    | AskingAboutCard
    | Faulted
)


class GoOn(Value):
    """No state, but a step's answer: the right was given, now do what was wanted in the state where it was."""

    state: State
    intent: Intent
