"""`kiosk backup` and `kiosk restore`: what is done about backups at the machine's own command line."""

import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pyrage

from db.backup_errors import BackupError, BadBackupKey
from db.backup_listing import Backup, listed, require_whole
from db.backup_manifest import Contents
from db.backup_target import FolderTarget
from db.connection import FILE, wall_ms
from db.errors import StoreError
from db.restore import Content, parsed_key, prove_backup, restore
from kiosk.actions.backing_up import TRAVELLING, back_up
from kiosk.actions.backup_keys import key_number
from kiosk.actions.backup_trouble import BackupTrouble, backup_trouble_of
from kiosk.flow.texts import Texts
from kiosk.flow.words import Words
from kiosk.importing.progress import Bar
from kiosk.machine import board_serial
from kiosk.rules.business_day import local_time
from kiosk.rules.numerals import grouped
from kiosk.rules.search_words import search_text
from kiosk.rules.units import Instant

Say = Callable[[str], None]
Ask = Callable[[str], str]
"""Shows its words and returns what was typed or scanned; EOFError when nobody answers."""

_MB: Final = 1_000_000


class Told(Exception):
    """It can't be done; its words are already those of the shop's language."""


class BackupRoom:
    def __init__(self, texts: Texts, say: Say, ask: Ask) -> None:
        self._texts = texts
        self._words = Words(texts)
        self._say = say
        self._ask = ask

    def now(self, folder: Path, to: Path) -> int:
        """Whoever names the folder here chooses it for backups."""
        return self._told(lambda: self._now(folder, to))

    def list(self, place: Path) -> int:
        return self._told(lambda: self._list(place))

    def verify(self, place: Path, key: str | None) -> int:
        """Reads every backup; with a key the newest that was proved is opened too, and all that is in it looked at."""
        return self._told(lambda: self._verify(place, key))

    def restore(self, file: Path, folder: Path, key: str | None) -> int:
        return self._told(lambda: self._restore(file, folder, key))

    def _told(self, act: Callable[[], int]) -> int:
        try:
            return act()
        except Told as told:
            self._say(str(told))
        except StoreError as error:
            self._say(self._why(error))
        except EOFError:
            self._say(self._texts("backup_trouble.cancelled"))
        return 1

    def _why(self, error: StoreError) -> str:
        trouble = backup_trouble_of(error)
        return str(error) if trouble is BackupTrouble.OTHER else self._texts(f"backup_trouble.{trouble}")

    def _now(self, folder: Path, to: Path) -> int:
        if not (folder / FILE).exists():
            raise Told(self._texts("backup.no_shop", folder=folder))
        FolderTarget.present(to).choose()
        with Bar(sys.stderr) as bar:
            backup = back_up(folder, to, wall_ms(), lambda step, done, total: bar.tell(done, total))
        assert backup.manifest is not None, "a backup that was made is proved"
        self._say(
            self._texts(
                "backup.done",
                size=self._size(backup.manifest.size),
                counts=self._counts(backup.manifest.contents),
            )
        )
        return 0

    def _list(self, place: Path) -> int:
        found = listed(FolderTarget.present(place))
        for backup in found:
            self._say(self._line(backup))
        if not found:
            self._say(self._texts("backup.none"))
        return 0

    def _verify(self, place: Path, key: str | None) -> int:
        target = FolderTarget.present(place)
        found = listed(target)
        identity = None if key is None else self._key(key)
        bad = 0
        for backup in found:
            try:
                with Bar(sys.stderr) as bar:
                    manifest = require_whole(target, backup, bar.tell)
            except BackupError as error:
                bad += 1
                self._say(self._texts("backup.broken", name=backup.name, why=self._why(error)))
            else:
                self._say(self._texts("backup.whole", name=backup.name, counts=self._counts(manifest.contents)))
        if identity is not None and found and found[0].manifest is not None:
            self._open(target, found[0].name, identity)
        if not found:
            self._say(self._texts("backup.none"))
        return 1 if bad or not found else 0

    def _open(self, target: FolderTarget, name: str, identity: pyrage.x25519.Identity) -> None:
        content = Content(target.read(name), target.size(name))
        with tempfile.TemporaryDirectory() as beside, Bar(sys.stderr) as bar:
            contents = prove_backup(
                content,
                Path(beside),
                identity,
                travelling=TRAVELLING,
                words=search_text,
                board="",
                tell=lambda step, done, total: bar.tell(done, total),
            )
        self._say(self._texts("backup.opened", name=name, counts=self._counts(contents)))

    def _restore(self, file: Path, folder: Path, key: str | None) -> int:
        if not file.is_file():
            raise Told(self._texts("backup.file_missing", name=file))
        if (folder / FILE).exists():
            raise Told(self._texts("backup_trouble.shop_here"))
        target = FolderTarget.present(file.parent)
        known = next((backup for backup in listed(target) if backup.name == file.name and backup.manifest), None)
        if known is None:
            self._say(self._texts("backup.not_proved"))
        else:
            with Bar(sys.stderr) as bar:
                require_whole(target, known, bar.tell)
        identity = self._key(key)
        with Bar(sys.stderr) as bar:
            contents = restore(
                Content(target.read(file.name), target.size(file.name)),
                folder,
                identity,
                travelling=TRAVELLING,
                words=search_text,
                board=board_serial(),
                tell=lambda step, done, total: bar.tell(done, total),
            )
        self._say(self._texts("backup.restored", counts=self._counts(contents)))
        self._say(
            self._texts("backup.restored_from", made=self._moment("backup.year_moment", contents, contents.made_at))
        )
        return 0

    def _key(self, given: str | None) -> pyrage.x25519.Identity:
        """From a file, from the standard input ("-"), or typed until it is one."""
        if given is not None:
            try:
                text = sys.stdin.read() if given == "-" else Path(given).read_text("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise Told(self._texts("backup.key_unreadable")) from error
            # age-keygen writes a comment above the key
            return parsed_key("".join(line for line in text.splitlines() if not line.startswith("#")))
        while True:
            typed = self._ask(self._texts("backup.ask_key"))
            with suppress(BadBackupKey):
                return parsed_key(typed)
            self._say(self._texts("backup_trouble.bad_key"))

    def _line(self, backup: Backup) -> str:
        if backup.manifest is None:
            return self._texts("backup.unproved", name=backup.name)
        contents = backup.manifest.contents
        return self._texts(
            "backup.line",
            made=self._moment("backup.year_moment", contents, contents.made_at),
            state=self._texts("backup.proved"),
            counts=self._counts(contents),
            size=self._size(backup.manifest.size),
            keys=" ".join(map(key_number, contents.keys)),
            name=backup.name,
        )

    def _counts(self, contents: Contents) -> str:
        people = grouped(contents.customers)
        if contents.last_sale_at is None:
            return self._texts("backup.counts_no_sale", people=people)
        sale = self._moment("backup.moment", contents, contents.last_sale_at)
        return self._texts("backup.counts", people=people, sale=sale)

    def _moment(self, key: str, contents: Contents, at: int) -> str:
        return self._words.moment(key, local_time(Instant(at), ZoneInfo(contents.zone)))

    def _size(self, size: int) -> str:
        return self._texts("backup.size", mb=f"{max(size / _MB, 0.1):,.1f}")
