"""What a person at the screen asks for. Every touch becomes one of these frozen values in the inbox."""

from dataclasses import dataclass

from kiosk.rules.cards import OldCards
from kiosk.rules.tags import Scope
from kiosk.rules.units import CustomerId, JobId, StaffId, TagId, TagOnId


@dataclass(frozen=True, slots=True)
class Leave:
    """Back to idle (おわり, やめる)."""


@dataclass(frozen=True, slots=True)
class Back:
    """One screen back."""


@dataclass(frozen=True, slots=True)
class Undo:
    """取り消す on the toast. `token` names what is undone, so that a late press can't undo something else."""

    token: int


# idle
@dataclass(frozen=True, slots=True)
class OpenFind: ...


@dataclass(frozen=True, slots=True)
class OpenToday: ...


@dataclass(frozen=True, slots=True)
class OpenSlips: ...


@dataclass(frozen=True, slots=True)
class OpenDevices: ...


@dataclass(frozen=True, slots=True)
class OpenStaff: ...


@dataclass(frozen=True, slots=True)
class ChooseStaff:
    staff: StaffId


# a card nobody knows, a lost one, another one
@dataclass(frozen=True, slots=True)
class EnrolCustomer:
    """はじめてのお客様: one touch is enough."""


@dataclass(frozen=True, slots=True)
class AttachCard:
    """カードの追加・交換: find the customer first."""


@dataclass(frozen=True, slots=True)
class ConfirmAttach:
    old: OldCards


@dataclass(frozen=True, slots=True)
class CardFound:
    """The lost or replaced card is back with its customer and works again."""


@dataclass(frozen=True, slots=True)
class TakeNewCard:
    """Another card came while something was unfinished: drop that, take the new card."""


@dataclass(frozen=True, slots=True)
class KeepGoing:
    """… or go on, and forget the new card."""


# the customer
@dataclass(frozen=True, slots=True)
class OpenCustomer:
    """Open someone without a card (found by search or in a list). No visit is recorded by this alone."""

    customer: CustomerId


@dataclass(frozen=True, slots=True)
class RecordVisit:
    """The customer on the screen is here today, without a card."""


@dataclass(frozen=True, slots=True)
class OpenTags: ...


@dataclass(frozen=True, slots=True)
class OpenNaming: ...


@dataclass(frozen=True, slots=True)
class SaveName: ...


@dataclass(frozen=True, slots=True)
class StillTrue:
    """今もそうですか？ はい."""

    tag_on: TagOnId


@dataclass(frozen=True, slots=True)
class NoLongerTrue:
    """今もそうですか？ 終わった."""

    tag_on: TagOnId


@dataclass(frozen=True, slots=True)
class HoldSensitive:
    """The chip is held down: show what it hides, and write it to the access log."""

    tag_on: TagOnId


@dataclass(frozen=True, slots=True)
class ReleaseSensitive: ...


@dataclass(frozen=True, slots=True)
class ReprintSlip:
    """One more copy of a slip, marked 再発行 unless the first surely never came out."""

    job: JobId


@dataclass(frozen=True, slots=True)
class PrintSlip:
    """A slip for the customer on the screen: today's once more, or a first one when there is none yet."""


@dataclass(frozen=True, slots=True)
class DropSlip:
    job: JobId


# tags
@dataclass(frozen=True, slots=True)
class ToggleTag:
    tag: TagId


@dataclass(frozen=True, slots=True)
class PickHour:
    hour: int


@dataclass(frozen=True, slots=True)
class ChooseScope:
    scope: Scope


@dataclass(frozen=True, slots=True)
class CycleUntil:
    """Next choice of until when: always, 1 week, 1 month, 3 months, the end of the year."""


@dataclass(frozen=True, slots=True)
class CycleReview:
    """Next choice of when to ask 今もそうですか？: as the preset says, 1, 3, 6, 12 months, never."""


@dataclass(frozen=True, slots=True)
class ToggleSensitive: ...


@dataclass(frozen=True, slots=True)
class TurnPage:
    by: int


# typing
@dataclass(frozen=True, slots=True)
class Key:
    """One key of the screen's keyboard: a kana, a digit, or ゛ ゜ 小 which change the last kana."""

    text: str


@dataclass(frozen=True, slots=True)
class EraseKey: ...


@dataclass(frozen=True, slots=True)
class ClearKeys: ...


Intent = (
    Leave | Back | Undo | OpenFind | OpenToday | OpenSlips | OpenDevices | OpenStaff | ChooseStaff
    | EnrolCustomer | AttachCard | ConfirmAttach | CardFound | TakeNewCard | KeepGoing
    | OpenCustomer | RecordVisit | OpenTags | OpenNaming | SaveName | StillTrue | NoLongerTrue
    | HoldSensitive | ReleaseSensitive | PrintSlip | ReprintSlip | DropSlip
    | ToggleTag | PickHour | ChooseScope | CycleUntil | CycleReview | ToggleSensitive | TurnPage
    | Key | EraseKey | ClearKeys
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pressed:
    """An intent, and the serial of the view that the finger saw: what has changed under it is not meant."""

    intent: Intent
    seen: int
