"""The process is killed at any moment of sales and refunds: none twice, none half, none lost after its beep."""

import random
import subprocess
import sys
import time
from pathlib import Path

from db.connection import Store
from db.verify import verify
from kiosk.rules.search_words import search_text

MOMENTS = 12


def test_killed_at_any_moment_of_sales_and_refunds(tmp_path):
    killed_at_moments(tmp_path, MOMENTS)


def killed_at_moments(folder: Path, moments: int, seed: int = 1) -> int:
    """How many sales and refunds had beeped in all. Each kill is followed by a look at everything."""
    chance = random.Random(seed)
    beeped: set[str] = set()
    for moment in range(moments):
        words = [sys.executable, "-m", "tests.actions.selling", str(folder), str(moment)]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            first = child.stdout.readline()
            assert first, "it ended before its first sale"
            time.sleep(chance.uniform(0, 0.15))  # the moment of the power cut is what this test varies
            child.kill()
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
