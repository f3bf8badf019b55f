"""What a plot shows: words and figures already formed, and fractions for lengths and shades. Widgets draw it, and
reckon nothing else."""

from kiosk.value import Value


class BarRow(Value):
    """One thing: its name, its figures in columns, and a bar; the thinner bar below it is what it is compared with."""

    title: str
    figures: tuple[str, ...]
    text: str  # behind the bar
    fraction: float  # of the longest bar, 0 to 1
    before: float | None = None


class Bars(Value):
    """Rows under their heads: of the titles, of each figure, of the bars."""

    heads: tuple[str, ...]
    rows: tuple[BarRow, ...]


class Column(Value):
    title: str  # below it
    text: str  # above it
    fraction: float  # of the highest, 0 to 1


class Columns(Value):
    columns: tuple[Column, ...]


class Cell(Value):
    """A figure, the darker the more (`depth`, 0 to 1). A framed one is meant first; a faint one is next to nothing."""

    text: str
    depth: float = 0.0
    framed: bool = False
    faint: bool = False


class GridRow(Value):
    title: str
    cells: tuple[Cell, ...]


class Grid(Value):
    """A table of cells. A head may have two lines."""

    corner: str
    heads: tuple[str, ...]
    rows: tuple[GridRow, ...]


class Progress(Value):
    """It is being read."""

    text: str
    fraction: float


class Nothing(Value):
    """There is nothing to draw, and why."""

    text: str


Chart = Bars | Columns | Grid | Progress | Nothing
