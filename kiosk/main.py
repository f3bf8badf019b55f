"""The composition root: the only file that knows everything. It builds the kiosk, runs it, and takes it down.

The simulation is imported where it is made: a real counter has none.
"""

import gc
import logging
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from db.connection import Store
from db.errors import StoreError
from hardware.events import DeviceLost, DeviceName, DeviceReady, Event
from hardware.mail_carrier import SmtpCarrier
from hardware.ports import Device
from kiosk.actions.backup_place import backup_sources
from kiosk.actions.first_steps import FirstSteps
from kiosk.actions.folder_proof import prove_folder
from kiosk.actions.join_thread import JoinThread
from kiosk.actions.obstacle import obstacle_of
from kiosk.actions.opening import CANT_OPEN, Founding, new_shop
from kiosk.actions.restore_thread import RestoreThread
from kiosk.actions.sample_away import finish_putting_away, put_sample_away
from kiosk.actions.updates_thread import UpdatesThread
from kiosk.actions.vault_thread import SERVICE, Connect, VaultState, VaultThread, service
from kiosk.chosen_devices import ChosenDevices
from kiosk.clock import ShopClock
from kiosk.config import Config
from kiosk.configured import ConfiguredDevices, configured_kanji, configured_places
from kiosk.display_line import DisplayLine, line_path
from kiosk.flow.closed_vault import ClosedVault
from kiosk.flow.desk import Desk
from kiosk.flow.first_start import FirstStart
from kiosk.flow.inbox import Inbox
from kiosk.flow.joining_stage import JoiningStage
from kiosk.flow.loop import CounterLoop
from kiosk.flow.session import Session, TooManyFaults
from kiosk.flow.showing.closed import closed
from kiosk.flow.stage import Stage
from kiosk.flow.texts import Texts
from kiosk.flow.views import View
from kiosk.flow.words import Words
from kiosk.logs import let_go_of_log
from kiosk.machine import board_serial, process_age, share_memory_between_threads
from kiosk.releases.keeping import Releases
from kiosk.rules.backup_places import USB
from kiosk.rules.business_day import local_time
from kiosk.shop_data import ShopData
from kiosk.ui.app import KioskApp
from kiosk.ui.panel import PLACED, has_display
from kiosk.ui.stage import Stage as UiStage
from kiosk.ui.strip import StripGroup, StripItem
from kiosk.value import Value
from kiosk.watchdog import Part, ServiceManager, Watchdog

if TYPE_CHECKING:
    from kiosk.simulation.console import Console
    from kiosk.simulation.devices import SimulatedDevices
    from kiosk.simulation.second_window import SecondWindow

logger = logging.getLogger(__name__)

FIRST_VIEW_SECONDS = 120.0  # a sample shop is filled, a large database is migrated
PAINT_SECONDS = 0.3  # a slip waits no longer than this for the customer's screen
SWITCH_SECONDS = 0.0005
"""How long one thread may keep the interpreter while another waits: Python's own 5 ms would stand between a tap and
its frame whenever the reader's thread is at work."""


class RunOptions(Value):
    folder: Path
    config: Config
    simulate: bool = False
    empty: bool = False  # simulate a new shop instead of the sample shop
    told_time: bool = True  # simulate a machine to which the network has told the time
    board: str | None = None  # simulate this machine; None: the one that it is
    script: Path | None = None
    vault: bool = False  # simulate a card whose data can be encrypted


def run(options: RunOptions) -> int:
    """Run the kiosk until it is told to stop; blocks. 0: ended as asked, 1: something failed (said on stderr)."""
    if not options.simulate and not has_display() and not any(Path("/dev/dri").glob("card*")):
        print("kiosk: there is no screen here: connect one, or try the kiosk with --simulate", file=sys.stderr)
        return 1
    sys.setswitchinterval(SWITCH_SECONDS)
    share_memory_between_threads()
    try:
        options.folder.mkdir(parents=True, exist_ok=True)
        kiosk = Kiosk(options)
    except OSError as error:
        print(f"kiosk: {options.folder} can't be used: {error.strerror}", file=sys.stderr)
        return 1
    code = kiosk.run()
    if options.simulate and kiosk.starts_anew:
        os.execv(sys.executable, sys.orig_argv)  # what the system's service does for a real one
    return code


def _sample_shop(store: Store, key: bytes) -> None:
    from kiosk.actions.sample_shop import found_sample_shop

    found_sample_shop(store, key)


