"""A panel that is mounted turned: its picture stands upright, and a finger presses what is under it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from kiosk.flow.views import UNITS
from tests.ui.turned_hand import SCREENS, SIZE

ROOT = Path(__file__).parents[2]
CLOCKWISE = {"90": 90, "180": 180, "270": 270}
TOUCHED = (*CLOCKWISE, "upended")

pytestmark = pytest.mark.xdist_group("turned")


class Ways:
    """Through a screen that is turned so: what came of each, gone once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._gone: dict[str, dict[str, Any]] = {}

    def __call__(self, turned: str) -> dict[str, Any]:
        if turned not in self._gone:
            done = subprocess.run(
                [sys.executable, "-m", "tests.ui.turned_hand", str(self.folder / turned), turned],
                cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
            self._gone[turned] = json.loads(done.stdout)
        return self._gone[turned]

    def picture(self, turned: str, name: str) -> Image.Image:
        self(turned)
        return Image.open(self.folder / turned / f"{name}.png").convert("RGB")


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory) -> Ways:
    return Ways(tmp_path_factory.mktemp("turned"))


def same(one: Image.Image, other: Image.Image) -> bool:
    """But for the last bit of a colour, as edges that are drawn in another direction are rounded otherwise."""
    return one.size == other.size and all(high <= 1 for _, high in ImageChops.difference(one, other).getextrema())


@pytest.mark.parametrize("turned", TOUCHED)
def test_a_finger_on_the_panel_presses_what_is_shown_under_it(ways: Ways, turned: str) -> None:
    came = ways(turned)
    assert came["pressed"] == [["OpenFind()"], ["OpenStaff()"]]
    assert came["typed"] == [["Key(text='わ')"], ["Key(text='か')"], ["Key(text='る')"]]


@pytest.mark.parametrize("turned", TOUCHED)
def test_a_stroke_is_drawn_under_the_finger(ways: Ways, turned: str) -> None:
    drawn, as_ever = ways(turned)["drawn"], ways("0")["drawn"]
    assert len(drawn) == len(as_ever)
    for point, there in zip(drawn, as_ever, strict=True):
        assert all(abs(one - other) < UNITS / 400 for one, other in zip(point, there, strict=True))


@pytest.mark.parametrize("turned", TOUCHED)
def test_the_simulation_reads_it_in_order_and_presses_it(ways: Ways, turned: str) -> None:
    came = ways(turned)
    assert came["read"] == ways("0")["read"]
    assert came["by_words"] == came["typed"]


@pytest.mark.parametrize("turned", CLOCKWISE)
@pytest.mark.parametrize("name", SCREENS)
def test_the_picture_is_upright_and_the_panel_shows_it_turned(ways: Ways, turned: str, name: str) -> None:
    as_ever, shot, panel = ways.picture("0", name), ways.picture(turned, name), ways.picture(turned, f"{name}.panel")
    assert as_ever.size == SIZE
    assert panel.size == (SIZE if turned == "180" else SIZE[::-1])
    assert same(shot, as_ever)
    assert same(panel.rotate(CLOCKWISE[turned], expand=True), as_ever)  # Pillow turns the other way round
