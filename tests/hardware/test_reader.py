"""The card reader over a simulated Port-100 chip: nfcpy and its rcs380 driver are the real ones."""

import ctypes.util
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

import pytest

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
from hardware.presence import GONE_AFTER
from hardware.simulated.cards import FelicaCard, NfcACard, Phone, card_of
from hardware.simulated.reader import SimulatedReader
from tests.hardware.events import Told, wait_until

SATO = "0114b34d5a6c7788"
TANAKA = "0139ca0011223344"


class Bench:
    """A reader at work, the simulated chip below it, and what was told."""

    def __init__(self, answer_within: float = 0.2) -> None:
        self.simulated = SimulatedReader()
        self.reader = self.simulated.reader(answer_within)
        self.told = Told()

    def start(self) -> None:
        self.reader.start(self.told)

    def tapped(self) -> tuple[str, CardKind]:
        event = self.told.next()
        assert isinstance(event, CardTapped)
        return event.uid, event.kind

    def refused(self) -> CardRefusal:
        event = self.told.next()
        assert isinstance(event, CardRefused)
        return event.reason

    def lost(self) -> Trouble:
        event = self.told.next()
        assert isinstance(event, DeviceLost)
        assert event.device is DeviceName.READER
        return event.trouble

    def ready(self) -> str:
        event = self.told.next()
        assert isinstance(event, DeviceReady)
        assert event.device is DeviceName.READER
        return event.detail

    def works(self) -> bool:
        """Whether a card that is tapped now is told next."""
        self.simulated.tap(SATO, "felica")
        return self.tapped() == (SATO, CardKind.FELICA)


@pytest.fixture
def counter() -> Iterator[Bench]:
    """A counter whose reader hasn't been started yet."""
    bench = Bench()
    yield bench
    bench.simulated.unplug()
    bench.reader.stop()


@pytest.fixture
def bench(counter: Bench) -> Bench:
    counter.start()
    counter.ready()
    return counter


def test_the_reader_says_who_it_is(counter: Bench) -> None:
    counter.start()
    assert counter.ready() == "SONY RC-S380/P NFC Port-100 v1.11 at usb:001:007"


@pytest.mark.parametrize(
    ("uid", "kind"),
    [
        ("0114b34d5a6c7788", CardKind.FELICA),
        ("02fe001122334455", CardKind.FELICA),
        ("04a1b2c3d4e5f6", CardKind.NFC_A),
        ("88a1b2c3d4e5f6", CardKind.NFC_A),
        ("1a2b3c4d", CardKind.NFC_A),
    ],
)
def test_a_tap_tells_the_number_and_the_kind(bench: Bench, uid: str, kind: CardKind) -> None:
    bench.simulated.tap(uid.upper(), kind)
    assert bench.tapped() == (uid, kind)


def test_taps_come_in_the_order_of_the_customers(bench: Bench) -> None:
    for uid in (SATO, TANAKA, "04a1b2c3d4e5f6"):
        bench.simulated.tap(uid, "felica" if len(uid) == 16 else "nfca", hold=0.4)
    assert [bench.tapped()[0] for _ in range(3)] == [SATO, TANAKA, "04a1b2c3d4e5f6"]


@pytest.mark.parametrize("systems", [(0xFE00, 0x0003), (0x88B4,), (0x0003, 0xFE00, 0x8620)])
def test_a_card_is_one_card_whichever_of_its_systems_answers(bench: Bench, systems: tuple[int, ...]) -> None:
    bench.simulated.lay(FelicaCard("f114b34d5a6c7788", systems))
    assert bench.tapped() == (SATO, CardKind.FELICA)
    beat = bench.reader.beat
    wait_until(lambda: bench.reader.beat > beat + 0.5)
    assert bench.told.nothing_more()


def test_a_phone_without_a_card_is_refused(bench: Bench) -> None:
    bench.simulated.tap("", "random")
    assert bench.refused() is CardRefusal.RANDOM_UID


def test_a_peer_to_peer_number_is_refused(bench: Bench) -> None:
    bench.simulated.tap("01fe001122334455", "felica")
    assert bench.refused() is CardRefusal.RANDOM_UID


def test_a_phone_with_felica_is_a_card(bench: Bench) -> None:
    phone = Phone(SATO)
    bench.simulated.lay(phone)
    assert bench.tapped() == (SATO, CardKind.FELICA)
    bench.simulated.lift(phone)
    bench.simulated.lift(phone)
    bench.simulated.tap(TANAKA, "felica")
    assert bench.tapped() == (TANAKA, CardKind.FELICA)


def test_two_cards_are_refused_until_one_is_laid_alone(bench: Bench) -> None:
    sato, tanaka = FelicaCard(SATO), NfcACard("04a1b2c3d4e5f6")
    bench.simulated.lay(sato)
    bench.tapped()
    bench.simulated.lay(tanaka)
    assert bench.refused() is CardRefusal.SEVERAL
    bench.simulated.lift(sato)
    bench.simulated.lift(tanaka)
    lifted = bench.reader.beat
    wait_until(lambda: bench.reader.beat > lifted + 2 * GONE_AFTER)  # a look has shown the field empty
    bench.simulated.tap("04a1b2c3d4e5f6", "nfca")
    assert bench.tapped() == ("04a1b2c3d4e5f6", CardKind.NFC_A)


@pytest.mark.parametrize(
    ("uid", "kind"), [("0114", "felica"), ("0114b34d5a", "nfca"), ("zz14b34d", "nfca"), ("", "qr")]
)
def test_a_number_that_no_card_has_is_said_plainly(uid: str, kind: str) -> None:
    with pytest.raises(ValueError) as refusal:
        card_of(uid, kind)
    assert not uid or uid not in str(refusal.value)