def _told(error: BaseException) -> int:
    """Say why the kiosk ends, for the exit code: a known trouble in its own words, anything else with its places."""
    if isinstance(error, (*CANT_OPEN, TooManyFaults, TimeoutError)):
        print(f"kiosk: {error}", file=sys.stderr)
    else:
        logger.critical("the counter stopped", exc_info=error)
        print("kiosk: a fault of the program, see the log above", file=sys.stderr)
    return 1


class Kiosk:
    """One run of the program. `on_painted` hears the serial of each view and when it was on the screen (monotonic)."""

    def __init__(self, options: RunOptions, on_painted: Callable[[int, float], None] | None = None) -> None:
        self.inbox = Inbox()
        self._options = options
        self._on_painted = on_painted
        self._config = options.config
        self._texts = Texts(options.config.language)
        self._board = board_serial() if options.board is None else options.board
        self._views: queue.SimpleQueue[View] = queue.SimpleQueue()
        self._latest: View | None = None
        self._exit = 0
        self._served: Stage | None = None
        self._restores: RestoreThread | None = None
        self._listen: Callable[[Event], None] = lambda event: None
        self._watchdog = Watchdog(ServiceManager.of(os.environ), self._texts)
        self._simulated = self._simulation()
        self._devices = self._simulated or ConfiguredDevices(options.config)
        self._clock = ShopClock(self._devices.clock)
        self._reader = self._devices.card_reader()
        self._chosen = ChosenDevices(options.folder, self._config, self._devices, self._texts)
        self._first_steps = FirstSteps(options.folder)
        self._kanji = configured_kanji(options.config, options.folder)
        self._carrier = SmtpCarrier()
        self._places = configured_places(options.config)
        self._data = ShopData(options.folder, self._config, self._board, self._clock, self.inbox.put)
        self._joins: JoinThread | None = None
        self._releases = Releases.of(os.environ)
        self._updates = (
            None if self._releases is None else UpdatesThread(self._releases, options.folder.absolute(), self._end)
        )
        self.starts_anew = False  # it ended to be started again
        self._puts_sample_away = False  # when it has ended
        connect = self._vault_line()
        self._vault = None if connect is None else VaultThread(connect, self._let_go)
        self._signals = self._devices.signals
        shows = options.config.display.shows
        self._display = DisplayLine(line_path(options.folder)) if shows else None
        self._second: SecondWindow | None = None
        self.app: KioskApp | None = None

    def run(self) -> int:
        loop = CounterLoop(
            self.inbox,
            self._show,
            self._open,
            self._data.close,
            self._data.rest,
            self._wait_painted,
            self._closed,
            partial(self._watchdog.beat, Part.COUNTER),
        )
        loop.start()
        try:
            first = self._first_view(loop)
            if first is None:
                return _told(loop.error or TimeoutError("the data folder could not be opened in time"))
            self.app = self._window()
            self._stop_on_signals(self.app)
            console = self._console(self.app)
            threading.Thread(target=self._after_first_frame, args=(self.app,), name="start-up", daemon=True).start()
            threading.Thread(target=self._end_with, args=(loop,), name="end", daemon=True).start()
            if self._latest is not None:
                first = self._latest
            self.app.run(first)
            if console is not None:
                console.close()
        finally:
            self._take_down(loop)
        if loop.error is not None:
            return _told(loop.error)
        return self._exit

    # building

    def _simulation(self) -> "SimulatedDevices | None":
        if not self._options.simulate:
            return None
        from kiosk.simulation.devices import SimulatedDevices, fitted_out

        options = self._options
        if not options.empty:
            self._config = fitted_out(self._config)
        return SimulatedDevices(options.folder, self._config, told_time=options.told_time, vault=options.vault)

    def _vault_line(self) -> Connect | None:
        """To whoever works the vault, where there can be one."""
        if self._simulated is not None:
            return None if self._simulated.vault is None else self._simulated.vault.connect
        return service if SERVICE.is_socket() else None

    def _let_go(self) -> None:
        """Of the data folder, below which the partition is made anew."""
        if self._kanji is not None:
            self._kanji.stop()
        let_go_of_log()

    def _founding(self) -> Founding:
        if self._options.simulate and not self._options.empty:
            return _sample_shop
        return new_shop(
            self._texts("staff.first_owner"), self._texts.listed("presets"), self._texts.listed("templates")
        )

    def _open(self) -> Stage:
        """In the counter's thread. The sample shop needs nobody's word to begin."""
        sample = self._options.simulate and not self._options.empty
        finish_putting_away(self._options.folder)
        here = self._data.is_here
        vault, state = self._vault, None
        # what is in a closed vault is not in the folder; a simulated one hides nothing, and is asked
        if vault is not None and (not here or self._options.simulate):
            seen = vault.look()
            state = seen.state
            if state in (VaultState.CLOSED, VaultState.DAMAGED):
                self._served = ClosedVault(Words(self._texts), self._clock, vault, seen, self._start_anew)
                return self._served
        if sample or here:
            self._served = self._stage()
            return self._served
        self._restores = RestoreThread(self._options.folder, self._places or (USB,), self._board)
        self._restores.start(self.inbox.put)
        self._served = FirstStart(
            Words(self._texts),
            self._chosen,
            self._restores,
            self._clock,
            self._stage,
            lambda: self._data.is_here,
            self._make_sample,
            self._first_steps,
            vault if state is VaultState.PLAIN else None,
            self._start_anew,
        )
        return self._served

    def _make_sample(self) -> None:
        """In the counter's thread."""
        from kiosk.actions.sample_shop import make_sample_shop

        self._watchdog.beat(Part.COUNTER, within=FIRST_VIEW_SECONDS)
        make_sample_shop(self._options.folder, self._board, self._clock.wall_ms)

    def _heard(self) -> dict[DeviceName, DeviceReady | DeviceLost]:
        return {} if self._served is None else dict(self._served.devices)

    def _stage(self) -> JoiningStage:
        self._joins = JoinThread(self._options.folder, self._board, self._clock.wall_ms, self.inbox.put)
        return JoiningStage(Words(self._texts), self._clock, self._joins, self._open_shop, self._close_shop)

    def _open_shop(self, serial: int) -> Session:
        """In the counter's thread. `serial` of the view before."""
        self._watchdog.beat(Part.COUNTER, within=FIRST_VIEW_SECONDS)
        books = self._data.open(self._founding())
        books.prints = self._chosen.slip_printer is not None
        scans = self._chosen.barcode_scanner is not None
        desk = Desk(
            books,
            Words(self._texts),
            self._signals,
            self._chosen.slip_printer,
            self._data.reports,
            self._carrier,
            self._clock,
            scans,
            self._kanji,
            self._data.backups,
            self._places,
            self._data.journal,
            partial(backup_sources, self._places),
            self._updates,
            self._vault,
            choices=self._chosen,
            put_sample_away=self._put_sample_away,
            first_steps=self._first_steps,
        )
        session = Session(desk, self._config.counter.idle_seconds, serial, self._config.display.called_by)
        self._data.resume_readers()
        return session

    def _close_shop(self) -> None:
        """In the counter's thread."""
        self._watchdog.beat(Part.COUNTER, within=FIRST_VIEW_SECONDS)
        self._data.let_go()

    def _closed(self, error: BaseException) -> View | None:
        """A simulated kiosk has a terminal, which says why it ends. A release on trial ends, too: the one before may be
        able to open what this one can't."""
        obstacle = None if self._options.simulate else obstacle_of(error)
        if obstacle is None or (self._releases is not None and self._releases.on_trial):
            return None
        known = prove_folder(self._options.folder)
        made = None if known.backup_at is None else local_time(known.backup_at, ZoneInfo(known.zone))
        return closed(Words(self._texts), obstacle, made)

    def _window(self) -> KioskApp:
        width, height = map(int, self._config.screen.size.split("x"))
        simulate = self._options.simulate
        if not simulate and not has_display():
            os.environ.setdefault("SDL_VIDEODRIVER", "kmsdrm")
        return KioskApp(
            (width, height),
            self.inbox.put,
            strip=self._strip(),
            full_screen=not simulate,
            turned=self._config.screen.turned,
            on_painted=self._on_painted,
            on_beat=partial(self._watchdog.beat, Part.SCREEN),
        )

    def _strip(self) -> tuple[StripGroup, ...]:
        if self._simulated is None or not has_display():
            return ()
        from kiosk.simulation.hands import hands

        return tuple(
            StripGroup(title, tuple(StripItem(label, act) for label, act in items))
            for title, items in hands(self._simulated, self._texts)
        )

    def _console(self, app: KioskApp) -> "Console | None":
        if self._simulated is None:
            return None
        from kiosk.simulation.commands import Commands
        from kiosk.simulation.console import Console

        if self._display is not None and PLACED not in os.environ:  # there the compositor's session opens it
            from kiosk.simulation.second_window import SecondWindow

            self._second = SecondWindow(self._options.folder, self._config.screen.size)
        self._commands = Commands(
            self._simulated,
            UiStage(app),
            self._second,
            self.inbox,
            shown=self.last_view,
            wait_painted=app.wait_painted,
            heard=self._heard,
            stop=app.stop,
        )
        self._listen = self._commands.listen
        return Console(self._options.folder, self._commands)

    # running

    def _sink(self, event: Event) -> None:
        self.inbox.put(event)
        self._listen(event)

    def _show(self, view: View) -> None:
        self._latest = view
        if self._display is not None:
            self._display.show(view.customer)
        if self.app is not None:
            self.app.show(view)
        else:
            self._views.put(view)

    def _wait_painted(self, view: View) -> None:
        if self.app is not None:
            self.app.wait_painted(view.serial, PAINT_SECONDS)

    def last_view(self) -> View:
        """The latest that was shown; there is one from the first frame on."""
        assert self._latest is not None, "the console opens after the first view"
        return self._latest

    def _first_view(self, loop: CounterLoop) -> View | None:
        """The counter's first view; None when the books can't be opened."""
        waited = 0.0
        while waited < FIRST_VIEW_SECONDS:
            try:
                return self._views.get(timeout=0.05)
            except queue.Empty:
                waited += 0.05
            if loop.ended.is_set():
                break
        return None

    def _after_first_frame(self, app: KioskApp) -> None:
        """Devices start when the screen is there: their libraries take a second to import."""
        painted = app.wait_painted(0, FIRST_VIEW_SECONDS)
        gc.enable()
        if painted and not self._came_up():
            self._exit = 1
            app.stop()
            return
        if painted:
            self._watchdog.beat(Part.SCREEN)
            self._watchdog.start()
        logger.info("first frame %.2f s after the start of the process", process_age())
        self._signals.start(self._sink)
        if self._display is not None:
            self._display.start()
        self._data.start_readers()
        if self._updates is not None:
            self._updates.start(self.inbox.put)
        if self._vault is not None:
            self._vault.start(self.inbox.put)
        for device in self._running():
            device.start(self._sink)
        self._chosen.start(self._sink)
        if self._options.script is not None:
            self._play(self._options.script)
            app.stop()

    def _came_up(self) -> bool:
        """Before anything can be sold: where a release on trial can't be noted as good, the next start may take it for
        one that failed, and the data back with it."""
        try:
            if self._releases is not None:
                self._releases.came_up()
        except OSError:
            logger.exception("the release can't be noted as good")
            return False
        return True

    def _start_anew(self) -> None:
        self.starts_anew = True
        self._end()

    def _put_sample_away(self) -> None:
        self._puts_sample_away = True
        self._start_anew()

    def _end(self) -> None:
        """When the view that says so is on the screen. Whoever started the program starts it again."""
        app, serial = self.app, self.last_view().serial + 1
        if app is not None:
            threading.Thread(target=self._end_painted, args=(app, serial), name="switch", daemon=True).start()

    @staticmethod
    def _end_painted(app: KioskApp, serial: int) -> None:
        app.wait_painted(serial, PAINT_SECONDS)
        app.stop()

    def _running(self) -> list[Device]:
        """Those with a thread of their own that end before the counter does."""
        devices = (self._reader, self._kanji, self._carrier)
        return [device for device in devices if device is not None]

    def _play(self, script: Path) -> None:
        from kiosk.simulation.script import ScriptFailed, play

        try:
            play(script, self._commands, print)
        except (ScriptFailed, OSError) as failed:
            print(f"kiosk: {failed}", file=sys.stderr)
            self._exit = 1

    def _end_with(self, loop: CounterLoop) -> None:
        loop.ended.wait()
        if self.app is not None:
            self.app.stop()

    def _stop_on_signals(self, app: KioskApp) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: app.stop())

    # ending

    def _take_down(self, loop: CounterLoop) -> None:
        self._watchdog.stop()
        if self._display is not None:
            self._display.stop()
        if self._second is not None:
            self._second.stop()
        for device in self._running():
            device.stop()
        self._chosen.stop()
        if self._joins is not None:
            self._joins.stop()
        if self._updates is not None:
            self._updates.stop()
        if self._vault is not None:
            self._vault.stop()
        if self._restores is not None:
            self._restores.stop()
        self._data.stop_readers()
        loop.stop()
        self._data.stop_journal()
        self._signals.stop()
        self._devices.stop()
        if self._puts_sample_away:
            self._sample_goes()

    def _sample_goes(self) -> None:
        """Nobody has its data open any more."""
        try:
            put_sample_away(self._options.folder)
        except (StoreError, OSError):
            logger.exception("the sample shop is still here")
