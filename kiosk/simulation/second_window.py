"""The customer's display of a simulated shop: its own process, as at a counter, with a line to ask it what it shows."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


class SecondWindow:
    """Each word waits for its answer; raises OSError when the display has ended, ValueError with what failed."""

    def __init__(self, folder: Path, size: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "display", "--data", str(folder), "--size", size, "--words"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def texts(self) -> list[str]:
        """Every text painted on it, in reading order."""
        found: list[str] = self._ask("texts")
        return found

    def shot(self, path: Path) -> None:
        """Write a PNG of it. The file appears whole or not at all."""
        self._ask(f"shot {path.absolute()}")

    def stop(self) -> None:
        """Blocks 5 s at most."""
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _ask(self, words: str) -> Any:
        assert self._process.stdin is not None, "both are pipes"
        assert self._process.stdout is not None, "both are pipes"
        self._process.stdin.write(words + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise OSError("the customer's display has ended")
        said = json.loads(answer)
        if isinstance(said, dict):
            raise ValueError(said["failed"])  # noqa: TRY004 (it is of the right type, and says what went wrong)
        return said
