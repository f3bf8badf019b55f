"""What devices tell. Every event is a frozen value in the past tense; a device hands it to its sink and forgets it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class CardKind(StrEnum):
    FELICA = "felica"
    NFC_A = "nfca"
    BARCODE = "barcode"  # the shop's own printed member card


class DeviceName(StrEnum):
    READER = "reader"
    PRINTER = "printer"
    SIGNALS = "signals"
    SCANNER = "scanner"
    KANJI = "kanji"  # what makes kanji of kana


class Trouble(StrEnum):
    """Why a device does not work, in the kinds that need different words at the counter."""

    ABSENT = "absent"  # not plugged in, switched off, wrong address
    TAKEN = "taken"  # another program or a kernel driver holds it (port100, usblp)
    FORBIDDEN = "forbidden"  # no permission for the device's node
    HUNG = "hung"  # answers nothing any more
    BROKEN = "broken"  # answers nonsense
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    UNFIT = "unfit"  # there, but another kind of device
    NO_DRIVER = "no_driver"  # a library or a font this device needs is missing


class CardRefusal(StrEnum):
    RANDOM_UID = "random_uid"  # a phone shows a new number at every touch
    SEVERAL = "several"  # more than one card lies on the reader


class SlipOutcome(StrEnum):
    PRINTED = "printed"
    NOT_SENT = "not_sent"  # surely no paper came out: may be printed later without a mark
    UNKNOWN = "unknown"  # something was sent and the answer is missing: never again by itself


@dataclass(frozen=True, slots=True)
class CardTapped:
    """A card came onto the empty reader. `uid` is lower-case hex, FeliCa's system nibble normalised to 0.

    `at` is time.monotonic() in seconds. The uid is personal: it stays out of repr and so out of logs.
    With kind BARCODE it is the text of a member card that was scanned.
    """

    uid: str = field(repr=False)
    kind: CardKind
    at: float


@dataclass(frozen=True, slots=True)
class CardRefused:
    """Something was held to the reader that cannot be a member card."""

    reason: CardRefusal
    at: float


@dataclass(frozen=True, slots=True)
class CodeScanned:
    """A whole barcode was read. `text` is what the scanner typed: it may be a member's, and stays out of repr."""

    text: str = field(repr=False)
    at: float


@dataclass(frozen=True, slots=True)
class ScanBroken:
    """Part of a scan was lost, or no table knows its keys. Nothing of it may be used: it has to be scanned again."""

    at: float


@dataclass(frozen=True, slots=True)
class ScannerFound:
    """While a scanner was looked for, this keyboard typed as only a scanner types.

    `device` as kiosk.toml names it, `name` what the kernel calls it. `readings`: the text by each keyboard that it may
    imitate, None where that one has no such key; it may be a member's, and stays out of repr.
    """

    device: str
    name: str
    readings: tuple[tuple[str, str | None], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class DeviceReady:
    """The device works (first time, or again after trouble). `detail` names it for `kiosk check`."""

    device: DeviceName
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DeviceLost:
    """The device stopped working. Said once per change of trouble, not once per try."""

    device: DeviceName
    trouble: Trouble
    detail: str = ""  # for the log and `kiosk check`; never shown at the counter


@dataclass(frozen=True, slots=True)
class SlipFinished:
    """The answer to one submit(): exactly one comes for each, in order."""

    job: int
    outcome: SlipOutcome
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a sentence that is converted by itself: how it sounds, and how it may be written, likeliest first."""

    reading: str = field(repr=False)
    candidates: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class CandidatesFound:
    """The answer to one convert() that no later one has overtaken. No segments: the engine could not."""

    request: int
    segments: tuple[Segment, ...]


class MailOutcome(StrEnum):
    SENT = "sent"  # the server took it
    REFUSED = "refused"  # the server knows no such address: it would not take it the next time either
    NOT_SENT = "not_sent"  # surely not sent: may be tried again
    UNKNOWN = "unknown"  # all of it was handed over and the answer is missing: never again by itself


@dataclass(frozen=True, slots=True)
class MailAccepted:
    """The server would take this message now. Nothing of it is sent before hand_over()."""

    job: int


@dataclass(frozen=True, slots=True)
class MailFinished:
    """The answer to one submit(): exactly one comes for each, in order. With a trouble the next would fare alike.

    `withdrawn`: it was not sent because nobody wanted it any more.
    """

    job: int
    outcome: MailOutcome
    trouble: Trouble | None = None
    withdrawn: bool = False


Event = (
    CardTapped
    | CardRefused
    | CodeScanned
    | ScanBroken
    | ScannerFound
    | DeviceReady
    | DeviceLost
    | SlipFinished
    | CandidatesFound
    | MailAccepted
    | MailFinished
)
Sink = Callable[[Event], None]
