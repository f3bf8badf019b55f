"""The card reader by PC/SC: RC-S300 and every other reader of the CCID class, by way of pcscd."""

from typing import Final

from hardware.events import Trouble
from hardware.pcsc_lite import Answer, CardState, NoPcscLibrary, PcscContext, PcscError
from hardware.presence import SeenCard

PATH: Final = "pcsc"
"""The path of any such reader; "pcsc:SONY" of those in whose name this stands."""

LOOK_SECONDS: Final = 0.25
"""So long a look waits for a change; so late another reader is seen."""

_NO_RIGHT: Final = 0x8010006A
_DROPPED: Final = frozenset((0x80100013, _NO_RIGHT))  # communication
_TAKEN: Final = 0x8010000B  # another program has the card for itself
_GONE: Final = frozenset(
    (
        0x80100001,  # internal error: an answer that broke off
        0x80100003,  # a handle that nobody knows: pcscd was started anew
        0x80100009,  # unknown reader
        0x80100013,  # communication
        0x80100017,  # the reader is not available
        0x8010001D,  # no service
        0x8010001E,  # the service was stopped
        0x8010002E,  # no readers
    )
)
_OF_THE_CARD: Final = frozenset(
    (
        0x8010000C,  # none there any more
        0x8010000F,  # none of its protocols
        0x80100016,  # what was sent did not arrive
        0x8010002F,  # what it answered did not arrive
        0x80100066,  # it does not answer
        0x80100067,  # it has no power
        0x80100068,  # it was reset
        0x80100069,  # it was taken away
    )
)
"""The reader works; a card held askew or taken away does not."""

_STORAGE_CARD: Final = bytes.fromhex("4F0CA000000306")  # PC/SC part 3, 3.1.3.2.3: behind it the standard
_TYPE_B_AND_VICINITY: Final = range(0x05, 0x0D)
_TYPE_B_BYTES: Final = 8  # of history, always, in the ATR of such a card with a processor


class NoReader(Exception):
    """pcscd knows no such reader, or is not there itself."""


class KeptOut(Exception):
    """This user may not use pcscd."""


FAILURES: Final = (NoReader, KeptOut, NoPcscLibrary, PcscError)
"""What is raised here."""


class PcscField:
    """The readers that pcscd knows at `path`, as one, whichever a card lies on (hardware.card_thread.Field).

    A call blocks as long as pcscd hangs.

    Raises NoReader, NoPcscLibrary, PcscError, KeptOut; `trouble_of` sorts them.
    """

    idle_pause = busy_pause = 0.0  # a look waits itself
    gone_after = 0.0

    def __init__(self, path: str = PATH) -> None:
        self._wanted = path.removeprefix(PATH).removeprefix(":")
        self._context = _connected()
        self._states: dict[str, CardState] = {}
        self._answers: dict[str, tuple[int, SeenCard | None]] = {}  # by reader; the coming of the card it is of
        try:
            self.name = self._readers()[0]
        except BaseException:
            self.close()
            raise

    def look(self) -> frozenset[SeenCard]:
        try:
            known = {name: self._states.get(name, CardState()) for name in self._readers()}
            # one that is plugged in again counts from the beginning
            self._answers = {name: answer for name, answer in self._answers.items() if name in known}
            self._states = self._context.wait(known, LOOK_SECONDS)
            seen = [self._card(name, state) for name, state in self._states.items() if state.has_card]
        except PcscError as error:
            # the same word for no right and for a line that pcscd dropped as it ended: only the first can ask again
            if error.code == _NO_RIGHT and not self._is_alive():
                raise NoReader("pcscd has ended") from error
            raise
        return frozenset(card for card in seen if card is not None)

    def close(self) -> None:
        self._context.close()

    def _readers(self) -> list[str]:
        found = [name for name in self._context.readers() if self._wanted in name]
        if not found:
            raise NoReader("pcscd knows no such reader")
        return found

    def _card(self, name: str, state: CardState) -> SeenCard | None:
        """Each card is asked once; one that could not be asked is the next time, if it is still there."""
        coming, card = self._answers.get(name, (-1, None))
        if coming != state.comings:
            try:
                card = seen_card(self._context.ask(name))
            except PcscError as error:
                if error.code not in _OF_THE_CARD:
                    raise
                return None
            self._answers[name] = state.comings, card
        return card

    def _is_alive(self) -> bool:
        try:
            self._context.readers()
        except PcscError:
            return False
        return True


def seen_card(answer: Answer) -> SeenCard | None:
    """None of a card without a number, and of kinds that are no member cards.

    A driver's licence or My Number card (type B, with a processor) shows a number made up for this touch. Only the
    length of the history in its ATR tells it from a card of type A: such a short number of either is refused.
    """
    uid, atr = answer.uid, answer.atr
    head, storage, rest = atr.partition(_STORAGE_CARD)
    if storage and rest[:1] and rest[0] in _TYPE_B_AND_VICINITY:
        return None
    match len(uid or b""):
        case 8:
            return SeenCard.felica(uid or b"")
        case 4 | 7 | 10:
            card = SeenCard.nfc_a(uid or b"")
            made_up = not storage and len(uid or b"") == 4 and head[1:2] == bytes([0x80 | _TYPE_B_BYTES])
            return SeenCard(card.uid, card.kind, random=True) if made_up else card
        case _:
            return None


def trouble_of(problem: Exception) -> Trouble:
    """What a failure of opening or using a reader means to the counter."""
    match problem:
        case NoPcscLibrary():
            return Trouble.NO_DRIVER
        case NoReader():
            return Trouble.ABSENT
        case PcscError(code=code) if code in _GONE:
            return Trouble.ABSENT
        case KeptOut():
            return Trouble.FORBIDDEN
        case PcscError(code=code) if code == _NO_RIGHT:
            return Trouble.FORBIDDEN
        case PcscError(code=code) if code == _TAKEN:
            return Trouble.TAKEN
        case _:
            return Trouble.BROKEN


def _connected() -> PcscContext:
    """pcscd has no word for somebody whom its policy keeps out: it drops the line. One that is just ending does so too,
    but once, for then it is gone."""
    for last in (False, True):
        try:
            return PcscContext()
        except PcscError as error:
            if error.code not in _DROPPED:
                raise
            if last:
                raise KeptOut("pcscd takes no line from this user: its policy says no") from error
    raise AssertionError("the second time it is either")
