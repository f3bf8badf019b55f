"""Kanji by Mozc, through its helper for Emacs: the one way in that needs neither X nor D-Bus.

The helper is a process of its own and answers each line with one line. It starts Mozc's server, which many helpers
share and which learns. What is being written stays with the kiosk: each question is typed, read and taken back.
"""

import os
import select
import shutil
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hardware.events import Segment, Trouble
from hardware.kanji_engine import KanjiError, ThreadedEngine, Words, readable
from hardware.mozc_answer import parsed, quoted
from hardware.mozc_home import MozcHome

HELPER = "mozc_emacs_helper"
SERVER = Path("/usr/lib/mozc/mozc_server")
_ANSWER_SECONDS = 3.0
_MOST_SEGMENTS = 40
_MOST_TURNS = 60  # presses of the space bar until a word that was chosen must have come


def mozc_is_here() -> bool:
    """Whether Mozc is installed and we are someone whom it serves (never root)."""
    return shutil.which(HELPER) is not None and SERVER.exists() and os.geteuid() != 0


@dataclass(frozen=True, slots=True)
class _Shown:
    """What Mozc shows after a key: each segment's (reading, written), which is in focus, and its candidates."""

    segments: tuple[tuple[str, str], ...]
    focus: int
    candidates: tuple[str, ...]


