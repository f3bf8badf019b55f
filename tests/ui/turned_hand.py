"""One way through a turned screen, touched where its panel shows it: `python -m tests.ui.turned_hand FOLDER TURNED`.

TURNED: degrees, or `upended` for a window of which nothing is said, and which becomes taller than wide when it is open,
as a compositor does it (off screen its pictures are cut: what is drawn on there keeps its first size). Pictures go to
the folder: FOLDER/NAME.png upright, FOLDER/NAME.panel.png as the panel shows it. What was read and sent is printed.
"""

import json
import sys
from pathlib import Path
from typing import Any

from kiosk.flow.intents import AddStroke, Intent
from tests.ui.hand import Hand
from tests.ui.views_sample import sample_views

SIZE = (800, 480)
SCREENS = ("idle", "customer", "sale", "naming", "note_ink-empty")
LINE = ((0.2, 0.3), (0.4, 0.5), (0.8, 0.5))


class TurnedHand(Hand):
    """Its fingers know the panel alone. They press as SDL tells Kivy of a finger: as the mouse."""

    def __init__(self, turned: str) -> None:
        self._clockwise = 90 if turned == "upended" else int(turned)
        self._upended = turned == "upended"
        super().__init__(SIZE, None if self._upended else self._clockwise)

    def __enter__(self) -> "TurnedHand":
        super().__enter__()
        if self._upended:
            from kivy.core.window import Window

            Window.system_size = SIZE[::-1]
            self.until(lambda: tuple(self.app.area.size) == SIZE)
        return self

    def seen_at(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the picture is on the panel, both 0..1 from the upper left corner."""
        return {0: (x, y), 90: (1 - y, x), 180: (1 - x, 1 - y), 270: (y, 1 - x)}[self._clockwise]

    def touch(self, *places: tuple[float, float]) -> list[Intent]:
        """Put a finger on a place of the picture, move it over the others, let go; what that sent."""
        from kivy.core.window import Window

        width, height = Window.system_size
        on_panel = [(x * width, y * height) for x, y in (self.seen_at(*place) for place in places)]
        self.sent.clear()
        Window.dispatch("on_mouse_down", *on_panel[0], "left", [])
        self.frame()
        for place in on_panel[1:]:
            Window.dispatch("on_mouse_move", *place, [])
            self.frame()
        Window.dispatch("on_mouse_up", *on_panel[-1], "left", [])
        self.until(lambda: bool(self.sent))
        return list(self.sent)

    def press_on_panel(self, label: str) -> list[Intent]:
        return self.touch(self.ask(lambda stage: stage.place(label)))

    def shoot(self, folder: Path, name: str) -> None:
        from kivy.core.window import Window
        from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels
        from PIL import Image

        self.ask(lambda stage: stage.shot(folder / f"{name}.png"))
        size = tuple(map(int, Window.system_size))
        Window.dispatch("on_draw")  # what lies behind the frame that was flipped is an older one
        raw = Image.frombytes("RGB", size, glReadPixels(0, 0, *size, GL_RGB, GL_UNSIGNED_BYTE))
        raw.transpose(Image.Transpose.FLIP_TOP_BOTTOM).save(folder / f"{name}.panel.png")


def way(hand: TurnedHand, folder: Path) -> dict[str, Any]:
    views, read = sample_views("ja"), {}
    for name in SCREENS:
        hand.show(views[name])
        read[name] = hand.ask(lambda stage: stage.texts())
        hand.shoot(folder, name)
    hand.show(views["idle"])
    pressed = [hand.press_on_panel(label) for label in ("さがす", "スタッフ")]
    hand.show(views["naming"])
    typed = [hand.press_on_panel(key) for key in "わかる"]
    by_words = [hand.press(key) for key in "わかる"]
    hand.show(views["note_ink-empty"])
    left, bottom, right, top = _drawing_area(hand)
    area = hand.app.area
    (drawn,) = hand.touch(
        *(((left + x * (right - left)) / area.width, 1 - (top - y * (top - bottom)) / area.height) for x, y in LINE)
    )
    assert isinstance(drawn, AddStroke)
    return {
        "read": read,
        "pressed": _plain(pressed),
        "typed": _plain(typed),
        "by_words": _plain(by_words),
        "drawn": drawn.points,
    }


def _drawing_area(hand: TurnedHand) -> tuple[float, float, float, float]:
    pad = next(one for one in hand.app.area.walk(restrict=True) if type(one).__name__ == "InkPad")
    return pad.x, pad.y, pad.right, pad.top


def _plain(sent: list[list[Intent]]) -> list[list[str]]:
    return [[repr(intent) for intent in intents] for intents in sent]


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with TurnedHand(sys.argv[2]) as hand:
        print(json.dumps(way(hand, folder), ensure_ascii=False))
