"""Where the counter is. Each state is a frozen value that holds what its screen needs, already read."""

from dataclasses import dataclass, field
from enum import StrEnum

from hardware.events import CardRefusal, CardTapped, Trouble
from kiosk.actions.card import Blocked
from kiosk.actions.headings import HeadingShown
from kiosk.actions.lists import CameToday, StaffShown
from kiosk.actions.pair import RecordPicture
from kiosk.actions.person import PersonSheet
from kiosk.actions.record import CustomerRecord
from kiosk.actions.search import Found
from kiosk.actions.slip import JobShown, JobState
from kiosk.actions.tags import Options, Preset
from kiosk.actions.trouble import BooksTrouble
from kiosk.actions.visit import VisitOutcome
from kiosk.actions.wishes import ConsentShown
from kiosk.flow.intents import Section
from kiosk.rules.card_number import CardNumber
from kiosk.rules.details import Detail, Fault
from kiosk.rules.tags import Scope
from kiosk.rules.units import JobId, TagOnId
from kiosk.rules.wishes import Channel


@dataclass(frozen=True, slots=True)
class Idle:
    pass


@dataclass(frozen=True, slots=True)
class SlipSeen:
    """How the slip of the customer on the screen fares."""

    job: JobId
    state: JobState
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class AtCustomer:
    record: CustomerRecord
    visit: VisitOutcome | None = None  # None: opened without a card, nothing recorded
    slip: SlipSeen | None = None
    revealed: TagOnId | None = None


@dataclass(frozen=True, slots=True)
class AtUnknownCard:
    card: CardNumber


@dataclass(frozen=True, slots=True)
class AtBlockedCard:
    blocked: Blocked


@dataclass(frozen=True, slots=True)
class AtRefusedCard:
    reason: CardRefusal


@dataclass(frozen=True, slots=True)
class Finding:
    """Looking for a customer; with a card when it is to be attached."""

    typed: str = field(default="", repr=False)
    found: tuple[Found, ...] = field(default=(), repr=False)
    card: CardNumber | None = None


@dataclass(frozen=True, slots=True)
class Attaching:
    card: CardNumber
    record: CustomerRecord
    before: Finding
    cards: int  # that work now


@dataclass(frozen=True, slots=True)
class Naming:
    before: AtCustomer
    typed: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Tagging:
    before: AtCustomer
    presets: tuple[Preset, ...]
    page: int = 0
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, slots=True)
class PickingHour:
    before: Tagging
    preset: Preset


@dataclass(frozen=True, slots=True)
class AtToday:
    rows: tuple[CameToday, ...]


@dataclass(frozen=True, slots=True)
class AtSlips:
    jobs: tuple[JobShown, ...]


@dataclass(frozen=True, slots=True)
class AtDevices:
    pass


@dataclass(frozen=True, slots=True)
class AtStaff:
    staff: tuple[StaffShown, ...]


@dataclass(frozen=True, slots=True)
class Detailing:
    """くわしく: the person's sheet, one section of it."""

    before: AtCustomer
    sheet: PersonSheet
    section: Section = Section.BASICS


@dataclass(frozen=True, slots=True)
class AtHeading:
    """What is known under one heading: `often` is known of several customers, and offered."""

    before: Detailing
    heading: HeadingShown
    often: tuple[str, ...] = field(repr=False)
    scope: Scope = Scope.PERSON


@dataclass(frozen=True, slots=True)
class AtHeadings:
    """The shop's headings, those put away too."""

    before: Detailing
    headings: tuple[HeadingShown, ...]


class Fresh(StrEnum):
    """A text that belongs to nothing yet."""

    FACT = "fact"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Filling:
    """A text is typed: a detail of the person, a new fact, a new heading, or another name for a heading."""

    before: Detailing | AtHeading | AtHeadings
    target: Detail | Fresh | HeadingShown
    typed: str = field(default="", repr=False)
    fault: Fault | Fresh | None = None  # why it can't be taken; Fresh.HEADING: there is one of that name


class Sought(StrEnum):
    """Why another customer is looked for."""

    MEMBER = "member"
    INTRODUCER = "introducer"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Seeking:
    before: Detailing
    sought: Sought
    typed: str = field(default="", repr=False)
    found: tuple[Found, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class PickingWish:
    before: Detailing
    channel: Channel


@dataclass(frozen=True, slots=True)
class TakingConsent:
    """`wording` is what stands on the screen, and what is kept. `given`: there is one, which may be withdrawn."""

    before: Detailing
    channel: Channel
    wording: str
    given: ConsentShown | None


@dataclass(frozen=True, slots=True)
class Comparing:
    """Two records side by side: which one is kept?"""

    before: Detailing
    pair: tuple[RecordPicture, RecordPicture]


@dataclass(frozen=True, slots=True)
class Erasing:
    """消去: asked twice (`sure`: the second time)."""

    before: Detailing
    sure: bool = False


Unfinished = (
    Finding | Attaching | Naming | PickingHour | Filling | Seeking | PickingWish | TakingConsent | Comparing | Erasing
)


@dataclass(frozen=True, slots=True)
class AskingAboutCard:
    """Another card came while something was unfinished: neither goes on before a person says which."""

    unfinished: Unfinished
    tapped: CardTapped


@dataclass(frozen=True, slots=True)
class Faulted:
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
    | AtToday
    | AtSlips
    | AtDevices
    | AtStaff
    | Detailing
    | AtHeading
    | AtHeadings
    | Filling
    | Seeking
    | PickingWish
    | TakingConsent
    | Comparing
    | Erasing
    | AskingAboutCard
    | Faulted
)
