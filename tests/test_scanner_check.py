"""`kiosk check` and the barcode scanner."""

import pytest

from hardware.keymap import Layout
from hardware.scanner_line import ScannerLine, ScannerNode
from hardware.simulated.scanner import DEVICE, SimulatedScanner
from kiosk.checking import check_devices
from kiosk.config import Config, ReaderConfig, ScannerConfig
from kiosk.flow.texts import Texts
from kiosk.scanner_check import ScannerCheck

JAN = "4901234567894"


class Hand(SimulatedScanner):
    """Scans a code as soon as the scanner is open; the name of what is printed on the paper is the test's."""

    def __init__(self, layout: Layout, code: str | None) -> None:
        super().__init__(layout)
        self._code = code

    def open(self, node: ScannerNode) -> ScannerLine:
        line = super().open(node)
        if self._code is not None:
            self.scan(self._code)
        return line


def checked(hand: SimulatedScanner, keyboard: Layout = Layout.US, language: str = "en") -> tuple[int, str]:
    config = Config(reader=ReaderConfig(path=""), scanner=ScannerConfig(DEVICE, keyboard))
    texts, said = Texts(language), list[str]()
    code = check_devices(config, texts, said.append, ScannerCheck(config.scanner, texts, said.append, hand, 0.3))
    return code, "\n".join(said)


def test_the_scanner_is_tried_by_a_real_scan():
    code, said = checked(Hand(Layout.US, JAN))
    assert code == 0
    assert said.index("Scan one barcode") < said.index("Barcode scanner 05e0:1200: ready Simulated barcode scanner")
    assert f"Read: {JAN}" in said
    assert "the keyboard setting may be us or jp" in said
    assert "kiosk.toml" not in said


@pytest.mark.parametrize("own", Layout)
def test_the_right_keyboard_is_confirmed_and_the_wrong_one_corrected(own):
    _, said = checked(Hand(own, f"]E0{JAN}"), own)
    assert f"The keyboard setting ({own}) is right." in said
    (other,) = (layout for layout in Layout if layout is not own)
    _, said = checked(Hand(own, f"]E0{JAN}"), other)
    assert f'    [scanner]\n    keyboard = "{own}"' in said
    assert f'keyboard = "{other}"' not in said


def test_a_scan_that_does_not_tell_shows_both_readings():
    _, said = checked(Hand(Layout.JP, "M:42"), Layout.JP)
    assert "By us it reads “M'42”, by jp “M:42”" in said
    assert 'keyboard = "us"' in said
    assert 'keyboard = "jp"' in said


def test_nobody_scans():
    code, said = checked(Hand(Layout.US, None))
    assert code == 0
    assert "Nothing was scanned." in said


def test_a_broken_scan():
    hand = Hand(Layout.US, JAN)
    hand.drop()
    assert "Part of it was lost" in checked(hand)[1]


@pytest.mark.parametrize(
    ("misbehave", "words"),
    [
        (SimulatedScanner.unplug, ["not connected", "lsusb"]),
        (SimulatedScanner.taken, ["in use by another program", "stop it first"]),
        (
            SimulatedScanner.forbidden,
            ["no permission", 'ATTRS{idVendor}=="05e0", ATTRS{idProduct}=="1200"', "61-kokyaku.rules"],
        ),
    ],
)
def test_a_scanner_that_fails_says_what_to_do(misbehave, words):
    hand = Hand(Layout.US, JAN)
    misbehave(hand)
    code, said = checked(hand)
    assert code == 1
    for word in words:
        assert word in said
    assert "Read:" not in said


def test_the_words_in_japanese():
    _, said = checked(Hand(Layout.JP, f"]E0{JAN}"), language="ja")
    assert f"jp では「]E0{JAN}」と読めます" in said
