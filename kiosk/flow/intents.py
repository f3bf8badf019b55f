"""What a person at the screen asks for. Every touch becomes one of these frozen values in the inbox."""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.flow.keys import Keys
from kiosk.flow.letter_intents import LetterIntent
from kiosk.rules.cards import CardState, OldCards
from kiosk.rules.details import Detail
from kiosk.rules.ink import Point
from kiosk.rules.moving import PlaceLine
from kiosk.rules.notes import Kind
from kiosk.rules.questions import Ask, Who
from kiosk.rules.reach import DeliveryTrouble
from kiosk.rules.roster import RosterList
from kiosk.rules.tags import Scope
from kiosk.rules.units import (
    BusinessDay,
    CardId,
    CustomerId,
    FollowUpId,
    HeadingId,
    JobId,
    MergeId,
    SaleId,
    SaleLineId,
    StaffId,
    TagId,
    TagOnId,
    TemplateId,
)
from kiosk.rules.wishes import Channel, How


@dataclass(frozen=True, slots=True)
class Leave:
    """Back to idle (おわり, やめる)."""


@dataclass(frozen=True, slots=True)
class Back:
    """One screen back."""


@dataclass(frozen=True, slots=True)
class ConfirmClock:
    """It is the time that the screen shows."""


@dataclass(frozen=True, slots=True)
class CorrectClock:
    """It is another time than the one that is asked about."""


@dataclass(frozen=True, slots=True)
class SameShop:
    """The machine alone is another one."""


@dataclass(frozen=True, slots=True)
class MoveShop:
    """The shop has moved: show what says where it is."""


@dataclass(frozen=True, slots=True)
class AskMoveLater:
    """Nobody knows it today."""


@dataclass(frozen=True, slots=True)
class WritePlace:
    """Change one line of what says where the shop is."""

    line: PlaceLine


@dataclass(frozen=True, slots=True)
class KeepPlace:
    """All of it is right now."""


@dataclass(frozen=True, slots=True)
class OpenClock:
    """Put the clock right, though nobody asked."""


@dataclass(frozen=True, slots=True)
class MoveClock:
    """The time that is being set, so much later; negative: earlier."""

    months: int = 0
    days: int = 0
    hours: int = 0
    minutes: int = 0


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


# the sale
@dataclass(frozen=True, slots=True)
class OpenSelling:
    """お会計: for the customer on the screen, or without a card. A sale that was left open comes back."""


@dataclass(frozen=True, slots=True)
class StartAfresh:
    """Drop the sale that was left open, and begin a new one."""


@dataclass(frozen=True, slots=True)
class AddAmount:
    """The typed amount becomes a line at this rate, per cent."""

    rate: int


@dataclass(frozen=True, slots=True)
class PickLine:
    """Quantity and discount are about this line; None: about the whole."""

    place: int | None


@dataclass(frozen=True, slots=True)
class SetQuantity: ...


@dataclass(frozen=True, slots=True)
class DiscountYen: ...


@dataclass(frozen=True, slots=True)
class DiscountPercent: ...


@dataclass(frozen=True, slots=True)
class SpendPoints:
    """As many as were typed, or as many as can be."""


@dataclass(frozen=True, slots=True)
class NameChecked:
    """The customer said the name: so many points may be spent."""


@dataclass(frozen=True, slots=True)
class RemoveLine: ...


@dataclass(frozen=True, slots=True)
class Settle:
    """お会計: paid."""


@dataclass(frozen=True, slots=True)
class DropSale:
    """やめる: nothing was sold."""


@dataclass(frozen=True, slots=True)
class PriceProduct:
    """The unknown product costs what was typed, at this rate."""

    rate: int


@dataclass(frozen=True, slots=True)
class NameProduct:
    """The unknown product is called what was typed; with nothing typed, by its code."""


# refunds
@dataclass(frozen=True, slots=True)
class OpenMenu: ...


@dataclass(frozen=True, slots=True)
class OpenSales:
    """The sales of today, to take one back."""


@dataclass(frozen=True, slots=True)
class TurnDay:
    by: int


@dataclass(frozen=True, slots=True)
class ShowSale:
    sale: SaleId


@dataclass(frozen=True, slots=True)
class TakeLine:
    """All that is left of this line goes back; touched again, none."""

    line: SaleLineId


@dataclass(frozen=True, slots=True)
class TakePieces:
    """One piece more or less."""

    line: SaleLineId
    by: int


@dataclass(frozen=True, slots=True)
class TakeAll: ...


