"""The whole program on two panels that are mounted turned, as its kiosk.toml says: read, pressed and pictured."""

from PIL import Image

from tests.end_to_end.kiosk import Kiosk

SATO = "0101000000000001"
TURNED = '[screen]\nsize = "800x480"\nturned = 270\n[display]\nshows = "name"\nturned = 90\n'


def test_a_customer_gets_a_note_on_a_turned_screen(tmp_path):
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "kiosk.toml").write_text(TURNED)
    with Kiosk(folder).ready() as kiosk:
        kiosk.sim("tap", SATO)
        kiosk.wait("screen=customer", "text=佐藤 和子 様", "display=佐藤 和子 様", timeout=40)
        kiosk.sim("press", "メモ")
        kiosk.sim("press", "文字で書く")
        kiosk.sim("type", "にわ")
        kiosk.wait("text=にわ")
        kiosk.sim("shot", str(tmp_path / "typing.png"))
        kiosk.sim("display", str(tmp_path / "display.png"))
        assert kiosk.quit() == 0
    assert {Image.open(tmp_path / name).size for name in ("typing.png", "display.png")} == {(800, 480)}
