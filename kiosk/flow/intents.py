"""What a person at the screen asks for. Every touch becomes one of these frozen values in the inbox."""

from enum import StrEnum

from kiosk.flow.fitting_intents import FittingIntent
from kiosk.flow.keys import Keys
from kiosk.flow.letter_intents import LetterIntent
from kiosk.rules.backup_places import BackupPlace
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
from kiosk.value import Hidden, Value


class Leave(Value):
    """Back to idle (おわり, やめる)."""


class TryAgain(Value):
    """To open the shop, which could not be opened."""


class Back(Value):
    """One screen back."""


class ConfirmClock(Value):
    """It is the time that the screen shows."""


class CorrectClock(Value):
    """It is another time than the one that is asked about."""


class SameShop(Value):
    """The machine alone is another one."""


class MoveShop(Value):
    """The shop has moved: show what says where it is."""


class OpenJoining(Value):
    """Look for another copy of the shop, to join with it."""


class OpenCardMoved(Value):
    """There was a shop on this card, in another machine."""


class LookForShop(Value):
    """Look once more whether the card's shop is there."""


class LookForOthers(Value):
    """Look once more: another stick was put in."""


class ChooseOther(Value):
    """By its place in the list."""

    place: int


class BeginJoining(Value):
    """Make a backup, then join with what the screen shows."""


class StopJoining(Value):
    """End the backup before it, or the join itself: nothing has changed then."""


class SettleJoin(Value):
    """What came of it was seen."""


class OpenJoinReport(Value):
    """What a person should know of it, or put right."""


class AskMoveLater(Value):
    """Nobody knows it today."""


class WritePlace(Value):
    """Change one line of what says where the shop is."""

    line: PlaceLine


class KeepPlace(Value):
    """All of it is right now."""


class OpenClock(Value):
    """Put the clock right, though nobody asked."""


class MoveClock(Value):
    """The time that is being set, so much later; negative: earlier."""

    months: int = 0
    days: int = 0
    hours: int = 0
    minutes: int = 0


class Undo(Value):
    """取り消す on the toast. `token` names what is undone, so that a late press can't undo something else."""

    token: int


# idle
class OpenFind(Value): ...


class OpenToday(Value): ...


class OpenSlips(Value): ...


class OpenDevices(Value): ...


class OpenStaff(Value): ...


class ChooseStaff(Value):
    staff: StaffId


# a card nobody knows, a lost one, another one
class EnrolCustomer(Value):
    """はじめてのお客様: one touch is enough."""


class AttachCard(Value):
    """カードの追加・交換: find the customer first."""


class ConfirmAttach(Value):
    old: OldCards


class CardFound(Value):
    """The lost or replaced card is back with its customer and works again."""


class TakeNewCard(Value):
    """Another card came while something was unfinished: drop that, take the new card."""


class KeepGoing(Value):
    """… or go on, and forget the new card."""


# the customer
class OpenCustomer(Value):
    """Open someone without a card (found by search or in a list). No visit is recorded by this alone."""

    customer: CustomerId


class RecordVisit(Value):
    """The customer on the screen is here today, without a card."""


class OpenTags(Value): ...


class OpenNaming(Value): ...


class SaveName(Value): ...


class StillTrue(Value):
    """今もそうですか？ はい."""

    tag_on: TagOnId


class NoLongerTrue(Value):
    """今もそうですか？ 終わった."""

    tag_on: TagOnId


class HoldSensitive(Value):
    """The chip is held down: show what it hides, and write it to the access log."""

    tag_on: TagOnId


class ReleaseSensitive(Value): ...


class ReprintSlip(Value):
    """One more copy of a slip, marked 再発行 unless the first surely never came out."""

    job: JobId


class PrintSlip(Value):
    """A slip for the customer on the screen: today's once more, or a first one when there is none yet."""


class DropSlip(Value):
    job: JobId


# tags
class ToggleTag(Value):
    tag: TagId


class PickHour(Value):
    hour: int


class ChooseScope(Value):
    scope: Scope


