"""One backup in a process of its own, at low priority: no tap waits for it, and a stick that hangs hangs nothing else.

    python -m kiosk.actions.backup_process FOLDER PLACE NOW_MS [choose]

PLACE is written as in kiosk.toml, and looked for here: one that hangs hangs nothing else.

Its answer (kiosk.own_process) is {"name", "manifest", "tried"} or {"trouble"}. Made by a thread of the counter's
process its work held up the interpreter: the p99 of taps beside it went from 34 to 116 ms (100,000 customers, two cores
that others used too).
"""

import logging
import os
import sys
from pathlib import Path

from db.backup_errors import Cancelled
from db.backup_manifest import to_json
from db.errors import StoreError
from kiosk.actions.backing_up import back_up
from kiosk.actions.backup_place import backup_target
from kiosk.actions.backup_trouble import BackupTrouble, backup_trouble_of
from kiosk.logs import set_up_logs
from kiosk.own_process import NICENESS, Voice
from kiosk.rules.backup_places import BackupPlace, parse_backup_place

logger = logging.getLogger(__name__)


def command(folder: Path, place: BackupPlace, now_ms: int, *, choose: bool) -> list[str]:
    """What runs it. `choose`: the place is from now on one for backups."""
    words = [sys.executable, "-m", __name__, str(folder), place.name, str(now_ms)]
    return [*words, "choose"] if choose else words


def main(folder: Path, place: BackupPlace, now_ms: int, *, choose: bool) -> None:
    voice = Voice(Cancelled)
    os.nice(NICENESS)
    try:
        with backup_target(place, folder) as target:
            if choose:
                target.choose()
            backup = back_up(folder, target, now_ms, voice.tell, tries=True)
    except StoreError as error:
        logger.warning("no backup was made: %s", error)
        voice.say(trouble=backup_trouble_of(error))
    except Exception:
        logger.exception("the backup has a fault")
        voice.say(trouble=BackupTrouble.OTHER)
    else:
        assert backup.manifest is not None, "a backup that was made is proved"
        voice.say(name=backup.name, manifest=to_json(backup.manifest).decode(), tried=backup.tried)


if __name__ == "__main__":
    set_up_logs()
    main(Path(sys.argv[1]), parse_backup_place(sys.argv[2]), int(sys.argv[3]), choose=sys.argv[4:] == ["choose"])
