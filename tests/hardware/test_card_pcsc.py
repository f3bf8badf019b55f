"""The card reader by PC/SC: pcscd and libpcsclite are the real ones, the reader below them is a virtual one."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from hardware.card_pcsc import PATH, seen_card
from hardware.card_reader import ChosenReader
from hardware.card_thread import CardThread
from hardware.events import (
    CardKind,
    CardRefusal,
    CardRefused,
    CardTapped,
    DeviceLost,
    DeviceName,
    DeviceReady,
    Trouble,
)
from hardware.felica_nfcpy import NfcpyReader
from hardware.pcsc_lite import Answer
from hardware.presence import SeenCard
from tests.hardware.events import Told, wait_until
from tests.hardware.pcscd import FELICA, NFC_A, SOCKET, LaidCard, NoVirtualReader, Pcscd

# pcscd's room copies what is mounted, and a disk that is switched off meanwhile would live on in it
pytestmark = pytest.mark.xdist_group("mounts")

SATO = "0114b34d5a6c7788"
TANAKA = "0139ca0011223344"
ITO = "04a1b2c3d4e5f6"
TYPE_B = bytes.fromhex("3B888001001122334455667709")
VICINITY = bytes.fromhex("3B8F8001804F0CA0000003060B00140000000077")

_FIRST_WORDS = 20  # bytes: which version of the protocol the library speaks


@pytest.fixture
def pcscd() -> Iterator[Pcscd]:
    try:
        pcscd = Pcscd(Path(os.environ[SOCKET]).parents[1])
    except NoVirtualReader as reason:
        pytest.skip(str(reason))
    yield pcscd
    pcscd.stop()


class Bench:
    """A reader at work, and what was told; the cards are lifted at the end."""

    def __init__(self, pcscd: Pcscd, reader: CardThread) -> None:
        self.pcscd, self.reader = pcscd, reader
        self.told = Told()
        self.cards: list[LaidCard] = []

    def lay(self, uid: str, atr: bytes = FELICA, slot: int = 0) -> LaidCard:
        self.cards.append(LaidCard(self.pcscd, uid, atr, slot))
        return self.cards[-1]

    def tapped(self) -> tuple[str, CardKind]:
        event = self.told.next()
        assert isinstance(event, CardTapped), event
        return event.uid, event.kind

    def refused(self) -> CardRefusal:
        event = self.told.next()
        assert isinstance(event, CardRefused), event
        return event.reason

    def lost(self) -> Trouble:
        event = self.told.next()
        assert isinstance(event, DeviceLost), event
        assert event.device is DeviceName.READER
        return event.trouble

    def ready(self) -> str:
        event = self.told.next()
        assert isinstance(event, DeviceReady), event
        assert event.device is DeviceName.READER
        return event.detail

    def works(self) -> bool:
        """Whether a card that is laid now is told next."""
        card = self.lay(TANAKA)
        came = self.tapped() == (TANAKA, CardKind.FELICA)
        card.lift()
        return came

    def asks_no_more(self, card: LaidCard) -> bool:
        """Twice may be: pcscd says that a card is there a moment before it counts its coming."""
        self.looks(2)
        asked = card.asked
        self.looks(4)
        return 0 < asked == card.asked <= 2

    def looks(self, times: int) -> None:
        """So often the reader has looked, or tried to."""
        for _ in range(times):
            beat = self.reader.beat
            wait_until(lambda beat=beat: self.reader.beat > beat)  # type: ignore[misc]

    def close(self) -> None:
        self.reader.stop()
        for card in self.cards:
            card.lift()


@pytest.fixture
def counter(pcscd: Pcscd) -> Iterator[Bench]:
    """A counter whose pcscd and whose reader haven't been started yet."""
    bench = Bench(pcscd, ChosenReader(PATH))
    yield bench
    bench.close()


@pytest.fixture
def bench(counter: Bench) -> Bench:
    counter.pcscd.start()
    counter.reader.start(counter.told)
    counter.ready()
    return counter


# cards


