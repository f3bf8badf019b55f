"""The counter's session: what holds in every situation, then the step of the present state, then a new view.

It belongs to the counter's thread. A step that raises is rolled back by its action's transaction; the counter shows a
fault and finds its way back to idle by itself.
"""

import logging
import math
from collections import deque
from collections.abc import Mapping

from hardware.events import (
    CardKind,
    CardRefused,
    CardTapped,
    CodeScanned,
    DeviceLost,
    DeviceName,
    DeviceReady,
    ScanBroken,
    ScannerFound,
)
from hardware.ports import Cue
from kiosk.actions.closing import begin_day
from kiosk.actions.comparing import wrong_figures_known
from kiosk.actions.duty import pin_gate
from kiosk.actions.follow_ups import follow_ups_to_do
from kiosk.actions.long_reads import ReadEvent, ReadFailed
from kiosk.actions.mailing import settle_mail
from kiosk.actions.room import RoomLeft, room_left
from kiosk.actions.sale import left_open_lines
from kiosk.actions.slip import settle_interrupted, slips_waiting
from kiosk.actions.timekeeping import keep_clock
from kiosk.actions.trouble import LASTING, BooksTrouble, trouble_of
from kiosk.flow.absence import Absence
from kiosk.flow.answers import Answer, answered
from kiosk.flow.customer_views import CustomerView, Welcome
from kiosk.flow.desk import Desk
from kiosk.flow.fitting_states import AtReader, AtScanner
from kiosk.flow.inbox import Happening
from kiosk.flow.intents import Leave, Pressed, ReleaseSensitive, Undo
from kiosk.flow.joining_states import AskingOtherKey, AtJoined, AtNotJoined, TypingOtherKey
from kiosk.flow.letter_states import AtLetterRules, AtLetters, ChoosingPeople
from kiosk.flow.night import Night
from kiosk.flow.showing import shown
from kiosk.flow.showing.customer_display import customer_view
from kiosk.flow.showing.scene import Scene
from kiosk.flow.showing.staff import shade
from kiosk.flow.states import (
    AskingClock,
    AtBackup,
    AtCustomer,
    AtDevices,
    AtFollowUps,
    AtHeading,
    AtHeadings,
    AtLookalikes,
    AtMember,
    AtReport,
    AtRoster,
    AtSlips,
    AtTimeline,
    AtToday,
    Detailing,
    EnteringPin,
    Faulted,
    GoOn,
    Idle,
    MakingKey,
    Selling,
    SettingClock,
    State,
    Tagging,
    TypingKey,
)
from kiosk.flow.steps import STEPS
from kiosk.flow.steps.card import card_refused, card_tapped
from kiosk.flow.steps.fitting import card_held, code_read, scanner_found
from kiosk.flow.steps.follow_ups import seek_follow_ups
from kiosk.flow.steps.joining import other_key_read
from kiosk.flow.steps.letter_words import keep_unfinished
from kiosk.flow.steps.reading import awaited_by
from kiosk.flow.steps.recovery import key_scanned
from kiosk.flow.steps.scan import code_scanned, scan_failed
from kiosk.flow.steps.staff import asked_first, left_alone, rest, who_is_there
from kiosk.flow.steps.undone import undone
from kiosk.flow.toasts import Toasts
from kiosk.flow.views import View
from kiosk.rules.barcode import BadCode, MemberCode, read_code
from kiosk.rules.pins import Gate, Wait
from kiosk.rules.settings import CalledBy
from kiosk.rules.units import BusinessDay, Instant
from kiosk.value import replace

logger = logging.getLogger(__name__)

_KEEPS_TOAST = (
    AtCustomer | Tagging | AtSlips | AtToday | AtMember | Idle | Selling | Detailing | AtHeading | AtHeadings
    | AtFollowUps | AtRoster | AtReport | AtLetters | AtLetterRules | ChoosingPeople | AtBackup | AtLookalikes
)  # fmt: skip
"""Screens on which a toast stays; from the others it goes with what it was about."""

_AT_REST = Idle | AtJoined | AtNotJoined
"""Nobody is served: what is due is begun."""

FAULTS = 5
FAULTS_WITHIN_SECONDS = 60.0


class TooManyFaults(RuntimeError):
    """Several steps failed within a minute: the program ends, and is started again by whoever watches over it."""