class CycleUntil(Value):
    """Next choice of until when: always, 1 week, 1 month, 3 months, the end of the year."""


class CycleReview(Value):
    """Next choice of when to ask 今もそうですか？: as the preset says, 1, 3, 6, 12 months, never."""


class ToggleSensitive(Value): ...


class TurnPage(Value):
    by: int


# typing
class Key(Value):
    """One key of the screen's keyboard: a kana, a digit, or ゛ ゜ 小 which change the last kana."""

    text: str


class EraseKey(Value): ...


class ClearKeys(Value): ...


# the sale
class OpenSelling(Value):
    """お会計: for the customer on the screen, or without a card. A sale that was left open comes back."""


class StartAfresh(Value):
    """Drop the sale that was left open, and begin a new one."""


class AddAmount(Value):
    """The typed amount becomes a line at this rate, per cent."""

    rate: int


class PickLine(Value):
    """Quantity and discount are about this line; None: about the whole."""

    place: int | None


class SetQuantity(Value): ...


class DiscountYen(Value): ...


class DiscountPercent(Value): ...


class SpendPoints(Value):
    """As many as were typed, or as many as can be."""


class NameChecked(Value):
    """The customer said the name: so many points may be spent."""


class RemoveLine(Value): ...


class Settle(Value):
    """お会計: paid."""


class DropSale(Value):
    """やめる: nothing was sold."""


class PriceProduct(Value):
    """The unknown product costs what was typed, at this rate."""

    rate: int


class NameProduct(Value):
    """The unknown product is called what was typed; with nothing typed, by its code."""


# refunds
class OpenMenu(Value): ...


class OpenSales(Value):
    """The sales of today, to take one back."""


class TurnDay(Value):
    by: int


class ShowSale(Value):
    sale: SaleId


class TakeLine(Value):
    """All that is left of this line goes back; touched again, none."""

    line: SaleLineId


class TakePieces(Value):
    """One piece more or less."""

    line: SaleLineId
    by: int


class TakeAll(Value): ...


class Refund(Value): ...


class Letter(Value):
    """One letter of a real keyboard: romaji where kana are written."""

    text: Hidden[str]


class SpaceKey(Value):
    """空白. The bar of a real keyboard converts instead while there is something to convert."""

    bar: bool = False


class MoveCaret(Value):
    by: int


class SwitchKeys(Value):
    keys: Keys


class ShiftKey(Value): ...


class ConvertKey(Value):
    """変換, and pressed again 次の候補."""


class ChooseCandidate(Value):
    """The word itself and not its place: the engine's answer may have come between the eye and the finger."""

    word: Hidden[str]


class TurnCandidates(Value):
    by: int


class CommitKey(Value):
    """確定: as it is shown."""


class KatakanaKey(Value):
    """カタカナに."""


class CancelKey(Value):
    """Esc: the composition goes, the text stays."""


class ChooseLine(Value):
    """Write in another line of the screen: 0 the first."""

    line: int


# staff
class LiftShade(Value):
    """The first touch on a covered screen: it does nothing else."""


class AskWho(Value):
    """交代する: somebody else is at the counter."""


class SignOut(Value): ...


class PinKey(Value):
    """One key of the number pad. Which one stands in no repr, and so in no log."""

    digit: Hidden[str]


class EnterPin(Value):
    """決定: what was typed is the PIN."""


class OpenStaffAdmin(Value): ...


class OpenAccessLog(Value): ...


class OpenMember(Value):
    staff: StaffId


class AddMember(Value): ...


class SwitchRole(Value): ...


class NewPin(Value): ...


class UnlockPin(Value): ...


class GiveStaffCard(Value): ...


class RemoveStaffCards(Value): ...


class LetMemberGo(Value): ...


class TakeMemberBack(Value): ...


# today's customers: what was learned, without leaving the list
class OpenTagsOf(Value):
    customer: CustomerId


class OpenNotesOf(Value):
    customer: CustomerId


# the timeline
class OpenTimeline(Value): ...


class MoreRows(Value):
    """The list nears its end. `have` rows are there: what is asked twice comes once."""

    have: int


