"""A keyboard that is plugged in writes too, on the screens that take text. It can do nothing else."""

from collections.abc import Callable
from typing import Any

from kiosk.flow.intents import CancelKey, CommitKey, EraseKey, Intent, KatakanaKey, Letter, MoveCaret, SpaceKey

# SDL's key codes as Kivy gives them
_KEYS: dict[int, Intent] = {
    8: EraseKey(),
    13: CommitKey(),
    27: CancelKey(),
    271: CommitKey(),  # Enter of the number pad
    275: MoveCaret(1),
    276: MoveCaret(-1),
    288: KatakanaKey(),  # F7, as on every Japanese computer
}


class Typewriter:
    """Kivy's window tells it of keys; `writing` says whether the screen takes text now."""

    def __init__(self, window: Any, send: Callable[[Intent], None], writing: Callable[[], bool]) -> None:
        self._send = send
        self._writing = writing
        window.bind(on_key_down=self._key, on_textinput=self._text)

    def _key(self, _: Any, key: int, *__: Any) -> bool:
        """True: Kivy's own meaning of the key (Escape ends a program) is not wanted."""
        intent = _KEYS.get(key)
        if intent is not None and self._writing():
            self._send(intent)
        return True

    def _text(self, _: Any, text: str) -> None:
        if not self._writing():
            return
        for char in text:
            if char in " \u3000":
                self._send(SpaceKey(bar=True))
            elif char.isprintable():
                self._send(Letter(char))
