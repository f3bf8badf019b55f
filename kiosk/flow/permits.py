"""Which right a touch takes, and which screens may be seen by whoever passes."""

from kiosk.flow.fitting_intents import (
    FitDevice,
    LookForPrinters,
    NameShop,
    NextStep,
    OpenLanguage,
    PrintTrial,
    SaveShopName,
    TakeAddress,
    TypeAddress,
    UseNoScanner,
    UsePaper,
    UsePrinter,
)
from kiosk.flow.fitting_states import WithFitting
from kiosk.flow.intents import (
    AskMoveLater,
    AskSampleAway,
    AskWho,
    Back,
    ChooseStaff,
    ClearKeys,
    ConfirmClock,
    CorrectClock,
    EnterPin,
    EraseKey,
    HoldEvent,
    HoldSensitive,
    Intent,
    KeepGoing,
    Leave,
    LiftShade,
    MoveClock,
    MoveShop,
    OpenAccessLog,
    OpenBackup,
    OpenClock,
    OpenDevices,
    OpenDisclosure,
    OpenErase,
    OpenExport,
    OpenJoining,
    OpenMenu,
    OpenQuestions,
    OpenReport,
    OpenSample,
    OpenStaff,
    OpenStaffAdmin,
    OpenUpdates,
    OpenVault,
    PinKey,
    Refund,
    ReleaseSensitive,
    SameShop,
    TakeNewCard,
)
from kiosk.flow.joining_states import (
    AskingOtherKey,
    AtJoined,
    AtNotJoined,
    AtOther,
    BackingUpFirst,
    ChoosingOther,
    Joining,
)
from kiosk.flow.letter_intents import OpenLetters
from kiosk.flow.sample_states import WithSample
from kiosk.flow.states import (
    AskingAboutCard,
    AskingClock,
    AskingMove,
    AtBlockedCard,
    AtDevices,
    AtMenu,
    AtPlace,
    AtRefusedCard,
    AtUnknownCard,
    AtWho,
    ChoosingPin,
    EnteringPin,
    Faulted,
    Idle,
    JoiningCard,
    NamingProduct,
    PricingProduct,
    Selling,
    SettingClock,
    State,
    WritingPlace,
)
from kiosk.rules.rights import Right

_RIGHTS: dict[type[Intent], Right] = {
    OpenClock: Right.SETTINGS,
    OpenVault: Right.SETTINGS,
    OpenLanguage: Right.SETTINGS,
    NameShop: Right.SETTINGS,
    SaveShopName: Right.SETTINGS,
    FitDevice: Right.SETTINGS,
    LookForPrinters: Right.SETTINGS,
    UsePrinter: Right.SETTINGS,
    UsePaper: Right.SETTINGS,
    TypeAddress: Right.SETTINGS,
    TakeAddress: Right.SETTINGS,
    PrintTrial: Right.SETTINGS,
    UseNoScanner: Right.SETTINGS,
    SameShop: Right.SETTINGS,
    MoveShop: Right.SETTINGS,
    OpenJoining: Right.RESTORE,
    HoldSensitive: Right.REVEAL,
    HoldEvent: Right.REVEAL,
    Refund: Right.REFUND,
    OpenErase: Right.ERASE,
    AskSampleAway: Right.ERASE,
    OpenExport: Right.EXPORT,
    OpenDisclosure: Right.EXPORT,
    OpenStaffAdmin: Right.STAFF,
    OpenAccessLog: Right.ACCESS_LOG,
    OpenReport: Right.FIGURES,
    OpenQuestions: Right.FIGURES,
    OpenLetters: Right.LETTERS,
    OpenBackup: Right.BACKUP,
    OpenUpdates: Right.UPDATE,
}
"""What takes more than to serve. A screen behind such a touch asks no more than at its door."""

_FREE = (
    Leave, Back, OpenDevices, OpenStaff, AskWho, ChooseStaff, PinKey, EnterPin, EraseKey, ClearKeys,
    ConfirmClock, CorrectClock, MoveClock, AskMoveLater, LiftShade, ReleaseSensitive, KeepGoing, TakeNewCard, OpenMenu,
    NextStep, OpenSample,
)  # fmt: skip
"""What shows nothing personal and writes nothing: open to whoever passes."""

_IMPERSONAL = (
    Idle, AtUnknownCard, AtBlockedCard, AtRefusedCard, AskingAboutCard, AtDevices, AtMenu, AtWho, EnteringPin, Faulted,
    AskingClock, SettingClock, AskingMove, AtPlace, WritingPlace,
    WithFitting, WithSample, ChoosingOther, AskingOtherKey, AtOther, BackingUpFirst, Joining, AtJoined, AtNotJoined,
)  # fmt: skip

MOMENTARY = (HoldSensitive, HoldEvent)
"""What ends when the finger leaves: it can't be gone on with after a PIN was typed."""


def right_for(intent: Intent) -> Right | None:
    """The right that this touch takes; None: it is open to all. A touch that nobody thought of takes Right.SERVE."""
    return None if isinstance(intent, _FREE) else _RIGHTS.get(type(intent), Right.SERVE)


def is_personal(state: State) -> bool:
    """Whether its screen is covered when nobody is on duty, or looks. One that nobody thought of is."""
    match state:
        case ChoosingPin(before=None) | Selling(record=None) | JoiningCard(before=Selling(record=None)):
            return False
        case PricingProduct() | NamingProduct():
            return False
        case _:
            return not isinstance(state, _IMPERSONAL)
