"""The printer at the counter, over real TCP: what comes of a slip, whatever the printer does."""

import select
import socket
import struct
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image

from hardware.events import SlipOutcome, Trouble
from hardware.printer_connection import Connection, TcpAddress
from hardware.simulated.printer import SimulatedPrinter
from hardware.slip import Barcode, Slip
from hardware.slip_lettering import SlipFonts
from hardware.slip_printer import EscposPrinter, Patience, check
from hardware.slip_raster import render
from tests.hardware.printer_counter import CALM, FONTS, HASTY, RESTLESS, Counter, points_slip

PRINTED, NOT_SENT, UNKNOWN = SlipOutcome.PRINTED, SlipOutcome.NOT_SENT, SlipOutcome.UNKNOWN


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[SimulatedPrinter]:
    simulated = SimulatedPrinter(tmp_path / "slips")
    yield simulated
    simulated.stop()
    assert simulated.misunderstood == []


@pytest.fixture
def counter() -> Counter:
    return Counter()


Start = Callable[..., EscposPrinter]


@pytest.fixture
def start(counter: Counter) -> Iterator[Start]:
    """Start a printer on a connection; it is stopped at the end."""
    printers = []

    def started(connection: Connection, patience: Patience = CALM, fonts: SlipFonts = FONTS) -> EscposPrinter:
        printer = EscposPrinter(connection, 576, fonts, patience)
        printers.append(printer)
        printer.start(counter)
        return printer

    yield started
    for printer in printers:
        printer.stop()


def test_a_slip_comes_out_as_it_was_drawn(paper: SimulatedPrinter, counter: Counter, start: Start) -> None:
    start(paper.connection).submit(1, points_slip())
    assert counter.outcome(1) is PRINTED
    assert counter.troubles == ["ready"]
    (slip,) = paper.slips
    drawn, printed = render(points_slip(), 576, FONTS), Image.open(slip)
    assert printed.size == drawn.size
    # of 52 KB one dot or two are blackened, so that no byte is taken for a command
    differing = sum(a != b for a, b in zip(drawn.tobytes(), printed.tobytes(), strict=True))
    assert differing <= 4


def test_a_narrow_slip(paper: SimulatedPrinter, counter: Counter) -> None:
    printer = EscposPrinter(paper.connection, 384, FONTS, CALM)
    printer.start(counter)
    printer.submit(1, points_slip("𠮷田 様"))
    assert counter.outcome(1) is PRINTED
    printer.stop()
    assert [Image.open(slip).width for slip in paper.slips] == [384]


def test_twenty_slips_come_out_once_each_and_in_order(paper: SimulatedPrinter, counter: Counter, start: Start) -> None:
    printer = start(paper.connection, RESTLESS)
    for job in range(1, 21):
        printer.submit(job, Slip((Barcode("1" * job),)))
    counter.outcome(20)
    assert [(event.job, event.outcome) for event in counter.finished] == [(job, PRINTED) for job in range(1, 21)]
    drawn = [render(Slip((Barcode("1" * job),)), 576, FONTS).tobytes() for job in range(1, 21)]
    assert [Image.open(slip).tobytes() for slip in paper.slips] == drawn


def test_a_printer_that_is_switched_off(paper: SimulatedPrinter, counter: Counter, start: Start) -> None:
    paper.off()
    printer = start(paper.connection)
    printer.submit(1, points_slip())
    assert counter.answer(1).outcome is NOT_SENT
    assert counter.answer(1).trouble is Trouble.ABSENT
    paper.ok()
    printer.submit(2, points_slip())
    assert counter.outcome(2) is PRINTED
    assert counter.troubles == ["absent", "ready"]
    assert len(paper.slips) == 1


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [(SimulatedPrinter.paper_out, Trouble.PAPER_OUT), (SimulatedPrinter.cover, Trouble.COVER_OPEN)],
)
def test_without_paper_or_with_the_cover_open_nothing_is_sent(
    paper: SimulatedPrinter,
    counter: Counter,
    start: Start,
    fault: Callable[[SimulatedPrinter], None],
    trouble: Trouble,
) -> None:
    fault(paper)
    printer = start(paper.connection)
    printer.submit(1, points_slip())
    assert (counter.answer(1).outcome, counter.answer(1).trouble) == (NOT_SENT, trouble)
    paper.ok()
    printer.submit(2, points_slip())
    assert counter.outcome(2) is PRINTED
    assert len(paper.slips) == 1


def test_a_printer_that_stalls_gets_nothing(paper: SimulatedPrinter, counter: Counter, start: Start) -> None:
    paper.stall()
    printer = start(paper.connection, HASTY)
    printer.submit(1, points_slip())
    assert (counter.answer(1).outcome, counter.answer(1).trouble) == (NOT_SENT, Trouble.HUNG)
    paper.ok()
    printer.submit(2, points_slip())
    assert counter.outcome(2) is PRINTED
    assert len(paper.slips) == 1