@pytest.mark.parametrize(
    ("uid", "atr", "told", "kind"),
    [
        (SATO, FELICA, SATO, CardKind.FELICA),
        ("f114b34d5a6c7788", FELICA, SATO, CardKind.FELICA),  # asked for another of its systems
        (ITO, NFC_A, ITO, CardKind.NFC_A),
        ("1a2b3c4d", NFC_A, "1a2b3c4d", CardKind.NFC_A),
    ],
)
def test_a_tap_tells_the_number_and_the_kind(bench: Bench, uid: str, atr: bytes, told: str, kind: CardKind) -> None:
    bench.lay(uid, atr)
    assert bench.tapped() == (told, kind)


def test_taps_come_in_the_order_of_the_customers(bench: Bench) -> None:
    for number in range(4):
        uid = f"01140000000000{number:02x}"
        card = bench.lay(uid)
        assert bench.tapped() == (uid, CardKind.FELICA)
        card.lift()
    assert bench.told.nothing_more()


def test_a_card_that_is_held_is_told_once_and_asked_no_more(bench: Bench) -> None:
    card = bench.lay(SATO)
    bench.tapped()
    assert bench.asks_no_more(card)
    assert bench.told.nothing_more()


def test_a_card_held_askew_is_one_tap(bench: Bench) -> None:
    card = bench.lay(SATO)
    bench.tapped()
    card.lift()
    again = bench.lay(SATO)
    wait_until(lambda: again.asked > 0)
    bench.looks(2)
    assert bench.told.nothing_more()


@pytest.mark.parametrize(("uid", "atr"), [("08112233", NFC_A), ("01fe001122334455", FELICA), ("a1b2c3d4", TYPE_B)])
def test_a_number_made_up_for_this_touch_is_refused(bench: Bench, uid: str, atr: bytes) -> None:
    bench.lay(uid, atr)
    assert bench.refused() is CardRefusal.RANDOM_UID


def test_two_cards_on_two_slots_are_refused(bench: Bench) -> None:
    bench.lay(SATO)
    bench.tapped()
    bench.lay(ITO, NFC_A, slot=1)
    assert bench.refused() is CardRefusal.SEVERAL


def test_what_is_no_member_card_says_nothing_and_is_not_asked_again(bench: Bench) -> None:
    for uid, atr in (("", NFC_A), ("e004010012345678", VICINITY)):
        card = bench.lay(uid, atr)
        wait_until(lambda card=card: card.asked > 0)  # type: ignore[misc]
        assert bench.asks_no_more(card)
        card.lift()
    assert bench.works()


# pcscd and the reader


def test_the_reader_says_who_it_is(counter: Bench) -> None:
    counter.pcscd.start()
    counter.reader.start(counter.told)
    assert counter.ready() == "Virtual PCD 00 00"


@pytest.mark.parametrize("end", [Pcscd.kill, Pcscd.stop])
def test_pcscd_is_started_anew(bench: Bench, end: Callable[[Pcscd], None]) -> None:
    end(bench.pcscd)
    assert bench.lost() is Trouble.ABSENT
    bench.pcscd.start()
    bench.ready()
    assert bench.works()


@pytest.mark.parametrize("end", [Pcscd.kill, Pcscd.stop])
def test_a_card_that_lies_there_while_pcscd_is_started_anew_is_told(bench: Bench, end: Callable[[Pcscd], None]) -> None:
    bench.lay(SATO)
    bench.tapped()
    end(bench.pcscd)
    assert bench.lost() is Trouble.ABSENT
    bench.pcscd.start()
    bench.ready()
    assert bench.tapped() == (SATO, CardKind.FELICA)


def test_a_reader_pulled_out_and_plugged_in_again_works(bench: Bench) -> None:
    bench.pcscd.stop()
    bench.pcscd.start(reader=False)
    assert bench.lost() is Trouble.ABSENT
    bench.looks(2)
    assert bench.told.nothing_more()
    bench.pcscd.stop()
    bench.pcscd.start()
    bench.ready()
    assert bench.works()


def test_pcscd_that_is_not_there_at_first_is_said_once(counter: Bench) -> None:
    counter.reader.start(counter.told)
    assert counter.lost() is Trouble.ABSENT
    counter.looks(2)
    assert counter.told.nothing_more()
    counter.pcscd.start()
    counter.ready()
    assert counter.works()


def test_a_stopped_reader_is_silent_and_may_be_stopped_again(bench: Bench) -> None:
    bench.reader.stop()
    bench.lay(SATO)
    bench.reader.stop()
    assert bench.told.nothing_more()
    assert not any(thread.name == "reader" for thread in threading.enumerate())


