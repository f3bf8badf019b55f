"""A stick with backups: it is plugged in, written to, and pulled, whatever is being written then."""

import subprocess
import sys
from pathlib import Path

import pytest

from db.backup_listing import listed
from db.backup_target import FolderTarget
from tests.machine.card import run
from tests.machine.conftest import Bench
from tests.machine.emulator import Machine, wait_until
from tests.machine.stick import PLACE, SECONDS, back_up, made_stick, plug, there
from tests.machine.twin import Twin

pytestmark = pytest.mark.timeout(1800)
FILLING = f"runuser -u kiosk -- dd if=/dev/zero of={PLACE}/filling bs=64k oflag=sync status=none >/dev/null 2>&1 &"

# by the kiosk's own words and rights
GIVING_BACK = (
    "systemd-run --quiet --wait --pipe --collect -p User=kiosk -p NoNewPrivileges=yes -p CapabilityBoundingSet= "
    "/opt/kokyaku/venv/bin/python -c 'from pathlib import Path; from kiosk.actions.ruled_stick import give_back; "
    f'print(give_back(Path("{PLACE}")))\''
)
NOT_HIS = "runuser -u kiosk -- systemctl --no-ask-password {} 2>&1; systemctl is-active kiosk"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return made_stick(tmp_path)


def test_pulled_in_the_middle_of_writing_it_is_let_go_and_comes_back(machine: Machine, stick: Path) -> None:
    plug(machine, stick)
    machine.ask_shell(f"{FILLING} while [ ! -s {PLACE}/filling ]; do sleep 0.1; done")
    machine.pull()
    wait_until("the stick was still mounted", lambda: not there(machine), SECONDS)
    plug(machine, stick)
    assert machine.ask_shell("systemctl show --property NRestarts,ActiveState --value kiosk").split() == ["0", "active"]


def test_it_is_given_back_to_whoever_wants_to_pull_it_and_the_kiosk_may_ask_for_nothing_else(
    machine: Machine, stick: Path
) -> None:
    plug(machine, stick)
    assert machine.ask_shell(GIVING_BACK).strip() == "out"
    assert not there(machine)
    for wish in ("stop kiosk", "start kokyaku-vault.socket", "reboot"):
        said = machine.ask_shell(NOT_HIS.format(wish))
        assert "authentication required" in said.lower() or "access denied" in said.lower(), said
        assert said.strip().endswith("\nactive"), said


def test_the_shop_is_backed_up_to_it_when_its_key_is_on_paper(
    bench: Bench, machine: Machine, twin: Twin, stick: Path, tmp_path: Path
) -> None:
    key = back_up(bench, machine, twin, stick)
    machine.picture().save(tmp_path / "backed-up.png")
    machine.pull()
    machine.cut()
    folder = tmp_path / "read"
    folder.mkdir()
    run("mcopy", "-s", "-i", stick, "::", folder)
    assert [backup.manifest is not None for backup in listed(FolderTarget.present(folder))] == [True]
    proving = [sys.executable, "-m", "kiosk", "backup", "verify", str(folder), "--key", "-"]
    subprocess.run(proving, input=key, text=True, check=True)
