"""Unpacking is a process of its own; killed at any touch of the disk it leaves the release whole or not at all."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from kiosk.releases.archive import read_public
from kiosk.releases.keeping import Releases
from kiosk.releases.record import Record, read_record
from kiosk.releases.unpacking import unpack
from tests.releases.releasing import public, release

KILLED = Path(__file__).with_name("killed.py")


def whole(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_is_whole_or_not_there_and_the_next_start_sweeps_the_rest(tmp_path):
    file, key, home = release(tmp_path), public(tmp_path), tmp_path / "releases"
    unpack(file, read_public(key), tmp_path / "expected", 0, lambda *_: None)
    expected = whole(tmp_path / "expected" / "0.2.0")
    environment = {**os.environ, "KOKYAKU_RELEASES": str(home), "KOKYAKU_DATA": str(tmp_path / "data")}
    touch, code = 0, -signal.SIGKILL
    while code == -signal.SIGKILL:
        touch += 1
        words = [sys.executable, KILLED, str(touch), "kiosk.releases.process", "unpack", key, file, home, "0"]
        code = subprocess.run(words, env=environment, capture_output=True, timeout=60).returncode
        assert not (home / "0.2.0").exists() or whole(home / "0.2.0") == expected
        assert read_record(home) == Record()
        Releases(home, key, "0.1.0").sweep()
        assert not home.exists() or list(home.iterdir()) == []  # nobody had heard that it was ready
    assert code == 0
    assert touch > len(expected)
