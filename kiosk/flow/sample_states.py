"""What a sample shop's people are at: reading that it is one, being asked whether it may go, and seeing it go."""

from kiosk.actions.sample_away import SampleContents
from kiosk.value import Value


class AtSample(Value):
    """What it is, and who gets in with which PIN."""


class AskingSampleAway(Value):
    """`sure`: asked once more."""

    contents: SampleContents
    sure: bool = False


class PuttingSampleAway(Value):
    """The program ends, and starts on a machine without a shop."""


WithSample = AtSample | AskingSampleAway | PuttingSampleAway