def test_check_names_the_reader_or_its_trouble(pcscd: Pcscd) -> None:
    assert trouble(ChosenReader(PATH).tried()) is Trouble.ABSENT
    pcscd.start(reader=False)
    assert trouble(ChosenReader(PATH).tried()) is Trouble.ABSENT
    pcscd.stop()
    pcscd.start()
    assert isinstance(ChosenReader(PATH).tried().result, DeviceReady)
    assert isinstance(ChosenReader("pcsc:Virtual").tried().result, DeviceReady)
    assert trouble(ChosenReader("pcsc:SONY").tried()) is Trouble.ABSENT


def trouble(finding: object) -> Trouble:
    result = finding.result  # type: ignore[attr-defined]
    assert isinstance(result, DeviceLost), result
    return result.trouble


def test_at_usb_it_is_chosen_by_itself_when_it_is_there(pcscd: Pcscd) -> None:
    if isinstance(NfcpyReader().tried().result, DeviceReady):
        pytest.skip("this machine has a reader of nfcpy's, which comes first")
    bench = Bench(pcscd, ChosenReader())
    bench.reader.start(bench.told)
    assert bench.lost() is Trouble.ABSENT
    pcscd.start()
    try:
        assert bench.ready() == "Virtual PCD 00 00"
        assert bench.works()
    finally:
        bench.close()


def test_a_user_to_whom_pcscd_says_no_is_told_so() -> None:
    """It takes the line, asks polkit, and drops it without a word. There is no polkit on a machine of tests."""
    place = Path(os.environ[SOCKET])
    place.parent.mkdir(parents=True, exist_ok=True)
    with socket.socket(socket.AF_UNIX) as refusing:
        refusing.bind(str(place))
        refusing.listen()
        threading.Thread(target=drops_all, args=(refusing,), daemon=True).start()
        try:
            assert trouble(ChosenReader(PATH).tried()) is Trouble.FORBIDDEN
            assert (
                isinstance(NfcpyReader().tried().result, DeviceReady)
                or "policy" in ChosenReader().tried().result.detail
            )
        finally:
            refusing.shutdown(socket.SHUT_RDWR)
            place.unlink()


def drops_all(refusing: socket.socket) -> None:
    with suppress(OSError):
        while True:
            line, _ = refusing.accept()
            line.recv(_FIRST_WORDS, socket.MSG_WAITALL)
            line.close()


def test_a_machine_without_libpcsclite_is_told_apart_from_one_without_a_reader() -> None:
    script = """
import ctypes
class WithoutPcsc(ctypes.CDLL):
    def __init__(self, name, *rest, **more):
        raise OSError(f"{name}: cannot open shared object file")
ctypes.CDLL = WithoutPcsc
from hardware.card_reader import ChosenReader
print(ChosenReader("pcsc").tried().result.trouble)
"""
    assert said_by(script) == Trouble.NO_DRIVER


def said_by(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("uid", "atr", "card"),
    [
        (SATO, FELICA, SeenCard(SATO, CardKind.FELICA)),
        # the ACR122U calls a FeliCa card one of NFC-A, of a make of its own
        (SATO, bytes.fromhex("3B8F8001804F0CA00000030603F011000000008A"), SeenCard(SATO, CardKind.FELICA)),
        (ITO, bytes.fromhex("3B8180018080"), SeenCard(ITO, CardKind.NFC_A)),  # with a processor: DESFire
        ("1a2b3c4d", bytes.fromhex("3B8180018080"), SeenCard("1a2b3c4d", CardKind.NFC_A)),
        ("a1b2c3d4", TYPE_B, SeenCard("a1b2c3d4", CardKind.NFC_A, random=True)),
        ("e004010012345678", VICINITY, None),
        ("a1b2c3d4", bytes.fromhex("3B8F8001804F0CA0000003060700000000000068"), None),  # type B without a processor
        ("01", NFC_A, None),
        ("", NFC_A, None),
    ],
)
def test_which_card_it_is(uid: str, atr: bytes, card: SeenCard | None) -> None:
    assert seen_card(Answer(bytes.fromhex(uid) or None, atr)) == card
