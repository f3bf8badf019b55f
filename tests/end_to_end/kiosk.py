"""The whole program as a process of its own, without a display, driven by its words alone."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from kiosk.flow.texts import Texts
from kiosk.simulation.console import NoKiosk, send

START_SECONDS = 40.0
PIN = "7391"
FITTED = """
[printer]
connection = "usb:04b8:0202"
[scanner]
device = "05e0:1200"
"""


class Kiosk:
    program = "kiosk"  # what Python runs

    def __init__(self, folder: Path, *words: str) -> None:
        """Start it and wait until it answers."""
        self.folder = folder
        self.log = folder.parent / f"{folder.name}.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command(folder, words),
                stdout=log,
                stderr=log,
            )
        self._wait_for_answer()

    @classmethod
    def dies(cls, folder: Path, *words: str) -> int:
        """Start one that ends by itself, and wait for its exit code."""
        return subprocess.run(cls._command(folder, words), capture_output=True, timeout=START_SECONDS).returncode

    @classmethod
    def _command(cls, folder: Path, words: Sequence[str]) -> list[str]:
        return [sys.executable, "-m", cls.program, "run", "--simulate", "--data", str(folder), *words]

    def __enter__(self) -> "Kiosk":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(10)

    def sim(self, *words: str) -> str:
        return send(self.folder, list(words))

    def view(self) -> dict[str, Any]:
        seen: dict[str, Any] = json.loads(self.sim("view"))
        return seen

    def wait(self, *conditions: str, timeout: float = 15.0) -> None:
        for condition in conditions:
            self.sim("wait", condition, "--timeout", str(timeout))

    def ready(self) -> "Kiosk":
        self.wait("reader=ok", "printer=ok", "scanner=ok", timeout=30)
        return self

    def choose_first_pin(self, enter: str) -> "Kiosk":
        """Of a shop that was founded without its screens; `enter` is the word on the pad's last key."""
        self._choose_pin(enter)
        self.wait("screen=idle")
        return self

    def _choose_pin(self, enter: str) -> None:
        self.wait("screen=new_pin")
        for _ in range(2):
            for digit in PIN:
                self.sim("press", digit)
            self.sim("press", enter)

    def speak(self, language: str) -> None:
        """The very first screen."""
        self.wait("screen=language")
        self.sim("press", Texts(language)(f"language.{language}"))

    def found_shop(self, language: str = "ja") -> "Kiosk":
        """A new shop whose owner has a PIN; all else of the first start is left for later."""
        words = Texts(language)
        self.speak(language)
        for label in ("first_start.new", "clock.right"):
            self.sim("press", words(label))
        self._choose_pin(words("pin.enter"))
        while self.view()["screen"] != "idle":
            self.sim("press", words("first_steps.later"))
        return self

    def comes_back(self, screen: str) -> None:
        """It has replaced itself, and begins with that screen."""
        until = time.monotonic() + START_SECONDS
        seen = ""
        while seen != screen:
            assert self.process.poll() is None, self.log.read_text("utf-8")
            assert time.monotonic() < until, f"it is on “{seen}”\n{self.log.read_text('utf-8')}"
            with suppress(NoKiosk, OSError):  # while it is away
                seen = self.view()["screen"]
            time.sleep(0.05)

    def quit(self) -> int:
        self.sim("quit")
        return self.process.wait(15)

    def kill(self) -> None:
        """The power goes, as far as a process can tell."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def _wait_for_answer(self) -> None:
        until = time.monotonic() + START_SECONDS
        while True:
            assert self.process.poll() is None, self.log.read_text("utf-8")
            try:
                self.sim("view")
            except NoKiosk:
                assert time.monotonic() < until, self.log.read_text("utf-8")
                time.sleep(0.05)
            else:
                return
