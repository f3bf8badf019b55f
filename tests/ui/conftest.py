from collections.abc import Iterator

import pytest

from tests.ui.hand import Hand


@pytest.fixture(scope="session")
def hand() -> Iterator[Hand]:
    """The one window of this process; the smallest panel, where everything is tightest."""
    with Hand((800, 480)) as hand:
        yield hand