@dataclass(frozen=True, slots=True)
class Refund: ...


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of a real keyboard: romaji where kana are written."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SpaceKey:
    """空白. The bar of a real keyboard converts instead while there is something to convert."""

    bar: bool = False


@dataclass(frozen=True, slots=True)
class MoveCaret:
    by: int


@dataclass(frozen=True, slots=True)
class SwitchKeys:
    keys: Keys


@dataclass(frozen=True, slots=True)
class ShiftKey: ...


@dataclass(frozen=True, slots=True)
class ConvertKey:
    """変換, and pressed again 次の候補."""


@dataclass(frozen=True, slots=True)
class ChooseCandidate:
    """The word itself and not its place: the engine's answer may have come between the eye and the finger."""

    word: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TurnCandidates:
    by: int


@dataclass(frozen=True, slots=True)
class CommitKey:
    """確定: as it is shown."""


@dataclass(frozen=True, slots=True)
class KatakanaKey:
    """カタカナに."""


@dataclass(frozen=True, slots=True)
class CancelKey:
    """Esc: the composition goes, the text stays."""


@dataclass(frozen=True, slots=True)
class ChooseLine:
    """Write in another line of the screen: 0 the first."""

    line: int


# staff
@dataclass(frozen=True, slots=True)
class LiftShade:
    """The first touch on a covered screen: it does nothing else."""


@dataclass(frozen=True, slots=True)
class AskWho:
    """交代する: somebody else is at the counter."""


@dataclass(frozen=True, slots=True)
class SignOut: ...


@dataclass(frozen=True, slots=True)
class PinKey:
    """One key of the number pad. Which one stands in no repr, and so in no log."""

    digit: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class EnterPin:
    """決定: what was typed is the PIN."""


@dataclass(frozen=True, slots=True)
class OpenStaffAdmin: ...


@dataclass(frozen=True, slots=True)
class OpenAccessLog: ...


@dataclass(frozen=True, slots=True)
class OpenMember:
    staff: StaffId


@dataclass(frozen=True, slots=True)
class AddMember: ...


@dataclass(frozen=True, slots=True)
class SwitchRole: ...


@dataclass(frozen=True, slots=True)
class NewPin: ...


@dataclass(frozen=True, slots=True)
class UnlockPin: ...


@dataclass(frozen=True, slots=True)
class GiveStaffCard: ...


@dataclass(frozen=True, slots=True)
class RemoveStaffCards: ...


@dataclass(frozen=True, slots=True)
class LetMemberGo: ...


@dataclass(frozen=True, slots=True)
class TakeMemberBack: ...


# today's customers: what was learned, without leaving the list
@dataclass(frozen=True, slots=True)
class OpenTagsOf:
    customer: CustomerId


@dataclass(frozen=True, slots=True)
class OpenNotesOf:
    customer: CustomerId


# the timeline
@dataclass(frozen=True, slots=True)
class OpenTimeline: ...


@dataclass(frozen=True, slots=True)
class MoreRows:
    """The list nears its end. `have` rows are there: what is asked twice comes once."""

    have: int


@dataclass(frozen=True, slots=True)
class HoldEvent:
    """A hidden note or tag in the timeline is held down; `place` counts from the newest."""

    place: int


# notes
@dataclass(frozen=True, slots=True)
class OpenNotes: ...


@dataclass(frozen=True, slots=True)
class UseTemplate:
    template: TemplateId


@dataclass(frozen=True, slots=True)
class PickWeekday:
    weekday: int  # 0: Monday


@dataclass(frozen=True, slots=True)
class ChooseKind:
    kind: Kind


@dataclass(frozen=True, slots=True)
class OpenTyping: ...


@dataclass(frozen=True, slots=True)
class TakeText:
    """What was typed becomes the note's text."""


@dataclass(frozen=True, slots=True)
class OpenInk: ...


