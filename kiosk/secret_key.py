"""The secret key of backups as somebody hands it over at the command line: in a file, by a pipe, typed or scanned."""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pyrage

from db.backup_errors import BadBackupKey
from db.restore import parsed_key
from kiosk.flow.texts import Texts

Say = Callable[[str], None]
Ask = Callable[[str], str]
"""Shows its words and returns what was typed or scanned; EOFError when nobody answers."""


class Told(Exception):
    """It can't be done; its words are already those of the shop's language."""


def secret_key(given: str | None, texts: Texts, say: Say, ask: Ask) -> pyrage.x25519.Identity:
    """From the file `given`, from the standard input ("-"), or typed until it is one. Raises Told, BadBackupKey and
    EOFError."""
    if given is not None:
        try:
            text = sys.stdin.read() if given == "-" else Path(given).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise Told(texts("backup.key_unreadable")) from error
        # age-keygen writes a comment above the key
        return parsed_key("".join(line for line in text.splitlines() if not line.startswith("#")))
    while True:
        typed = ask(texts("backup.ask_key"))
        with suppress(BadBackupKey):
            return parsed_key(typed)
        say(texts("backup_trouble.bad_key"))
