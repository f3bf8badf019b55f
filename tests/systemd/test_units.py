"""The units and rules, as systemd and udev themselves judge them."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from nfc.clf.device import usb_device_map

SYSTEMD = Path(__file__).parents[2] / "systemd"
UNITS = SYSTEMD / "units"
MOST_EXPOSED = 20  # tenths, of systemd-analyze security
_NOT_INSTALLED = re.compile(r"Command /opt/kokyaku\S* is not executable: No such file or directory")


def analyze(*words):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("there is no systemd-analyze here")
    done = subprocess.run(
        ["systemd-analyze", *words],
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{UNITS}:"},  # ours, then the system's own
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("unit", sorted(path.name for path in UNITS.iterdir() if path.is_file()))
def test_systemd_finds_nothing_wrong(unit):
    _, said = analyze("verify", "--man=no", str(UNITS / unit))
    assert [line for line in said.splitlines() if not _NOT_INSTALLED.search(line)] == []


@pytest.mark.parametrize(
    ("unit", "most"),
    [
        ("kiosk.service", MOST_EXPOSED),
        ("kiosk-backup.service", MOST_EXPOSED),
        ("kiosk-verify.service", MOST_EXPOSED),
        # Xwayland wants to set its user to what it is
        ("kiosk-labwc.service", MOST_EXPOSED + 2),
    ],
)
def test_little_of_the_machine_is_exposed(unit, most):
    code, said = analyze("security", "--offline=true", f"--threshold={most}", "--no-pager", str(UNITS / unit))
    assert code == 0, said


@pytest.mark.parametrize("unit", ["kiosk", "kiosk-labwc"])
def test_the_kiosk_may_ask_whether_the_network_has_set_the_clock(unit):
    """ProtectClock, or a filter without the call, would have it ask a person every morning."""
    shared = UNITS / "kiosk-.service.d" / "hardened.conf"
    own = sorted((UNITS / f"{unit}.service.d").glob("*.conf"))
    assert all(path.name > shared.name for path in own)  # the last word counts
    texts = [path.read_text() for path in ([UNITS / "kiosk.service"] if unit == "kiosk" else [shared, *own])]
    assert not any("\nProtectClock" in text for text in texts)
    filters = [line for text in texts for line in re.findall(r"^SystemCallFilter=(.*)$", text, re.MULTILINE)]
    assert "clock_adjtime" in filters[-1].split()


def test_labwc_is_told_to_end_after_the_kiosk():
    unit = (UNITS / "kiosk-labwc.service").read_text().splitlines()
    assert "ExecStart=/opt/kokyaku/libexec/session" in unit
    assert "ExecStop=/opt/kokyaku/libexec/session end" in unit


def test_udev_finds_nothing_wrong():
    if (
        shutil.which("udevadm") is None
        or subprocess.run(["udevadm", "verify", "--help"], capture_output=True).returncode
    ):
        pytest.skip("there is no udevadm that verifies here (systemd 254)")
    done = subprocess.run(["udevadm", "verify", *(SYSTEMD / "udev").iterdir()], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_reader_that_nfcpy_drives_over_usb_is_the_kiosks():
    rules = (SYSTEMD / "udev" / "90-kokyaku.rules").read_text()
    ours = {
        (int(vendor, 16), int(product, 16))
        for vendor, products in re.findall(r'ATTR\{idVendor\}=="(\w+)", ATTR\{idProduct\}=="([\w|]+)"', rules)
        for product in products.split("|")
    }
    assert ours == set(usb_device_map)


def test_whatever_runs_the_program_runs_the_current_release():
    """Of another one the tables may be too new."""
    started = [*UNITS.glob("kiosk*.service"), SYSTEMD / "kiosk"]
    programs = [line for path in started for line in path.read_text().splitlines() if "python -m" in line]
    assert len(programs) == 4
    assert all("python -m kiosk.releases.launcher " in line for line in programs)
    session = [line for line in (SYSTEMD / "libexec" / "session").read_text().splitlines() if " -m " in line]
    assert len(session) == 2
    assert all('"$PYTHON" -m kiosk.releases.launcher ' in line for line in session)
    named = {
        word
        for path in (UNITS / "kiosk.service", UNITS / "kiosk-.service.d" / "hardened.conf", SYSTEMD / "kiosk")
        for word in re.findall(r"KOKYAKU_RELEASES=(\S+)", path.read_text())
    }
    assert named == {"/var/lib/kokyaku/releases"}
