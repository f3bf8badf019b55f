"""What was left half done goes with the next start, but for what a backup is using."""

import os

from db.backup_writing import BUSY
from db.connection import locked
from kiosk.actions.leftovers import sweep

HALF_DONE = ("join.part", "restore.part", "trial.part")


def left(folder):
    for name in HALF_DONE:
        (folder / name).mkdir()
        (folder / name / "kokyaku.db").write_bytes(b"half")
    (folder / "backup.part").write_bytes(b"half")
    (folder / "kokyaku.db").write_bytes(b"whole")


def test_it_goes(tmp_path):
    left(tmp_path)
    sweep(tmp_path)
    assert {one.name for one in tmp_path.iterdir()} == {"kokyaku.db", BUSY}


def test_what_a_backup_is_using_stays(tmp_path):
    left(tmp_path)
    lock = locked(tmp_path / BUSY)
    sweep(tmp_path)
    os.close(lock)
    assert {one.name for one in tmp_path.iterdir()} == {"kokyaku.db", BUSY, "trial.part", "backup.part"}
