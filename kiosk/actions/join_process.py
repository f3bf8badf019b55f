"""Two copies of one shop are joined in a process of its own, while the shop is closed.

    python -m kiosk.actions.join_process FOLDER BOARD NOW_MS PLACE [BACKUP]

PLACE is the other copy's data folder, or where BACKUP lies; the secret key of that is the first line of the standard
input. Its answer (kiosk.own_process) is {"joined"} or {"why"}. When the standard input ends, the kiosk is gone: this
process goes at once, so that nobody joins while the next kiosk opens the shop.
"""

import logging
import os
import sys
import threading
import time
from pathlib import Path

import msgspec

from db.backup_errors import Cancelled
from db.errors import StoreError
from kiosk.actions.backup_trouble import backup_trouble_of
from kiosk.actions.join_news import keep_news
from kiosk.actions.joining_copies import CantJoin, join_backup, join_folders
from kiosk.actions.opening import CANT_OPEN
from kiosk.logs import set_up_logs
from kiosk.own_process import Voice

logger = logging.getLogger(__name__)


def main(folder: Path, board: str, begun_ms: int, place: Path, backup: str, key: str) -> None:
    voice, begun = Voice(Cancelled), time.monotonic()

    def now_ms() -> int:
        """The shop's time, whatever the machine's clock says."""
        return begun_ms + int((time.monotonic() - begun) * 1000)

    try:
        if backup:
            joined, _ = join_backup(folder, place, backup, key, board, voice.tell, keep_news, now_ms)
        else:
            joined = join_folders(folder, place, board, voice.tell, keep_news, now_ms)
    except CantJoin as error:
        logger.warning("nothing was joined: %s", error.why)
        voice.say(why=error.why)
    except (*CANT_OPEN, StoreError) as error:
        logger.warning("nothing was joined: %s", type(error).__name__)
        voice.say(why=backup_trouble_of(error))
    except Exception:
        logger.exception("the join has a fault")
        voice.say(why="other")
    else:
        voice.say(joined=msgspec.to_builtins(joined, str_keys=True))


def _go_with_the_kiosk() -> None:
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    set_up_logs()
    secret = sys.stdin.readline().strip()
    threading.Thread(target=_go_with_the_kiosk, daemon=True).start()
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]), "".join(sys.argv[5:]), secret)