def test_a_printer_that_dies_in_the_middle_of_a_slip(paper: SimulatedPrinter, counter: Counter, start: Start) -> None:
    paper.die_mid_slip()
    printer = start(paper.connection)
    printer.submit(1, points_slip())
    printer.submit(2, points_slip())
    assert counter.outcome(1) is UNKNOWN
    assert counter.outcome(2) is PRINTED
    assert len(paper.slips) == 1


def test_the_counter_knows_of_paper_out_before_the_next_customer_and_of_new_paper(
    paper: SimulatedPrinter, counter: Counter, start: Start
) -> None:
    start(paper.connection, RESTLESS)
    counter.wait(lambda: counter.troubles == ["ready"])
    paper.paper_out()
    counter.wait(lambda: counter.troubles == ["ready", "paper_out"])
    paper.cover()
    counter.wait(lambda: counter.troubles == ["ready", "paper_out", "cover_open"])
    paper.ok()
    counter.wait(lambda: counter.troubles == ["ready", "paper_out", "cover_open", "ready"])
    paper.off()
    counter.wait(lambda: counter.troubles[4:] == ["absent"])
    paper.ok()
    counter.wait(lambda: counter.troubles[4:] == ["absent", "ready"])
    assert paper.slips == []


class Line:
    """One connection as the printer's side of it; every step fails after 10 s rather than wait for ever."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._read = b""
        connection.settimeout(10)

    def answers_status(self, *answers: int) -> None:
        for question, answer in zip((1, 2, 4), answers or (0x12, 0x12, 0x12), strict=True):
            self.reads_until(bytes([0x10, 0x04, question]))
            self.says(bytes([answer]))

    def says(self, data: bytes) -> None:
        self._connection.sendall(data)

    def reads_until(self, end: bytes) -> None:
        while end not in self._read:
            self._read += self._connection.recv(4096)
        self._read = self._read.partition(end)[2]

    def falls_silent(self) -> None:
        """Until the other side gives up."""
        while self._connection.recv(4096):
            pass

    def is_left_alone(self) -> None:
        """Reads nothing until the other side gives up."""
        poll = select.poll()
        poll.register(self._connection, select.POLLRDHUP)
        assert poll.poll(10_000)

    def dies(self) -> None:
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


Scene = Callable[[Line], None]


@pytest.fixture
def play() -> Iterator[Callable[..., TcpAddress]]:
    """A printer that plays one scene a connection, then refuses all others."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)

        def played(*scenes: Scene) -> TcpAddress:
            def run() -> None:
                for scene in scenes:
                    connection, _ = listener.accept()
                    with connection:
                        scene(Line(connection))

            Thread(target=run, daemon=True).start()
            return TcpAddress("127.0.0.1", listener.getsockname()[1])

        yield played


CUT = b"\x1dVB\x00"


def dies_after_status(line: Line) -> None:
    line.answers_status()
    line.dies()


def dies_after_the_slip(line: Line) -> None:
    line.answers_status()
    line.reads_until(CUT)
    line.dies()


def silent_after_the_slip(line: Line) -> None:
    line.answers_status()
    line.falls_silent()


def paper_ends_in_the_slip(line: Line) -> None:
    line.answers_status()
    line.reads_until(CUT)
    line.answers_status(0x1A, 0x32, 0x7E)


def hangs_before_it_reads_the_slip(line: Line) -> None:
    line.answers_status()
    line.is_left_alone()


def talks_nonsense(line: Line) -> None:
    line.reads_until(b"\x10\x04\x01")
    line.says(b"HTTP")
    line.falls_silent()


def is_offline(line: Line) -> None:
    line.answers_status(0x1A, 0x12, 0x12)


def has_a_jammed_cutter(line: Line) -> None:
    line.answers_status(0x1A, 0x52, 0x12)


def is_near_the_end_of_its_paper(line: Line) -> None:
    line.answers_status(0x12, 0x12, 0x1E)
    line.reads_until(CUT)
    line.answers_status(0x12, 0x12, 0x1E)


@pytest.mark.parametrize(
    ("scene", "outcome", "trouble"),
    [
        (Line.falls_silent, NOT_SENT, Trouble.HUNG),
        (talks_nonsense, NOT_SENT, Trouble.BROKEN),
        (is_offline, NOT_SENT, Trouble.BROKEN),
        (has_a_jammed_cutter, NOT_SENT, Trouble.BROKEN),
        (Line.dies, NOT_SENT, Trouble.ABSENT),
        (dies_after_status, UNKNOWN, Trouble.ABSENT),
        (dies_after_the_slip, UNKNOWN, Trouble.ABSENT),
        (silent_after_the_slip, UNKNOWN, Trouble.HUNG),
        (hangs_before_it_reads_the_slip, UNKNOWN, Trouble.HUNG),
        (paper_ends_in_the_slip, UNKNOWN, Trouble.PAPER_OUT),
        (is_near_the_end_of_its_paper, PRINTED, None),
    ],
)
def test_what_is_said_of_a_slip_is_true(
    counter: Counter,
    play: Callable[..., TcpAddress],
    scene: Scene,
    outcome: SlipOutcome,
    trouble: Trouble | None,
) -> None:
    patience = HASTY if trouble is Trouble.HUNG or scene is talks_nonsense else CALM
    printer = EscposPrinter(play(scene), 576, FONTS, replace(patience, mm_per_second=1e9))
    printer.submit(1, points_slip())  # before start: so that the first connection is the slip's, not a question
    printer.start(counter)
    assert (counter.answer(1).outcome, counter.answer(1).trouble) == (outcome, trouble)
    printer.stop()


