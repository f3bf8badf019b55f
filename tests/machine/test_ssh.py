"""The way in by ssh: only for whoever can write a file onto the card, and only with a key."""

import subprocess
from pathlib import Path

import pytest

from tests.machine.emulator import Machine

pytestmark = pytest.mark.timeout(1800)
FILE = "/boot/firmware/authorized_keys"
LISTENING = "grep -c ':0016 .* 0A ' /proc/net/tcp"
TRUSTING = "-o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/tmp/known"
SIGN_IN = f"ssh {TRUSTING} {{how}} root@127.0.0.1 id -un"


def written(machine: Machine, file: str, words: str) -> None:
    machine.ask_shell(f"cat >{file} <<'E'\n{words}\nE\nchmod 600 {file}")


def test_a_key_on_the_card_opens_it_and_nothing_else_does(machine: Machine, tmp_path: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "key"], check=True)
    assert machine.ask_shell(LISTENING).strip() == "0"
    machine.ask_shell("mount -o remount,rw /boot/firmware")
    written(machine, FILE, "no key\r")
    machine.ask_shell("systemctl restart kokyaku-ssh; systemctl stop kokyaku-ssh")
    assert machine.ask_shell(LISTENING).strip() == "0"
    written(machine, FILE, (tmp_path / "key.pub").read_text().strip() + "\r")
    machine.ask_shell("systemctl restart kokyaku-ssh")
    assert machine.ask_shell(LISTENING).strip() == "1"
    written(machine, "/tmp/key", (tmp_path / "key").read_text().strip())
    assert machine.ask_shell(SIGN_IN.format(how="-i /tmp/key")).strip().endswith("root")
    assert "Permission denied (publickey)" in machine.ask_shell(SIGN_IN.format(how="-o IdentitiesOnly=yes") + " 2>&1")
    machine.ask_shell(f"rm {FILE}; systemctl restart kokyaku-ssh")
    assert machine.ask_shell(LISTENING).strip() == "0"
