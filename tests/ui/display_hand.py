"""Drives the window of the customer's display by hand, one frame at a time, and takes pictures of it:
`python -m tests.ui.display_hand FOLDER WIDTHxHEIGHT`."""

import sys
from pathlib import Path

from kiosk.flow.customer_views import CustomerView
from kiosk.ui.display_app import DisplayApp
from kiosk.ui.stage import Stage
from tests.ui.display_sample import display_views
from tests.ui.hand import Frames
from tests.ui.room import ill_written
from tests.ui.shots import tours


class DisplayHand(Frames):
    """One window per process: make one and keep it."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.app = DisplayApp(size)
        self.stage = Stage(self.app)

    def __enter__(self) -> "DisplayHand":
        self.app.open()
        from kivy.base import runTouchApp

        runTouchApp(embedded=True)
        return self

    def show(self, view: CustomerView) -> None:
        """… and wait until it is painted."""
        self.app.show(view)
        self.ask(lambda stage: stage.texts())


def main(folder: Path, size: tuple[int, int]) -> None:
    """A picture of each state; each fault of what is written is a line, the last line counts the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = 0
    with DisplayHand(size) as hand:
        for language, tour in tours().items():
            for name, view in display_views(tour.views, language).items():
                hand.show(view)
                hand.ask(lambda stage, to=folder / f"{name}.{language}.{size[0]}x{size[1]}.png": stage.shot(to))
                for fault in ill_written(list(hand.app.area.walk(restrict=True))):
                    print(f"{name} ({language}): {fault}")
                taken += 1
    print(f"{taken} pictures")


if __name__ == "__main__":
    width, _, height = sys.argv[2].partition("x")
    main(Path(sys.argv[1]), (int(width), int(height)))
