"""kiosk.toml is written: what was chosen on the screen goes into it, and all else in it stays as somebody wrote it."""

import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from kiosk.config import NAME, BadConfig, parse_config
from kiosk.secret_file import write_secret
from kiosk.synced import sync

CARD: Final = "kiosk.toml.card"
"""A copy of what stands on the part of the card that any computer can write; kokyaku-settings.service puts it here."""
TAKEN: Final = "kiosk.toml.taken"
"""The one that was taken over last: it is not taken a second time."""
CHOSEN: Final[tuple[str, ...]] = (
    "language",
    "printer.connection",
    "printer.paper_mm",
    "scanner.device",
    "scanner.keyboard",
)
"""What can be chosen on the screen."""


def change_config(folder: Path, changes: Mapping[str, str | int]) -> None:
    """Give dotted keys these values; remarks, order and the other keys are kept. A file that is missing is made (0600).

    Whole and on the disk when this returns, else as it was. Raises OSError, BadConfig for a file that is none of ours.
    """
    path = folder / NAME
    write_secret(path, with_keys(path, _read(path), changes).encode())


def take_card_settings(folder: Path) -> None:
    """The card's own kiosk.toml (CARD) takes the place of the one that is here; then it is TAKEN.

    What was chosen on the screen stays, where the card says nothing about it. Raises OSError, BadConfig; then all is as
    it was.
    """
    path, card, taken = (folder / name for name in (NAME, CARD, TAKEN))
    text = _read(card)
    said = _flat(_parsed(card, text))
    before = _flat(_parsed(taken, _read(taken)))
    try:
        now = _flat(_parsed(path, _read(path)))
    except BadConfig:  # the card may be there to put it right
        now = {}
    chosen = {key: now[key] for key in CHOSEN if key in now and key not in said and now[key] != before.get(key)}
    write_secret(path, with_keys(card, text, chosen).encode())
    card.replace(taken)
    sync(folder)


def with_keys(path: Path, before: str, changes: Mapping[str, str | int]) -> str:
    """The text of a kiosk.toml with these keys. `path` is how errors name it. Raises BadConfig."""
    import tomlkit  # 20 ms that no start needs
    from tomlkit.exceptions import TOMLKitError

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
    return after


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadConfig(f"{path}: {error}") from error


def _flat(tables: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in tables.items():
        flat |= _flat(value, f"{prefix}{name}.") if isinstance(value, Mapping) else {prefix + name: value}
    return flat


def _read(path: Path) -> str:
    """Nothing for a file that is missing."""
    try:
        return path.read_text("utf-8-sig")  # Windows marks it
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise BadConfig(f"{path}: can't be read: {error}") from error


def _put(table: Any, key: list[str], value: str | int) -> None:
    import tomlkit

    *tables, name = key
    for one in tables:
        table = table.setdefault(one, tomlkit.table())
    table[name] = value


def main(folder: Path) -> int:
    """`python -m kiosk.config_file FOLDER`, before the kiosk starts."""
    try:
        take_card_settings(folder)
    except (OSError, BadConfig) as error:
        print(f"kiosk: the card's kiosk.toml is left alone: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
