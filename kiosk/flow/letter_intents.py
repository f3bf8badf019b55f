"""What a person at the screen asks for about letters. They belong to kiosk.flow.intents.Intent."""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.rules.choosing import Condition, Value
from kiosk.rules.letters import Way
from kiosk.rules.units import LetterId, LetterRuleId


class LetterText(StrEnum):
    """What of a letter is typed."""

    NAME = "name"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class OpenLetters: ...


@dataclass(frozen=True, slots=True)
class NewLetter: ...


@dataclass(frozen=True, slots=True)
class OpenLetter:
    letter: LetterId


@dataclass(frozen=True, slots=True)
class ChooseWay:
    way: Way


@dataclass(frozen=True, slots=True)
class SwitchKind:
    """From an exchange to selling, or back."""


@dataclass(frozen=True, slots=True)
class OpenCondition:
    condition: Condition


@dataclass(frozen=True, slots=True)
class TouchCondition:
    """Asks for this, or no longer."""

    condition: Condition
    value: Value = field(repr=False)


@dataclass(frozen=True, slots=True)
class OpenLetterRules: ...


@dataclass(frozen=True, slots=True)
class UseLetterRule:
    rule: LetterRuleId


@dataclass(frozen=True, slots=True)
class PutRuleAway:
    rule: LetterRuleId


@dataclass(frozen=True, slots=True)
class NameLetterRule:
    """Save what was chosen under a name."""


@dataclass(frozen=True, slots=True)
class ShowPeople: ...


@dataclass(frozen=True, slots=True)
class ShowLeftOut:
    """Those who are left out instead of those who get it, or back."""


@dataclass(frozen=True, slots=True)
class WriteLetter: ...


@dataclass(frozen=True, slots=True)
class EditLetter:
    what: LetterText


@dataclass(frozen=True, slots=True)
class UseLetterTemplate:
    place: int


@dataclass(frozen=True, slots=True)
class SetCouponYen:
    yen: int


@dataclass(frozen=True, slots=True)
class SetCouponDays:
    days: int


@dataclass(frozen=True, slots=True)
class CheckLetter:
    """Everything is there: say once more what is going to happen."""


@dataclass(frozen=True, slots=True)
class ChoosePaper:
    """A sheet of labels by its key, or postcards."""

    paper: str


@dataclass(frozen=True, slots=True)
class StartAt:
    """The first label that is still there, from 0."""

    place: int


@dataclass(frozen=True, slots=True)
class SendLetter: ...


@dataclass(frozen=True, slots=True)
class StopLetter: ...


@dataclass(frozen=True, slots=True)
class ResumeLetter: ...


@dataclass(frozen=True, slots=True)
class SendUnknownAgain: ...


@dataclass(frozen=True, slots=True)
class DropDraft: ...


LetterIntent = (
    OpenLetters | NewLetter | OpenLetter | ChooseWay | SwitchKind | OpenCondition | TouchCondition
    | OpenLetterRules | UseLetterRule | PutRuleAway | NameLetterRule | ShowPeople | ShowLeftOut | WriteLetter
    | EditLetter | UseLetterTemplate | SetCouponYen | SetCouponDays | CheckLetter | ChoosePaper | StartAt
    | SendLetter | StopLetter | ResumeLetter | SendUnknownAgain | DropDraft
)  # fmt: skip
