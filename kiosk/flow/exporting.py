"""The words of an export: what its files hold, for whoever opens the folder."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.actions.export import NAME, Describe, Exported, ExportOutcome, ExportWishes, NoRoom
from kiosk.actions.export_tables import ExportTable
from kiosk.actions.outgoing import CantWrite
from kiosk.flow.texts import Texts


def export_wishes(into: Path, now: datetime, zone: ZoneInfo, texts: Texts, *, sensitive: bool) -> ExportWishes:
    """An export into a new folder in `into`, with the words of this language."""
    name = f"{NAME}{now:%Y%m%d-%H%M%S}"
    return ExportWishes(into, name, sensitive, zone, _describe(texts), texts("export.readme.name"))


def _describe(texts: Texts) -> Describe:
    def describe(tables: Sequence[ExportTable], rows: dict[str, int], withheld: int) -> str:
        hidden = texts("export.readme.withheld", n=withheld) if withheld else texts("export.readme.nothing_withheld")
        lines = [texts("export.readme.text").strip(), hidden]
        for table in tables:
            words = texts(f"export.table.{table.name}")
            lines += ["", texts("export.readme.table", name=table.name, words=words, rows=f"{rows[table.name]:,}")]
            lines += [
                texts("export.readme.column", name=column.name, kind=texts(f"export.kind.{column.kind}"))
                for column in table.columns
            ]
        return "\n".join(lines) + "\n"

    return describe


def outcome_words(outcome: ExportOutcome, texts: Texts) -> str:
    """What became of it, in one or two sentences."""
    match outcome:
        case Exported(folder, _, rows, withheld):
            said = texts("export.done_text", folder=folder, n=f"{rows:,}")
            return f"{said} {texts('export.withheld', n=f'{withheld:,}')}" if withheld else said
        case NoRoom(needed, free):
            return texts("export.no_room", needed=megabytes(needed), free=megabytes(free))
        case CantWrite(why):
            return texts(f"export.trouble.{why}")


def megabytes(size: int) -> str:
    """
    >>> megabytes(1_600_000)
    '2 MB'
    """
    return f"{-(-size // 1_000_000):,} MB"
