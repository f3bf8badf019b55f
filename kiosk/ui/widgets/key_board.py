"""The keys of the screen: rows of ten columns, the fifty sounds with あ at the left, Latin letters, or digits."""

from typing import Any

from kivy.uix.widget import Widget

from kiosk.flow.intents import ClearKeys, EraseKey, Key
from kiosk.flow.keys import Keys
from kiosk.flow.views import Button, Role, WritingPart
from kiosk.ui import theme
from kiosk.ui.widgets.filling import fill
from kiosk.ui.widgets.pad_key import CLEAR, ERASE, PadKey, Slot

COLUMNS = 10
KANA = (
    "あかさたなはまやらわ",
    "いきしちにひみゆりを",
    "うくすつぬふむよるん",
    "えけせてねへめ゛れー",
    "おこそとのほも゜ろ小",
)
KATAKANA = (
    "アカサタナハマヤラワ",
    "イキシチニヒミユリヲ",
    "ウクスツヌフムヨルン",
    "エケセテネヘメ゛レー",
    "オコソトノホモ゜ロ小",
)
LATIN = ("1234567890", "qwertyuiop", "asdfghjkl-", "zxcvbnm,.'", "@_/&+():!?")
DIGITS = ("123月日", "456時分", "789年円", "-0.個回", "/:()〜")
_PADS = {Keys.KANA: KANA, Keys.KATAKANA: KATAKANA, Keys.LATIN: LATIN, Keys.DIGITS: DIGITS}
_SEARCH = (*KANA, "1234567890")
_CHANGES_THE_LAST = "゛゜小ー"
_SPACE_BAR = 2  # columns; as wide is the shift, in the place of two signs


class KeyBoard(Widget):
    """Rows of keys, each at least 12 x 9 mm on a 7-inch panel. The keys stay, what is on them changes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._rows: tuple[tuple[Slot, ...], ...] = ()
        self.fbind("pos", self._place)
        self.fbind("size", self._place)

    def paint(self, writing: WritingPart | None) -> None:
        """The keys of a text, or with None those of a search."""
        rows = _rows(writing)
        if rows != self._rows:
            self._rows = rows
            fill(self, [slot for row in rows for slot in row], PadKey, PadKey.paint)
            self._place()

    def _place(self, *_: Any) -> None:
        column = (self.width - (COLUMNS - 1) * theme.GAP) / COLUMNS
        height = (self.height - (len(self._rows) - 1) * theme.GAP) / max(1, len(self._rows))
        keys = iter(reversed(self.children))
        y = self.top - height
        for row in self._rows:
            x = self.x
            for slot in row:
                key = next(keys)
                width = slot.columns * column + (slot.columns - 1) * theme.GAP
                key.pos, key.size = (x, y), (width, height)
                x += width + theme.GAP
            y -= height + theme.GAP


def editing_slots(writing: WritingPart | None) -> tuple[Slot, ...]:
    """The keys at the right: ⌫ and C, and for a text what becomes of its kana."""
    slots = Slot(ERASE, EraseKey(), theme.NAVY_TINT), Slot(CLEAR, ClearKeys(), theme.NAVY_TINT)
    if writing is None:
        return slots
    convert, commit = (Slot(button.label, button.intent, theme.CARD) for button in (writing.convert, writing.commit))
    return (*slots, convert, commit)


def _rows(writing: WritingPart | None) -> tuple[tuple[Slot, ...], ...]:
    if writing is None:
        return tuple(tuple(map(_key, row)) for row in _SEARCH)
    pad = _PADS[writing.keys]
    rows = (row.upper() if writing.shift else row for row in pad)
    columns = COLUMNS // len(pad[0])
    return (*(tuple(_key(text, columns) for text in row) for row in rows), _function_row(writing.functions))


def _key(text: str, columns: int = 1) -> Slot:
    tint = theme.NAVY_TINT if text.isdigit() or text in _CHANGES_THE_LAST else theme.CARD
    return Slot(text, Key(text), tint, columns)


def _function_row(functions: tuple[Button, ...]) -> tuple[Slot, ...]:
    """Of a column each; what is over goes to those before the caret's keys: the space bar, and the shift."""
    spare = COLUMNS - len(functions)
    wide = {len(functions) - 3 - number for number in range(spare)}
    return tuple(
        Slot(
            button.label,
            button.intent,
            theme.NAVY_TINT if button.role is Role.QUIET else theme.CARD,
            _SPACE_BAR if number in wide else 1,
            button.picked,
        )
        for number, button in enumerate(functions)
    )
