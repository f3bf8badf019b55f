import pytest

from db.backup_target import FolderTarget
from tests.flow.counter import Counter


@pytest.fixture
def counter(tmp_path):
    """A new shop's counter, open, with nobody there."""
    counter = Counter(tmp_path)
    yield counter
    counter.close()


@pytest.fixture
def english(tmp_path):
    counter = Counter(tmp_path, language="en")
    yield counter
    counter.close()


@pytest.fixture
def stick(tmp_path):
    """Chosen for backups, and empty."""
    folder = tmp_path / "stick"
    folder.mkdir()
    FolderTarget.present(folder).choose()
    return folder
