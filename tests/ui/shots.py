"""Pictures of every screen on every panel, and of slips on both papers: `python -m tests.ui.shots FOLDER [NAME ...]`.

The screens are those of the real flow over the sample shop, in both languages. One process for each panel, as Kivy has
one window for each process.
"""

import argparse
import logging
import subprocess
import sys
import tempfile
from pathlib import Path

from hardware.slip_raster import render
from kiosk.configured import DOTS, SLIP_FONTS
from tests.flow.tour import Tour, tour
from tests.ui.hand import Hand
from tests.ui.views_sample import LANGUAGES

PANELS = ((800, 480), (1024, 600), (1280, 720), (1280, 800))


def tours() -> dict[str, Tour]:
    """One through the shop in each language."""
    logging.disable(logging.ERROR)  # it passes through a designed fault
    return {language: tour(Path(tempfile.mkdtemp()), language) for language in LANGUAGES}


def take_screens(folder: Path, size: tuple[int, int], only: frozenset[str]) -> None:
    with Hand(size) as hand:
        for language, seen in tours().items():
            for name, view in seen.views.items():
                if not only or name in only:
                    hand.show(view)
                    hand.ask(lambda stage, to=folder / f"{name}.{language}.{size[0]}x{size[1]}.png": stage.shot(to))


def take_slips(folder: Path) -> None:
    for language, seen in tours().items():
        for name, slip in seen.slips.items():
            for paper, width in DOTS.items():
                render(slip, width, SLIP_FONTS).save(folder / f"{name}.{language}.{paper}mm.png")


def main(folder: Path, only: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    take_slips(folder)
    for width, height in PANELS:
        command = [sys.executable, "-m", "tests.ui.shots", str(folder), *only, f"--panel={width}x{height}"]
        subprocess.run(command, check=True)
        if not only:
            display = [sys.executable, "-m", "tests.ui.display_hand", str(folder), f"{width}x{height}"]
            subprocess.run(display, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description="Pictures of every screen on every panel, and of slips.")
    asked.add_argument("folder", type=Path)
    asked.add_argument("names", nargs="*", metavar="NAME", help="only these screens")
    asked.add_argument("--panel", help="only this panel, and no slips: 800x480")
    given = asked.parse_args()
    if given.panel is None:
        main(given.folder, given.names)
    else:
        width, _, height = given.panel.partition("x")
        take_screens(given.folder, (int(width), int(height)), frozenset(given.names))