class MozcEngine(ThreadedEngine):
    """A helper that died is started again with the next question, one that hangs 3 s is ended."""

    def __init__(self, home: Path, user: int | None = None, helper: str = HELPER) -> None:
        """`home` is for Mozc alone. `user`: run it as this one (only root can)."""
        super().__init__()
        self._home = MozcHome(home, user)
        self._helper_path = helper
        self._helper: subprocess.Popen[bytes] | None = None
        self._heard = b""
        self._count = 0
        self._session = 0

    def _open(self) -> str:
        if self._helper is None or self._helper.poll() is not None:
            self._start_helper()
        return "Mozc"

    def _converted(self, reading: str) -> tuple[Segment, ...]:
        shown = self._asked_again_when_dead(reading)
        segments: list[Segment] = []
        for place in range(min(len(shown.segments), _MOST_SEGMENTS)):
            if place:
                shown = self._key("right")
            if len(shown.segments) <= place or shown.focus != place:
                raise KanjiError(Trouble.BROKEN, "the focus is not where it should be")
            sound, written = shown.segments[place]
            segments.append(Segment(sound, readable([written, *shown.candidates])))
        self._take_back()
        return tuple(segments)

    def _learn(self, words: Words) -> None:
        shown = self._asked_again_when_dead("".join(sound for sound, _ in words))
        if [sound for sound, _ in shown.segments] != [sound for sound, _ in words]:
            self._take_back()
            return
        for place, (_, written) in enumerate(words):
            if place:
                shown = self._key("right")
            for _ in range(_MOST_TURNS):
                if readable([shown.segments[place][1]]) == (written,):
                    break
                shown = self._key("space")
            else:
                self._take_back()
                return
        self._command("SendKey", "enter")

    def _wipe(self) -> None:
        self._end_helper()
        try:
            self._home.wipe()
        except OSError as error:
            raise KanjiError(Trouble.FORBIDDEN, f"what was learned can't be removed: {error.strerror}") from error

    def _close(self) -> None:
        self._end_helper()
        with suppress(OSError):
            self._home.end_server()

    # one question

    def _asked_again_when_dead(self, reading: str) -> _Shown:
        """Type a reading and have it converted; a helper that died, or whose server did, is started again, once."""
        fresh = self._helper is None or self._helper.poll() is not None
        if fresh:
            self._start_helper()
        try:
            shown = self._typed(reading)
        except KanjiError as error:
            if fresh or error.trouble is not Trouble.ABSENT:
                raise
        else:
            if shown.segments or fresh:  # nothing at all: its server died, and the next one has not seen these keys
                return shown
        self._start_helper()
        return self._typed(reading)

    def _typed(self, reading: str) -> _Shown:
        self._take_back()
        self._command("SendKey", quoted(reading))
        return self._key("space")

    def _key(self, key: str) -> _Shown:
        output = self._command("SendKey", key).get("output")
        output = output if isinstance(output, dict) else {}
        try:
            preedit = output.get("preedit") or {}
            parts: list[dict[str, Any]] = preedit.get("segment") or []
            words = output.get("all-candidate-words") or {}
            return _Shown(
                tuple((_narrow(part.get("key", part["value"])), part["value"]) for part in parts),
                next((at for at, part in enumerate(parts) if part.get("annotation") == "highlight"), -1),
                tuple(word["value"] for word in words.get("candidates") or []),
            )
        except (AttributeError, KeyError, TypeError) as error:
            raise KanjiError(Trouble.BROKEN, "an answer of another shape") from error

    def _take_back(self) -> None:
        """Twice: the first turns the conversion back into kana, the second drops the kana."""
        for _ in range(3):
            answer = self._command("SendKey", "escape")
            output = answer.get("output")
            if not isinstance(output, dict) or "preedit" not in output:
                return

    # the helper

    def _start_helper(self) -> None:
        self._end_helper()
        if os.geteuid() == 0 and self._home.user is None:
            raise KanjiError(Trouble.FORBIDDEN, "Mozc refuses to run as root")
        try:
            self._home.make()
            self._helper = subprocess.Popen(
                [self._helper_path, "--suppress_stderr"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                cwd=self._home.path,
                env={"HOME": str(self._home.path), "PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"},
                start_new_session=True,
                **_as_user(self._home.user),
            )
        except FileNotFoundError as error:
            raise KanjiError(Trouble.NO_DRIVER, f"{error.filename} is missing") from error
        except OSError as error:
            raise KanjiError(Trouble.FORBIDDEN, f"the helper can't be started: {error.strerror}") from error
        self._heard = b""
        self._line()  # its greeting
        session = self._command("CreateSession").get("emacs-session-id")
        if not isinstance(session, int):
            raise KanjiError(Trouble.BROKEN, "no session")
        self._session = session
        self._command("SendKey", "undefinedkey")  # the server starts with the first key: 0.2 s

    def _end_helper(self) -> None:
        helper, self._helper = self._helper, None
        if helper is None:
            return
        helper.kill()
        helper.wait()
        for pipe in (helper.stdin, helper.stdout):
            if pipe is not None:
                pipe.close()

    def _command(self, verb: str, key: str = "") -> dict[str, Any]:
        helper = self._helper
        if helper is None or helper.stdin is None:
            raise KanjiError(Trouble.ABSENT, "the helper is not there")
        words = f"({self._count} {verb} {self._session} {key})" if key else f"({self._count} {verb})"
        self._count += 1
        try:
            helper.stdin.write(words.encode() + b"\n")
        except OSError as error:
            self._end_helper()
            raise KanjiError(Trouble.ABSENT, "the helper died") from error
        answer = parsed(self._line())
        if "error" in answer:
            self._end_helper()
            raise KanjiError(Trouble.ABSENT, "the helper has lost its server")
        return answer

    def _line(self) -> str:
        """The next line. Raises KanjiError: HUNG after 3 s, ABSENT when the helper is dead; it is ended then."""
        assert self._helper is not None
        assert self._helper.stdout is not None
        pipe = self._helper.stdout.fileno()
        until = time.monotonic() + _ANSWER_SECONDS
        while b"\n" not in self._heard:
            ready, _, _ = select.select([pipe], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                self._end_helper()
                raise KanjiError(Trouble.HUNG, "no answer")
            part = os.read(pipe, 1 << 16)
            if not part:
                self._end_helper()
                raise KanjiError(Trouble.ABSENT, "the helper died")
            self._heard += part
        line, _, self._heard = self._heard.partition(b"\n")
        return line.decode("utf-8", "replace")


def _as_user(user: int | None) -> dict[str, Any]:
    return {} if user is None else {"user": user, "group": user, "extra_groups": []}


def _narrow(reading: str) -> str:
    return readable([reading])[0] if readable([reading]) else reading
