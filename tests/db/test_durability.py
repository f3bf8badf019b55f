"""What was promised is there, after the program was killed and after the power was cut while a store is made.

The power cuts of a whole shop are in tests/actions/test_power_cuts.
"""

import pickle
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from db.connection import Store
from db.verify import verify
from tests.db.counting import counted
from tests.db.recording_disk import COMMITS, Fate, Operation, after_power_cut

ROOT = Path(__file__).parents[2]
CUTS_WHILE_OPENING = 10  # for each fate


def test_a_killed_program_loses_no_commit(folder: Path) -> None:
    said = 0
    for lines in (1, 7, 30, 90):
        with subprocess.Popen(
            [sys.executable, "-m", "tests.db.counting", str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            for _ in range(lines):
                said = int(child.stdout.readline())
            child.kill()
            said = max([said, *(int(line) for line in child.stdout if line.endswith("\n"))])
        with Store.open_reader(folder) as reader:
            assert said <= counted(reader) <= said + 1
        assert verify(folder) == []
    assert said >= 128


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, list[Operation]]:
    """Where the opening of the new store was over, and all that was done to the disk."""
    folder = tmp_path_factory.mktemp("recorded")
    record = folder / "record"
    subprocess.run(
        [sys.executable, "-m", "tests.db.recording_disk", str(folder / "data"), str(record)],
        cwd=ROOT,
        check=True,
        timeout=60,
    )
    opened, operations = pickle.loads(record.read_bytes())
    return int(opened), list(operations)


def written(folder: Path, files: dict[str, bytearray]) -> Path:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("fate", Fate)
def test_a_power_cut_while_the_store_is_made_is_got_over(
    recorded: tuple[int, list[Operation]], fate: Fate, tmp_path: Path
) -> None:
    opened, record = recorded
    random = Random(12)
    cuts = [random.randrange(opened) for _ in range(CUTS_WHILE_OPENING)]
    for nth, (_, files) in enumerate(after_power_cut(record, cuts, fate, random)):
        folder = written(tmp_path / str(nth), files)
        Store.open(folder).close()
        assert verify(folder) == []


def test_the_recording_would_show_a_lost_commit(recorded: tuple[int, list[Operation]], tmp_path: Path) -> None:
    """A disk that lies about its fsyncs does lose commits: what stands above could fail."""
    from tests.db.recording_disk import Sync

    opened, record = recorded
    lying = record[:opened] + [operation for operation in record[opened:] if not isinstance(operation, Sync)]
    ((promised, files),) = after_power_cut(lying, [len(lying)], Fate.LOST, Random(13))
    assert promised == COMMITS
    with Store.open_reader(written(tmp_path / "lying", files)) as reader:
        assert counted(reader) < COMMITS
