"""Two copies of one shop are joined in a process of its own, while the shop is closed.

    python -m kiosk.actions.join_process FOLDER BOARD NOW_MS PLACE [BACKUP]

PLACE is the other copy's data folder, or where BACKUP lies; the secret key of that is the first line of the standard
input. It speaks in lines of JSON: {"step", "done", "total"} on the way, {"joined"} or {"why"} at the end. SIGTERM ends
it, with that answer. When the standard input ends, the kiosk is gone: this process goes at once, so that nobody joins
while the next kiosk opens the shop.
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

from db.backup_errors import Cancelled
from db.errors import StoreError
from kiosk.actions.backup_trouble import backup_trouble_of
from kiosk.actions.join_news import keep_news
from kiosk.actions.joining_copies import CantJoin, join_backup, join_folders
from kiosk.actions.opening import CANT_OPEN
from kiosk.logs import set_up_logs

logger = logging.getLogger(__name__)

TOLD_EVERY: Final = 0.2  # seconds between two words about how far it is


def command(folder: Path, board: str, now_ms: int, place: Path, backup: str) -> list[str]:
    """What runs it."""
    words = [sys.executable, "-m", __name__, str(folder), board, str(now_ms), str(place)]
    return [*words, backup] if backup else words


def main(folder: Path, board: str, begun_ms: int, place: Path, backup: str, key: str) -> None:
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    told, said, begun = 0.0, "", time.monotonic()

    def now_ms() -> int:
        """The shop's time, whatever the machine's clock says."""
        return begun_ms + int((time.monotonic() - begun) * 1000)

    def tell(step: str, done: int, total: int) -> None:
        nonlocal told, said
        if ended.is_set():
            raise Cancelled("somebody wanted it to end")
        if (now := time.monotonic()) - told >= TOLD_EVERY or step != said:
            told, said = now, step
            _say(step=step, done=done, total=total)

    try:
        if backup:
            joined, _ = join_backup(folder, place, backup, key, board, tell, keep_news, now_ms)
        else:
            joined = join_folders(folder, place, board, tell, keep_news, now_ms)
    except CantJoin as error:
        logger.warning("nothing was joined: %s", error.why)
        _say(why=error.why)
    except (*CANT_OPEN, StoreError) as error:
        logger.warning("nothing was joined: %s", type(error).__name__)
        _say(why=backup_trouble_of(error))
    except Exception:
        logger.exception("the join has a fault")
        _say(why="other")
    else:
        _say(joined=msgspec.to_builtins(joined, str_keys=True))


def _say(**words: Any) -> None:
    print(json.dumps(words), flush=True)


def _go_with_the_kiosk() -> None:
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    set_up_logs()
    secret = sys.stdin.readline().strip()
    threading.Thread(target=_go_with_the_kiosk, daemon=True).start()
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]), "".join(sys.argv[5:]), secret)
