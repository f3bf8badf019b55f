"""What a step may use: the books, lights and sounds, the printer, and a word about what was just done."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from hardware.events import DeviceLost, DeviceName, DeviceReady
from hardware.ports import Cue, KanjiEngine, MailCarrier, Signals, SlipPrinter
from hardware.slip import Slip
from kiosk.actions.backup_thread import Backups
from kiosk.actions.books import Books
from kiosk.actions.first_steps import FirstSteps
from kiosk.actions.joining import Joined
from kiosk.actions.journal_thread import Journal
from kiosk.actions.long_reads import LongRead, LongReads
from kiosk.actions.slip import OnItsWay, begin_printing, slip_to_print
from kiosk.actions.undo import Undoable
from kiosk.actions.updates_thread import Updates
from kiosk.actions.vault_thread import Vault
from kiosk.clock import ShopClock
from kiosk.flow.backup_watch import BackupWatch
from kiosk.flow.device_choices import DeviceChoices
from kiosk.flow.mailing import Mailing
from kiosk.flow.slips import form_slip
from kiosk.flow.update_watch import UpdateWatch
from kiosk.flow.views import Level
from kiosk.flow.words import Words
from kiosk.mail_password import read_mail_password
from kiosk.rules.backup_places import BackupPlace
from kiosk.rules.units import JobId
from kiosk.value import Hidden, Value


class Said(Value):
    """A toast: a text's key with its figures, and what 取り消す would undo."""

    key: str
    text: Hidden[str] = ""
    deed: Undoable | None = None
    level: Level = Level.GOOD


class Desk:
    """Belongs to the counter's thread. Steps ask; lights, sounds and slips follow after the step's own commit."""

    def __init__(
        self,
        books: Books,
        words: Words,
        signals: Signals,
        printer: SlipPrinter | None,
        reads: LongReads,
        carrier: MailCarrier,
        clock: ShopClock,
        scans: bool = False,
        kanji: KanjiEngine | None = None,
        backups: Backups | None = None,
        places: tuple[BackupPlace, ...] = (),
        journal: Journal | None = None,
        sources: Callable[[], tuple[Path, ...]] = tuple,
        updates: Updates | None = None,
        vault: Vault | None = None,
        *,
        choices: DeviceChoices,
        put_sample_away: Callable[[], None],
        first_steps: FirstSteps,
    ) -> None:
        """`printer` None: this shop prints no slips. `reads`: whom to ask for what takes long. `carrier`: who takes
        e-mail to the server. `scans`: it has a barcode scanner. `kanji` None: it writes in kana alone. `places`:
        where `backups` go. `journal` None: none of them is for what comes between two backups. `sources`: where other
        copies of the shop may lie. `updates` None: this machine takes none. `vault` None: nor does it encrypt its
        data. `choices`: what of the machine can be chosen here. `put_sample_away`: the program ends when
        the next view is on the screen, takes the sample shop away, and starts again. `first_steps`: how far its first
        start is."""
        self.books = books
        self.words = words
        self.clock = clock
        self._signals = signals
        self._printer = printer
        self._reads = reads
        self.mailing = Mailing(books, words, carrier, partial(read_mail_password, books.store.folder))
        self.scans = scans
        self._kanji = kanji
        self.backups = BackupWatch(books, backups, places, journal)
        self.sources = sources
        self.choices = choices
        self.put_sample_away = put_sample_away
        self.first_steps = first_steps
        self.joined: Joined | None = None  # the report of a join that nobody has seen yet
        self.updates = UpdateWatch(books, self.backups, updates)
        self.vault = vault
        self._questions = 0
        self._unkept = 0
        self._said: Said | None = None
        self._jobs: list[JobId] = []
        self._devices: dict[DeviceName, DeviceReady | DeviceLost] = {}

    @property
    def devices(self) -> Mapping[DeviceName, DeviceReady | DeviceLost]:
        """The last word of each device; one that has said nothing yet is absent from the mapping."""
        return MappingProxyType(self._devices)

    @property
    def prints(self) -> bool:
        return self._printer is not None

    @property
    def converts(self) -> bool:
        """Whether kana can be converted now."""
        return self._kanji is not None and not isinstance(self._devices.get(DeviceName.KANJI), DeviceLost)

    @property
    def has_kanji(self) -> bool:
        """Whether this shop has chosen to write kanji."""
        return self._kanji is not None

    def ask_kanji(self, reading: str) -> int:
        """The number that CandidatesFound will carry; 0 when nobody can answer. One that is lost is asked too: its
        next answer may be that it is back."""
        if self._kanji is None:
            return 0
        self._questions += 1
        self._kanji.convert(self._questions, reading)
        return self._questions

    def learn_kanji(self, words: tuple[tuple[str, str], ...]) -> None:
        """What was chosen comes first the next time."""
        if self._kanji is not None:
            self._kanji.learn(words)

    def forget_kanji(self) -> None:
        """Somebody was erased: what the engine learned may hold their name."""
        if self._kanji is not None:
            self._kanji.forget()

    def read(self, what: LongRead) -> int:
        """Ask the reports' thread; the number that its answer will carry."""
        return self._reads.ask(what)

    def give_up_reading(self, number: int) -> None:
        """The screen that waited for it is gone."""
        self._reads.give_up(number)

    def heard(self, event: DeviceReady | DeviceLost) -> None:
        self._devices[event.device] = event

    def use_printer(self, connection: str, paper_mm: int) -> None:
        """This one from now on; "" for none. Raises kiosk.flow.device_choices.NotKept."""
        printer = self.choices.use_printer(connection, paper_mm)
        if printer is not self._printer:
            self._printer = printer
            self.books.prints = printer is not None
            self._devices.pop(DeviceName.PRINTER, None)

    def use_scanner(self, device: str, keyboard: str | None) -> None:
        """This one from now on; "" for none. Raises kiosk.flow.device_choices.NotKept."""
        if self.choices.use_scanner(device, keyboard):
            self.scans = bool(device)
            self._devices.pop(DeviceName.SCANNER, None)

    def cue(self, cue: Cue) -> None:
        """Light and sound, at once. Call it after the commit: nothing says yes before."""
        self._signals.show(cue)

    def say(self, key: str, text: str = "", deed: Undoable | None = None) -> None:
        self._said = Said(key, text, deed)

    def warn(self, key: str) -> None:
        """What can't be done, and why."""
        self._said = Said(key, level=Level.WARN)

    def take_said(self) -> Said | None:
        """What was said since the last time, once."""
        said, self._said = self._said, None
        return said

    def print_later(self, job: JobId) -> None:
        """The slip goes to the printer after the view has been shown."""
        self._jobs.append(job)

    def print_unkept(self, slip: Slip) -> int:
        """Print what no book knows of, at once and never again. Returns the number that the printer's answer carries,
        below 0: those of the books are above. 0: this shop prints none."""
        if self._printer is None:
            return 0
        self._unkept -= 1
        self._printer.submit(self._unkept, slip)
        return self._unkept

    @property
    def has_slips(self) -> bool:
        return bool(self._jobs)

    def send_slips(self) -> None:
        """Hand the promised slips over. One short commit each; the printing itself is the printer thread's."""
        jobs, self._jobs = self._jobs, []
        for job in jobs:
            slip = slip_to_print(self.books, job)
            if self._printer is not None and not isinstance(slip, OnItsWay):
                paper = form_slip(slip, self.words, self.books.zone)  # what can't be formed never counts as sent
                begin_printing(self.books, job)
                self._printer.submit(job, paper)
