"""Every state of the counter has a screen on the tour, and so a picture in both languages."""

import pytest

from kiosk.flow.steps import STEPS
from tests.flow.tour import tour


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_tour_passes_through_every_state(tmp_path, language):
    seen = tour(tmp_path, language)
    assert seen.states == set(STEPS)
    assert len(seen.slips) == 8
