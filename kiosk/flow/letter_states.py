"""Where the counter is with letters. They belong to kiosk.flow.states.State."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

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


@dataclass(frozen=True, slots=True)
class AtLetters:
    """`figures` None: they are still being counted."""

    rows: tuple[LetterShown, ...]
    asked: int = 0
    figures: Mapping[LetterId, LetterFigures] | None = None


@dataclass(frozen=True, slots=True)
class PickingWay:
    pass


@dataclass(frozen=True, slots=True)
class ChoosingPeople:
    """Whom for? `letter`: a draft that is gone on with. `offered` None: it is still being read."""

    way: Way
    kind: ContactKind = ContactKind.EXCHANGE
    choice: Choice = field(default_factory=Choice, repr=False)
    letter: LetterShown | None = None
    asked: int = 0
    offered: Offered | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class AtCondition:
    before: ChoosingPeople
    condition: Condition
    page: int = 0


@dataclass(frozen=True, slots=True)
class AtLetterRules:
    before: ChoosingPeople
    rules: tuple[RuleShown, ...]


@dataclass(frozen=True, slots=True)
class NamingRule:
    before: AtLetterRules
    writing: Writing = field(default_factory=Writing)


@dataclass(frozen=True, slots=True)
class AtPeople:
    """`selection` None: they are still being looked for, `done` of `total` so far. `left_out`: those are shown."""

    before: ChoosingPeople
    asked: int
    selection: Selection | None = field(default=None, repr=False)
    left_out: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Drafting:
    """The words. `missing`: what has to be set before an e-mail can go."""

    before: AtPeople
    letter: LetterShown
    missing: tuple[Missing, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it could go."""
        return not self.missing and (bool(self.letter.words) or self.letter.way is not Way.MAIL)


@dataclass(frozen=True, slots=True)
class WritingLetter:
    before: Drafting
    what: LetterText
    writing: Writing


@dataclass(frozen=True, slots=True)
class CheckingLetter:
    """What is going to happen, said once more. `lacks_for_postcards`: what there has to be before they can be made."""

    before: Drafting
    lacks_for_postcards: Literal["words", "sender"] | None = None


@dataclass(frozen=True, slots=True)
class PickingStart:
    """Which is the first label of the sheet that is still there?"""

    before: CheckingLetter
    paper: str


@dataclass(frozen=True, slots=True)
class MakingLetter:
    """Paper or a file is made in the reports' thread."""

    before: CheckingLetter
    asked: int
    done: int = 0
    total: int = 0
    failed: Unwritten | WriteTrouble | None = None


@dataclass(frozen=True, slots=True)
class AtLetter:
    """One letter that has begun. `file`: the one that was just made, with who is not in it."""

    letter: LetterShown
    counts: Mapping[RecipientState, int]
    file: str = ""
    unprinted: tuple[str, ...] = field(default=(), repr=False)


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
