"""One theme: colours that pass together, sizes in millimetres, the faces. Imported after kiosk.ui.panel.prepare."""

from pathlib import Path

from kivy.lang import Builder
from kivy.metrics import mm
from kivy.utils import get_color_from_hex

from kiosk import fonts

Colour = list[float]  # r g b a, 0..1


def _hex(code: str) -> Colour:
    colour: Colour = get_color_from_hex(code)
    return colour


# contrast in brackets: WCAG ratio of the pair as it is used
PAPER = _hex("#F8F5EF")  # behind everything
CARD = _hex("#FFFFFF")
INK = _hex("#1B1F24")  # on PAPER 15.2, on CARD 16.6
HINT = _hex("#5E6166")  # on PAPER 5.7, on CARD 6.2
LINE = _hex("#E3DDD1")  # between things; says nothing
EDGE = _hex("#6B7280")  # round what can be pressed, on CARD 4.8
NAVY = _hex("#12355B")  # white on it 12.5
NAVY_SOFT = _hex("#C9D6E6")  # on NAVY 8.4
NAVY_TINT = _hex("#E6EDF5")  # INK on it 14
GREEN = _hex("#0B6E4F")  # white on it 6.3
GREEN_TINT = _hex("#E3F1EB")  # GREEN on it 5.4
AMBER = _hex("#FFE9B8")  # INK on it 13.9
AMBER_DEEP = _hex("#F2B705")  # on NIGHT 8.4
WARN = _hex("#A34A08")  # on CARD 5.9, on GREEN_TINT 5.1; white on it 5.9
WARN_TINT = _hex("#FFF3E0")
BAD = _hex("#A3201D")  # on CARD 7.5, white on it 7.5
BAD_TINT = _hex("#FBE9E7")
NIGHT = _hex("#20262E")  # toast; white on it 15
CLEAR = [0.0, 0.0, 0.0, 0.0]

# type, in px; the em's height in millimetres
TINY = mm(3.1)
SMALL = mm(3.5)
BODY = mm(4.2)
LARGE = mm(5)
NAME = mm(7)
TITLE = mm(6.2)

GAP = mm(1.5)
EDGE_GAP = mm(2.5)
BAR = mm(2.4)  # at the right of a list, for the bar that shows where it is
RADIUS = mm(1.6)
HAIR = max(1.0, round(mm(0.22)))
THICK = mm(0.6)

REGULAR, BOLD, FALLBACK = map(str, (fonts.REGULAR, fonts.BOLD, fonts.FALLBACK))


def load_style(module_file: str) -> None:
    """Load the kv that stands beside a module."""
    Builder.load_file(str(Path(module_file).with_suffix(".kv")), encoding="utf8")
