"""The session of kiosk-labwc at its two ends, with something small in labwc's and the kiosk's place."""

import os
import pty
import subprocess
import time
from pathlib import Path

import pytest

SESSION = Path(__file__).parents[2] / "systemd" / "libexec" / "session"
WAIT = 20.0  # s, for a loaded machine

# a kiosk that is told to end: it says so, and takes until it may
KIOSK = """#!/bin/sh
trap 'touch ending; while [ ! -e may_end ]; do sleep 0.05; done; touch ended; exit 0' TERM
touch started
while :; do sleep 0.05; done
"""


@pytest.fixture
def place(tmp_path):
    """An empty folder, which is the service's in /run too; its `bin` comes first."""
    (tmp_path / "bin").mkdir()
    return tmp_path


def program(place, name, text):
    (place / "bin" / name).write_text(text)
    (place / "bin" / name).chmod(0o755)


def environment(place, **more):
    path = f"{place / 'bin'}:{os.environ['PATH']}"
    return {"PATH": path, "RUNTIME_DIRECTORY": str(place), "KOKYAKU_PYTHON": str(place / "bin" / "python"), **more}


def until(done):
    end = time.monotonic() + WAIT
    while not done():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def kiosk(place):
    """As labwc starts it."""
    program(place, "wlr-randr", "#!/bin/sh\n")
    program(place, "python", "#!/bin/sh\n" + '[ "$3" = run ] || exit 0\n' + KIOSK.partition("\n")[2])
    process = subprocess.Popen(
        [SESSION], cwd=place, env=environment(place, LABWC_PID="1"), start_new_session=True, stdout=subprocess.DEVNULL
    )
    until((place / "started").exists)
    yield process
    os.killpg(process.pid, 9)
    process.wait(WAIT)


def test_the_kiosk_ends_tidily_before_the_session_is_ended(place, kiosk):
    ending = subprocess.Popen([SESSION, "end"], env=environment(place, MAINPID="1"))
    until((place / "ending").exists)
    assert ending.poll() is None
    (place / "may_end").touch()
    assert kiosk.wait(WAIT) == 0
    assert ending.wait(WAIT) == 0
    assert (place / "ended").exists()


def test_where_labwc_has_ended_by_itself_nobody_is_told_to_end(place, kiosk):
    subprocess.run([SESSION, "end"], env=environment(place), check=True, timeout=WAIT)
    assert kiosk.poll() is None
    assert not (place / "ending").exists()


def test_a_kiosk_that_has_ended_is_no_hindrance(place):
    done = subprocess.run([SESSION, "end"], env=environment(place, MAINPID="1"), capture_output=True, timeout=WAIT)
    assert done.returncode == 0


def test_no_key_interrupts_the_session_and_nothing_typed_is_read_on_its_console(place):
    program(place, "labwc", "#!/bin/sh\nstty -a > stty.txt\n")
    outer, console = pty.openpty()
    subprocess.run([SESSION], cwd=place, env=environment(place), stdin=console, check=True, timeout=WAIT)
    said = (place / "stty.txt").read_text().split()
    assert "-isig" in said
    assert "-echo" in said
    os.close(outer)
    os.close(console)