def test_no_card_number_reaches_the_log(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for uid, kind in ((SATO, "felica"), ("04a1b2c3d4e5f6", "nfca")):
            bench.simulated.tap(uid, kind, hold=0.4)
            event = bench.told.next()
            assert uid not in repr(event)
            assert uid not in caplog.text.lower()


@pytest.mark.parametrize(
    ("misbehave", "trouble"),
    [
        (SimulatedReader.unplug, Trouble.ABSENT),
        (SimulatedReader.taken, Trouble.TAKEN),
        (SimulatedReader.forbidden, Trouble.FORBIDDEN),
        (SimulatedReader.hang, Trouble.HUNG),
    ],
)
def test_a_reader_in_trouble_from_the_start_says_so_once_and_comes_back(
    counter: Bench, misbehave: Callable[[SimulatedReader], None], trouble: Trouble
) -> None:
    misbehave(counter.simulated)
    counter.start()
    assert counter.lost() is trouble
    for _ in range(2):  # tries of opening it again
        beat = counter.reader.beat
        wait_until(lambda beat=beat: counter.reader.beat > beat)  # type: ignore[misc]
    assert counter.told.nothing_more()
    counter.simulated.ok()
    counter.ready()
    assert counter.works()


def test_a_reader_pulled_out_and_plugged_in_again_works(bench: Bench) -> None:
    bench.simulated.unplug()
    assert bench.lost() is Trouble.ABSENT
    bench.simulated.plug()
    bench.ready()
    assert bench.works()


def test_a_reader_that_the_kernel_takes_on_its_way_back_changes_its_trouble(bench: Bench) -> None:
    bench.simulated.taken()
    assert [bench.lost(), bench.lost()] == [Trouble.ABSENT, Trouble.TAKEN]
    bench.simulated.ok()
    bench.ready()


@pytest.mark.parametrize("misbehave", [SimulatedReader.eio, SimulatedReader.bad_ack])
def test_one_bad_answer_costs_a_moment_only(bench: Bench, misbehave: Callable[[SimulatedReader], None]) -> None:
    misbehave(bench.simulated)
    assert bench.lost() is Trouble.BROKEN
    bench.ready()
    assert bench.works()


def test_a_card_that_lies_there_while_the_reader_comes_back_is_told(bench: Bench) -> None:
    bench.simulated.unplug()
    assert bench.lost() is Trouble.ABSENT
    bench.simulated.lay(FelicaCard(SATO))
    bench.simulated.plug()
    bench.ready()
    assert bench.tapped() == (SATO, CardKind.FELICA)


def test_a_reader_that_hangs_is_noticed_and_used_again_when_it_wakes(bench: Bench) -> None:
    bench.simulated.hang()
    assert bench.lost() is Trouble.HUNG
    bench.simulated.ok()
    bench.ready()
    assert bench.works()


def test_stop_gives_up_on_a_reader_that_hangs_for_ever() -> None:
    bench = Bench(answer_within=600)
    bench.start()
    bench.ready()
    bench.simulated.hang()
    beat = bench.reader.beat
    bench.reader.stop()
    hung = [thread for thread in threading.enumerate() if thread.name == "reader" and thread.is_alive()]
    assert hung, "the thread was abandoned"
    assert bench.reader.beat <= beat + 1, "a reader that blocks doesn't beat"
    bench.simulated.unplug()
    for thread in hung:
        thread.join(10)
    assert bench.told.nothing_more(), "an abandoned thread tells nothing"


def test_a_stopped_reader_is_silent_and_may_be_stopped_again(bench: Bench) -> None:
    bench.reader.stop()
    bench.simulated.lay(FelicaCard(SATO))
    bench.reader.stop()
    assert bench.told.nothing_more()
    assert not any(thread.name == "reader" for thread in threading.enumerate())


def test_stop_before_start_is_no_error() -> None:
    NfcpyReader().stop()


def test_check_names_the_reader_or_its_trouble() -> None:
    simulated = SimulatedReader()
    assert isinstance(simulated.reader().tried().result, DeviceReady)
    for misbehave, trouble in (
        (simulated.unplug, Trouble.ABSENT),
        (simulated.taken, Trouble.TAKEN),
        (simulated.forbidden, Trouble.FORBIDDEN),
        (simulated.hang, Trouble.HUNG),
    ):
        misbehave()
        result = simulated.reader(answer_within=0.2).tried().result
        assert isinstance(result, DeviceLost)
        assert result.trouble is trouble


@pytest.mark.skipif(ctypes.util.find_library("usb-1.0") is None, reason="this machine has no libusb")
def test_check_on_this_machine_finds_no_such_reader() -> None:
    result = NfcpyReader("usb:dead:beef").tried().result
    assert isinstance(result, DeviceLost)
    assert result.trouble is Trouble.ABSENT


def test_a_machine_without_libusb_is_told_apart_from_one_without_a_reader() -> None:
    # a process of its own: libusb, once loaded, stays
    script = """
import ctypes, ctypes.util
class WithoutUsb(ctypes.CDLL):
    def __init__(self, name, *rest, **more):
        if name and "usb" in name:
            raise OSError(f"{name}: cannot open shared object file")
        super().__init__(name, *rest, **more)
ctypes.CDLL = WithoutUsb
ctypes.util.find_library = lambda name: None
from hardware.felica_nfcpy import NfcpyReader
print(NfcpyReader().tried().result.trouble)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == Trouble.NO_DRIVER
