"""Pictures of every sample view on every panel in both languages: `python -m tests.ui.shots FOLDER [NAME ...]`.

One process per panel, as Kivy has one window per process.
"""

import subprocess
import sys
from pathlib import Path

from tests.ui.hand import Hand
from tests.ui.views_sample import LANGUAGES, sample_views

PANELS = ((800, 480), (1024, 600), (1280, 800))


def take(folder: Path, size: tuple[int, int], only: frozenset[str]) -> None:
    with Hand(size) as hand:
        for language in LANGUAGES:
            for name, view in sample_views(language).items():
                if not only or name in only:
                    hand.show(view)
                    hand.ask(lambda stage, to=folder / f"{name}.{language}.{size[0]}x{size[1]}.png": stage.shot(to))


def main(folder: Path, only: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for width, height in PANELS:
        command = [sys.executable, "-m", "tests.ui.shots", str(folder), *only, f"--panel={width}x{height}"]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    words = sys.argv[1:]
    panel = next((word.partition("=")[2] for word in words if word.startswith("--panel=")), None)
    names = [word for word in words[1:] if not word.startswith("--")]
    if panel is None:
        main(Path(words[0]), names)
    else:
        width, _, height = panel.partition("x")
        take(Path(words[0]), (int(width), int(height)), frozenset(names))
