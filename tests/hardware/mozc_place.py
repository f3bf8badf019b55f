"""A home for the real Mozc in tests: it refuses root, and a user of its own can't enter root's temporary folders."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hardware.kanji_mozc import HELPER, SERVER, MozcEngine

USER = 48001 if os.geteuid() == 0 else None
"""Nobody's number: Mozc also refuses the user called nobody."""

needs_mozc = pytest.mark.skipif(
    shutil.which(HELPER) is None or not SERVER.exists(), reason="Mozc is not installed (mozc-server, emacs-mozc-bin)"
)


@contextmanager
def mozc_home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="mozc-"))
    folder.chmod(0o711)
    try:
        yield folder / "home"
    finally:
        shutil.rmtree(folder)


def mozc(home: Path) -> MozcEngine:
    return MozcEngine(home, USER)