class HoldEvent(Value):
    """A hidden note or tag in the timeline is held down; `place` counts from the newest."""

    place: int


# notes
class OpenNotes(Value): ...


class UseTemplate(Value):
    template: TemplateId


class PickWeekday(Value):
    weekday: int  # 0: Monday


class ChooseKind(Value):
    kind: Kind


class OpenTyping(Value): ...


class TakeText(Value):
    """What was typed becomes the note's text."""


class OpenInk(Value): ...


class AddStroke(Value):
    """The finger was lifted. `number` counts the strokes since the drawing area was opened, from 1."""

    number: int
    points: Hidden[tuple[Point, ...]]


class UndoStroke(Value): ...


class ClearInk(Value): ...


class CyclePen(Value): ...


class TakeInk(Value):
    """What was drawn becomes part of the note."""


class SaveNote(Value): ...


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


class OpenReport(Value): ...


class OpenQuestions(Value): ...


class TurnMonth(Value):
    by: int  # -1: the month before


class ChoosePage(Value):
    page: ReportPage


class ReadAgain(Value):
    """What could not be read is tried again."""


class ShowIssued(Value):
    """The report as it was issued, or as it is now."""

    issued: bool


class IssueReport(Value): ...


class MakePaper(Value):
    """The report as a PDF."""


class OpenQuestion(Value):
    ask: Ask


class ShowNames(Value):
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


class OpenDetails(Value):
    """くわしく."""


class ChooseSection(Value):
    section: Section


class EditDetail(Value):
    detail: Detail


class SaveText(Value):
    """What was typed is what was meant."""


class OpenHeading(Value):
    heading: HeadingId


class ToggleFact(Value):
    """One touch puts a fact on, touched again it is off."""

    text: Hidden[str]


class WriteFact(Value): ...


class OpenHeadings(Value):
    """The shop's headings: make, rename, order, put away."""


class NewHeading(Value): ...


class RenameHeading(Value):
    heading: HeadingId


class RaiseHeading(Value):
    """One place up."""

    heading: HeadingId


class KeepHeading(Value):
    """Put away, or brought back."""

    heading: HeadingId


class FindMember(Value):
    """Somebody who lives in the same household."""


class LeaveHousehold(Value): ...


class FindIntroducer(Value): ...


class ForgetIntroducer(Value): ...


class MarkCard(Value):
    card: CardId
    state: CardState


class OpenWish(Value):
    channel: Channel


class SayWish(Value):
    """`allowed` None: what the customer wants isn't known."""

    allowed: bool | None
    every_days: int | None = None


class OpenConsent(Value):
    channel: Channel


class GiveConsent(Value):
    how: How


class WithdrawConsent(Value): ...


class FindSame(Value):
    """同じ方の記録とまとめる."""


class KeepRecord(Value):
    """Of the two records side by side, this one stays."""

    customer: CustomerId


class UndoMerge(Value):
    merge: MergeId


class OpenErase(Value): ...


class OpenBackup(Value): ...


class OpenUpdates(Value): ...


class LookForUpdates(Value): ...


class TakeUpdate(Value):
    """Make a backup, and unpack the release that stands here in the list beside this one."""

    place: int


class StopUpdate(Value): ...


class SwitchRelease(Value):
    """The program ends, and the release that lies ready starts."""


class KnowFailed(Value):
    """Somebody has read that a release did not come up."""


class BackUpNow(Value): ...


class StopBackup(Value): ...


class ChooseBackupPlace(Value):
    """The stick that is in is from now on one for this shop's backups."""

    place: BackupPlace


class GiveStickBack(Value):
    """The stick is wanted: nothing is written to it any more, and it may be pulled."""


class MakeKey(Value):
    """A new key of the backups, onto paper."""


class PrintKey(Value):
    """The paper did not come out, or can't be read."""


class TypeKeyEnd(Value): ...


class CheckKeyEnd(Value): ...


class BeginShop(Value):
    """On a machine that had none: the new shop, or the one that came back."""


