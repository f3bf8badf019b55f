"""`kiosk report`: a month's report, the classes and the ten questions, as text, JSON, CSV or PDF.

It reads beside the running kiosk, as all stood at one moment. Issuing a report alone writes, and so needs the
kiosk to be stopped.
"""

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from db.connection import FILE, Store, wall_ms
from db.errors import sqlite_named
from kiosk.actions.classes import class_table
from kiosk.actions.issue import Issue, Issued, IssuedBefore, NotOver, issue_report, last_issue
from kiosk.actions.months import Months
from kiosk.actions.opening import CANT_OPEN, Founding, open_books
from kiosk.actions.questions import questions
from kiosk.actions.report import month_report
from kiosk.flow.texts import Texts
from kiosk.flow.words import Words
from kiosk.machine import board_serial
from kiosk.report_text import ReportText
from kiosk.rules.business_day import day_of, month_of
from kiosk.rules.report import MonthReport
from kiosk.rules.report_json import Plain, classes_json, day_word, question_json, report_json
from kiosk.rules.report_rows import tables_of
from kiosk.rules.units import BusinessDay, Month
from kiosk.value import Value, replace

Tell = Callable[[str], None]
R = TypeVar("R")


class NoShop(LookupError):
    """There is no shop in the folder."""


class NotOnDisk(OSError):
    """The file or folder that was named can't be written."""


class MonthWish(Value):
    """Of which month (None: the last one that is over), and as what besides text."""

    month: Month | None
    as_json: bool = False
    csv_folder: Path | None = None
    pdf_file: Path | None = None
    issue: bool = False


def read_month(word: str) -> Month:
    """2026-11. Raises ValueError."""
    return month_of(day_of(datetime.strptime(word, "%Y-%m").date()))  # noqa: DTZ007  a month has no zone


def read_day(word: str) -> BusinessDay:
    """2026-11-25. Raises ValueError."""
    return day_of(date.fromisoformat(word))


def show_month(folder: Path, wish: MonthWish, texts: Texts, found: Founding, tell: Tell) -> int:
    """0, or 1 when it can't be read, written or issued."""

    def show(months: Months) -> _Shown:
        month = wish.month if wish.month is not None else Month(months.this_month - 1)
        return _Shown(months.settings.shop.name, month_report(months, month), last_issue(months, month))

    def act() -> int:
        shown = _read(folder, show)
        if wish.issue:
            done = _issued(folder, shown.report, found)
            if isinstance(done, NotOver):
                tell(f"kiosk: {texts('report.not_over')}")
                return 1
            shown = replace(shown, issue=done.issue)
        _put_out(shown, wish, texts, tell)
        return 0

    return _told(act, tell)


def show_classes(folder: Path, as_of: BusinessDay | None, as_json: bool, texts: Texts, tell: Tell) -> int:
    """As of a day; None: today."""

    def act() -> int:
        table = _read(folder, lambda months: class_table(months, months.today if as_of is None else as_of))
        _lines([_dumped(classes_json(table))] if as_json else ReportText(texts).classes(table), tell)
        return 0

    return _told(act, tell)


def show_questions(folder: Path, month: Month | None, as_json: bool, texts: Texts, tell: Tell) -> int:
    """Of a month; None: the last one that is over."""

    def act() -> int:
        answers = _read(
            folder,
            lambda months: questions(months, month if month is not None else Month(months.this_month - 1)),
        )
        plain = [question_json(one) for one in answers]
        _lines([_dumped(plain)] if as_json else ReportText(texts).questions(answers), tell)
        return 0

    return _told(act, tell)


class _Shown(Value):
    shop: str
    report: MonthReport
    issue: Issue | None

    @property
    def changed(self) -> tuple[str, ...]:
        """What is not as it was issued."""
        return () if self.issue is None else self.issue.changed(self.report)


def _put_out(shown: _Shown, wish: MonthWish, texts: Texts, tell: Tell) -> None:
    """An issued report that has changed since stands beside what the figures say now."""
    report, issue = shown.report, shown.issue
    if wish.csv_folder is not None:
        _write_csv(report, wish.csv_folder)
        tell(texts("report.csv_written", folder=wish.csv_folder))
    if wish.pdf_file is not None:
        _write_pdf(report, shown.shop, texts, wish.pdf_file)
        tell(texts("report.pdf_written", file=wish.pdf_file))
        if issue is not None and shown.changed:
            as_issued = wish.pdf_file.with_stem(f"{wish.pdf_file.stem}-issued")
            _write_pdf(issue.report, shown.shop, texts, as_issued)
            tell(texts("report.pdf_written", file=as_issued))
    if wish.as_json:
        kept = None if issue is None else {"on": day_word(issue.bday), "report": report_json(issue.report)}
        tell(_dumped({"report": report_json(report), "issued": kept, "changed": list(shown.changed)}))
    elif wish.csv_folder is None and wish.pdf_file is None:
        words = ReportText(texts)
        _lines(words.report(report), tell)
        if issue is not None:
            _lines(["", *words.issued(issue.bday, bool(shown.changed))], tell)
        if issue is not None and shown.changed:
            _lines(["", *words.report(issue.report)], tell)


def _write_csv(report: MonthReport, folder: Path) -> None:
    """A file for each table, as a spreadsheet opens it: UTF-8 with its mark."""
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in tables_of(report).items():
            with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as out:
                csv.writer(out).writerows(rows)


def _write_pdf(report: MonthReport, shop: str, texts: Texts, file: Path) -> None:
    from kiosk.paper.report import month_report as on_paper  # typst takes a while to load, and text needs none of it

    pdf = on_paper(report, shop, Words(texts)).pdf()
    with _writing(file):
        file.write_bytes(pdf)


@contextmanager
def _writing(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotOnDisk(f"{place} can't be written: {error.strerror}") from error


def _read(folder: Path, read: Callable[[Months], R]) -> R:
    """In one read transaction, beside a kiosk that may be running."""
    if not (folder / FILE).exists():
        raise NoShop(f"there is no shop in {folder}")
    with Store.open_reader(folder) as reader, sqlite_named(), reader.database.atomic():
        return read(Months.of_shop(reader, wall_ms()))


def _issued(folder: Path, report: MonthReport, found: Founding) -> Issued | IssuedBefore | NotOver:
    store = Store.open(folder, board=board_serial())
    try:
        return issue_report(open_books(store, folder, found), report)
    finally:
        store.close()


def _told(act: Callable[[], int], tell: Tell) -> int:
    try:
        return act()
    except (*CANT_OPEN, NoShop, NotOnDisk) as error:
        tell(f"kiosk: {error}")
        return 1


def _dumped(plain: Plain | list[Plain]) -> str:
    return json.dumps(plain, ensure_ascii=False, indent=2)


def _lines(lines: list[str], tell: Tell) -> None:
    for line in lines:
        tell(line)
