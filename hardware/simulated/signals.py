"""Pins without a machine: gpiozero's own mock, with which light and buzzer run unchanged."""

from typing import Any


def simulated_pins() -> Any:
    """A gpiozero pin factory whose pins remember what was done to them; good for passive buzzers too."""
    from gpiozero.pins.mock import MockFactory, MockPWMPin

    return MockFactory(pin_class=MockPWMPin)
