"""`kiosk merge`: two copies of one shop that both went on selling become one, and what a person should know of it."""

import sys
from collections.abc import Callable
from pathlib import Path

from db.backup_errors import BackupError
from kiosk.actions.backup_trouble import BackupTrouble, backup_trouble_of
from kiosk.actions.joining import Joined
from kiosk.actions.joining_copies import CantJoin, join_backup, join_folders
from kiosk.actions.opening import CANT_OPEN
from kiosk.flow.joining_words import alike, brought, from_backup, to_look_at
from kiosk.flow.texts import Texts
from kiosk.flow.words import Words
from kiosk.importing.progress import Bar
from kiosk.machine import board_serial
from kiosk.secret_key import Ask, Say, Told, secret_key


class JoiningRoom:
    def __init__(self, texts: Texts, say: Say, ask: Ask) -> None:
        self._texts = texts
        self._say = say
        self._ask = ask

    def merge(self, other: Path, folder: Path, key: str | None) -> int:
        """0: what `other`, a data folder or a backup, had more is in `folder`. 1: nothing changed, and why is said."""
        texts = self._texts
        return self._told(
            lambda: self._backup(other, folder, key) if other.is_file() else self._folder(other, folder),
            lambda why: texts(f"joining.refused.{why}", folder=folder, other=other),
        )

    def _told(self, act: Callable[[], None], refused: Callable[[str], str]) -> int:
        texts = self._texts
        try:
            act()
        except CantJoin as error:
            self._say(refused(error.why))
        except BackupError as error:
            trouble = backup_trouble_of(error)
            why = error if trouble is BackupTrouble.OTHER else texts(f"backup_trouble.{trouble}")
            self._say(texts("joining.cant", why=why))
        except (*CANT_OPEN, Told) as error:
            self._say(texts("joining.cant", why=error))
        except EOFError:
            self._say(texts("joining.no_key"))
        else:
            return 0
        return 1

    def _folder(self, other: Path, folder: Path) -> None:
        with Bar(sys.stderr) as bar:
            joined = join_folders(folder, other, board_serial(), lambda step, *far: bar.tell(*far))
        self._report(joined)
        self._say(self._texts("joining.done"))

    def _backup(self, file: Path, folder: Path, given: str | None) -> None:
        key = str(secret_key(given, self._texts, self._say, self._ask))
        with Bar(sys.stderr) as bar:
            joined, shop = join_backup(
                folder, file.parent, file.name, key, board_serial(), lambda step, *far: bar.tell(*far)
            )
        self._report(joined)
        self._say(from_backup(shop, Words(self._texts)))
        self._say(self._texts("joining.done_backup"))

    def _report(self, joined: Joined) -> None:
        remarks = (remark.text for remark in to_look_at(joined, self._texts))
        for line in (*brought(joined, self._texts), *remarks, *alike(joined, self._texts)):
            self._say(line)
        if joined.alike:
            self._say(self._texts("joining.how_to_merge"))
