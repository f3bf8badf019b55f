"""The card's vault: the script that works it, with programs in place of the kernel's, cryptsetup's and systemd's; and
its units, as systemd judges them. With the real ones it runs in tests/machine/test_locked.py."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

OVERLAY = Path(__file__).parents[2] / "image-build" / "overlay"
SCRIPT = OVERLAY / "usr/lib/kokyaku/vault"
UNITS = OVERLAY / "etc/systemd/system"
PIN, OTHER = "83510462", "62840153"

# Each notes how it was called; what it has to know of the machine stands in a file of that name.
PROGRAM = """#!/bin/bash
name=$(basename "$0")
echo "$name $*" >> "$CARD/called"
env >> "$CARD/environments"
[ ! -e "$CARD/fails-$name" ] || exit 1
case $name in
  id) echo 0 ;;
  systemctl)
    case $1 in
      show) echo 0 ;;
      is-active) [ "$3" = "$(cat "$CARD/unit")" ] ;;
    esac ;;
  findmnt) cat "$CARD/data" ;;
  mountpoint) [ "$1" != -d ] || { echo 0:0; exit 0; }; false ;;
  sfdisk)
    kind=${*: -1}
    [ "$kind" != 3 ] || { cat "$CARD/kind"; exit; }
    echo "$kind" > "$CARD/kind"
    echo "kind $kind" >> "$CARD/called" ;;
  cryptsetup)
    case $1 in
      luksFormat) cat > "$CARD/pin" ;;
      open) [ "$(cat)" = "$(cat "$CARD/pin")" ] || exit 2; echo /dev/mapper/vault > "$CARD/data" ;;
      luksChangeKey) [ "$(cat)" = "$(cat "$CARD/pin")" ] || exit 2; cat "${@: -1}" > "$CARD/pin" ;;
      isLuks) [ ! -e "$CARD/damaged" ] ;;
    esac ;;
esac
"""
PROGRAMS = (
    *("id", "chown", "findmnt", "mountpoint", "sfdisk", "cryptsetup", "udevadm", "mke2fs", "mount", "umount"),
    *("systemctl", "nsenter", "blkdiscard", "sleep"),
)


class CardInMachine:
    """A machine of its own for the script: /run and /var/lib are empty when it starts."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.folder = folder
        for name in PROGRAMS:
            (folder / name).write_text(PROGRAM)
            (folder / name).chmod(0o755)
        self.note("kind", kind)
        self.note("unit", "kiosk.service")
        self.note("data", self.part() if kind == "83" else "")

    def part(self) -> str:
        """As the script finds it here, where there is no such card."""
        found = subprocess.run(
            ["sh", "-c", f'. {SCRIPT.with_name("data-partition")}; printf %s "$part"'],
            env=self._environment(),
            capture_output=True,
            text=True,
        )
        return found.stdout

    def note(self, name: str, text: str = "") -> None:
        (self.folder / name).write_text(text)

    def said(self, name: str) -> str:
        return (self.folder / name).read_text()

    def runs(self, *requests: str, before: str = ":") -> list[str]:
        """The answers to these, one after the other on one run of the machine."""
        asks = "; ".join(f"printf '{request}' | {SCRIPT} answer" for request in requests)
        return self.does(f"{before}; {asks}").splitlines()

    def does(self, words: str) -> str:
        alone = "mount -t tmpfs run /run; mount -t tmpfs lib /var/lib; mkdir -p /var/lib/kokyaku; "
        done = subprocess.run(
            ["unshare", "--mount", "sh", "-ec", f'{alone} PATH="$CARD:$PATH"; export PATH; {words}'],
            env=self._environment(path=False),
            capture_output=True,
            text=True,
            timeout=60,
        )
        if "unshare:" in done.stderr:
            pytest.skip("it takes root to have a view of the file system of one's own")
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def calls(self, *beginnings: str) -> list[str]:
        found = [line for line in self.said("called").splitlines() if line.startswith(beginnings)]
        return [" ".join(line.split()[:2]) for line in found]

    def _environment(self, *, path: bool = True) -> dict[str, str]:
        system = "/usr/sbin:/usr/bin:/sbin:/bin"
        return {**os.environ, "CARD": str(self.folder), "PATH": f"{self.folder}:{system}" if path else system}


@pytest.fixture
def plain(tmp_path):
    return CardInMachine(tmp_path, "83")


@pytest.fixture
def vault(tmp_path):
    card = CardInMachine(tmp_path, "e8")
    card.note("pin", PIN)
    return card


def test_the_card_says_that_it_is_being_made_before_anything_is_written(plain):
    answers = plain.runs(f"make\\n{PIN}\\n")
    assert answers[-1] == "done"
    assert plain.calls("kind", "blkdiscard", "cryptsetup luks", "cryptsetup open") == [
        "kind 7f",
        "blkdiscard -f",
        "cryptsetup luksFormat",
        "cryptsetup open",
        "kind e8",
    ]
    assert plain.said("pin") == PIN


def test_one_whose_making_was_killed_is_none_to_begin_a_shop_on(plain):
    plain.note("kind", "7f")
    assert plain.runs("state\\n") == ["failed"]


