"""The simulation's strip: a press does what its button says, and everything is in sight beside the common panel."""

from typing import Any

from kiosk.ui.strip import STRIP_WIDTH, StripGroup, StripItem
from tests.ui.hand import Hand

NAMES = ("佐藤 和子", "中村 正夫", "小林 美智子", "山田 幸子", "木村 健一", "松本 春江", "名前のないお客様")
WORDS = ("USBを抜く", "USBを差す", "固まらせる", "変な返事を1回", "通信エラーを1回", "紙を抜く", "ふたを開ける", "直す")
LONG = "とても長いなまえのカードをかざす"


def strip_in_window(labels: tuple[str, ...], pressed: list[str]) -> Any:
    from kivy.core.window import Window

    from kiosk.ui.widgets.strip_bar import StripBar

    bar = StripBar(size_hint=(None, None), size=(STRIP_WIDTH, Window.height), x=Window.width - STRIP_WIDTH)
    items = tuple(StripItem(label, lambda label=label: pressed.append(label)) for label in labels)  # type: ignore[misc]
    bar.fill((StripGroup("一", items[:7]), StripGroup("二", items[7:])))
    Window.add_widget(bar)
    return bar


def buttons(bar: Any) -> dict[str, Any]:
    from kiosk.ui.widgets.strip_bar import StripButton

    return {one.label: one for one in bar.walk() if isinstance(one, StripButton)}


def test_pressing_runs_what_the_button_says(hand: Hand) -> None:
    from kivy.core.window import Window

    from kiosk.ui.sight import Sight

    pressed: list[str] = []
    bar = strip_in_window((*NAMES, *WORDS, LONG), pressed)
    try:
        for _ in range(3):
            hand.frame()
        by_label = buttons(bar)
        fingers = Sight(bar).add_fingers()
        for label in ("佐藤 和子", "紙を抜く", LONG):
            at = by_label[label].to_window(*by_label[label].center)
            for phase in ("begin", "end"):
                done: Any = new_future()
                fingers.move(phase, *at, done)
                hand.until(done.done)
        hand.until(lambda: len(pressed) == 3)
        assert pressed == ["佐藤 和子", "紙を抜く", LONG]
    finally:
        Window.remove_widget(bar)


def test_short_labels_stand_two_abreast(hand: Hand) -> None:
    from kivy.core.window import Window

    bar = strip_in_window((*NAMES, *WORDS, LONG), [])
    try:
        for _ in range(3):
            hand.frame()
        by_label = buttons(bar)
        assert by_label["佐藤 和子"].y == by_label["中村 正夫"].y
        assert by_label[LONG].width > 1.9 * by_label["紙を抜く"].width
        assert bar.ids.column.height <= Window.height
    finally:
        Window.remove_widget(bar)


def new_future() -> Any:
    from concurrent.futures import Future

    return Future()
