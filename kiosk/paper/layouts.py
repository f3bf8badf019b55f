"""Sheets of labels that shops buy: A4, sold by A-one and others under many numbers. Lengths in millimetres."""

from kiosk.value import Value


class Layout(Value):
    """Labels touch each other; `left` and `top` are the sheet's margins. `inset`: what stays white in each label, wide
    enough for printers that print no edge of a sheet."""

    key: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    inset: float

    @property
    def labels(self) -> int:
        """On one sheet."""
        return self.columns * self.rows


LAYOUTS = (
    Layout("12", columns=2, rows=6, width=86.4, height=42.3, left=18.6, top=21.6, inset=5.0),
    Layout("21", columns=3, rows=7, width=70.0, height=42.3, left=0.0, top=0.45, inset=6.0),
    Layout("24", columns=3, rows=8, width=66.0, height=33.9, left=6.0, top=12.9, inset=4.0),
)
