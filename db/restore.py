"""A shop comes back from a backup, into a folder that has none.

Everything is done beside: unpacked, its pages and rows proved, its counts compared, brought to this program's tables,
given a node of its own, proved as `kiosk verify` does. Then the files move in, the database last: a restore that was
cut off anywhere begins again, and there is no moment at which half a shop could be opened.
"""

import logging
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyrage

from db.backup_errors import BadBackupKey, DamagedBackup, NotABackup, ShopHere
from db.backup_manifest import BadManifest, Contents, contents_from, contents_of
from db.backup_parcel import Taker, unpack
from db.backup_writing import CONTENTS
from db.connection import FILE, LOCK, Store, bring_up_to_date, locked, wall_ms
from db.errors import NewerSchema, files_named
from db.journal import Entry
from db.journal_play import Played, make_anew, play
from db.schema import MIGRATIONS
from db.snapshot import one_moment
from db.verify import MADE, Difference, verify
from db.words import WordsOf

logger = logging.getLogger(__name__)

BESIDE: Final = "restore.part"
NODE: Final = "node"
_CONTENTS_BYTES: Final = 1 << 20

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Content:
    """The backup's bytes and how many they are. `after`: the entries of the journal that come after a number."""

    chunks: Iterable[bytes]
    size: int
    after: Callable[[int], Iterable[Entry]] = lambda number: ()


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What the backup said of itself, with what was played onto it: counts and the last sale are those of now.

    `recounted`: so many figures and words of the search were not what the rows make, and were made anew.
    """

    contents: Contents
    played: Played
    recounted: int = 0


def parsed_key(text: str) -> pyrage.x25519.Identity:
    """The secret key as it stands on paper, in groups or not. Raises BadBackupKey: its own checksum finds a typo."""
    plain = "".join(text.split()).upper()
    try:
        return pyrage.x25519.Identity.from_str(plain)
    except pyrage.IdentityError:
        raise BadBackupKey("this is not a key as it stands on the paper: look at it again, group by group") from None


def restore(
    content: Content,
    folder: Path,
    key: pyrage.x25519.Identity,
    *,
    travelling: tuple[str, ...],
    words: WordsOf,
    board: str,
    tell: Tell,
) -> Unpacked:
    """Bring a shop into `folder`, which becomes a new installation of it.

    `travelling`: files that must come with the database. Raises BackupErrors and StoreErrors; the folder has no shop
    then, and it can be tried again.
    """
    with files_named():
        folder.mkdir(parents=True, exist_ok=True)
    with made_beside(folder, BESIDE, travelling) as beside:
        return prove_backup(content, beside, key, travelling=travelling, words=words, board=board, tell=tell)


@contextmanager
def made_beside(folder: Path, name: str, travelling: tuple[str, ...]) -> Iterator[Path]:
    """An empty folder of that name in `folder`, under its lock: the shop that is made there moves into `folder` at the
    end, with its node and `travelling` and the database last. After an error or a power cut `folder` has no shop.

    Raises ShopHere, and other StoreErrors.
    """
    lock = locked(folder / LOCK)
    try:
        if (folder / FILE).exists():
            raise ShopHere(f"there is a shop in {folder} already: restore into an empty folder")
        beside = folder / name
        with files_named():
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir(mode=0o700)
        try:
            yield beside
            with files_named():
                move_in(beside, folder, (NODE, *travelling, FILE))
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    finally:
        os.close(lock)


def prove_backup(
    content: Content,
    beside: Path,
    key: pyrage.x25519.Identity,
    *,
    travelling: tuple[str, ...],
    words: WordsOf,
    board: str,
    tell: Tell,
) -> Unpacked:
    """Unpack into an empty folder, and play the journal; a shop then is there that could be opened. Raises as restore()
    does.

    db.models are bound to it meanwhile: not for a process that has a store open.
    """
    unpacked = unpack_shop(content, beside, key, travelling=travelling, words=words, tell=tell)
    contents = unpacked.contents
    # its tables become this program's, and it becomes an installation of its own
    Store.open(beside, board=board, now_ms=lambda: max(wall_ms(), contents.made_at, contents.last_at)).close()
    found = verify(beside, tell, words=words)
    if not found:
        return unpacked
    if not all(one.code in MADE for one in found):
        raise DamagedBackup(_worst(found))
    logger.warning("%d figures were not what the rows make, and are counted anew (%s)", len(found), _first(found))
    make_anew(beside, words, lambda done, total: tell("figures", done, total))
    if left := verify(beside, tell, words=words):
        raise DamagedBackup(_worst(left))
    return replace(unpacked, recounted=len(found))


def unpack_shop(
    content: Content,
    beside: Path,
    key: pyrage.x25519.Identity,
    *,
    travelling: tuple[str, ...],
    words: WordsOf,
    tell: Tell,
) -> Unpacked:
    """Into an empty folder, with the journal: it is still the installation that was backed up, and nobody has proved
    yet that it adds up. Raises as restore() does."""
    contents = _unpacked(content, beside, key, {FILE, *travelling}, lambda done: tell("unpack", done, content.size))
    _require_counts(beside, contents)
    played = play(beside, content.after(contents.journal), key, lambda done: tell("play", done, done + 1))
    if played.count:
        bring_up_to_date(beside)
        make_anew(beside, words, lambda done, total: tell("play", done, total))
        contents = _as_of_now(beside, contents)
    return Unpacked(contents, played)


def _as_of_now(beside: Path, contents: Contents) -> Contents:
    with Store.open_reader(beside) as reader, one_moment(reader):
        now = contents_of(reader, contents.shop, contents.zone, contents.keys, contents.made_at)
    return replace(contents, last_at=now.last_at, last_sale_at=now.last_sale_at, customers=now.customers)


def _unpacked(
    content: Content, beside: Path, key: pyrage.x25519.Identity, names: set[str], told: Callable[[int], None]
) -> Contents:
    taking = _Taking(beside, names)
    try:
        unpack(_telling(content.chunks, told), key, taking.take)
        taking.end()
    finally:
        taking.close()
    if taking.contents is None or taking.missing:
        raise NotABackup("this file is no backup of this program")
    return taking.contents


class _Taking:
    """The files of a backup as they come. What it holds is said first: a newer one ends there."""

    def __init__(self, beside: Path, names: set[str]) -> None:
        self._beside = beside
        self.missing = set(names)
        self._about = bytearray()
        self._open: int | None = None
        self.contents: Contents | None = None

    def take(self, name: str, size: int) -> Taker:
        self.end()
        if name == CONTENTS and size <= _CONTENTS_BYTES:
            return self._Words(self._about)
        if name not in self.missing:
            raise NotABackup("this file is no backup of this program")
        self.missing.remove(name)
        with files_named():
            self._open = os.open(self._beside / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        return self

    def write(self, data: bytes) -> None:
        assert self._open is not None, "take() opened it"
        left = memoryview(data)
        with files_named():
            while left:
                left = left[os.write(self._open, left) :]

    class _Words:
        def __init__(self, into: bytearray) -> None:
            self._into = into

        def write(self, data: bytes) -> None:
            self._into += data

    def end(self) -> None:
        """A file has come whole."""
        if self.contents is None and self._about:
            try:
                self.contents = contents_from(bytes(self._about))
            except BadManifest as error:
                raise NotABackup("this file is no backup of this program") from error
            _require_known(self.contents)
        if self._open is not None:
            with files_named():
                os.fsync(self._open)
        self.close()

    def close(self) -> None:
        if self._open is not None:
            os.close(self._open)
            self._open = None


def _telling(chunks: Iterable[bytes], told: Callable[[int], None]) -> Iterable[bytes]:
    done = 0
    for chunk in chunks:
        done += len(chunk)
        told(done)
        yield chunk


def _require_known(contents: Contents) -> None:
    known = {path.stem for path in MIGRATIONS.glob("[0-9]*.py")}
    if set(contents.schema) - known:
        raise NewerSchema(
            f"this backup was written by a newer version of this program ({contents.program}): update this one first"
        )


def _require_counts(beside: Path, contents: Contents) -> None:
    with Store.open_reader(beside) as reader:
        tables = {
            name for (name,) in reader.database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        if missing := sorted(contents.tables.keys() - tables):
            raise DamagedBackup(f"this backup is damaged: the table {missing[0]} is missing")
        for name, count in contents.tables.items():
            found = reader.database.execute_sql(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            if found != count:
                raise DamagedBackup(f"this backup is damaged: the table {name} has {found} rows instead of {count}")


def _worst(found: list[Difference]) -> str:
    return f"the data in this backup doesn't add up ({len(found)} differences; {_first(found)})"


def _first(found: list[Difference]) -> str:
    return f"{found[0].code}: {found[0].figures}"


def move_in(beside: Path, folder: Path, names: tuple[str, ...]) -> None:
    """Put files in the places of those of the same names, one by one; each is whole before and after a power cut."""
    for name in (FILE + "-wal", FILE + "-shm"):
        (folder / name).unlink(missing_ok=True)  # of a database that is gone: it must not be played into this one
    for name in names:
        handle = os.open(beside / name, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        _sync_folder(folder)
        (beside / name).rename(folder / name)
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