def test_a_slip_that_cannot_be_drawn_stops_nothing(paper: SimulatedPrinter, counter: Counter, start: Start) -> None:
    printer = start(paper.connection)
    printer.submit(1, Slip((Barcode(None),)))  # type: ignore[arg-type]
    printer.submit(2, points_slip())
    assert counter.outcome(1) is NOT_SENT
    assert counter.outcome(2) is PRINTED
    assert len(paper.slips) == 1


def test_a_missing_font_is_a_missing_driver(paper: SimulatedPrinter, counter: Counter, start: Start) -> None:
    fonts = SlipFonts(FONTS.regular.with_name("no.ttf"), FONTS.bold, FONTS.fallback)
    start(paper.connection, fonts=fonts).submit(1, points_slip())
    assert (counter.answer(1).outcome, counter.answer(1).trouble) == (NOT_SENT, Trouble.NO_DRIVER)
    assert counter.troubles == ["no_driver"]
    assert paper.slips == []


def test_no_name_in_the_log(paper: SimulatedPrinter, counter: Counter, caplog: pytest.LogCaptureFixture) -> None:
    paper.die_mid_slip()
    printer = EscposPrinter(paper.connection, 576, FONTS, CALM)
    printer.submit(1, points_slip("髙橋 﨑子 様"))
    printer.submit(2, Slip((Barcode(["髙橋 﨑子 様"]),)))  # type: ignore[arg-type]
    printer.start(counter)
    counter.outcome(2)
    printer.stop()
    assert "slip not printed" in caplog.text
    assert "髙橋" not in caplog.text
    assert "髙橋" not in repr(counter.states)


def test_stopping_answers_every_slip(paper: SimulatedPrinter, counter: Counter) -> None:
    printer = EscposPrinter(paper.connection, 576, FONTS, CALM)
    printer.start(counter)
    for job in range(1, 11):
        printer.submit(job, points_slip())
    counter.outcome(1)
    printer.stop()
    printer.stop()
    printer.submit(11, points_slip())
    assert [event.job for event in counter.finished] == list(range(1, 12))
    printed = sum(event.outcome is PRINTED for event in counter.finished)
    assert [event.outcome for event in counter.finished] == [PRINTED] * printed + [NOT_SENT] * (11 - printed)
    assert len(paper.slips) == printed


def test_stopping_does_not_wait_for_a_hung_slip(
    counter: Counter, play: Callable[..., TcpAddress], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hardware.slip_printer._STOP", 0.2)
    reached: list[bool] = []

    def hangs_with_the_slip(line: Line) -> None:
        line.answers_status()
        line.reads_until(CUT)
        reached.append(True)
        counter.outcome(1)

    printer = EscposPrinter(play(hangs_with_the_slip), 576, FONTS, Patience(answer=8))
    printer.submit(1, points_slip())
    printer.submit(2, points_slip())
    printer.start(counter)
    counter_deadline = time.monotonic() + 20
    while not reached and time.monotonic() < counter_deadline:
        time.sleep(0.01)
    printer.stop()
    assert [(event.job, event.outcome) for event in counter.finished] == [(1, UNKNOWN), (2, NOT_SENT)]


def test_the_thread_beats_while_it_idles(paper: SimulatedPrinter, counter: Counter, start: Start) -> None:
    printer = start(paper.connection)
    counter.wait(lambda: counter.troubles == ["ready"])
    before = printer.beat
    deadline = time.monotonic() + 10
    while printer.beat == before:
        assert time.monotonic() < deadline, "no beat"
        time.sleep(0.05)


def test_check_says_what_the_printer_is_like_and_prints_nothing(paper: SimulatedPrinter) -> None:
    assert check(paper.connection, 576, FONTS).result.detail == str(paper.connection)
    paper.cover()
    assert "cover open" in check(paper.connection, 576, FONTS).result.detail
    paper.off()
    assert "ConnectionRefusedError" in check(paper.connection, 576, FONTS).result.detail
    no_font = SlipFonts(FONTS.regular, FONTS.bold.with_name("no.ttf"), FONTS.fallback)
    assert "font" in check(paper.connection, 576, no_font).result.detail
    assert paper.slips == []
