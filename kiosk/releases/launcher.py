"""Starts the current release of this program, and goes back to the one before when that does not come up.

    python -m kiosk.releases.launcher WORD…

is `kiosk WORD…` of that release, in this process. It runs in release 0, which no update changes, and needs nothing but
the standard library: whatever a release brings with it, this one starts.

A release on trial is counted before each of its starts. When it has come up it takes itself off the trial
(kiosk.releases.keeping). One that changes the tables gets a copy of the database first, and what is put back is that
copy: its screen never came, so nobody can have sold anything.
"""

import fcntl
import json
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, NoReturn

from kiosk.releases.record import ABOUT, PART, Record, order, read_record, replace, write_record
from kiosk.synced import sync

VARIABLE: Final = "KOKYAKU_RELEASES"
"""Names the folder of the releases; where it is not set there is release 0 alone."""
STARTS: Final = 3
"""So often one on trial is started; a power cut in between counts, too."""
COPY: Final = "database"
"""In the folder of the releases, while one is on trial that changes the tables."""

_FILE: Final = "kokyaku.db"
_LOG: Final = "kokyaku.db-wal"
_INDEX: Final = "kokyaku.db-shm"
_LOCK: Final = "lock"


def main(words: list[str]) -> NoReturn:
    environment = dict(os.environ)
    if name := environment.get(VARIABLE):
        folder = Path(name)
        release = to_run(folder) if words[:1] == ["run"] else in_use(folder)
        if release:
            others = environment.get("PYTHONPATH")
            environment["PYTHONPATH"] = str(folder / release) + (os.pathsep + others if others else "")
    os.execve(sys.executable, [sys.executable, "-m", "kiosk", *words], environment)


def in_use(folder: Path) -> str:
    """Whose tables the database has now."""
    record = read_record(folder)
    return _there(folder, record.before if record.starts == 0 else record.current)


def to_run(folder: Path) -> str:
    """The one to be started; for one on trial this counts as a start."""
    record = read_record(folder)
    if record.on_trial:
        try:
            record = _next_try(folder, record)
        except OSError as error:
            # a trial without a copy or a count is not begun; one that has begun is the only one that knows the tables
            _say(f"release {record.current}: {error.strerror}")
            if record.starts == 0:
                record = Record(current=record.before, failed=record.current)
                with suppress(OSError):
                    write_record(folder, record)
    return _there(folder, record.current)


def fits(about: dict[str, object]) -> bool:
    """Whether it was made for this machine and this Python."""
    return (about.get("machine"), about.get("python")) == here()


def here() -> tuple[str, str]:
    """
    >>> machine, python = here()
    >>> python.startswith("cp3")
    True
    """
    return platform.machine(), f"cp{sys.version_info.major}{sys.version_info.minor}"


def own_version() -> str:
    """Empty where it is not installed."""
    try:
        return version("kokyaku-kiosk")
    except PackageNotFoundError:
        return ""


def _next_try(folder: Path, record: Record) -> Record:
    if record.starts >= STARTS or not _there(folder, record.current):
        return _gone_back(folder, record)
    if record.starts == 0 and record.data:
        _keep(folder, Path(record.data))
    record = replace(record, starts=record.starts + 1)
    write_record(folder, record)
    _say(f"release {record.current} is started for the {record.starts}. time")
    return record


def _gone_back(folder: Path, record: Record) -> Record:
    """Cut off anywhere, the next start does it again from the beginning."""
    if record.data and record.starts > 0:
        _put_back(folder, Path(record.data))
    back = Record(current=record.before, failed=record.current)
    write_record(folder, back)
    shutil.rmtree(folder / COPY, ignore_errors=True)
    _say(f"release {record.current} did not come up: back to {record.before or 'the one of the installation'}")
    return back


def _there(folder: Path, release: str) -> str:
    """The release, or "" where it can't be used: the system has another Python now, or a newer release 0."""
    try:
        about = json.loads((folder / release / ABOUT).read_bytes()) if release else {}
    except (OSError, ValueError):
        about = {}
    return release if fits(about) and order(release) > order(own_version()) else ""


def _keep(folder: Path, data: Path) -> None:
    part = folder / (COPY + PART)
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700)
    with _alone_with(data):
        for name in (_FILE, _LOG):
            if (data / name).exists():
                _copy(data / name, part / name)
    sync(part)
    shutil.rmtree(folder / COPY, ignore_errors=True)
    part.rename(folder / COPY)
    sync(folder)


def _put_back(folder: Path, data: Path) -> None:
    with _alone_with(data):
        # first what belongs to the database that goes: SQLite would play it onto the other one
        for name in (_LOG, _INDEX):
            (data / name).unlink(missing_ok=True)
        for name in (_FILE, _LOG):
            if (folder / COPY / name).exists():
                _copy(folder / COPY / name, data / (name + PART))
                (data / (name + PART)).replace(data / name)
        sync(data)


@contextmanager
def _alone_with(data: Path) -> Iterator[None]:
    """Wait until no other command has the shop open: what is copied meanwhile would be no database."""
    handle = os.open(data / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _copy(source: Path, to: Path) -> None:
    shutil.copy(source, to)
    sync(to)


def _say(what: str) -> None:
    print(f"kiosk: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
