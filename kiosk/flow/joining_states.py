"""別のお店と合わせる: the other copy is chosen, its key read, a backup made; then the two become one."""

from typing import TYPE_CHECKING

from msgspec import field

from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.actions.join_news import JoinNews
from kiosk.actions.joining import Joined
from kiosk.actions.other_shops import OthersFound, OtherShop
from kiosk.actions.trouble import BooksTrouble
from kiosk.flow.keys import Keys
from kiosk.flow.writing import Writing
from kiosk.value import Hidden, Value

if TYPE_CHECKING:
    from kiosk.flow.states import AskingMove, AtMenu


class ChoosingOther(Value):
    """`reading`: the number of the look that is under way; None when it has come."""

    before: "AtMenu | AskingMove"
    reading: int | None
    found: OthersFound | None = None
    trouble: BooksTrouble | None = None  # of this machine's own disk


class AskingOtherKey(Value):
    """`trouble`: why the key before was none."""

    before: ChoosingOther
    other: OtherShop
    trouble: BackupTrouble | None = None


class TypingOtherKey(Value):
    before: AskingOtherKey
    writing: Writing = field(default_factory=lambda: Writing(keys=Keys.LATIN, converts=False))
    trouble: BackupTrouble | None = None


class AtOther(Value):
    """What it is, and what joining means. `trouble`: why no backup came that is made first."""

    before: ChoosingOther
    other: OtherShop
    key: Hidden[str] = ""
    trouble: BackupTrouble | None = None


class BackingUpFirst(Value):
    """`made`: at one of the places. `stopped`: somebody thought better of it."""

    before: AtOther
    made: bool = False
    stopped: bool = False


class Joining(Value):
    """The shop is closed, or about to be (`number` None)."""

    other: OtherShop
    key: Hidden[str]
    number: int | None = None
    step: str = ""
    percent: int = 0
    ending: bool = False  # somebody wanted it to end


class AtJoined(Value):
    """What came, until somebody has seen it. `joined`: the whole report, as long as the program runs."""

    news: JoinNews
    joined: Hidden[Joined | None] = None


class AtJoinReport(Value):
    """What a person should know, or put right."""

    before: AtJoined
    joined: Hidden[Joined]


class AtNotJoined(Value):
    """Nothing has changed. `why`: see kiosk.actions.join_thread.NotJoined."""

    why: str


AtJoining = ChoosingOther | AskingOtherKey | TypingOtherKey | AtOther | BackingUpFirst | Joining
"""On the way to it."""

WithJoining = AtJoining | AtJoined | AtJoinReport | AtNotJoined
