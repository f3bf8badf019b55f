"""`kiosk support FILE`: what somebody needs who helps from afar, in one text that the owner can read before sending it.

Nothing in it says who anybody is: versions, the machine, settings without texts, how many rows, devices, the log.
"""

import errno
import os
import platform
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import apsw

from db.connection import FILE
from db.rights import open_to_others
from db.room import room_in
from kiosk.actions.data_facts import DataFacts, data_facts, plain
from kiosk.actions.folder_proof import SECRETS
from kiosk.config import BadConfig, Config, read_config
from kiosk.flow.texts import Texts
from kiosk.logs import kept_log

PACKAGES: Final = ("kokyaku", "peewee", "apsw", "kivy", "nfcpy", "python-escpos", "evdev", "gpiozero", "msgspec")
LAST_LINES: Final = 2000
_MIB: Final = 20
_DEVICE: Final = re.compile(r"kiosk\.flow\.session: (\S+) (works|lost): ?(.*)")
_HARMLESS: Final = ("screen", "reader", "scanner", "printer", "keyboard", "display")
"""Parts of kiosk.toml whose texts name devices alone; a folder's name may be somebody's."""

Say = Callable[[str], None]


def write_support(file: Path, folder: Path, texts: Texts, say: Say) -> int:
    """0: it is there. 1: it is not, and why is said. A file that is there already is left alone."""
    if not (folder / FILE).exists():
        say(texts("verify.no_shop", folder=folder))
        return 1
    content = "\n".join(support_lines(folder, texts)) + "\n"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        say(texts("support.cant_write", file=file, why=errno.errorcode.get(error.errno or 0, "")))
        return 1
    say(texts("support.done", file=file))
    return 0


def support_lines(folder: Path, texts: Texts) -> Iterator[str]:
    yield from texts("support.head").splitlines()
    log = [_without_places(line, folder) for line in kept_log(folder)][-LAST_LINES:]
    facts = data_facts(folder)
    sections: Mapping[str, Mapping[str, object]] = {
        "versions": _versions(),
        "machine": _machine(folder),
        "config": _config(folder),
        "settings": facts.settings,
        "data": _data(facts, folder),
        "rows": facts.rows,
        "devices": _devices(log),
    }
    for name, section in sections.items():
        yield from ("", f"[{name}]", *(f"{key} = {value}" for key, value in section.items()))
    yield from ("", "[log]", *log)


def _versions() -> dict[str, object]:
    found: dict[str, object] = {"python": platform.python_version(), "sqlite": apsw.sqlitelibversion()}
    for package in PACKAGES:
        with suppress(PackageNotFoundError):
            found[package] = version(package)
    return found


def _machine(folder: Path) -> dict[str, object]:
    found: dict[str, object] = {"now": datetime.now(UTC).isoformat(timespec="seconds")}
    with suppress(OSError):
        found["board"] = Path("/proc/device-tree/model").read_text("ascii").strip("\0 \n")
    with suppress(OSError):
        release = dict(line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line)
        found["system"] = release.get("PRETTY_NAME", "").strip('"')
    found["kernel"] = f"{platform.release()} {platform.machine()}"
    found["processors"] = os.cpu_count()
    found["memory_mib"] = (os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")) >> _MIB
    room = room_in(folder)
    found["free_mib"] = room.free >> _MIB
    found["ballast"] = room.ballast
    found["root"] = os.geteuid() == 0
    return found


def _config(folder: Path) -> dict[str, object]:
    try:
        config = read_config(folder)
    except BadConfig:
        return {"kiosk.toml": "can't be used"}
    found = plain(config, Config())
    for part in _HARMLESS:
        chosen, usual = getattr(config, part), getattr(Config(), part)
        for name in chosen.__struct_fields__:
            if getattr(chosen, name) != getattr(usual, name):
                found[f"{part}.{name}"] = str(getattr(chosen, name))
    return found


def _data(facts: DataFacts, folder: Path) -> dict[str, object]:
    found = dict(facts.data)
    if facts.trouble:
        found["trouble"] = facts.trouble
    found["open_to_others"] = " ".join(name for name in (".", *SECRETS) if open_to_others(folder / name))
    for name in ("exports", "letters", "reports"):
        sizes = [path.stat().st_size for path in (folder / name).rglob("*") if path.is_file()]
        found[name] = f"{len(sizes)} files, {sum(sizes)} bytes"
    return found


def _devices(log: Iterable[str]) -> dict[str, object]:
    """The last word of each, as the log has it."""
    return {found[1]: f"{found[2]} {found[3]}".strip() for line in log if (found := _DEVICE.search(line))}


def _without_places(line: str, folder: Path) -> str:
    """A path may hold somebody's name."""
    return line.replace(str(folder), "DATA").replace(str(Path.home()), "HOME")
