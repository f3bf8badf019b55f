"""The power is cut at any operation of a shop's life: what was said to be safe is there, whole, and adds up."""

from pathlib import Path

import pytest

from tests.actions.recorded_life import Found, Recorded, cut_while_open, cut_while_upgraded, recorded
from tests.actions.test_upgrade import sample, shop_of  # noqa: F401  a fixture
from tests.db.recording_disk import Fate

CUTS = 60  # for each fate
CUTS_WHILE_UPGRADED = 7
EARLIER = "0008"


@pytest.fixture(scope="module")
def old(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: F811
    folder = tmp_path_factory.mktemp("old") / "data"
    shop_of(EARLIER, sample, folder)
    return folder


@pytest.fixture(scope="module")
def life(old: Path, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return recorded(old, tmp_path_factory.mktemp("life"))


@pytest.mark.parametrize("fate", Fate)
def test_nothing_that_was_safe_is_lost_or_damaged(life: Recorded, fate: Fate, tmp_path: Path) -> None:
    assert cut_while_open(life, CUTS, fate, 11, tmp_path / "cut") == Found(CUTS)


@pytest.mark.parametrize("fate", Fate)
def test_an_upgrade_that_was_cut_off_is_done_again(life: Recorded, fate: Fate, tmp_path: Path) -> None:
    assert cut_while_upgraded(life, CUTS_WHILE_UPGRADED, fate, 12, tmp_path / "cut") == Found(CUTS_WHILE_UPGRADED)


def test_with_fewer_syncs_it_would_be_lost(old: Path, tmp_path: Path) -> None:
    """What stands above could fail."""
    found = cut_while_open(recorded(old, tmp_path / "normal", "normal"), 20, Fate.LOST, 13, tmp_path / "cut")
    assert (found.lost > 0, found.damaged) == (True, 0)


def test_without_any_sync_it_would_be_damaged(old: Path, tmp_path: Path) -> None:
    found = cut_while_open(recorded(old, tmp_path / "off", "off"), 20, Fate.TORN, 14, tmp_path / "cut")
    assert found.damaged > 0
