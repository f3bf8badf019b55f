"""What a person at the screen asks for about letters. They belong to kiosk.flow.intents.Intent."""

from enum import StrEnum

from kiosk.rules.choosing import Condition, Picked
from kiosk.rules.letters import Way
from kiosk.rules.units import LetterId, LetterRuleId
from kiosk.value import Hidden, Value


class LetterText(StrEnum):
    """What of a letter is typed."""

    NAME = "name"
    WORDS = "words"


class OpenLetters(Value): ...


class NewLetter(Value): ...


class OpenLetter(Value):
    letter: LetterId


class ChooseWay(Value):
    way: Way


class SwitchKind(Value):
    """From an exchange to selling, or back."""


class OpenCondition(Value):
    condition: Condition


class TouchCondition(Value):
    """Asks for this, or no longer."""

    condition: Condition
    value: Hidden[Picked]


class OpenLetterRules(Value): ...


class UseLetterRule(Value):
    rule: LetterRuleId


class PutRuleAway(Value):
    rule: LetterRuleId


class NameLetterRule(Value):
    """Save what was chosen under a name."""


class ShowPeople(Value): ...


class ShowLeftOut(Value):
    """Those who are left out instead of those who get it, or back."""


class WriteLetter(Value): ...


class EditLetter(Value):
    what: LetterText


class UseLetterTemplate(Value):
    place: int


class SetCouponYen(Value):
    yen: int


class SetCouponDays(Value):
    days: int


class CheckLetter(Value):
    """Everything is there: say once more what is going to happen."""


class ChoosePaper(Value):
    """A sheet of labels by its key, or postcards."""

    paper: str


class StartAt(Value):
    """The first label that is still there, from 0."""

    place: int


class SendLetter(Value): ...


class StopLetter(Value): ...


class ResumeLetter(Value): ...


class SendUnknownAgain(Value): ...


class DropDraft(Value): ...


LetterIntent = (
    OpenLetters | NewLetter | OpenLetter | ChooseWay | SwitchKind | OpenCondition | TouchCondition
    | OpenLetterRules | UseLetterRule | PutRuleAway | NameLetterRule | ShowPeople | ShowLeftOut | WriteLetter
    | EditLetter | UseLetterTemplate | SetCouponYen | SetCouponDays | CheckLetter | ChoosePaper | StartAt
    | SendLetter | StopLetter | ResumeLetter | SendUnknownAgain | DropDraft
)  # fmt: skip