@pytest.mark.parametrize("unit", ["kiosk.service", "kiosk-labwc.service"])
def test_the_kiosk_is_there_afterwards_by_the_unit_by_which_it_was(plain, unit):
    plain.note("unit", unit)
    plain.runs(f"make\\n{PIN}\\n")
    assert f"systemctl --no-block start {unit}" in plain.said("called").splitlines()


def test_no_pin_is_in_an_argument_or_an_environment(plain):
    plain.runs(f"make\\n{PIN}\\n", f"change\\n{PIN}\\n{OTHER}\\n", f"open\\n{OTHER}\\n")
    assert plain.said("pin") == OTHER
    for kept in ("called", "environments"):
        assert PIN not in plain.said(kept)
        assert OTHER not in plain.said(kept)


@pytest.mark.parametrize("file", ["kokyaku.db", "card.key"])
def test_a_card_with_a_shop_is_never_emptied(plain, file):
    assert plain.runs(f"make\\n{PIN}\\n", before=f"touch /var/lib/kokyaku/{file}") == ["failed"]
    assert plain.calls("kind", "mke2fs", "cryptsetup luks") == []


def test_nor_is_a_vault(vault):
    assert vault.runs(f"make\\n{OTHER}\\n") == ["failed"]
    assert vault.calls("kind", "mke2fs", "cryptsetup luks") == []


def test_one_that_somebody_holds_is_left_as_it_is(plain):
    plain.note("fails-mke2fs")
    assert plain.runs(f"make\\n{PIN}\\n")[-1] == "failed"
    assert plain.calls("kind", "blkdiscard", "cryptsetup luks") == []
    assert "systemctl start data.mount" in plain.said("called")


def test_one_that_can_not_be_encrypted_is_plain_and_empty_again(plain):
    plain.note("fails-cryptsetup")
    assert plain.runs(f"make\\n{PIN}\\n")[-1] == "failed"
    assert plain.calls("kind") == ["kind 7f", "kind 83"]
    assert "systemctl reboot" not in plain.said("called")


def test_what_can_not_be_put_right_now_is_by_the_next_start(plain):
    """Nothing may begin on a card that the next start empties."""
    plain.note("fails-cryptsetup")
    plain.note("fails-udevadm")
    said = plain.does(f"printf 'make\\n{PIN}\\n' | {SCRIPT} answer || true")
    assert said.split()[-1] == "failed"
    assert "systemctl reboot" in plain.said("called")
    assert plain.calls("systemctl start") == []


@pytest.mark.parametrize(
    ("kind", "done"),
    [
        ("83", []),
        ("7f", ["mke2fs -q", "kind 83"]),
        ("e8", ["mount -t", "mount -t", "systemctl --no-block"]),
    ],
)
def test_a_start_makes_of_the_card_what_its_kind_says(tmp_path, kind, done):
    card = CardInMachine(tmp_path, kind)
    card.does(f"{SCRIPT} start")
    assert card.calls("mke2fs", "kind", "mount ", "systemctl") == done


def test_what_it_is(plain, tmp_path):
    assert plain.runs("state\\n") == ["plain"]
    (tmp_path / "other").mkdir()
    vault = CardInMachine(tmp_path / "other", "e8")
    vault.note("pin", PIN)
    assert vault.runs("state\\n", f"open\\n{PIN}\\n", "state\\n") == ["closed 0", "done", "open"]
    vault.note("data")
    vault.note("damaged")
    assert vault.runs("state\\n", f"open\\n{PIN}\\n") == ["damaged", "damaged"]


def test_wrong_pins_make_everybody_wait_longer_and_the_right_one_too(vault):
    answers = vault.runs(*[f"open\\n{OTHER}\\n"] * 2, f"open\\n{PIN}\\n", "state\\n")
    assert answers[0] == "wrong 0"
    assert answers[1] == "wrong 1"
    vault.note("called")
    waits = []
    for wrong in (3, 6, 8, 40):
        failed = f"mkdir -p /run/kokyaku-vault; echo {wrong} $(cut -d. -f1 /proc/uptime) > /run/kokyaku-vault/failures"
        waits += vault.runs("state\\n", before=failed)[0].split()[1:]
    assert [int(wait) for wait in waits] == pytest.approx([2, 16, 60, 60], abs=1)
    waiting = "mkdir -p /run/kokyaku-vault; echo 8 99999999 > /run/kokyaku-vault/failures"
    (answer,) = vault.runs(f"open\\n{PIN}\\n", before=waiting)
    assert answer.startswith("wrong ")
    assert vault.calls("cryptsetup open") == []


def test_what_is_no_pin_is_not_tried(vault):
    done = vault.does(f"printf 'open\\n1;reboot\\n' | {SCRIPT} answer || echo refused")
    assert done.split() == ["refused"]


@pytest.mark.parametrize("unit", ["kokyaku-vault@.service", "kokyaku-vault.socket", "kokyaku-grow.service"])
def test_systemd_finds_nothing_wrong(unit):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("there is no systemd-analyze here")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(UNITS / unit)],
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{UNITS}:"},
        capture_output=True,
        text=True,
    )
    ours = [line for line in (done.stdout + done.stderr).splitlines() if "kokyaku-" in line]
    assert [line for line in ours if not re.search(r"/usr/lib/kokyaku/\S+ is not executable", line)] == []
