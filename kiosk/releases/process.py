"""Looking for releases and unpacking one, in a process of its own at low priority: no tap waits for it, and a stick
that hangs hangs nothing else.

    python -m kiosk.releases.process look KEY FOLDER…
    python -m kiosk.releases.process unpack KEY FILE RELEASES KEPT

It speaks in lines of JSON. Looking: {"file", "release"} or {"file", "trouble"} for each. Unpacking: {"step", "done",
"total"} on the way, {"release"} or {"trouble"} at the end. SIGTERM ends it, with that answer.
"""

import json
import logging
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any, Final

import msgspec

from kiosk.logs import set_up_logs
from kiosk.releases.archive import ENDING, Refused, UpdateTrouble, read_public, read_release
from kiosk.releases.unpacking import unpack

logger = logging.getLogger(__name__)

NICENESS: Final = 10  # where both want the processor, the counter has it
TOLD_EVERY: Final = 0.2  # seconds between two words about how far it is


def look_command(key: Path, folders: list[Path]) -> list[str]:
    return [sys.executable, "-m", __name__, "look", str(key), *map(str, folders)]


def unpack_command(key: Path, file: Path, releases: Path, kept: int) -> list[str]:
    return [sys.executable, "-m", __name__, "unpack", str(key), str(file), str(releases), str(kept)]


def _look(key_file: Path, folders: list[Path]) -> None:
    for folder in folders:
        try:
            files = sorted(file for file in folder.glob(f"*{ENDING}") if file.is_file())
        except OSError:  # it was pulled
            continue
        for file in files:
            try:
                key = read_public(key_file)
                with file.open("rb") as archive:
                    release = read_release(archive, key)
            except Refused as refused:
                _say(file=str(file), trouble=refused.trouble)
            except OSError:
                _say(file=str(file), trouble=UpdateTrouble.GONE)
            else:
                _say(file=str(file), release=msgspec.to_builtins(release))


def _unpack(key_file: Path, file: Path, releases: Path, kept: int) -> None:
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    told = 0.0

    def tell(step: str, done: int, total: int) -> None:
        nonlocal told
        if ended.is_set():
            raise Refused(UpdateTrouble.CANCELLED)
        if (now := time.monotonic()) - told >= TOLD_EVERY:
            told = now
            _say(step=step, done=done, total=total)

    try:
        release = unpack(file, read_public(key_file), releases, kept, tell)
    except Refused as refused:
        logger.warning("the update is not taken: %s", refused.trouble)
        _say(trouble=refused.trouble)
    except Exception:
        logger.exception("the update has a fault")
        _say(trouble=UpdateTrouble.OTHER)
    else:
        _say(release=msgspec.to_builtins(release))


def _say(**words: Any) -> None:
    try:
        print(json.dumps(words), flush=True)
    except BrokenPipeError as error:  # the kiosk is gone
        raise Refused(UpdateTrouble.CANCELLED) from error


if __name__ == "__main__":
    set_up_logs()
    os.nice(NICENESS)
    match sys.argv[1:]:
        case ["look", key, *folders]:
            _look(Path(key), list(map(Path, folders)))
        case ["unpack", key, file, releases, kept]:
            _unpack(Path(key), Path(file), Path(releases), int(kept))
        case _:
            sys.exit(__doc__)
