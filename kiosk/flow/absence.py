"""Nobody touches the screen: after a while it goes back to idle, customers are covered, and the one on duty is signed
out."""

import math

from kiosk.actions.duty import sign_out
from kiosk.flow.desk import Desk
from kiosk.flow.fitting_states import NamingShop, TypingAddress
from kiosk.flow.joining_states import AtNotJoined, BackingUpFirst, Joining
from kiosk.flow.permits import is_personal
from kiosk.flow.states import AtRefusedCard, Faulted, Idle, MakingKey, State, TypingKey

NOTICE_SECONDS = 8.0  # a refused card or a fault, then idle by itself
KEY_SECONDS = 600.0
"""While a secret is copied by hand: the next key would be another one, and what stands on the paper worth nothing."""


class Absence:
    """`now` is the clock's monotonic time in seconds, everywhere here."""

    def __init__(self, desk: Desk, idle_seconds: float) -> None:
        self._desk = desk
        self._idle_seconds = idle_seconds
        self._leave_at = 0.0
        self._stirred_at = desk.clock.monotonic()  # when the screen was last touched, or changed by a card
        self._touched_at = self._stirred_at  # when one of the staff last touched anything
        self._shaded = False  # nobody has looked for a while

    def wait_on(self, state: State, now: float) -> None:
        """This screen has its time from now on."""
        self._leave_at = now + self._patience(state)

    def stir(self, now: float) -> None:
        """Somebody looks at the screen."""
        self._stirred_at, self._shaded = now, False

    def touch(self, now: float) -> None:
        """… and it is one of the staff."""
        self._touched_at = now

    def is_left(self, state: State, now: float) -> bool:
        """Whether the screen goes back to idle."""
        return not isinstance(state, Idle) and now >= self._leave_at

    def pass_time(self, now: float) -> None:
        self._shaded = self._shaded or now >= self._shade_at

    def covers(self, state: State) -> bool:
        """Whether a cover lies on it, for it shows a customer."""
        return is_personal(state) and (self._shaded or self._desk.books.staff is None)

    def lock_if_left(self, now: float) -> None:
        """Sign the one on duty out who has not touched anything for so long."""
        if now >= self._lock_at and self._desk.books.staff is not None:
            sign_out(self._desk.books, by_itself=True)

    def seconds_left(self, state: State, now: float) -> float:
        """Until something of this happens by itself."""
        return min(
            math.inf if isinstance(state, Idle) else self._leave_at - now,
            self._shade_at - now if is_personal(state) and not self._shaded else math.inf,
            math.inf if self._desk.books.staff is None else self._lock_at - now,
        )

    @property
    def _shade_at(self) -> float:
        seconds = self._desk.books.settings.privacy.shade_seconds
        return self._stirred_at + seconds if seconds else math.inf

    @property
    def _lock_at(self) -> float:
        minutes = self._desk.books.settings.privacy.lock_minutes
        return self._touched_at + minutes * 60 if minutes else math.inf

    def _patience(self, state: State) -> float:
        if isinstance(state, BackingUpFirst | Joining | AtNotJoined):
            return math.inf
        if isinstance(state, NamingShop | TypingAddress) and self._desk.first_steps.step is not None:
            return math.inf  # there is no other screen to go back to
        if isinstance(state, MakingKey | TypingKey):
            return max(KEY_SECONDS, self._idle_seconds)
        return NOTICE_SECONDS if isinstance(state, AtRefusedCard | Faulted) else self._idle_seconds
