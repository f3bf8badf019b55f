"""What a step has said, for some seconds, and what 取り消す on it would undo."""

from kiosk.actions.undo import Undoable
from kiosk.flow.desk import Said
from kiosk.flow.intents import Undo
from kiosk.flow.texts import Texts
from kiosk.flow.views import Button, Toast

SECONDS = 5.0


class Toasts:
    """One at a time: the next takes its place."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._said: Said | None = None
        self._token = 0  # by which a touch on an older toast's button is known
        self._until = 0.0

    def say(self, said: Said, now: float) -> None:
        self._said = said
        self._token += 1
        self._until = now + SECONDS

    def clear(self) -> None:
        self._said = None

    def pass_time(self, now: float) -> None:
        if now >= self._until:
            self._said = None

    def seconds_left(self, now: float) -> float | None:
        """None: there is none."""
        return None if self._said is None else self._until - now

    def deed(self, token: int) -> Undoable | None:
        """What the toast with this token would undo; None where it is gone."""
        return self._said.deed if self._said is not None and token == self._token else None

    @property
    def shown(self) -> Toast | None:
        if self._said is None:
            return None
        undo = Button(self._texts("toast.undo"), Undo(self._token)) if self._said.deed is not None else None
        return Toast(self._texts(self._said.key, text=self._said.text), undo, self._said.level)