class OpenVault(Value):
    """The encryption of the data: before there is a shop, whether it is wanted; later, its PIN."""


class MakeVault(Value): ...


class BeginSample(Value):
    """On a machine without a shop: one to try it with."""


class OpenSample(Value):
    """What it means that this shop is a sample."""


class AskSampleAway(Value):
    """What goes with the sample shop?"""


class PutSampleAway(Value):
    """Pressed twice, on two screens."""


class StartAnew(Value):
    """The program ends, and whoever started it starts it again."""


class LookForBackups(Value): ...


class ChooseBackup(Value):
    name: str


class RestoreAlone(Value):
    """The backup without what came after it; or, not `wanted`, with it again."""

    wanted: bool


class TypeKey(Value):
    """The whole secret key of the backups."""


class TakeKey(Value): ...


class ConfirmErase(Value):
    """Pressed twice, on two screens."""


class OpenExport(Value): ...


class ExportTo(Value):
    """Write the export to the place that stands here in the list."""

    place: int


class ExportHidden(Value):
    """Whether hidden notes and tags leave too."""

    hidden: bool


class StopExport(Value): ...


class OpenDisclosure(Value):
    """開示: what is held about this person, as a paper."""


class DiscloseTo(Value):
    """Write it to the place that stands here in the list."""

    place: int


# follow-ups
class OpenFollowUps(Value): ...


class OpenFollowUp(Value):
    follow_up: FollowUpId


class FollowUpDone(Value):
    """The customer was called, written to, visited or talked to."""

    how: Kind


class LetFollowUpGo(Value): ...


class OpenPutOff(Value): ...


class PutOff(Value):
    until: BusinessDay


# the roster kept fresh
class OpenRoster(Value): ...


class ChooseRoster(Value):
    which: RosterList


class OpenSheet(Value):
    """The person's sheet, opened from a list."""

    customer: CustomerId
    section: Section


class OpenLookalikes(Value):
    """Records that may be one person's."""


class CompareLookalikes(Value):
    """They may be one person: show both, to say which record is kept."""

    one: CustomerId
    other: CustomerId


class TellApart(Value):
    """They are two people: not to be proposed again."""

    one: CustomerId
    other: CustomerId


class LookAt(Value):
    """The record is right as it is."""

    customer: CustomerId


class StopWriting(Value):
    customer: CustomerId


class MarkTrouble(Value):
    """What was sent came back, or the person moved; None: it arrives."""

    customer: CustomerId
    channel: Channel
    trouble: DeliveryTrouble | None


Intent = (
    ConfirmClock | CorrectClock | OpenClock | MoveClock
    | OpenJoining | LookForOthers | ChooseOther | BeginJoining | StopJoining | SettleJoin | OpenJoinReport
    | SameShop | MoveShop | AskMoveLater | WritePlace | KeepPlace
    | Leave | TryAgain | Back | Undo | OpenFind | OpenToday | OpenSlips | OpenDevices | OpenStaff | ChooseStaff
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
    | FittingIntent
    | OpenFollowUps | OpenFollowUp | FollowUpDone | LetFollowUpGo | OpenPutOff | PutOff
    | OpenRoster | ChooseRoster | OpenSheet | OpenLookalikes | CompareLookalikes | TellApart
    | LookAt | StopWriting | MarkTrouble
    | OpenUpdates | LookForUpdates | TakeUpdate | StopUpdate | SwitchRelease | KnowFailed
    | OpenBackup | BackUpNow | StopBackup | ChooseBackupPlace | GiveStickBack | MakeKey | PrintKey | TypeKeyEnd
    | CheckKeyEnd
    | OpenVault | MakeVault | BeginSample | OpenSample | AskSampleAway | PutSampleAway | StartAnew
    | OpenCardMoved | LookForShop | BeginShop | LookForBackups | ChooseBackup | RestoreAlone | TypeKey | TakeKey
)  # fmt: skip


class Pressed(Value):
    """An intent, and the serial of the view that the finger saw: what has changed under it is not meant."""

    intent: Intent
    seen: int
