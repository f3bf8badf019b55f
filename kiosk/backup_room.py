"""`kiosk backup` and `kiosk restore`: what is done about backups at the machine's own command line."""

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyrage

from db.backup_errors import BackupError, Cancelled, ServerRefuses
from db.backup_listing import listed, require_whole
from db.backup_target import ChosenTarget, Target
from db.connection import FILE, is_in_use, wall_ms
from db.errors import StoreError
from db.restore import prove_backup
from kiosk.actions.backing_up import TRAVELLING, back_up, has_todays
from kiosk.actions.backup_place import backup_target
from kiosk.actions.backup_trouble import BackupTrouble, backup_trouble_of
from kiosk.actions.restoring import (
    BackupInList,
    ShopInBackup,
    backups_at,
    bring_back,
    content_of,
    shop_brought,
    shop_of,
)
from kiosk.flow.backup_words import counts, journal_reach, made, restored_from, tenths
from kiosk.flow.texts import Texts
from kiosk.flow.words import Words
from kiosk.importing.progress import Bar
from kiosk.machine import board_serial
from kiosk.rules.backup_places import BackupPlace, BackupPlaceKind
from kiosk.rules.search_words import search_text
from kiosk.secret_key import Ask, Say, Told, secret_key
from kiosk.server_keys import confirm, known_key, own_public_key