@dataclass(frozen=True, slots=True)
class AddStroke:
    """The finger was lifted. `number` counts the strokes since the drawing area was opened, from 1."""

    number: int
    points: tuple[Point, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class UndoStroke: ...


@dataclass(frozen=True, slots=True)
class ClearInk: ...


@dataclass(frozen=True, slots=True)
class CyclePen: ...


@dataclass(frozen=True, slots=True)
class TakeInk:
    """What was drawn becomes part of the note."""


@dataclass(frozen=True, slots=True)
class SaveNote: ...


# the month's figures
class ReportPage(StrEnum):
    """What the month's report shows, one at a time."""

    CLASSES = "classes"
    MOVES = "moves"
    BEST = "best"
    NEW = "new"
    TASTE = "taste"
    HOURS = "hours"
    CARDLESS = "cardless"


@dataclass(frozen=True, slots=True)
class OpenReport: ...


@dataclass(frozen=True, slots=True)
class OpenQuestions: ...


@dataclass(frozen=True, slots=True)
class TurnMonth:
    by: int  # -1: the month before


@dataclass(frozen=True, slots=True)
class ChoosePage:
    page: ReportPage


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """What could not be read is tried again."""


@dataclass(frozen=True, slots=True)
class ShowIssued:
    """The report as it was issued, or as it is now."""

    issued: bool


@dataclass(frozen=True, slots=True)
class IssueReport: ...


@dataclass(frozen=True, slots=True)
class MakePaper:
    """The report as a PDF."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    ask: Ask


@dataclass(frozen=True, slots=True)
class ShowNames:
    who: Who


# the person
class Section(StrEnum):
    """What the roster shows of a person, one at a time."""

    BASICS = "basics"
    FACTS = "facts"
    HOUSEHOLD = "household"
    CONTACT = "contact"
    INTRODUCTION = "introduction"
    CARDS = "cards"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class OpenDetails:
    """くわしく."""


@dataclass(frozen=True, slots=True)
class ChooseSection:
    section: Section


@dataclass(frozen=True, slots=True)
class EditDetail:
    detail: Detail


@dataclass(frozen=True, slots=True)
class SaveText:
    """What was typed is what was meant."""


@dataclass(frozen=True, slots=True)
class OpenHeading:
    heading: HeadingId


@dataclass(frozen=True, slots=True)
class ToggleFact:
    """One touch puts a fact on, touched again it is off."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class WriteFact: ...


@dataclass(frozen=True, slots=True)
class OpenHeadings:
    """The shop's headings: make, rename, order, put away."""


@dataclass(frozen=True, slots=True)
class NewHeading: ...


@dataclass(frozen=True, slots=True)
class RenameHeading:
    heading: HeadingId


@dataclass(frozen=True, slots=True)
class RaiseHeading:
    """One place up."""

    heading: HeadingId


@dataclass(frozen=True, slots=True)
class KeepHeading:
    """Put away, or brought back."""

    heading: HeadingId


@dataclass(frozen=True, slots=True)
class FindMember:
    """Somebody who lives in the same household."""


@dataclass(frozen=True, slots=True)
class LeaveHousehold: ...


@dataclass(frozen=True, slots=True)
class FindIntroducer: ...


@dataclass(frozen=True, slots=True)
class ForgetIntroducer: ...


@dataclass(frozen=True, slots=True)
class MarkCard:
    card: CardId
    state: CardState


@dataclass(frozen=True, slots=True)
class OpenWish:
    channel: Channel


@dataclass(frozen=True, slots=True)
class SayWish:
    """`allowed` None: what the customer wants isn't known."""

    allowed: bool | None
    every_days: int | None = None


@dataclass(frozen=True, slots=True)
class OpenConsent:
    channel: Channel


@dataclass(frozen=True, slots=True)
class GiveConsent:
    how: How


@dataclass(frozen=True, slots=True)
class WithdrawConsent: ...


@dataclass(frozen=True, slots=True)
class FindSame:
    """同じ方の記録とまとめる."""


@dataclass(frozen=True, slots=True)
class KeepRecord:
    """Of the two records side by side, this one stays."""

    customer: CustomerId


@dataclass(frozen=True, slots=True)
class UndoMerge:
    merge: MergeId


@dataclass(frozen=True, slots=True)
class OpenErase: ...


@dataclass(frozen=True, slots=True)
class OpenBackup: ...


@dataclass(frozen=True, slots=True)
class BackUpNow: ...


@dataclass(frozen=True, slots=True)
class StopBackup: ...


@dataclass(frozen=True, slots=True)
class ChooseBackupPlace:
    """The stick that is in is from now on one for this shop's backups."""


@dataclass(frozen=True, slots=True)
class ConfirmErase:
    """Pressed twice, on two screens."""


@dataclass(frozen=True, slots=True)
class OpenExport: ...


@dataclass(frozen=True, slots=True)
class ExportTo:
    """Write the export to the place that stands here in the list."""

    place: int


@dataclass(frozen=True, slots=True)
class ExportHidden:
    """Whether hidden notes and tags leave too."""

    hidden: bool


@dataclass(frozen=True, slots=True)
class StopExport: ...


@dataclass(frozen=True, slots=True)
class OpenDisclosure:
    """開示: what is held about this person, as a paper."""


@dataclass(frozen=True, slots=True)
class DiscloseTo:
    """Write it to the place that stands here in the list."""

    place: int


# follow-ups
@dataclass(frozen=True, slots=True)
class OpenFollowUps: ...


@dataclass(frozen=True, slots=True)
class OpenFollowUp:
    follow_up: FollowUpId


@dataclass(frozen=True, slots=True)
class FollowUpDone:
    """The customer was called, written to, visited or talked to."""

    how: Kind


@dataclass(frozen=True, slots=True)
class LetFollowUpGo: ...


@dataclass(frozen=True, slots=True)
class OpenPutOff: ...


@dataclass(frozen=True, slots=True)
class PutOff:
    until: BusinessDay


# the roster kept fresh
@dataclass(frozen=True, slots=True)
class OpenRoster: ...


@dataclass(frozen=True, slots=True)
class ChooseRoster:
    which: RosterList


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """The person's sheet, opened from a list."""

    customer: CustomerId
    section: Section


@dataclass(frozen=True, slots=True)
class LookAt:
    """The record is right as it is."""

    customer: CustomerId


@dataclass(frozen=True, slots=True)
class StopWriting:
    customer: CustomerId


@dataclass(frozen=True, slots=True)
class MarkTrouble:
    """What was sent came back, or the person moved; None: it arrives."""

    customer: CustomerId
    channel: Channel
    trouble: DeliveryTrouble | None


Intent = (
    ConfirmClock | CorrectClock | OpenClock | MoveClock
    | SameShop | MoveShop | AskMoveLater | WritePlace | KeepPlace
    | Leave | Back | Undo | OpenFind | OpenToday | OpenSlips | OpenDevices | OpenStaff | ChooseStaff
    | EnrolCustomer | AttachCard | ConfirmAttach | CardFound | TakeNewCard | KeepGoing
    | OpenCustomer | RecordVisit | OpenTags | OpenNaming | SaveName | StillTrue | NoLongerTrue
    | HoldSensitive | ReleaseSensitive | PrintSlip | ReprintSlip | DropSlip
    | ToggleTag | PickHour | ChooseScope | CycleUntil | CycleReview | ToggleSensitive | TurnPage
    | Key | EraseKey | ClearKeys
    | OpenSelling | StartAfresh | AddAmount | PickLine | SetQuantity | DiscountYen | DiscountPercent | SpendPoints
    | NameChecked | RemoveLine | Settle | DropSale | PriceProduct | NameProduct
    | OpenMenu | OpenSales | TurnDay | ShowSale | TakeLine | TakePieces | TakeAll | Refund
    | Letter | SpaceKey | MoveCaret | SwitchKeys | ShiftKey
    | ConvertKey | ChooseCandidate | TurnCandidates | CommitKey | KatakanaKey
    | CancelKey | ChooseLine
    | LiftShade | AskWho | SignOut | PinKey | EnterPin
    | OpenStaffAdmin | OpenAccessLog | OpenMember | AddMember | SwitchRole
    | NewPin | UnlockPin | GiveStaffCard | RemoveStaffCards | LetMemberGo
    | TakeMemberBack
    | OpenTagsOf | OpenNotesOf | OpenTimeline | MoreRows | HoldEvent
    | OpenNotes | UseTemplate | PickWeekday | ChooseKind | OpenTyping | TakeText
    | OpenInk | AddStroke | UndoStroke | ClearInk | CyclePen | TakeInk | SaveNote
    | OpenDetails | ChooseSection | EditDetail | SaveText | OpenHeading | ToggleFact | WriteFact
    | OpenHeadings | NewHeading | RenameHeading | RaiseHeading | KeepHeading
    | FindMember | LeaveHousehold | FindIntroducer | ForgetIntroducer | MarkCard
    | OpenWish | SayWish | OpenConsent | GiveConsent | WithdrawConsent
    | FindSame | KeepRecord | UndoMerge | OpenErase | ConfirmErase
    | OpenReport | OpenQuestions | TurnMonth | ChoosePage | ReadAgain | ShowIssued | IssueReport | MakePaper
    | OpenQuestion | ShowNames
    | OpenExport | ExportTo | ExportHidden | StopExport | OpenDisclosure | DiscloseTo
    | LetterIntent
    | OpenFollowUps | OpenFollowUp | FollowUpDone | LetFollowUpGo | OpenPutOff | PutOff
    | OpenRoster | ChooseRoster | OpenSheet | LookAt | StopWriting | MarkTrouble
    | OpenBackup | BackUpNow | StopBackup | ChooseBackupPlace
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pressed:
    """An intent, and the serial of the view that the finger saw: what has changed under it is not meant."""

    intent: Intent
    seen: int
