"""Where the counter is with letters. They belong to kiosk.flow.states.State."""

from collections.abc import Mapping
from typing import Literal

from msgspec import field

from kiosk.actions.choosing import Offered, Selection
from kiosk.actions.letter_files import Unwritten
from kiosk.actions.letter_rules import RuleShown
from kiosk.actions.letters import LetterFigures, LetterShown
from kiosk.actions.outgoing import WriteTrouble
from kiosk.flow.letter_intents import LetterText
from kiosk.flow.writing import Writing
from kiosk.rules.choosing import Choice, Condition
from kiosk.rules.letters import RecipientState, Way
from kiosk.rules.mail import Missing
from kiosk.rules.reach import ContactKind
from kiosk.rules.units import LetterId
from kiosk.value import Hidden, Value


class AtLetters(Value):
    """`figures` None: they are still being counted."""

    rows: tuple[LetterShown, ...]
    asked: int = 0
    figures: Mapping[LetterId, LetterFigures] | None = None


class PickingWay(Value):
    pass


class ChoosingPeople(Value):
    """Whom for? `letter`: a draft that is gone on with. `offered` None: it is still being read."""

    way: Way
    kind: ContactKind = ContactKind.EXCHANGE
    choice: Hidden[Choice] = field(default_factory=Choice)
    letter: LetterShown | None = None
    asked: int = 0
    offered: Hidden[Offered | None] = None


class AtCondition(Value):
    before: ChoosingPeople
    condition: Condition
    page: int = 0


class AtLetterRules(Value):
    before: ChoosingPeople
    rules: tuple[RuleShown, ...]


class NamingRule(Value):
    before: AtLetterRules
    writing: Writing = field(default_factory=Writing)


class AtPeople(Value):
    """`selection` None: they are still being looked for, `done` of `total` so far. `left_out`: those are shown."""

    before: ChoosingPeople
    asked: int
    selection: Hidden[Selection | None] = None
    left_out: bool = False
    failed: bool = False


class Drafting(Value):
    """The words. `missing`: what has to be set before an e-mail can go."""

    before: AtPeople
    letter: LetterShown
    missing: tuple[Missing, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it could go."""
        return not self.missing and (bool(self.letter.words) or self.letter.way is not Way.MAIL)


class WritingLetter(Value):
    before: Drafting
    what: LetterText
    writing: Writing


class CheckingLetter(Value):
    """What is going to happen, said once more. `lacks_for_postcards`: what there has to be before they can be made."""

    before: Drafting
    lacks_for_postcards: Literal["words", "sender"] | None = None


class PickingStart(Value):
    """Which is the first label of the sheet that is still there?"""

    before: CheckingLetter
    paper: str


class MakingLetter(Value):
    """Paper or a file is made in the reports' thread."""

    before: CheckingLetter
    asked: int
    done: int = 0
    total: int = 0
    failed: Unwritten | WriteTrouble | None = None


class AtLetter(Value):
    """One letter that has begun. `file`: the one that was just made, with who is not in it."""

    letter: LetterShown
    counts: Mapping[RecipientState, int]
    file: str = ""
    unprinted: Hidden[tuple[str, ...]] = ()


WithLetters = (
    AtLetters
    | PickingWay
    | ChoosingPeople
    | AtCondition
    | AtLetterRules
    | NamingRule
    | AtPeople
    | Drafting
    | WritingLetter
    | CheckingLetter
    | PickingStart
    | MakingLetter
    | AtLetter
)
