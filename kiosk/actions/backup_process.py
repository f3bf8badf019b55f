"""One backup in a process of its own, at low priority: no tap waits for it, and a stick that hangs hangs nothing else.

    python -m kiosk.actions.backup_process FOLDER PLACE NOW_MS [choose]

PLACE is written as in kiosk.toml, and looked for here: one that hangs hangs nothing else.

It speaks in lines of JSON: {"step", "done", "total"} on the way, {"name", "manifest", "tried"} or {"trouble"} at the
end. SIGTERM ends it, with that answer. Made by a thread of the counter's process its work held up the interpreter: the
p99 of taps beside it went from 34 to 116 ms (100,000 customers, two cores that others used too).
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

from db.backup_errors import Cancelled
from db.backup_manifest import to_json
from db.errors import StoreError
from kiosk.actions.backing_up import back_up
from kiosk.actions.backup_place import backup_target
from kiosk.actions.backup_trouble import BackupTrouble, backup_trouble_of
from kiosk.logs import set_up_logs
from kiosk.rules.backup_places import BackupPlace, parse_backup_place

logger = logging.getLogger(__name__)

NICENESS: Final = 10  # where both want the processor, the counter has it
TOLD_EVERY: Final = 0.5  # seconds between two words about how far it is


def command(folder: Path, place: BackupPlace, now_ms: int, *, choose: bool) -> list[str]:
    """What runs it. `choose`: the place is from now on one for backups."""
    words = [sys.executable, "-m", __name__, str(folder), place.name, str(now_ms)]
    return [*words, "choose"] if choose else words


def main(folder: Path, place: BackupPlace, now_ms: int, *, choose: bool) -> None:
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    os.nice(NICENESS)
    told = 0.0

    def tell(step: str, done: int, total: int) -> None:
        nonlocal told
        if ended.is_set():
            raise Cancelled("somebody wanted it to end")
        if (now := time.monotonic()) - told >= TOLD_EVERY:
            told = now
            _say(step=step, done=done, total=total)

    try:
        with backup_target(place, folder) as target:
            if choose:
                target.choose()
            backup = back_up(folder, target, now_ms, tell, tries=True)
    except StoreError as error:
        logger.warning("no backup was made: %s", error)
        _say(trouble=backup_trouble_of(error))
    except Exception:
        logger.exception("the backup has a fault")
        _say(trouble=BackupTrouble.OTHER)
    else:
        assert backup.manifest is not None, "a backup that was made is proved"
        _say(name=backup.name, manifest=to_json(backup.manifest).decode(), tried=backup.tried)


def _say(**words: Any) -> None:
    try:
        print(json.dumps(words), flush=True)
    except BrokenPipeError as error:
        raise Cancelled("the kiosk is gone") from error


if __name__ == "__main__":
    set_up_logs()
    main(Path(sys.argv[1]), parse_backup_place(sys.argv[2]), int(sys.argv[3]), choose=sys.argv[4:] == ["choose"])
