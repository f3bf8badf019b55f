"""The list of letters, opened from the menu and come back to from a letter."""

from kiosk.actions.letters import letter_figures, letters
from kiosk.flow.desk import Desk
from kiosk.flow.letter_states import AtLetters


def list_letters(desk: Desk) -> AtLetters:
    """At once; what came of each follows when it is counted."""
    return AtLetters(letters(desk.books), desk.read(letter_figures()))
