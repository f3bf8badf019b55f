"""A script: the words of `kiosk sim`, one command a line, # for remarks. File names are relative to where it runs."""

import shlex
from collections.abc import Callable
from pathlib import Path

from kiosk.simulation.commands import CommandFailed, Commands


class ScriptFailed(Exception):
    """A line could not be done; names the file and the line."""


def play(path: Path, commands: Commands, tell: Callable[[str], None]) -> None:
    """Do every line in turn; blocks until the last is done. `tell` hears each remark and what `view` prints.

    Raises ScriptFailed at the first line that fails, OSError when the file can't be read.
    """
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        text = line.strip()
        if text.startswith("#"):
            tell(text.lstrip("# "))
            continue
        if not text:
            continue
        try:
            said = commands.run(shlex.split(text))
        except (CommandFailed, ValueError) as failed:
            raise ScriptFailed(f"{path}:{number}: {text}: {failed}") from failed
        if said:
            tell(said)
