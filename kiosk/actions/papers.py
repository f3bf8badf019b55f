"""A paper is set and laid into the data folder, in the reports' thread: the counter doesn't wait for it."""

from collections.abc import Callable
from pathlib import Path

from db.connection import Reader
from kiosk.actions.long_reads import LongRead, Tell
from kiosk.rules.report import MonthReport

REPORTS = "reports"
"""Of the data folder."""


def file_report(folder: Path, report: MonthReport, set_pdf: Callable[[MonthReport], bytes]) -> LongRead:
    """The answer is where it lies, as seen from the data folder. What lies there is replaced whole, or not at all."""

    def make(reader: Reader, tell: Tell) -> str:
        year, month0 = divmod(report.month, 12)
        path = folder / REPORTS / f"{1970 + year}-{month0 + 1:02d}.pdf"
        pdf = set_pdf(report)
        path.parent.mkdir(exist_ok=True)
        part = path.with_name(path.name + ".part")
        part.write_bytes(pdf)
        part.replace(path)
        return f"{REPORTS}/{path.name}"

    return make
