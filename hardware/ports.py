"""The promises of devices. A real device and its simulated twin keep the same ones; tests/hardware runs over both.

Every device has one thread of its own, so that nothing here ever blocks the counter; the clock needs none.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.events import DeviceLost, DeviceReady, Sink
from hardware.mail import Mail, MailServer
from hardware.slip import Slip


class Device(Protocol):
    def start(self, sink: Sink) -> None:
        """Start the device's thread and return at once. Events go to `sink` from that thread."""

    def stop(self) -> None:
        """End the thread; blocks 5 s at most, twice is once. A hung device is abandoned (its thread is a daemon)."""

    @property
    def beat(self) -> float:
        """time.monotonic() of the thread's last sign of life, for the watchdog. A device that blocks stops beating."""


class CardReader(Device, Protocol):
    """Sends CardTapped once per presence of a card, CardRefused, DeviceReady, DeviceLost."""


class Scanner(Device, Protocol):
    """Sends CodeScanned for each whole barcode, ScanBroken for one that was not read whole, DeviceReady, DeviceLost."""


class SlipPrinter(Device, Protocol):
    """Sends SlipFinished for each job in order, and DeviceReady / DeviceLost as its state changes."""

    def submit(self, job: int, slip: Slip) -> None:
        """Queue one slip. Never blocks, never raises, never prints a second copy by itself."""


class KanjiEngine(Device, Protocol):
    """Makes kanji of kana. Sends CandidatesFound, DeviceReady, DeviceLost. Only the waiting blocks."""

    def convert(self, request: int, reading: str) -> None:
        """Ask how a reading in hiragana and digits may be written.

        One CandidatesFound carries the request's number, after 7 s at the latest; none comes when a later request
        was there before this one was begun.
        """

    def learn(self, words: tuple[tuple[str, str], ...]) -> None:
        """The (reading, written) of each segment that was chosen, so that it comes first the next time."""

    def forget(self) -> None:
        """Remove all that was ever learned; it may hold customers' names."""

    def wait_forgotten(self, seconds: float) -> bool:
        """Block until all that forget() was asked for is removed, `seconds` at most; whether it is."""


class MailCarrier(Device, Protocol):
    """Sends MailAccepted and then MailFinished for each job, one job after the other."""

    def submit(self, job: int, mail: Mail, server: MailServer) -> None:
        """Queue one message. Never blocks, never raises, never sends anything a second time by itself."""

    def hand_over(self, job: int) -> None:
        """The answer to MailAccepted: send it. Too late an answer is none, the job has ended as not sent by then."""

    def withdraw(self, job: int) -> None:
        """This job is not wanted any more, whether it waits in the queue or for hand_over(): it ends as not sent."""


class Cue(StrEnum):
    """What lights and sounds say. Nothing says yes before the commit."""

    READY = "ready"  # steady light, no sound
    KNOWN = "known"  # one short beep, one blink
    DONE = "done"  # one short beep, one blink: something was written
    UNKNOWN = "unknown"  # two short beeps, two blinks
    FAULT = "fault"  # one long beep, long blink: lost card, refused card, fault
    OFF = "off"  # the kiosk stops


class Signals(Protocol):
    """Light and buzzer. `show` returns at once; a machine without pins is silent and says so once at `start`."""

    def start(self, sink: Sink) -> None: ...

    def show(self, cue: Cue) -> None: ...

    def stop(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Finding:
    """What `kiosk check` found out about one device by really trying it (blocks 10 s at most)."""

    device: str
    result: DeviceReady | DeviceLost


class MachineClock(Protocol):
    boot: str
    """Names this run of the machine: another one after each start of it, the same in all its programs."""
    chip: bool
    """Whether a clock chip set the time when the machine started."""

    def wall_ms(self) -> int:
        """UTC milliseconds since 1970; may jump, and may be anything while nobody told it."""

    def since_boot_ms(self) -> int:
        """Only goes forward, also while the machine sleeps."""

    def monotonic(self) -> float:
        """Seconds that only go forward, as time.monotonic()."""

    def told(self) -> bool:
        """Whether the network told it the time, not long ago."""
