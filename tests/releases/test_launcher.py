"""The launcher as a process: which release it starts, when it goes back, and what a kill at any moment leaves."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.releases.archive import read_public
from kiosk.releases.keeping import Releases
from kiosk.releases.launcher import COPY
from kiosk.releases.record import NAME, Record, read_record, write_record
from kiosk.releases.unpacking import unpack
from tests.releases.releasing import packages, public, release

ROOT = Path(__file__).parents[2]
KILLED = Path(__file__).with_name("killed.py")

MIGRATES = """
import os, pathlib
data = pathlib.Path(os.environ["KOKYAKU_DATA"])
(data / "kokyaku.db").write_text("tables of 0.2.0")
(data / "kokyaku.db-wal").write_text("and more of them")
"""


class Machine:
    """Release 0.1.0 was installed with it; the shop's database is two words long."""

    def __init__(self, folder: Path) -> None:
        self.releases, self.data, self.said = folder / "releases", folder / "data", folder / "said"
        self.folder = folder
        for made in (self.releases, self.data):
            made.mkdir()
        self.said.write_text("")
        (self.data / "kokyaku.db").write_text("tables of 0.1.0")
        zero = packages(folder / "zero", "0.1.0")
        shutil.copytree(ROOT / "kiosk" / "releases", zero / "kiosk" / "releases")
        shutil.copy(ROOT / "kiosk" / "synced.py", zero / "kiosk")
        self.environment = {
            "KOKYAKU_RELEASES": str(self.releases),
            "KOKYAKU_DATA": str(self.data),
            "SAID": str(self.said),
            "PYTHONSAFEPATH": "1",  # as the service has it
            "PYTHONPATH": str(zero),
            "PATH": os.environ["PATH"],
        }

    def keeps(self, version: str) -> Releases:
        """As the running program of that version sees them."""
        return Releases(self.releases, public(self.folder), version)

    def installs(self, version: str, program: str = "") -> None:
        unpack(release(self.folder, version), read_public(public(self.folder)), self.releases, 0, lambda *_: None)
        if program:
            file = self.releases / version / "kiosk" / "__main__.py"
            file.write_text(file.read_text() + program)

    def starts(self, *words: str) -> str:
        """What was started, as "VERSION WORDS", by an interpreter without any library."""
        self.said.write_text("")
        command = [sys.executable, "-S", "-m", "kiosk.releases.launcher", *words]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=30)
        assert done.returncode == 0, done.stderr
        return self.said.read_text().strip()

    def is_killed_starting(self, touch: int) -> bool:
        """False: there were not so many touches of the disk."""
        command = [sys.executable, str(KILLED), str(touch), "kiosk.releases.launcher", "run"]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=30)
        assert done.returncode in (0, -signal.SIGKILL), done.stderr
        return done.returncode == -signal.SIGKILL

    def database(self) -> str:
        log = self.data / "kokyaku.db-wal"
        return (self.data / "kokyaku.db").read_text() + (log.read_text() if log.exists() else "")


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def switched(machine: Machine, program: str = "", *, migrates: bool = True) -> Machine:
    machine.installs("0.2.0", program)
    old = machine.keeps("0.1.0")
    old.keep_ready("0.2.0")
    assert old.ready == "0.2.0"
    old.switch(machine.data if migrates else None)
    return machine


def test_without_an_update_it_is_what_was_installed_with_the_machine(machine):
    assert machine.starts("run") == "0.1.0 run"
    del machine.environment["KOKYAKU_RELEASES"]
    assert machine.starts("verify", "--rebuild") == "0.1.0 verify --rebuild"


def test_one_that_lies_ready_waits_for_the_owner(machine):
    machine.installs("0.2.0")
    machine.keeps("0.1.0").keep_ready("0.2.0")
    assert machine.starts("run") == "0.1.0 run"


def test_one_that_came_up_stays_and_commands_are_its_own(machine):
    switched(machine, MIGRATES)
    assert machine.starts("settings") == "0.1.0 settings"  # its tables are not there yet
    assert machine.starts("run") == "0.2.0 run"
    new = machine.keeps("0.2.0")
    new.came_up()
    new.sweep()
    for _ in range(5):
        assert machine.starts("run") == "0.2.0 run"
    assert machine.starts("settings") == "0.2.0 settings"
    assert read_record(machine.releases) == Record(current="0.2.0")
    assert sorted(path.name for path in machine.releases.iterdir()) == ["0.2.0", NAME]


