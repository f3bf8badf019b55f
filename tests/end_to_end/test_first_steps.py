"""A new machine is fitted out by hands alone, and its plug is pulled after every step."""

from db.connection import Store
from db.verify import verify
from kiosk.config import Config, Language, PrinterConfig, ScannerConfig, read_config
from kiosk.rules.search_words import search_text
from tests.end_to_end.kiosk import PIN, Kiosk

CARD, NEW = "01fa000000000002", "01fa000000000001"


def plug_pulled(kiosk: Kiosk, screen: str) -> Kiosk:
    """The machine starts again, on this screen."""
    kiosk.kill()
    again = Kiosk(kiosk.folder, "--empty")
    again.wait(f"screen={screen}")
    return again


def test_from_the_language_to_the_first_customer_with_a_power_cut_after_each_step(tmp_path):
    folder = tmp_path / "shop"
    kiosk = Kiosk(folder, "--empty")
    try:
        kiosk.wait("screen=language")
        kiosk.sim("press", "English")
        kiosk.wait("text=Welcome to Kokyaku")
        kiosk = plug_pulled(kiosk, "language")
        kiosk.sim("press", "日本語")
        kiosk.sim("press", "はじめてのお店")
        kiosk.wait("screen=clock_shown")
        kiosk = plug_pulled(kiosk, "clock_shown")
        kiosk.sim("press", "合っています")
        kiosk.wait("screen=new_pin")
        kiosk = plug_pulled(kiosk, "new_pin")
        for _ in range(2):
            for key in (*PIN, "決定"):
                kiosk.sim("press", key)
        kiosk.wait("screen=shop_name")
        kiosk = plug_pulled(kiosk, "shop_name")
        kiosk.sim("type", "まるみ")
        kiosk.sim("press", "決める")
        kiosk.wait("screen=reader", "text=見つかりました", timeout=30)
        kiosk = plug_pulled(kiosk, "reader")
        kiosk.wait("reader=ok", timeout=30)
        kiosk.sim("tap", CARD)
        kiosk.wait("text=カードが読めました")
        kiosk.sim("press", "つぎへ")
        kiosk.wait("screen=printer", "text=Simulated slip printer")
        kiosk.sim("press", "これを使う")
        kiosk.wait("printer=ok", timeout=30)
        kiosk.sim("press", "試し刷り")
        kiosk.wait("slips=1", "text=試し刷りが出ました", timeout=30)
        kiosk = plug_pulled(kiosk, "printer")
        kiosk.wait("printer=ok", timeout=30)
        kiosk.sim("press", "つぎへ")
        kiosk.wait("screen=scanner")
        kiosk = plug_pulled(kiosk, "scanner")
        found_scanner(kiosk)
        kiosk = plug_pulled(kiosk, "scanner")
        kiosk.wait("scanner=ok", timeout=30)
        kiosk.sim("scan", "4901234567894")
        kiosk.wait("text=読み取れました")
        kiosk.sim("press", "つぎへ")
        kiosk.wait("screen=first_key")
        kiosk = plug_pulled(kiosk, "first_key")
        kiosk.sim("press", "あとで")
        kiosk.wait("screen=idle", "text=まるみ")
        kiosk = plug_pulled(kiosk, "idle")
        kiosk.ready().sim("tap", NEW)
        kiosk.wait("screen=unknown_card")
        kiosk.sim("press", "はじめてのお客様")
        kiosk.wait("screen=customer")
        assert kiosk.quit() == 0
    finally:
        kiosk.__exit__()
    assert read_config(folder) == Config(
        language=Language.JA, printer=PrinterConfig("usb:04b8:0202"), scanner=ScannerConfig("05e0:1200")
    )
    with Store.open_reader(folder) as reader:
        assert reader.database.execute_sql("SELECT count(*) FROM shop").fetchone()[0] == 1
        assert reader.database.execute_sql("SELECT count(*) FROM staff").fetchone()[0] == 1
    assert verify(folder, words=search_text) == []


def found_scanner(kiosk: Kiosk) -> None:
    """Scan until it is heard: what is scanned before that is lost, as in life."""
    for _ in range(20):
        kiosk.sim("scan", "4901234567894")
        if any("見つかりました" in text for text in kiosk.view()["text"]):
            return
    raise AssertionError("no scanner was found")
