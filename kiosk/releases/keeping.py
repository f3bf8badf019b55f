"""The running program's side of its releases: what lies ready, what has come up, and what can go."""

import shutil
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Final, Self

import msgspec

from kiosk.releases.archive import Release
from kiosk.releases.launcher import COPY, VARIABLE
from kiosk.releases.record import ABOUT, NAME, PART, VERSION, order, read_record, replace, write_record
from kiosk.value import Value

KEY_VARIABLE: Final = "KOKYAKU_RELEASE_KEY"
"""Names the file with the public key that updates are proved by."""
KEY: Final = Path("/opt/kokyaku/release.pub")


class Releases(Value):
    folder: Path
    key: Path
    version: str  # of this program

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Self | None:
        """As the machine's service says; None where the program was started otherwise, and is not kept in releases."""
        if not (folder := environment.get(VARIABLE)):
            return None
        return cls(Path(folder), Path(environment.get(KEY_VARIABLE, KEY)), version("kokyaku-kiosk"))

    @property
    def ready(self) -> str:
        """Which can be switched to; "" for none."""
        ready = read_record(self.folder).ready
        usable = (self.folder / ready / ABOUT).is_file() and order(ready) > order(self.version)
        return ready if usable else ""

    @property
    def failed(self) -> str:
        """Which did not come up, and nobody has read that yet; "" for none."""
        return read_record(self.folder).failed

    @property
    def on_trial(self) -> bool:
        """Whether this program has not come up yet."""
        record = read_record(self.folder)
        return record.on_trial and record.current == self.version

    def about_ready(self) -> Release:
        """What that is. Raises OSError."""
        return msgspec.json.decode((self.folder / self.ready / ABOUT).read_bytes(), type=Release)

    def keep_ready(self, release: str) -> None:
        """It lies in its folder, whole. Raises OSError."""
        write_record(self.folder, replace(read_record(self.folder), ready=release))

    def forget_failed(self) -> None:
        """Raises OSError."""
        write_record(self.folder, replace(read_record(self.folder), failed=""))

    def switch(self, data: Path | None) -> None:
        """The next start is the ready one's, on trial. `data`: the shop's folder, where it changes the tables.

        Raises OSError.
        """
        record = read_record(self.folder)
        shutil.rmtree(self.folder / COPY, ignore_errors=True)
        before = record.current if record.current == self.version else ""
        write_record(
            self.folder,
            replace(record, current=self.ready, before=before, starts=0, data=str(data or ""), ready="", failed=""),
        )

    def came_up(self) -> None:
        """Its screen is there: from now on this is the one to go back to. Raises OSError."""
        if self.on_trial:
            write_record(self.folder, replace(read_record(self.folder), starts=-1, data=""))

    def sweep(self) -> None:
        """Take away what a power cut left half done, and releases that nothing leads back to. Never raises."""
        record = read_record(self.folder)
        wanted = {NAME, record.current, record.before, record.ready}
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            over = path.name.endswith(PART) or VERSION.fullmatch(path.name) or path.name == COPY
            if over and path.name not in wanted and not (path.name == COPY and record.on_trial):
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
