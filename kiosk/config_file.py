"""kiosk.toml is written: what was chosen on the screen goes into it, and all else in it stays as somebody wrote it."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kiosk.config import NAME, BadConfig, parse_config
from kiosk.synced import sync


def change_config(folder: Path, changes: Mapping[str, str | int]) -> None:
    """Give dotted keys these values; remarks, order and the other keys are kept. A file that is missing is made (0600).

    Whole and on the disk when this returns, else as it was. Raises OSError, BadConfig for a file that is none of ours.
    """
    import tomlkit  # 20 ms that no start needs
    from tomlkit.exceptions import TOMLKitError

    path = folder / NAME
    try:
        before = path.read_text("utf-8")
    except FileNotFoundError:
        before = ""
    except UnicodeDecodeError as error:
        raise BadConfig(f"{path}: can't be read: {error}") from error
    try:
        document = tomlkit.parse(before)
        # a key without a table has to stand before the first one, and tomlkit puts a new one behind dotted keys' tables
        new = [key for key in changes if "." not in key and key not in document]
        for key, value in changes.items():
            if key not in new:
                _put(document, key.split("."), value)
        after = "".join(f"{key} = {tomlkit.item(changes[key]).as_string()}\n" for key in new) + tomlkit.dumps(document)
    except (TOMLKitError, AttributeError, TypeError) as error:  # a value where a table belongs
        raise BadConfig(f"{path}: can't be changed: {error}") from error
    parse_config(path, after)
    _write(path, after)


def _put(table: Any, key: list[str], value: str | int) -> None:
    import tomlkit

    *tables, name = key
    for one in tables:
        table = table.setdefault(one, tomlkit.table())
    table[name] = value


def _write(path: Path, text: str) -> None:
    part = path.with_name(f"{path.name}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync(path.parent)
