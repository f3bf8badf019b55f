"""The whole program is tried with the sample shop, which is put away afterwards, and begins anew by itself."""

from contextlib import suppress
from pathlib import Path

from db.connection import FILE
from kiosk.simulation.console import NoKiosk
from tests.end_to_end.kiosk import Kiosk

SATO = "0101000000000001"


def test_from_the_first_screen_into_the_sample_and_back_to_it(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    with Kiosk(folder, "--empty") as kiosk:
        kiosk.speak("ja")
        kiosk.sim("press", "見本の店でためす")
        kiosk.wait("screen=reader", timeout=30)
        kiosk.kill()
    with Kiosk(folder, "--empty") as kiosk:
        kiosk.wait("screen=reader")
        while kiosk.view()["screen"] != "idle":
            kiosk.sim("press", "あとで")
        kiosk.wait("text=見本の店", "reader=ok", timeout=30)
        kiosk.sim("tap", SATO)
        kiosk.wait("screen=customer")
        kiosk.sim("press", "おわり")
        for label in ("メニュー", "見本を片づける", "見本を片づける", "片づけへ進む"):
            kiosk.sim("press", label)
        with suppress(NoKiosk):  # it may end before it answers
            kiosk.sim("press", "片づける")
        kiosk.comes_back("language")
        assert not (folder / FILE).exists()
        kiosk.found_shop()
        kiosk.wait("screen=idle")
        assert not any("見本" in text for text in kiosk.view()["text"])
        kiosk.wait("reader=ok", timeout=30)
        kiosk.sim("tap", SATO)
        kiosk.wait("screen=unknown_card")
        assert kiosk.quit() == 0