class BackupRoom:
    def __init__(self, texts: Texts, say: Say, ask: Ask) -> None:
        self._texts = texts
        self._words = Words(texts)
        self._say = say
        self._ask = ask

    def choose(self, folder: Path, place: BackupPlace) -> int:
        """From now on backups may go there. A server is confirmed by the key that it shows, and told this machine's."""
        return self._told(lambda: self._choose(folder, place))

    def now(self, folder: Path, to: BackupPlace) -> int:
        """Whoever names the place here chooses it for backups."""
        return self._told(lambda: self._now(folder, to))

    def night(self, folder: Path, places: tuple[BackupPlace, ...]) -> int:
        """For a night in which no kiosk runs: one of this day at each place. A kiosk that runs makes its own."""
        return self._told(lambda: self._night(folder, places))

    def list(self, folder: Path, place: BackupPlace) -> int:
        return self._told(lambda: self._list(folder, place))

    def verify(self, folder: Path, place: BackupPlace, key: str | None) -> int:
        """Reads every backup; with a key the newest that was proved is opened too, and all that is in it looked at."""
        return self._told(lambda: self._verify(folder, place, key))

    def restore(self, place: BackupPlace, name: str, folder: Path, key: str | None, *, alone: bool) -> int:
        """`alone`: without the journal that comes after it."""
        return self._told(lambda: self._restore(place, name, folder, key, alone=alone))

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

    def _require_shop(self, folder: Path) -> None:
        if not (folder / FILE).exists():
            raise Told(self._texts("backup.no_shop", folder=folder))

    def _choose(self, folder: Path, place: BackupPlace) -> int:
        self._require_shop(folder)
        if place.kind is BackupPlaceKind.SERVER:
            self._confirm(folder, place)
        try:
            with backup_target(place, folder) as target:
                target.choose()
        except ServerRefuses as error:
            raise Told(self._texts("backup.server_key", user=place.user, line=own_public_key(folder))) from error
        self._say(self._texts("backup.chosen", place=place.name))
        return 0

    def _confirm(self, folder: Path, place: BackupPlace) -> None:
        from db.backup_sftp import fingerprint, key_shown_by

        shown, known = key_shown_by(place.host, place.port), known_key(folder, place)
        if shown == known:
            return
        self._say(self._texts("backup.server_shows", host=place.host, fingerprint=fingerprint(shown)))
        if known is not None:
            self._say(self._texts("backup_trouble.server_changed"))
        if self._ask(self._texts("backup.server_ask")).strip().lower() not in ("yes", "はい"):
            raise Cancelled("it is not the right server")
        confirm(folder, place, shown)

    def _now(self, folder: Path, to: BackupPlace) -> int:
        self._require_shop(folder)
        with backup_target(to, folder) as target:
            target.choose()
            self._make(folder, target)
        return 0

    def _night(self, folder: Path, places: tuple[BackupPlace, ...]) -> int:
        self._require_shop(folder)
        if not places:
            self._say(self._texts("backup_screen.off"))
        elif is_in_use(folder):
            self._say(self._texts("backup.kiosk_makes_it"))
        else:
            # one that is gone keeps no other from its backup
            return max([self._told(partial(self._tonight, folder, place)) for place in places])
        return 0

    def _tonight(self, folder: Path, place: BackupPlace) -> int:
        self._say(place.name)
        with backup_target(place, folder) as target:
            target.require_ours()
            if has_todays(folder, target, wall_ms()):
                self._say(self._texts("backup.made_today"))
            else:
                self._make(folder, target)
        return 0

    def _make(self, folder: Path, target: ChosenTarget) -> None:
        with Bar(sys.stderr) as bar:
            backup = back_up(folder, target, wall_ms(), lambda step, done, total: bar.tell(done, total))
        assert backup.manifest is not None, "a backup that was made is proved"
        self._say(
            self._texts(
                "backup.done",
                size=self._size(backup.manifest.size),
                counts=self._counts(shop_of(backup.manifest.contents)),
            )
        )

    def _list(self, folder: Path, place: BackupPlace) -> int:
        with backup_target(place, folder) as target:
            found = backups_at(target)
        for backup in found:
            self._say(self._line(backup))
        if not found:
            self._say(self._texts("backup.none"))
        return 0

    def _verify(self, folder: Path, place: BackupPlace, key: str | None) -> int:
        identity = None if key is None else secret_key(key, self._texts, self._say, self._ask)
        bad = 0
        with backup_target(place, folder) as target:
            found = listed(target)
            for backup in found:
                try:
                    with Bar(sys.stderr) as bar:
                        manifest = require_whole(target, backup, bar.tell)
                except BackupError as error:
                    bad += 1
                    self._say(self._texts("backup.broken", name=backup.name, why=self._why(error)))
                else:
                    self._say(
                        self._texts("backup.whole", name=backup.name, counts=self._counts(shop_of(manifest.contents)))
                    )
            if identity is not None and found and found[0].manifest is not None:
                self._open(target, found[0].name, identity)
        if not found:
            self._say(self._texts("backup.none"))
        return 1 if bad or not found else 0

    def _open(self, target: Target, name: str, identity: pyrage.x25519.Identity) -> None:
        with tempfile.TemporaryDirectory() as beside, Bar(sys.stderr) as bar:
            proved = prove_backup(
                content_of(target, name),
                Path(beside),
                identity,
                travelling=TRAVELLING,
                words=search_text,
                board="",
                tell=lambda step, done, total: bar.tell(done, total),
            )
        self._say(self._texts("backup.opened", name=name, counts=self._counts(shop_brought(proved))))

    def _restore(self, place: BackupPlace, name: str, folder: Path, key: str | None, *, alone: bool) -> int:
        with backup_target(place, folder) as target:
            if name not in target.names():
                raise Told(self._texts("backup.file_missing", name=name))
            if (folder / FILE).exists():
                raise Told(self._texts("backup_trouble.shop_here"))
            if not any(one.name == name and one.shop is not None for one in backups_at(target)):
                self._say(self._texts("backup.not_proved"))
            identity = secret_key(key, self._texts, self._say, self._ask)
            with Bar(sys.stderr) as bar:
                shop = bring_back(
                    target,
                    name,
                    folder,
                    str(identity),
                    board_serial(),
                    lambda step, done, total: bar.tell(done, total),
                    alone=alone,
                )
        self._say(self._texts("backup.restored", counts=self._counts(shop)))
        self._say(restored_from(shop, self._words))
        return 0

    def _line(self, backup: BackupInList) -> str:
        if backup.shop is None:
            return self._texts("backup.unproved", name=backup.name)
        return self._texts(
            "backup.line",
            made=made(backup.shop, self._words),
            state=self._texts("backup.proved") + journal_reach(backup.shop, self._words),
            counts=self._counts(backup.shop),
            size=self._size(backup.size),
            keys=" ".join(backup.keys),
            name=backup.name,
        )

    def _counts(self, shop: ShopInBackup) -> str:
        return counts(shop, self._words)

    def _size(self, size: int) -> str:
        return self._texts("backup.size", mb=tenths(size))
