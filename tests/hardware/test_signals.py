"""What lights up and sounds at the counter, on gpiozero's mock pins."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from hardware.events import DeviceLost, DeviceName, DeviceReady, Trouble
from hardware.ports import Cue
from hardware.signals import GpioSignals, Led, SignalState, Sound
from hardware.simulated.signals import simulated_pins
from tests.hardware.events import Told, wait_until

LED, BUZZER = 17, 27


class Machine:
    """Light and buzzer on mock pins."""

    def __init__(self, passive: bool = False) -> None:
        self.pins = simulated_pins()
        self.signals = GpioSignals(LED, BUZZER, passive, lambda: self.pins)
        self.told = Told()

    def history(self, pin: int) -> list[bool]:
        """The states a pin went through, from the first to the present."""
        states = [bool(state.state) for state in self.pins.pin(pin).states]
        return [state for state, before in zip(states, [None, *states], strict=False) if state is not before]

    def steady(self) -> bool:
        """Whether the light shines and the buzzer is silent, and no cue is running."""
        return self.signals.state.led is Led.ON and self.history(LED)[-1] is True and self.history(BUZZER)[-1] is False


@pytest.fixture(params=[False, True], ids=["active", "passive"])
def machine(request: pytest.FixtureRequest) -> Iterator[Machine]:
    machine = Machine(request.param)
    machine.signals.start(machine.told)
    assert machine.told.next() == DeviceReady(DeviceName.SIGNALS, "gpio")
    wait_until(machine.steady)
    yield machine
    machine.signals.stop()


def test_ready_is_a_steady_light_without_a_sound(machine: Machine) -> None:
    assert machine.history(LED) == [False, True]
    assert machine.history(BUZZER) == [False]
    assert machine.signals.state == SignalState(Led.ON, Sound.NONE)


@pytest.mark.parametrize(
    ("cue", "sound", "times"),
    [
        (Cue.KNOWN, Sound.SHORT, 1),
        (Cue.DONE, Sound.SHORT, 1),
        (Cue.UNKNOWN, Sound.DOUBLE, 2),
        (Cue.FAULT, Sound.LONG, 1),
    ],
)
def test_a_cue_beeps_and_blinks_and_leaves_a_steady_light(machine: Machine, cue: Cue, sound: Sound, times: int) -> None:
    machine.signals.show(cue)
    assert machine.signals.state == SignalState(Led.BLINK, sound)
    wait_until(machine.steady)
    assert machine.history(BUZZER) == [False, *[True, False] * times]
    assert machine.history(LED) == [False, True, *[False, True] * times]
    assert machine.signals.state == SignalState(Led.ON, sound)


def test_the_same_cue_again_beeps_again(machine: Machine) -> None:
    for _ in range(2):
        machine.signals.show(Cue.KNOWN)
        wait_until(machine.steady)
    assert machine.history(BUZZER) == [False, True, False, True, False]


def test_a_new_cue_cuts_the_running_one_off(machine: Machine) -> None:
    machine.signals.show(Cue.UNKNOWN)
    wait_until(lambda: machine.history(BUZZER)[-1])
    machine.signals.show(Cue.READY)
    wait_until(machine.steady)
    assert machine.history(BUZZER) == [False, True, False], "the second beep of two never came"


def test_off_is_dark_and_silent(machine: Machine) -> None:
    machine.signals.show(Cue.FAULT)
    wait_until(lambda: machine.history(BUZZER)[-1])
    machine.signals.show(Cue.OFF)
    wait_until(lambda: not machine.history(LED)[-1] and not machine.history(BUZZER)[-1])
    assert machine.signals.state.led is Led.OFF


def test_stop_leaves_everything_off_and_no_thread_behind(machine: Machine) -> None:
    machine.signals.show(Cue.FAULT)
    machine.signals.stop()
    machine.signals.stop()
    assert machine.history(LED)[-1] is False
    assert machine.history(BUZZER)[-1] is False
    assert not any(thread.name == "signals" for thread in threading.enumerate())


@pytest.mark.parametrize(
    ("make", "trouble"),
    [
        (lambda _: GpioSignals(None, None), Trouble.ABSENT),
        (lambda _: GpioSignals(LED, LED, open_pins=simulated_pins), Trouble.TAKEN),
        (lambda patch: _without_backend(patch), Trouble.NO_DRIVER),
    ],
    ids=["no pins", "one pin for two things", "no library"],
)
def test_without_pins_the_kiosk_goes_on_silently_and_says_so_once(
    make: Callable[[pytest.MonkeyPatch], GpioSignals], trouble: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    signals, told = make(monkeypatch), Told()
    signals.start(told)
    event: Any = told.next()
    assert isinstance(event, DeviceLost)
    assert (event.device, event.trouble) == (DeviceName.SIGNALS, trouble)
    for cue, sound in ((Cue.KNOWN, Sound.SHORT), (Cue.UNKNOWN, Sound.DOUBLE)):
        signals.show(cue)
        wait_until(lambda sound=sound: signals.state == SignalState(Led.ON, sound))  # type: ignore[misc]
    assert told.nothing_more()
    signals.stop()


def _without_backend(patch: pytest.MonkeyPatch) -> GpioSignals:
    """gpiozero on a machine where none of its pin libraries can be loaded."""
    patch.setenv("GPIOZERO_PIN_FACTORY", "no-such-library")
    return GpioSignals(LED, BUZZER)


def test_a_machine_with_a_light_alone_uses_it() -> None:
    pins, told = simulated_pins(), Told()
    signals = GpioSignals(LED, None, open_pins=lambda: pins)
    signals.start(told)
    assert isinstance(told.next(), DeviceReady)
    signals.show(Cue.KNOWN)
    wait_until(lambda: [bool(state.state) for state in pins.pin(LED).states][-3:] == [True, False, True])
    signals.stop()
