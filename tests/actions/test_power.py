"""The process is killed at any moment of sales and refunds: none twice, none half, none lost after its beep."""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from db.connection import Store
from db.verify import verify
from kiosk.rules.search_words import search_text
from tests.actions.power_disk import NoLoopDevice, PowerDisk

MOMENTS = 12
CUTS = 3


def test_killed_at_any_moment_of_sales_and_refunds(tmp_path):
    killed_at_moments(tmp_path, MOMENTS)


def test_switched_off_on_a_real_file_system(tmp_path):
    try:
        disk = PowerDisk(tmp_path)
    except NoLoopDevice as error:
        pytest.skip(str(error))
    try:
        assert switched_off_at_moments(disk, CUTS) >= CUTS
    finally:
        disk.close()


def switched_off_at_moments(disk: PowerDisk, cuts: int, seed: int = 2) -> int:
    """As killed_at_moments, with the disk switched off under the program."""

    def cut(child: "subprocess.Popen[str]") -> None:
        disk.switch_off()
        child.wait(30)  # its next commit fails
        disk.switch_on()

    return killed_at_moments(disk.mounted / "shop", cuts, seed, cut)


def killed(child: "subprocess.Popen[str]") -> None:
    child.kill()


def killed_at_moments(
    folder: Path, moments: int, seed: int = 1, cut: Callable[["subprocess.Popen[str]"], None] = killed
) -> int:
    """How many sales and refunds had beeped in all. Each `cut`, after which the program is gone, is followed by a look
    at everything."""
    chance = random.Random(seed)
    beeped: set[str] = set()
    for moment in range(moments):
        words = [sys.executable, "-m", "tests.actions.selling", str(folder), str(moment)]
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
            assert child.stdout is not None
            first = child.stdout.readline()
            assert first, "it ended before its first sale"
            time.sleep(chance.uniform(0, 0.15))  # the moment of the power cut is what this test varies
            cut(child)
            beeped |= {line.split()[1] for line in (first, *child.stdout) if line.endswith("\n")}
        assert verify(folder, words=search_text) == []
        with Store.open_reader(folder) as reader:
            kept = [key for (key,) in reader.database.execute_sql("SELECT key FROM sale").fetchall()]
            half = reader.database.execute_sql(
                "SELECT count(*) FROM sale WHERE NOT EXISTS (SELECT 1 FROM sale_line WHERE sale_id = sale.id)"
            ).fetchone()[0]
        assert len(kept) == len(set(kept))
        assert beeped <= set(kept)
        assert len(set(kept) - beeped) <= moment + 1  # one a kill: written, but not yet said
        assert not half
    return len(beeped)
