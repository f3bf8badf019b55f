from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest

from db.connection import Store, wall_ms


class WallClock:
    """A clock on the wall that a test can set: UTC ms."""

    def __init__(self) -> None:
        self.ms = wall_ms()

    def __call__(self) -> int:
        return self.ms


@pytest.fixture
def wall() -> WallClock:
    return WallClock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path, wall: WallClock) -> Iterator[Store]:
    opened = Store.open(folder, now_ms=wall)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def key() -> pyrage.x25519.Identity:
    """That backups are made for."""
    return pyrage.x25519.Identity.generate()
