"""Address labels on A4 sheets (labels.typ)."""

from collections.abc import Sequence

from kiosk.paper.layouts import Layout
from kiosk.paper.letters import Printed, print_letters
from kiosk.rules.addressing import Addressed


def labels(letters: Sequence[Addressed], layout: Layout, start: int = 0) -> Printed:
    """One label for each letter, row by row. `start`: how many labels of the first sheet are gone already."""
    if not 0 <= start < layout.labels:
        raise ValueError(f"a sheet of {layout.labels} labels has no place {start}")
    return print_letters("labels", letters, {"layout": layout, "start": start})
