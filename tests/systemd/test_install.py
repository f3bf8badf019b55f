"""`make install` and `make uninstall`, into a folder that stands for the machine."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SYSTEMD = Path(__file__).parents[2] / "systemd"
SHOP = Path("var/lib/kokyaku")


class Machine:
    def __init__(self, folder):
        if os.geteuid() or shutil.which("systemd-sysusers") is None:
            pytest.skip("it takes root and systemd's tools to install a service")
        self.folder = folder

    def does(self, what, script=SYSTEMD / "install.sh"):
        done = subprocess.run(
            [script, what], env={**os.environ, "DESTDIR": str(self.folder)}, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def files(self):
        """What lies on it, and what is in each; accounts aside, which systemd-sysusers writes."""
        return {
            str(path.relative_to(self.folder)): path.readlink() if path.is_symlink() else path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if (path.is_symlink() or path.is_file()) and path.parent != self.folder / "etc"
        }


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path / "machine")


def test_every_unit_and_rule_has_its_place_and_the_kiosk_starts_with_the_machine(machine):
    said = machine.does("system")
    units = machine.folder / "etc/systemd/system"
    assert {path.name for path in (SYSTEMD / "units").iterdir()} <= {path.name for path in units.iterdir()}
    assert (units / "multi-user.target.wants/kiosk.service").readlink() == Path("/etc/systemd/system/kiosk.service")
    assert (units / "getty@tty1.service").readlink() == Path("/dev/null")
    assert (machine.folder / "etc/udev/rules.d/90-kokyaku.rules").is_file()
    assert "kiosk:" in (machine.folder / "etc/passwd").read_text()
    assert (machine.folder / SHOP).stat().st_mode & 0o777 == 0o700
    assert "kiosk.service" in said


def test_installed_again_the_screens_that_were_chosen_stay(machine):
    machine.does("system")
    chosen = ["systemctl", "--root", str(machine.folder), "--quiet"]
    subprocess.run([*chosen, "disable", "kiosk.service"], check=True)
    subprocess.run([*chosen, "enable", "kiosk-labwc.service"], check=True)
    assert "kiosk-labwc.service" in machine.does("system")
    wants = machine.folder / "etc/systemd/system/multi-user.target.wants"
    assert [path.name for path in wants.glob("kiosk*.service")] == ["kiosk-labwc.service"]


def test_it_can_be_run_again_and_what_an_earlier_version_had_more_is_gone(machine, tmp_path):
    earlier = shutil.copytree(SYSTEMD, tmp_path / "earlier" / "systemd")
    (earlier / "udev" / "89-kokyaku-old.rules").write_text("# of an earlier version\n")
    machine.does("system", earlier / "install.sh")
    machine.does("system")
    once = machine.files()
    machine.does("system")
    assert machine.files() == once
    assert not any("old" in name for name in once)


def test_uninstalling_takes_all_away_but_the_data_and_says_where_it_is(machine):
    machine.does("system")
    (machine.folder / SHOP / "kokyaku.db").write_bytes(b"the shop")
    said = machine.does("uninstall")
    assert machine.files() == {str(SHOP / "kokyaku.db"): b"the shop"}
    assert str(machine.folder / SHOP) in said
    assert (machine.folder / SHOP / "kokyaku.db").stat().st_uid == 0
    assert "not installed" in machine.does("uninstall")
