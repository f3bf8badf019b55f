"""The same reader on a serial line: nfcpy's pn532 driver over a pseudo-terminal."""

import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.events import CardKind, CardRefusal, CardRefused, CardTapped, DeviceLost, DeviceName, DeviceReady, Trouble
from hardware.felica_nfcpy import NfcpyReader
from hardware.nfc_frontend import Frontend, trouble_of
from hardware.simulated.cards import Card, FelicaCard, NfcACard, RandomCard
from tests.hardware.events import Told
from tests.hardware.pn532_pty import Pn532


@pytest.fixture
def link(tmp_path: Path) -> Path:
    return tmp_path / "usb-1a86_USB_Serial-if00-port0"


@pytest.fixture
def chip(link: Path) -> Iterator[Pn532]:
    chip = Pn532(link)
    yield chip
    chip.unplug()


@pytest.fixture
def told(chip: Pn532, link: Path) -> Iterator[Told]:
    reader, told = NfcpyReader(f"tty:{link}:pn532"), Told()
    reader.start(told)
    ready = told.next()
    assert isinstance(ready, DeviceReady)
    assert ready.detail.startswith("PN532v1.6 at ")
    yield told
    reader.stop()


@pytest.mark.parametrize(
    ("card", "uid", "kind"),
    [
        (FelicaCard("0114b34d5a6c7788"), "0114b34d5a6c7788", CardKind.FELICA),
        (NfcACard("04a1b2c3d4e5f6"), "04a1b2c3d4e5f6", CardKind.NFC_A),
        (NfcACard("1a2b3c4d"), "1a2b3c4d", CardKind.NFC_A),
    ],
)
def test_a_tap_tells_the_number_and_the_kind(chip: Pn532, told: Told, card: Card, uid: str, kind: CardKind) -> None:
    chip.cards.append(card)
    event = told.next()
    assert isinstance(event, CardTapped)
    assert (event.uid, event.kind) == (uid, kind)


def test_a_phone_without_a_card_is_refused(chip: Pn532, told: Told) -> None:
    chip.cards.append(RandomCard())
    event = told.next()
    assert isinstance(event, CardRefused)
    assert event.reason is CardRefusal.RANDOM_UID


def test_a_serial_adapter_pulled_out_and_plugged_in_again_works(chip: Pn532, told: Told, link: Path) -> None:
    chip.unplug()
    event = told.next()
    if isinstance(event, DeviceLost) and event.trouble is Trouble.BROKEN:  # pulled out amid an answer
        event = told.next()
    assert isinstance(event, DeviceLost)
    assert (event.device, event.trouble) == (DeviceName.READER, Trouble.ABSENT)

    again = Pn532(link)
    try:
        assert isinstance(told.next(), DeviceReady)
        again.cards.append(FelicaCard("0114b34d5a6c7788"))
        assert isinstance(told.next(), CardTapped)
    finally:
        again.unplug()


def test_a_serial_adapter_pulled_out_between_two_looks_is_absent(chip: Pn532, link: Path) -> None:
    frontend = Frontend(f"tty:{link}:pn532")
    chip.unplug()
    with pytest.raises(termios.error) as failure:
        frontend.look()
    assert trouble_of(failure.value) is Trouble.ABSENT
    frontend.close()


def test_check_names_the_chip_and_leaves_it_usable(chip: Pn532, link: Path) -> None:
    for _ in range(2):  # the first closing sets the line back to the speed at which the second opening begins
        assert isinstance(NfcpyReader(f"tty:{link}:pn532").tried().result, DeviceReady)


def test_check_of_a_port_that_is_not_there(link: Path) -> None:
    result = NfcpyReader(f"tty:{link}:pn532").tried().result
    assert isinstance(result, DeviceLost)
    assert result.trouble is Trouble.ABSENT
