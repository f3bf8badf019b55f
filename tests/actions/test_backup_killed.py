"""The backup's process is killed at any moment while sales go on: no wrong file is trusted, and the next one works."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pyrage

from db.backup_listing import PART, Backup, listed, require_whole
from db.backup_manifest import SUFFIX
from db.backup_target import FolderTarget
from db.backup_trial import BESIDE
from db.backup_writing import COPY
from db.connection import Store, wall_ms
from db.restore import restore
from kiosk.actions.backing_up import TRAVELLING
from kiosk.actions.backup_keys import KeyRole, keep_key
from kiosk.actions.backup_process import command
from kiosk.actions.opening import new_shop, open_books
from kiosk.actions.restoring import content_of
from kiosk.rules.backup_places import parse_backup_place
from kiosk.rules.search_words import search_text
from tests.db.backing_up import quiet
from tests.hardware.events import wait_until

MOMENTS = 6


def test_killed_at_any_moment_while_sales_go_on(tmp_path: Path) -> None:
    backup_killed_at_moments(tmp_path, MOMENTS)


@dataclass
class Found:
    """Of so many kills: after how many a file lay there that nobody trusts, and after how many the backup was there."""

    cut_off: int = 0
    proved: int = 0


def backup_killed_at_moments(root: Path, moments: int, seed: int = 1) -> Found:
    """Each kill is followed by a look at all that lies on the stick, by a restore of the newest backup that is trusted,
    and by a whole backup."""
    chance, found = Random(seed), Found()
    shop = _Shop(root)
    with shop.selling():
        seconds = shop.backs_up()
        for _ in range(moments):
            last, sold = shop.trusted()[0], shop.beeped()
            shop.begins_and_is_killed(after=chance.uniform(0, seconds))
            newest = shop.trusted()[0]
            if newest.name == last.name:
                found.cut_off += shop.is_something_half_there()
                sold = shop.beeped_before_the_last
            else:
                found.proved += 1
            assert sold <= shop.brought_back(newest)
            shop.backs_up()
            assert shop.trusted()[0].name != newest.name
            assert not any(name.endswith(PART) for name in shop.target.names())
            assert not (shop.folder / COPY).exists()
            assert not (shop.folder / BESIDE).exists()
            so_far = shop.beeped()
            wait_until(lambda before=so_far: shop.beeped() > before)  # type: ignore[misc]
    return found


@dataclass
class _Shop:
    root: Path
    key: pyrage.x25519.Identity = field(default_factory=pyrage.x25519.Identity.generate)
    beeped_before_the_last: set[str] = field(default_factory=set)  # backup that was made to its end

    def __post_init__(self) -> None:
        self.folder, stick = self.root / "shop", self.root / "stick"
        stick.mkdir(parents=True)
        self.target = FolderTarget.present(stick)
        self.target.choose()
        store = Store.open(self.folder)
        keep_key(open_books(store, self.folder, new_shop("オーナー", [])), str(self.key.to_public()), KeyRole.FIRST)
        store.close()

    @contextmanager
    def selling(self) -> Iterator[None]:
        words = [sys.executable, "-m", "tests.actions.selling", str(self.folder), "sale", "0.05"]
        with (
            (self.root / "beeps").open("wb") as beeps,
            subprocess.Popen(words, stdout=beeps, stderr=subprocess.DEVNULL) as counter,
        ):
            try:
                wait_until(lambda: bool(self.beeped()))
                yield
                assert counter.poll() is None
            finally:
                counter.kill()

    def beeped(self) -> set[str]:
        """Sales and refunds that are on the disk, as the counter said."""
        lines = (self.root / "beeps").read_bytes().splitlines(keepends=True)
        return {line.split()[1].decode() for line in lines if line.endswith(b"\n")}

    def backs_up(self) -> float:
        """To its end; the seconds from its first word on."""
        sold = self.beeped()
        with self._process() as process:
            assert process.stdout is not None
            assert process.stdout.readline()
            begun = time.monotonic()
            *_, last = process.stdout
        assert "name" in json.loads(last), last
        self.beeped_before_the_last = sold
        return time.monotonic() - begun

    def begins_and_is_killed(self, after: float) -> None:
        with self._process() as process:
            assert process.stdout is not None
            assert process.stdout.readline()
            time.sleep(after)  # the moment of the kill is what this test varies
            process.kill()

    def _process(self) -> "subprocess.Popen[bytes]":
        words = command(self.folder, parse_backup_place(str(self.target.folder)), wall_ms(), choose=False)
        return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def is_something_half_there(self) -> bool:
        trusted = {name for one in self.trusted() for name in (one.name, one.name + SUFFIX)}
        return any(name.startswith("shop-") for name in set(self.target.names()) - trusted)

    def trusted(self) -> list[Backup]:
        """The newest first; each is still what was proved."""
        found = [one for one in listed(self.target) if one.manifest is not None]
        for one in found:
            require_whole(self.target, one, quiet)
        return found

    def brought_back(self, backup: Backup) -> set[str]:
        """Sales and refunds that are in it; a restore proves the rest."""
        with TemporaryDirectory(dir=self.root) as made:
            folder = Path(made) / "new"
            content = content_of(self.target, backup.name)
            restore(content, folder, self.key, travelling=TRAVELLING, words=search_text, board="", tell=quiet)
            with Store.open_reader(folder) as reader:
                return {key for (key,) in reader.database.execute_sql("SELECT key FROM sale").fetchall()}