def test_one_that_does_not_come_up_is_tried_three_times_and_then_the_one_before_has_its_database_again(machine):
    switched(machine, MIGRATES)
    assert [machine.starts("run") for _ in range(3)] == ["0.2.0 run"] * 3
    assert machine.starts("run") == "0.1.0 run"
    assert machine.database() == "tables of 0.1.0"
    assert machine.keeps("0.1.0").failed == "0.2.0"
    assert machine.starts("run") == "0.1.0 run"
    machine.keeps("0.1.0").forget_failed()
    assert machine.keeps("0.1.0").failed == ""
    machine.keeps("0.1.0").sweep()
    assert [path.name for path in machine.releases.iterdir()] == [NAME]


def test_one_that_changes_no_tables_leaves_the_data_alone(machine):
    switched(machine, migrates=False)
    machine.starts("run")
    (machine.data / "kokyaku.db").write_text("what the start wrote")
    assert not (machine.releases / COPY).exists()
    for _ in range(3):
        machine.starts("run")
    assert machine.database() == "what the start wrote"


def test_the_one_before_is_kept_and_older_ones_go(machine):
    switched(machine)
    machine.starts("run")
    machine.keeps("0.2.0").came_up()
    machine.installs("0.3.0")
    machine.keeps("0.2.0").keep_ready("0.3.0")
    machine.keeps("0.2.0").switch(None)
    assert machine.starts("run") == "0.3.0 run"
    machine.keeps("0.3.0").came_up()
    machine.keeps("0.3.0").sweep()
    assert sorted(path.name for path in machine.releases.iterdir()) == ["0.2.0", "0.3.0", NAME]
    machine.installs("0.4.0")
    machine.keeps("0.3.0").keep_ready("0.4.0")
    machine.keeps("0.3.0").switch(None)
    machine.keeps("0.3.0").sweep()
    assert sorted(path.name for path in machine.releases.iterdir()) == ["0.3.0", "0.4.0", NAME]
    assert [machine.starts("run") for _ in range(4)] == ["0.4.0 run"] * 3 + ["0.3.0 run"]


@pytest.mark.parametrize("spoilt", ["gone", "python", "unreadable"])
def test_one_that_can_not_be_used_is_not_started(machine, spoilt):
    switched(machine)
    about = machine.releases / "0.2.0" / "release.json"
    match spoilt:
        case "gone":
            shutil.rmtree(machine.releases / "0.2.0")
        case "python":
            about.write_text(json.dumps(json.loads(about.read_text()) | {"python": "cp27"}))
        case "unreadable":
            about.write_bytes(b"\xff")
    assert machine.starts("run") == "0.1.0 run"
    assert machine.keeps("0.1.0").failed == "0.2.0"


def test_a_newer_installation_is_newer_than_an_update(machine):
    switched(machine)
    machine.starts("run")
    machine.keeps("0.2.0").came_up()
    shutil.rmtree(machine.folder / "zero" / "kokyaku_kiosk-0.1.0.dist-info")
    packages(machine.folder / "later", "0.3.0")
    shutil.copytree(
        machine.folder / "later" / "kokyaku_kiosk-0.3.0.dist-info",
        machine.folder / "zero" / "kokyaku_kiosk-0.3.0.dist-info",
    )
    assert machine.starts("run") == "0.3.0 run"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"current": 7}', b"\xff\xff", b"null"])
def test_a_record_that_rotted_leads_to_the_newest(machine, content):
    machine.installs("0.2.0")
    machine.installs("0.10.0")
    (machine.releases / NAME).write_bytes(content)
    assert machine.starts("run") == "0.10.0 run"


def test_what_a_later_launcher_may_write_besides_is_no_trouble(machine):
    write_record(machine.releases, Record())
    record = machine.releases / NAME
    record.write_text(json.dumps(json.loads(record.read_text()) | {"later": 1}))
    assert machine.starts("run") == "0.1.0 run"


@pytest.mark.parametrize("starts", [0, 1, 3])
def test_killed_at_any_touch_of_the_disk_it_starts_the_right_one_over_the_right_database(tmp_path, starts):
    touch, killed = 0, True
    while killed:
        touch += 1
        (tmp_path / str(touch)).mkdir()
        machine = switched(Machine(tmp_path / str(touch)), MIGRATES)
        for _ in range(starts):
            machine.starts("run")
        killed = machine.is_killed_starting(touch)
        began = [machine.starts("run") for _ in range(4)]
        news = began.count("0.2.0 run")
        assert began == ["0.2.0 run"] * news + ["0.1.0 run"] * (4 - news)
        assert news <= 3 - starts
        assert machine.database() == "tables of 0.1.0"
        assert machine.keeps("0.1.0").failed == "0.2.0"
        machine.keeps("0.1.0").sweep()
        assert [path.name for path in machine.releases.iterdir()] == [NAME]
    assert touch > 3
