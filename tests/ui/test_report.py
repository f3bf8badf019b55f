"""The owner's figures have their room on every panel, and what scrolls begins at its top."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.flow.charts import Bars
from kiosk.flow.views import ReportBody
from kiosk.value import replace
from tests.ui.hand import Hand
from tests.ui.room import faults
from tests.ui.views_sample import LANGUAGES, sample_views

ROOT = Path(__file__).parents[2]
NAMES = [name for name in sample_views("ja") if name.startswith(("report", "question"))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_all_has_its_room(hand: Hand, language: str, name: str) -> None:
    assert faults(hand, sample_views(language)[name]) == []


@pytest.mark.parametrize("panel", ["1024x600", "1280x720", "1280x800"])
def test_all_has_its_room_on_the_other_panels(panel: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.room", panel, *NAMES],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.stdout == f"{len(NAMES) * len(LANGUAGES)} screens\n", done.stdout + done.stderr


def test_bars_are_scrolled_only_where_they_have_no_room(hand: Hand) -> None:
    view = sample_views("ja")["report_classes"]
    assert isinstance(view.body, ReportBody)
    bars = view.body.chart
    assert isinstance(bars, Bars)
    hand.show(view)
    hand.ask(lambda stage: stage.texts())
    place = hand.app.area.shown.ids.chart.children[0]
    assert not place.do_scroll_y
    many = replace(bars, rows=bars.rows * 3)
    hand.show(replace(view, body=replace(view.body, chart=many)))
    hand.ask(lambda stage: stage.texts())
    assert place.do_scroll_y
    assert place.scroll_y == 1
