"""Where the counter is. Each state is a frozen value that holds what its screen needs, already read."""

from dataclasses import dataclass, field

from hardware.events import CardRefusal, CardTapped, Trouble
from kiosk.actions.card import Blocked
from kiosk.actions.lists import CameToday, StaffShown
from kiosk.actions.record import CustomerRecord
from kiosk.actions.search import Found
from kiosk.actions.slip import JobShown, JobState
from kiosk.actions.tags import Options, Preset
from kiosk.actions.trouble import BooksTrouble
from kiosk.actions.visit import VisitOutcome
from kiosk.rules.card_number import CardNumber
from kiosk.rules.units import JobId, TagOnId


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


Unfinished = Finding | Attaching | Naming | PickingHour


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
    | AskingAboutCard
    | Faulted
)