class Session:
    def __init__(self, desk: Desk, idle_seconds: float, serial: int = 0, display: CalledBy | None = None) -> None:
        """`serial`: of the last view that was shown before. `display`: how customers are called on their own one; None:
        there is none."""
        self._desk = desk
        self._clock = desk.clock
        self._display = display
        self._state: State = Idle()
        self._toasts = Toasts(desk.words.texts)
        self._absence = Absence(desk, idle_seconds)
        self._faults: deque[float] = deque(maxlen=FAULTS)
        self._lasting: BooksTrouble | None = None
        self._day: BusinessDay | None = None
        self._night = Night(desk)
        self._minute = 0  # of the wall clock, as last shown
        self._pin_wait = 0  # seconds until a PIN may be tried, as last shown
        self._serial = serial
        self._changed_at = serial  # serial of the view with which a card or the time, and no finger, changed the screen

    @property
    def state(self) -> State:
        return self._state

    @property
    def devices(self) -> Mapping[DeviceName, DeviceReady | DeviceLost]:
        """The last word of each."""
        return self._desk.devices

    def begin(self) -> View:
        """Begin the business day, once it is known which, and show the idle screen.

        On a full disk, or one that can't be written, it says so, and tries again. Raises what is no such trouble.
        """
        self._state = rest(self._desk)
        now = self._clock.monotonic()
        try:
            self._new_day()
        except Exception as error:
            if trouble_of(error) is BooksTrouble.OTHER:
                raise
            self._fault(error, None, now)
            return self.view()
        self._absence.wait_on(self._state, now)
        self._desk.cue(Cue.READY)
        return self.view()

    def handle(self, arrival: Happening) -> View:
        """One arrival, one view. Raises TooManyFaults; nothing else."""
        now = self._clock.monotonic()
        try:
            self._new_day()
            self._absence.lock_if_left(now)
            before, on_duty, covered = self._state, self._desk.books.staff, self._absence.covers(self._state)
            self._state = self._next(arrival)
            self._new_day()  # it may be known only now which it is
            self._left(before)
            if self._state is not before and isinstance(arrival, CardTapped | CardRefused | CodeScanned):
                self._changed_at = self._serial + 1
            if self._state is not before or not isinstance(arrival, Answer):
                self._absence.wait_on(self._state, now)
                if not isinstance(arrival, ReadEvent) and not (covered and _is_release(arrival)):
                    self._absence.stir(now)
                # a customer's card is no sign of the staff
                if isinstance(arrival, Pressed) or self._desk.books.staff != on_duty:
                    self._absence.touch(now)
            if not self._said(now) and not isinstance(self._state, _KEEPS_TOAST):
                self._toasts.clear()
            return self.view()
        except Exception as error:
            self._fault(error, arrival, now)
        return self.view()

    @property
    def has_slips(self) -> bool:
        """Whether after() has something to send."""
        return self._desk.has_slips

    def after(self) -> View | None:
        """What follows when the view has been shown: promised slips go to the printer."""
        try:
            self._desk.send_slips()
        except Exception as error:
            self._fault(error, None, self._clock.monotonic())
            return self.view()
        return None

    def tick(self) -> View:
        """Time passed: toasts go, an abandoned screen goes back to idle, the clock moves on."""
        now = self._clock.monotonic()
        try:
            covered = self._absence.covers(self._state)
            self._hear_the_network(now)
            self._new_day()
            self._absence.lock_if_left(now)
            self._toasts.pass_time(now)
            if self._absence.is_left(self._state, now):
                self._to_idle()
                self._absence.wait_on(self._state, now)
                self._changed_at = self._serial + 1
            self._absence.pass_time(now)
            if self._absence.covers(self._state) and not covered:
                self._cover()
            if isinstance(self._state, _AT_REST):
                self._desk.backups.rest()  # in the night nobody comes for a long time
            return self.view()
        except Exception as error:
            self._fault(error, None, now)
        return self.view()

    def _said(self, now: float) -> bool:
        """Whether a step said something, which is a toast from now on."""
        if (said := self._desk.take_said()) is None:
            return False
        self._toasts.say(said, now)
        return True

    def _hear_the_network(self, now: float) -> None:
        """It may tell the time while it is being asked for, or that what a person said was wrong."""
        clock = self._desk.clock
        if clock.sure and isinstance(self._state, AskingClock):
            self._state = rest(self._desk)
            self._changed_at = self._serial + 1
        if clock.take_moved():
            self._desk.say("toast.clock_moved")
            keep_clock(self._desk.books, clock)
            self._said(now)

    def rest(self) -> View | None:
        """Nothing came for a while: what is due and takes long is begun, while nobody is served. A view if that
        failed."""
        if not isinstance(self._state, _AT_REST):
            return None
        try:
            self._night.rest()
            self._desk.backups.rest()
        except Exception as error:
            self._fault(error, None, self._clock.monotonic())
            return self.view()
        return None

    def seconds_to_tick(self) -> float:
        """How long nothing will change by itself: a toast, the way back to idle, the next minute on the clock."""
        now = self._clock.monotonic()
        minute, past = divmod(self._clock.wall_ms(), 60_000)
        waits = [(60_000 - past) / 1000 if minute == self._minute else 0.0]
        if (left := self._toasts.seconds_left(now)) is not None:
            waits.append(left)
        if isinstance(self._state, AskingClock) and self._desk.clock.sure:
            waits.append(0.0)  # the network answered meanwhile
        waits += [self._absence.seconds_left(self._state, now), self._until_pin_wait_changes()]
        return max(0.0, min(waits))

    def view(self) -> View:
        """The present state as a person sees it."""
        self._serial += 1
        self._minute = self._clock.wall_ms() // 60_000
        books = self._desk.books
        scene = Scene(
            words=self._desk.words,
            shop=books.settings.shop.name,
            now=books.now(),
            clock=Instant(self._clock.wall_ms()),
            clock_told=self._clock.told,
            today=books.today(),
            zone=books.zone,
            devices=self._desk.devices,
            prints=self._desk.prints,
            scans=self._desk.scans,
            open_slips=slips_waiting(books) if isinstance(self._state, Idle) else 0,
            follow_ups=follow_ups_to_do(books) if isinstance(self._state, Idle) else 0,
            staff=books.staff,
            usual_rate=books.settings.sale.rate,
            open_sale=left_open_lines(books) if isinstance(self._state, Idle) else 0,
            wrong_figures=wrong_figures_known(books) if isinstance(self._state, Idle | AtDevices) else 0,
            room=room_left(books) if isinstance(self._state, Idle | AtDevices) else RoomLeft(),
            books_trouble=self._lasting,
            kanji=self._desk.has_kanji,
            converts=self._desk.converts,
            gate=self._gate(),
            cutoff_hour=books.settings.shop.cutoff_hour,
            printer=self._desk.choices.printer,
            paper_mm=self._desk.choices.paper_mm,
            progress=self._desk.first_steps.progress,
            can_step_back=self._desk.first_steps.before is not None,
            backup=self._desk.backups.seen,
            update=self._desk.updates.seen,
            sample=books.sample_since is not None,
            vault=self._desk.vault is not None and self._desk.vault.is_open,
        )
        self._pin_wait = scene.gate.seconds if isinstance(scene.gate, Wait) else 0
        name, body = shown(self._state, scene)
        covered = self._absence.covers(self._state)
        if covered:
            body = shade(scene)
        customer: CustomerView = Welcome()
        if self._display is not None:
            customer = customer_view(scene, self._state, self._display, covered=covered)
        return View(name, body, None if covered else self._toasts.shown, self._serial, customer)

    def _next(self, arrival: Happening) -> State:
        state, desk = self._state, self._desk
        if isinstance(arrival, ReadFailed):
            self._note_trouble(arrival.trouble)
        match arrival:
            case CardTapped() if isinstance(state, AtReader):
                return card_held(state, desk)
            case CardTapped():
                if self._absence.covers(self._state):
                    state = left_alone(state)
                after = self._gone_on(card_tapped(state, arrival, desk))
                if after is not state:
                    self._toasts.clear()  # what was done for the one before is nothing for this one's screen
                return after
            case CardRefused():
                return card_refused(state, arrival, desk)
            case CodeScanned():
                return self._code_scanned(arrival)
            case ScannerFound():
                return scanner_found(state, arrival, desk)
            case ScanBroken():
                return scan_failed(state, "toast.scan_broken", desk)
            case Pressed(seen=seen) if seen < self._changed_at:
                return state  # the screen changed under the finger
            case Pressed() if self._absence.covers(self._state):
                if _is_release(arrival):
                    return state
                if desk.books.staff is None:
                    return who_is_there(left_alone(state), desk)
                return state  # what lifts does nothing else
            case Pressed(intent=Leave()):
                self._to_idle()
                return self._state
            case Pressed(intent=intent) if (question := asked_first(state, intent, desk)) is not None:
                return question
            case Pressed(intent=Undo(token)):
                deed = self._toasts.deed(token)
                return state if deed is None else undone(state, deed, desk)
            case Pressed(intent=intent):
                return self._gone_on(STEPS[type(state)](state, intent, desk))
            case _:
                return answered(state, arrival, desk, self._night)

    def _gone_on(self, after: State | GoOn) -> State:
        """What was wanted before a right was asked for is done now, with whatever right it has by now."""
        if not isinstance(after, GoOn):
            return after
        done = STEPS[type(after.state)](after.state, after.intent, self._desk)
        return done.state if isinstance(done, GoOn) else done

    def _code_scanned(self, event: CodeScanned) -> State:
        """A member's printed card is a card like any other."""
        if isinstance(self._state, MakingKey | TypingKey):
            return key_scanned(self._state, event.text, self._desk)
        if isinstance(self._state, AtScanner):
            return code_read(self._state, self._desk)
        if isinstance(self._state, AskingOtherKey | TypingOtherKey):
            return other_key_read(self._state, event.text, self._desk)
        match read_code(event.text, self._desk.books.settings.codes):
            case MemberCode(text):
                return self._next(CardTapped(text, CardKind.BARCODE, event.at))
            case BadCode(reason):
                return scan_failed(self._state, f"toast.code_{reason}", self._desk)
            case code:
                return code_scanned(self._state, code, self._desk)

    def _to_idle(self) -> None:
        before, self._state = self._state, rest(self._desk)
        self._left(before)
        self._toasts.clear()

    def _left(self, before: State) -> None:
        """What a screen waited for that is gone need not be read any more; a letter is kept as far as it went."""
        keep_unfinished(before, self._state, self._desk)
        if isinstance(before, AtScanner) and not isinstance(self._state, AtScanner):
            self._desk.choices.stop_looking()
        number = awaited_by(before)
        if number is not None and number != awaited_by(self._state):
            self._desk.give_up_reading(number)

    def _cover(self) -> None:
        """From now on a finger on its way means the shade, and nothing is revealed below it."""
        self._toasts.clear()
        self._changed_at = self._serial + 1
        if isinstance(self._state, AtCustomer | AtTimeline):
            self._state = replace(self._state, revealed=None)

    def _gate(self) -> Gate | None:
        """Whether a PIN may be tried now, where one is asked for."""
        return pin_gate(self._desk.books, self._state.member) if isinstance(self._state, EnteringPin) else None

    def _until_pin_wait_changes(self) -> float:
        """Seconds until the time that is left reads otherwise."""
        gate = self._gate()
        if not isinstance(gate, Wait):
            return 0.0 if self._pin_wait else math.inf
        return (gate.ms - (gate.seconds - 1) * 1000) / 1000 if gate.seconds == self._pin_wait else 0.0

    def _new_day(self) -> None:
        if isinstance(self._state, AskingClock) or (
            isinstance(self._state, SettingClock) and isinstance(self._state.before, AskingClock)
        ):
            return
        today = self._desk.books.today()
        if today != self._day:
            keep_clock(self._desk.books, self._clock)
            if self._day is None:
                settle_mail(self._desk.books)
            settle_interrupted(self._desk.books)
            begin_day(self._desk.books)
            seek_follow_ups(self._desk, today)
            self._day = today

    def _fault(self, error: Exception, arrival: Happening | None, now: float) -> None:
        """The log gets types and places; a message, that might quote something personal, never (kiosk.logs)."""
        logger.error(
            "a step failed in %s on %s",
            type(self._state).__name__,
            type(arrival).__name__,
            exc_info=error,
        )
        self._desk.cue(Cue.FAULT)
        self._desk.take_said()
        self._desk.choices.stop_looking()
        trouble = trouble_of(error)
        self._state = Faulted(trouble)
        self._toasts.clear()
        self._absence.wait_on(self._state, now)
        self._note_trouble(trouble)
        if trouble is not BooksTrouble.OTHER:
            return  # to begin again would mend nothing, and the screen says what does
        self._faults.append(now)
        if len(self._faults) == FAULTS and now - self._faults[0] < FAULTS_WITHIN_SECONDS:
            raise TooManyFaults(f"{FAULTS} steps failed within a minute") from error

    def _note_trouble(self, trouble: BooksTrouble) -> None:
        if trouble in LASTING:
            self._lasting = trouble


def _is_release(arrival: Happening) -> bool:
    """No touch, but the end of one."""
    return isinstance(arrival, Pressed) and isinstance(arrival.intent, ReleaseSensitive)
