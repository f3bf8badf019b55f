"""A rounded surface with an edge: what cards, buttons and chips are drawn on."""

from kivy.properties import ColorProperty, NumericProperty
from kivy.uix.widget import Widget

from kiosk.ui import theme

theme.load_style(__file__)


class Plate(Widget):
    fill = ColorProperty(theme.CARD)
    edge = ColorProperty(theme.LINE)
    edge_width = NumericProperty(theme.HAIR)
    radius = NumericProperty(theme.RADIUS)
