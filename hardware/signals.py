"""Light and buzzer on the machine's pins, by gpiozero."""

import errno
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from hardware.events import DeviceLost, DeviceName, DeviceReady, Sink, Trouble
from hardware.ports import Cue


class Led(StrEnum):
    ON = "on"
    OFF = "off"
    BLINK = "blink"


class Sound(StrEnum):
    NONE = ""
    SHORT = "short"
    DOUBLE = "double"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class SignalState:
    """What a person at the counter sees now, and heard last."""

    led: Led = Led.OFF
    last_sound: Sound = Sound.NONE


class Step(NamedTuple):
    """One moment of a cue: light and sound on or off, for so many seconds."""

    light: bool
    sound: bool
    seconds: float


_BEEP = Step(light=False, sound=True, seconds=0.1)  # the light is steady when nothing happens: a blink is a gap in it
_REST = Step(light=True, sound=False, seconds=0.1)
_LONG = Step(light=False, sound=True, seconds=0.8)

STEPS: dict[Cue, tuple[Step, ...]] = {
    Cue.READY: (),
    Cue.KNOWN: (_BEEP,),
    Cue.DONE: (_BEEP,),
    Cue.UNKNOWN: (_BEEP, _REST, _BEEP),
    Cue.FAULT: (_LONG,),
    Cue.OFF: (),
}
SOUNDS = {
    Cue.KNOWN: Sound.SHORT,
    Cue.DONE: Sound.SHORT,
    Cue.UNKNOWN: Sound.DOUBLE,
    Cue.FAULT: Sound.LONG,
}

TONE = 2000.0
"""Hz for a passive buzzer: small piezo discs are loudest between 2 and 4 kHz."""


class _Pins(NamedTuple):
    light: Callable[[bool], None]
    sound: Callable[[bool], None]


def _nothing(_wanted: bool) -> None:
    """A pin that isn't there."""


_SILENT = _Pins(_nothing, _nothing)


def _usual_pins() -> None:
    """gpiozero's own choice."""


class GpioSignals:
    """Keeps hardware.ports.Signals. One thread plays the latest cue; a new one cuts the running one off.

    Pins have BCM numbers; None: there is no such thing. `passive`: the buzzer needs a tone, not just power.
    `open_pins` makes a pin factory of gpiozero, which chooses one for this machine unless given. Without working pins
    everything goes on, silently, and `state` still tells what would be seen and heard.
    """

    def __init__(
        self,
        led_pin: int | None,
        buzzer_pin: int | None,
        passive: bool = False,
        open_pins: Callable[[], Any] = _usual_pins,
    ) -> None:
        self._led_pin = led_pin
        self._buzzer_pin = buzzer_pin
        self._passive = passive
        self._open_pins = open_pins
        self._changed = threading.Condition()
        self._cue = Cue.READY
        self._count = 0  # of the cues shown: the same cue twice is two beeps
        self._state = SignalState()
        self._halt = False
        self._thread: threading.Thread | None = None

    def start(self, sink: Sink) -> None:
        """Open the pins in a thread of its own, send one DeviceReady or DeviceLost from there, and show READY."""
        self.show(Cue.READY)
        self._thread = threading.Thread(target=self._run, args=(sink,), name="signals", daemon=True)
        self._thread.start()

    def show(self, cue: Cue) -> None:
        with self._changed:
            self._cue = cue
            self._count += 1
            blinks = bool(STEPS[cue])
            led = Led.BLINK if blinks else Led.OFF if cue is Cue.OFF else Led.ON
            self._state = SignalState(led, SOUNDS.get(cue, self._state.last_sound))
            self._changed.notify_all()

    def stop(self) -> None:
        """Everything off; blocks 5 s at most."""
        with self._changed:
            self._halt = True
        self.show(Cue.OFF)
        if self._thread is not None:
            self._thread.join(5)

    @property
    def state(self) -> SignalState:
        return self._state

    def _run(self, sink: Sink) -> None:
        try:
            with ExitStack() as opened:
                pins = self._open(opened)
                sink(DeviceReady(DeviceName.SIGNALS, "gpio"))
                self._play(pins)
        except Exception as problem:  # gpiozero and the libraries below it share no base
            sink(DeviceLost(DeviceName.SIGNALS, _trouble_of(problem), f"{type(problem).__name__}: {problem}"))
            self._play(_SILENT)

    def _open(self, opened: ExitStack) -> _Pins:
        if self._led_pin is None and self._buzzer_pin is None:
            raise OSError(errno.ENODEV, "no pins are configured")
        import gpiozero

        factory = self._open_pins()
        light, sound = _SILENT
        if self._led_pin is not None:
            led = opened.enter_context(gpiozero.LED(self._led_pin, pin_factory=factory))
            light = _switch(led.on, led.off)
        if self._buzzer_pin is not None and self._passive:
            # the octaves around A6 hold TONE
            tonal = gpiozero.TonalBuzzer(self._buzzer_pin, mid_tone="A6", pin_factory=factory)
            opened.enter_context(tonal)
            sound = _switch(lambda: tonal.play(TONE), tonal.stop)
        elif self._buzzer_pin is not None:
            buzzer = opened.enter_context(gpiozero.Buzzer(self._buzzer_pin, pin_factory=factory))
            sound = _switch(buzzer.on, buzzer.off)
        return _Pins(light, sound)

    def _play(self, pins: _Pins) -> None:
        """Play cues until stop()."""
        played = 0
        while True:
            self._overtaken(played)
            with self._changed:
                cue, played, halt = self._cue, self._count, self._halt
            for light, sound, seconds in STEPS[cue]:
                pins.light(light)
                pins.sound(sound)
                if self._overtaken(played, seconds):
                    break
            else:
                pins.sound(False)
                pins.light(cue is not Cue.OFF)
                self._settle(played)
            if halt:
                return

    def _overtaken(self, played: int, seconds: float | None = None) -> bool:
        """Wait (for ever unless `seconds` are given), and say whether a new cue came meanwhile."""
        with self._changed:
            return self._changed.wait_for(lambda: self._count != played, seconds)

    def _settle(self, played: int) -> None:
        """After a cue the light is steady again."""
        with self._changed:
            if self._count == played and self._state.led is Led.BLINK:
                self._state = SignalState(Led.ON, self._state.last_sound)


def _switch(on: Callable[[], None], off: Callable[[], None]) -> Callable[[bool], None]:
    return lambda wanted: on() if wanted else off()


def _trouble_of(problem: Exception) -> Trouble:
    match problem:
        case OSError(errno=errno.ENODEV):
            return Trouble.ABSENT
        case PermissionError():
            return Trouble.FORBIDDEN
        case ImportError():  # gpiozero itself, or its BadPinFactory: no library for the pins of this machine
            return Trouble.NO_DRIVER
    # gpiozero's GPIOPinInUse, and lgpio's error of the same meaning, which is of a class that may not be installed
    return Trouble.TAKEN if "in use" in str(problem) or "busy" in str(problem) else Trouble.BROKEN
