"""Looking for releases and unpacking one, in a process of its own at low priority: no tap waits for it, and a stick
that hangs hangs nothing else.

    python -m kiosk.releases.process look KEY FOLDER…
    python -m kiosk.releases.process unpack KEY FILE RELEASES KEPT

It says (kiosk.own_process) of each file that it finds {"file", "release"} or {"file", "trouble"}; its answer to unpack
is {"release"} or {"trouble"}.
"""

import logging
import os
import sys
from pathlib import Path

import msgspec

from kiosk.logs import set_up_logs
from kiosk.own_process import NICENESS, Voice
from kiosk.releases.archive import ENDING, Refused, UpdateTrouble, read_public, read_release
from kiosk.releases.unpacking import unpack

logger = logging.getLogger(__name__)


def _look(voice: Voice, key_file: Path, folders: list[Path]) -> None:
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
                voice.say(file=str(file), trouble=refused.trouble)
            except OSError:
                voice.say(file=str(file), trouble=UpdateTrouble.GONE)
            else:
                voice.say(file=str(file), release=msgspec.to_builtins(release))


def _unpack(voice: Voice, key_file: Path, file: Path, releases: Path, kept: int) -> None:
    try:
        release = unpack(file, read_public(key_file), releases, kept, voice.tell)
    except Refused as refused:
        logger.warning("the update is not taken: %s", refused.trouble)
        voice.say(trouble=refused.trouble)
    except Exception:
        logger.exception("the update has a fault")
        voice.say(trouble=UpdateTrouble.OTHER)
    else:
        voice.say(release=msgspec.to_builtins(release))


if __name__ == "__main__":
    set_up_logs()
    os.nice(NICENESS)
    voice = Voice(lambda why: Refused(UpdateTrouble.CANCELLED))
    match sys.argv[1:]:
        case ["look", key, *folders]:
            _look(voice, Path(key), list(map(Path, folders)))
        case ["unpack", key, file, releases, kept]:
            _unpack(voice, Path(key), Path(file), Path(releases), int(kept))
        case _:
            sys.exit(__doc__)
