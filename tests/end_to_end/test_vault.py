"""The whole program on a card that is encrypted: it ends and starts anew by itself, as a real one does."""

from contextlib import suppress
from pathlib import Path

from kiosk.simulation.console import NoKiosk
from tests.end_to_end.kiosk import Kiosk

PIN, OTHER = "83510462", "62840153"
ENTER = "決定"


def typed(kiosk: Kiosk, pin: str) -> None:
    for digit in pin:
        kiosk.sim("press", digit)
    with suppress(NoKiosk):  # it may end before it answers
        kiosk.sim("press", ENTER)


def encrypted(kiosk: Kiosk) -> None:
    kiosk.speak("ja")
    kiosk.sim("press", "データを暗号化する")
    kiosk.sim("press", "暗号化する")
    typed(kiosk, PIN)
    typed(kiosk, PIN)


def test_from_an_empty_card_to_a_shop_that_its_pin_opens(tmp_path: Path) -> None:
    folder = tmp_path / "card"
    with Kiosk(folder, "--empty", "--vault") as kiosk:
        encrypted(kiosk)
        kiosk.comes_back("language")
        kiosk.found_shop()
        kiosk.kill()
    with Kiosk(folder, "--empty", "--vault") as kiosk:
        kiosk.wait("screen=closed_vault")
        typed(kiosk, OTHER)
        kiosk.wait("text=番号がちがいます")
        typed(kiosk, PIN)
        kiosk.comes_back("idle")
        assert kiosk.quit() == 0
    log = kiosk.log.read_text("utf-8")
    kept = b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())
    assert PIN not in log
    assert PIN.encode() not in kept


def test_a_power_cut_while_it_is_made_leaves_an_empty_machine(tmp_path: Path) -> None:
    folder = tmp_path / "card"
    with Kiosk(folder, "--empty", "--vault") as kiosk:
        kiosk.sim("vault", "slow")
        encrypted(kiosk)
        kiosk.wait("text=25%")
        kiosk.kill()
    with Kiosk(folder, "--empty", "--vault") as kiosk:
        kiosk.speak("ja")
        kiosk.wait("screen=first_start", "button=データを暗号化する")


def test_one_that_fails_and_one_that_is_damaged_say_so(tmp_path: Path) -> None:
    folder = tmp_path / "card"
    with Kiosk(folder, "--empty", "--vault") as kiosk:
        kiosk.sim("vault", "fail")
        encrypted(kiosk)
        kiosk.wait("screen=vault_not_made")
        with suppress(NoKiosk):
            kiosk.sim("press", "はじめに戻る")
        kiosk.comes_back("language")
        encrypted(kiosk)
        kiosk.comes_back("language")
        kiosk.sim("vault", "damage")
        kiosk.kill()
    with Kiosk(folder, "--empty", "--vault") as kiosk:
        kiosk.wait("screen=vault_damaged")
