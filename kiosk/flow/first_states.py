"""What a machine without a shop is at: beginning one, or bringing one back from its backup."""

from msgspec import field

from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.actions.restoring import BackupInList, ShopInBackup
from kiosk.flow.fitting_states import ChoosingLanguage
from kiosk.flow.keys import Keys
from kiosk.flow.vault_states import AboutVault, ChoosingVaultPin, MakingVault, VaultMade, VaultNotMade
from kiosk.flow.writing import Writing
from kiosk.value import Value


class Welcome(Value):
    """A new shop, one that was here before, or a sample? `failed`: that one could not be made."""

    failed: bool = False


class MakingSample(Value):
    """It is made as soon as the screen has said so."""


class CardMoved(Value):
    """The card came from another machine, and its shop is not found. `looked`: not this time either."""

    looked: bool = False


class ChoosingBackup(Value):
    """`number`: of the look that is under way; None when it has come."""

    number: int | None
    backups: tuple[BackupInList, ...] = ()
    trouble: BackupTrouble | None = None


class AskingKey(Value):
    """`trouble`: why the key before was none. `alone`: without what came after the backup."""

    before: ChoosingBackup
    backup: BackupInList
    trouble: BackupTrouble | None = None
    alone: bool = False


class TypingWholeKey(Value):
    """What was typed stays until it is a key: it is long."""

    before: AskingKey
    writing: Writing = field(default_factory=lambda: Writing(keys=Keys.LATIN, converts=False))
    trouble: BackupTrouble | None = None


class Restoring(Value):
    before: AskingKey | TypingWholeKey
    number: int
    step: str = ""
    percent: int = 0
    ending: bool = False  # somebody wanted it to end


class ShopIsBack(Value):
    shop: ShopInBackup


FirstState = (
    ChoosingLanguage | Welcome | MakingSample | CardMoved | AboutVault | ChoosingVaultPin | MakingVault | VaultMade
    | VaultNotMade | ChoosingBackup | AskingKey | TypingWholeKey | Restoring | ShopIsBack
)  # fmt: skip
