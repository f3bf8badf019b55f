"""A card that is encrypted on the first screen: its shop is there for whoever knows the PIN, and for nobody else."""

from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path

import pytest

from tests.machine.conftest import ENTER, LANGUAGE, START_SECONDS, Bench, founds_shop, skip_without_machine
from tests.machine.emulator import Machine, wait_until
from tests.machine.twin import Twin

pytestmark = pytest.mark.timeout(3600)
START_PIN, WRONG_PIN = "83510462", "62840153"
ENCRYPT, YES = "データを暗号化する", "暗号化する"
EXT4 = b"\x53\xef"  # at 1080 of such a partition
LUKS = b"LUKS\xba\xbe"
UNDONE = 0x7F
NAME = "見知らぬ人が読めない名前"


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Bench]:
    """Another card, on which nothing was ever begun."""
    skip_without_machine()
    fresh = Bench(tmp_path)
    yield fresh
    fresh.printer.stop()
    fresh.usb.stop()


def comes_up(machine: Machine, twin: Twin) -> None:
    wait_until("the machine did not show what its twin does", lambda: twin.is_alike(machine), START_SECONDS)


def encrypts(machine: Machine, twin: Twin) -> None:
    """From the very first screen back to it."""
    comes_up(machine, twin)
    twin.press(machine, LANGUAGE, ENCRYPT, YES, *START_PIN, ENTER, *START_PIN)
    twin.touch_last(machine, ENTER, "language")
    comes_up(machine, twin)


def test_the_shop_is_in_it_and_opens_with_its_pin_alone(fresh: Bench, tmp_path: Path) -> None:
    with Twin(tmp_path / "twin") as twin:
        with fresh.start() as machine:
            encrypts(machine, twin)
            founds_shop(machine, twin)
            # what nobody may find on the card
            machine.ask_shell(f"echo {NAME} > /var/lib/kokyaku/note; sync")
            assert machine.ask_shell("findmnt -no SOURCE /var/lib/kokyaku").startswith("/dev/mapper/vault")
            machine.cut()
        fresh.card.copy_data(tmp_path / "data")
        with (tmp_path / "data").open("rb") as data, mmap(data.fileno(), 0, access=ACCESS_READ) as kept:
            assert kept[:6] == LUKS
            assert kept[1080:1082] != EXT4
            assert [word for word in (b"SQLite format 3", b"kokyaku", NAME.encode()) if kept.find(word) >= 0] == []
        twin.restart()
        with fresh.start() as machine:
            comes_up(machine, twin)
            assert twin.kiosk.view()["screen"] == "closed_vault"
            here = machine.ask_shell("systemctl --failed --no-legend; ls /var/lib/kokyaku").split()
            assert set(here) <= {"kiosk.log", "kiosk.toml", "kiosk.toml.taken", "mozc"}
            # what the night would begin finds no shop, and complains of nothing
            machine.ask_shell("systemctl start kiosk-verify.service kiosk-backup.service")
            assert machine.ask_shell("systemctl --failed --no-legend").strip() == ""
            twin.press(machine, *WRONG_PIN)
            twin.touch(machine, ENTER)
            comes_up(machine, twin)
            assert "番号がちがいます。" in "".join(twin.kiosk.view()["text"])
            twin.press(machine, *START_PIN)
            twin.touch_last(machine, ENTER, "idle")
            comes_up(machine, twin)
            assert NAME in machine.ask_shell("cat /var/lib/kokyaku/note")
            assert machine.ask_shell("systemctl --failed --no-legend").strip() == ""


@pytest.mark.parametrize("percent", [25, 70])
def test_a_cut_while_it_is_made_leaves_a_machine_that_starts(fresh: Bench, tmp_path: Path, percent: int) -> None:
    with Twin(tmp_path / "twin") as twin:
        with fresh.start() as machine:
            comes_up(machine, twin)
            # told by hand, so that it is known where it is
            said = f"/bin/sh -c 'printf \"make\\n{START_PIN}\\n\" | /usr/lib/kokyaku/vault answer > /run/said'"
            machine.ask_shell(f"systemctl stop kiosk; systemd-run --quiet {said}")
            wait_until(
                "it was not made", lambda: f"step {percent}" in machine.ask_shell("cat /run/said"), START_SECONDS
            )
            machine.cut()
        assert fresh.card.kind(tmp_path) == UNDONE
        with fresh.start() as machine:
            comes_up(machine, twin)
            assert machine.ask_shell("findmnt -no SOURCE,FSTYPE /data").split() == ["/dev/vda3", "ext4"]
            founds_shop(machine, twin)


def test_one_whose_header_is_gone_says_so(fresh: Bench, tmp_path: Path) -> None:
    with Twin(tmp_path / "twin") as twin:
        with fresh.start() as machine:
            encrypts(machine, twin)
            machine.ask_shell("dd if=/dev/zero of=/dev/vda3 bs=1M count=16 conv=fsync")
            machine.cut()
        twin.kiosk.sim("vault", "damage")
        twin.restart()
        with fresh.start() as machine:
            comes_up(machine, twin)
            assert twin.kiosk.view()["screen"] == "vault_damaged"
