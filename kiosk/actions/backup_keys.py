"""The keys of backups: the machine keeps the public halves. The secret ones exist on paper alone.

A backup is made for the keys in use, two at most. Those of earlier times are remembered, so that an old backup can be
told which paper opens it.
"""

import json
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any, Final
from unicodedata import normalize

import pyrage

from db.backup_errors import BadBackupKey
from db.connection import Reader
from db.errors import sqlite_named
from db.models import Setting
from db.restore import parsed_key
from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.actions.books import Books
from kiosk.rules.units import BusinessDay
from kiosk.value import Hidden, Value, replace

SETTING: Final = "backup_keys"

END_LETTERS: Final = 8
"""So many letters of a key are typed to show that its paper can be read."""


class KeyRole(StrEnum):
    FIRST = "first"  # printed by this machine
    SECOND = "second"  # brought along: the owner's own, or a trusted person's


class BackupKey(Value):
    public: str
    role: KeyRole
    since: BusinessDay
    until: BusinessDay | None = None  # when another took its place

    @property
    def number(self) -> str:
        return key_number(self.public)


class NewKey(Value):
    """Both halves. The secret one is for its paper, and nothing else remembers it."""

    secret: Hidden[str]
    public: str

    @property
    def number(self) -> str:
        return key_number(self.public)


class ReadBack(StrEnum):
    """What came of reading a key back from its paper."""

    SAME = "same"
    DIFFERS = "differs"  # a key, but of another paper
    MISTYPED = "mistyped"


class NotAPublicKey(ValueError):
    """It is none; perhaps a secret one."""


def key_number(public: str) -> str:
    """By which a person tells one paper from another: the end of the public key.

    >>> key_number("age1xmm8y3gdnnxmprjpxzrx3dnl9dxg5pldx2dl5tzg6vp4zs8cwe2qc4m8t7")
    '4M8-T7'
    """
    end = public[-5:].upper()
    return f"{end[:3]}-{end[3:]}"


def new_key() -> NewKey:
    identity = pyrage.x25519.Identity.generate()
    return NewKey(str(identity), str(identity.to_public()))


def read_back(key: NewKey, text: str) -> ReadBack:
    """The whole key, scanned or typed, in groups or not."""
    try:
        return ReadBack.SAME if str(parsed_key(text)) == key.secret else ReadBack.DIFFERS
    except BadBackupKey:
        return ReadBack.MISTYPED


def read_back_end(key: NewKey, typed: str) -> ReadBack:
    """Its last letters: six of them are a checksum over all, and so none but this key's."""
    end = "".join(normalize("NFKC", typed).split()).upper()
    return ReadBack.SAME if end == key.secret[-END_LETTERS:] else ReadBack.MISTYPED


def key_trouble(text: str, opens: Sequence[str]) -> BackupTrouble | None:
    """Why a key, as it was scanned or typed, can't open what the papers of these numbers open; None: it may."""
    try:
        number = key_number(str(parsed_key(text).to_public()))
    except BadBackupKey:
        return BackupTrouble.BAD_KEY
    return BackupTrouble.WRONG_KEY if opens and number not in opens else None


def backup_keys(books: Books) -> tuple[BackupKey, ...]:
    """All that there ever were, the newest first."""
    row = Setting.get_or_none(Setting.key == SETTING)
    return _read(None if row is None else row.value)


def keys_in_use(keys: Iterable[BackupKey]) -> tuple[str, ...]:
    return tuple(key.public for key in keys if key.until is None)


def keys_of(reader: Reader) -> tuple[BackupKey, ...]:
    """As backup_keys(), beside the running kiosk."""
    with sqlite_named():
        row = reader.database.execute_sql("SELECT value FROM setting WHERE key = ?", (SETTING,)).fetchone()
    return _read(None if row is None else row[0])


def keep_key(books: Books, public: str, role: KeyRole) -> BackupKey:
    """From now on backups are made for it, instead of the one that had this role. Raises NotAPublicKey."""
    public = public.strip().lower()
    try:
        pyrage.x25519.Recipient.from_str(public)
    except pyrage.RecipientError:
        raise NotAPublicKey("a public key begins with age1 and has 62 letters and figures") from None
    keys = backup_keys(books)
    with books.deed() as deed:
        key = BackupKey(public, role, deed.bday)
        earlier = (
            replace(old, until=deed.bday) if old.role is role and old.until is None else old
            for old in keys
            if (old.public, old.role) != (public, role)
        )
        kept = json.dumps([_written(one) for one in (key, *earlier)])
        Setting.insert(key=SETTING, value=kept).on_conflict_replace().execute()
        books.log_access(deed, "backup_key")
        books.store.begin_journal()
    keep_journal(books)
    return key


def keep_journal(books: Books) -> None:
    """Every commit from now on is written into the journal too, for the keys in use (db.journal)."""
    books.store.keep_journal(keys_in_use(backup_keys(books)), lambda: books.written())


def _written(key: BackupKey) -> dict[str, Any]:
    return {"public": key.public, "role": key.role, "since": key.since, "until": key.until}


def _read(text: str | None) -> tuple[BackupKey, ...]:
    return tuple(
        BackupKey(one["public"], KeyRole(one["role"]), one["since"], one["until"])
        for one in json.loads(text if text is not None else "[]")
    )
