"""A shop leaves with all that is its own: whole or not at all, exact, and without what is hidden."""

import csv
import errno
import json
import shutil
from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from db import models
from db.connection import FILE, PAGE_BYTES, Store
from kiosk.actions import export as exporting
from kiosk.actions.export import Exported, NoRoom, write_export
from kiosk.actions.export_tables import NOT_EXPORTED, SECRETS, Kind, csv_cell, export_tables
from kiosk.actions.opening import open_books
from kiosk.actions.outgoing import CantWrite, WriteTrouble
from kiosk.actions.sample_shop import found_sample_shop
from kiosk.cli import main
from kiosk.flow.exporting import export_wishes
from kiosk.flow.texts import Texts
from kiosk.rules.business_day import day_of
from kiosk.rules.ink import Ink, Pen, Stroke, encoded

HIDDEN = "ひみつの手術"
FORMULA = '=SUM("A1")'


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample shop, with a hidden note, tag and phone call, a drawing, and words that a spreadsheet would take for
    a formula."""
    folder = tmp_path_factory.mktemp("sample") / "shop"
    store = Store.open(folder)
    books = open_books(store, folder, found_sample_shop)
    who = models.Customer.select().first().id
    with books.deed() as deed:
        by = {"at": deed.at, "bday": deed.bday, "by": deed.by}
        drawn = encoded(Ink((Stroke(Pen.MEDIUM, ((0, 0), (40, 90))),)))
        new = store.new_id
        models.Note.insert(id=new(), customer=who, text=HIDDEN, ink=drawn, sensitive=True, **by).execute()
        models.Note.insert(id=new(), customer=who, text=FORMULA, ink=drawn, **by).execute()
        models.Contact.insert(
            id=new(), customer=who, channel="phone", text=HIDDEN, ink=drawn, sensitive=True, **by
        ).execute()
        tag = models.Tag.select().first()
        models.TagOn.insert(id=new(), tag=tag, text=HIDDEN, customer=who, sensitive=True, **by).execute()
    store.close()
    return folder


@pytest.fixture(scope="module")
def whole(sample, tmp_path_factory):
    """All of it, hidden texts too."""
    outcome = write(sample, wished(tmp_path_factory.mktemp("whole"), sensitive=True))
    assert isinstance(outcome, Exported)
    return outcome.folder


@pytest.fixture
def shop(sample, tmp_path):
    return shutil.copytree(sample, tmp_path / "shop")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "stick"


def wished(out, sensitive=False):
    zone = ZoneInfo("Asia/Tokyo")
    return export_wishes(out, datetime(2026, 11, 25, 10, 15, tzinfo=zone), zone, Texts("ja"), sensitive=sensitive)


def write(shop, wishes, tell=lambda done, total: None):
    with Store.open_reader(shop) as reader, reader.database.atomic():
        return write_export(reader, wishes, tell)


def plain(cell):
    return cell[2:-1].replace('""', '"') if cell.startswith('="') else cell


def read_csv(folder, table):
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        names, *rows = list(csv.reader(file))
    return [{name: plain(cell) for name, cell in zip(names, row, strict=True)} for row in rows]


def tally(rows, names):
    """How often each value stands in each column."""
    return {name: Counter(str(row[name]) for row in rows if row[name] not in ("", None)) for name in names}


def in_database(shop, table):
    """The rows as they should leave."""
    names = [column.name for column in table.columns]
    days = {column.name for column in table.columns if column.kind is Kind.DAY}
    skipped = {column.name for column in table.columns if column.kind in (Kind.INK, Kind.BYTES, Kind.MOMENT)}
    columns = ", ".join(f'"{name}"' for name in names)
    with Store.open_reader(shop) as reader:
        rows = list(reader.database.execute_sql(f'SELECT {columns} FROM "{table.name}" WHERE {table.condition}'))
    kept = [name for name in names if name not in skipped]
    return kept, days, [dict(zip(names, row, strict=True)) for row in rows]


@pytest.mark.parametrize("table", export_tables(), ids=lambda table: table.name)
def test_what_leaves_is_what_the_database_holds(sample, whole, table):
    kept, days, rows = in_database(sample, table)
    for name in days:
        for row in rows:
            row[name] = None if row[name] is None else date.fromordinal(date(1970, 1, 1).toordinal() + row[name])
    expected = tally(rows, kept)
    assert tally(read_csv(whole, table.name), kept) == expected
    said = json.loads((whole / f"{table.name}.json").read_text("utf-8"))
    yes_no = [column.name for column in table.columns if column.kind is Kind.YES_NO]
    for row in said:
        for name in yes_no:
            row[name] = None if row[name] is None else int(row[name])
    assert tally(said, kept) == expected


def test_money_and_points_add_up(shop, out):
    outcome = write(shop, wished(out))
    with Store.open_reader(shop) as reader:
        ask = reader.database.execute_sql
        sold = ask("SELECT sum(total), sum(tax_10), sum(earned), count(of_id) FROM sale").fetchone()
        lines = ask("SELECT sum(quantity), sum(net) FROM sale_line").fetchone()
        points = ask("SELECT sum(delta) FROM point_entry").fetchone()
    sales, of = read_csv(outcome.folder, "sale"), read_csv(outcome.folder, "sale_line")
    assert sold == (
        sum(int(row["total"]) for row in sales),
        sum(int(row["tax_10"]) for row in sales),
        sum(int(row["earned"]) for row in sales),
        sum(bool(row["of_id"]) for row in sales),
    )
    assert lines == (sum(int(row["quantity"]) for row in of), sum(int(row["net"]) for row in of))
    assert points == (sum(int(row["delta"]) for row in read_csv(outcome.folder, "point_entry")),)


def test_every_table_leaves_or_is_left_out_by_name():
    assert {table.name for table in export_tables()} == {
        model._meta.table_name for model in models.TABLES if model not in NOT_EXPORTED
    }
    for language in ("ja", "en"):
        texts = Texts(language)
        assert all(texts(f"export.table.{table.name}") for table in export_tables())
        assert all(texts(f"export.kind.{kind}") for kind in Kind)


def test_what_is_hidden_stays_unless_it_is_asked_for(shop, out):
    outcome = write(shop, wished(out))
    with Store.open_reader(shop) as reader:
        hidden = sum(
            reader.database.execute_sql(f"SELECT count(*) FROM {table} WHERE sensitive").fetchone()[0]
            for table in ("note", "contact", "tag_on")
        )
    assert outcome.withheld == hidden >= 3
    everything = b"".join(file.read_bytes() for file in outcome.folder.iterdir()).decode("utf-8")
    assert HIDDEN not in everything
    assert f"隠してある中身 {hidden}件は、入れていません" in everything
    for row in read_csv(outcome.folder, "tag_on"):
        assert row["sensitive"] == "0" or row["text"] == row["tag_id"] == ""
    for row in json.loads((outcome.folder / "note.json").read_text("utf-8")):
        assert not row["sensitive"] or (row["text"], row["ink"]) == ("", None)
    shutil.rmtree(outcome.folder)
    outcome = write(shop, wished(out, sensitive=True))
    assert outcome.withheld == 0
    assert HIDDEN in (outcome.folder / "note.csv").read_text("utf-8-sig")
    drawn = json.loads((outcome.folder / "contact.json").read_text("utf-8"))[-1]
    assert (drawn["text"], drawn["ink"]) == (HIDDEN, [{"pen": 24, "points": [[0, 0], [40, 90]]}])


def test_secrets_never_leave(shop, out):
    outcome = write(shop, wished(out, sensitive=True))
    with Store.open_reader(shop) as reader:
        (pin,) = reader.database.execute_sql("SELECT pin_hash FROM staff WHERE pin_hash IS NOT NULL").fetchone()
    everything = b"".join(file.read_bytes() for file in outcome.folder.iterdir()).decode("utf-8")
    assert pin not in everything
    assert "staff_on_duty" not in everything
    for table, names in SECRETS.items():
        assert not set(names) & set(read_csv(outcome.folder, table)[0])


def test_a_spreadsheet_leaves_it_as_it_is(shop, out):
    outcome = write(shop, wished(out))
    raw = (outcome.folder / "note.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in raw
    text = csv_cell(Kind.TEXT)
    assert text(FORMULA) == '="=SUM(""A1"")"'
    assert text("09012345678") == '="09012345678"'
    assert text("4901234567894") == '="4901234567894"'
    assert text("森") == "森"
    assert text("") == ""
    assert csv_cell(Kind.KEY)(913374064949307392) == '="913374064949307392"'
    assert csv_cell(Kind.NUMBER)(-500) == "-500"


def test_a_folder_that_is_not_finished_never_looks_whole(shop, out):
    seen = []

    def tell(done, total):
        seen.append([path.name for path in out.iterdir()])

    outcome = write(shop, wished(out), tell)
    assert isinstance(outcome, Exported)
    assert all(names == ["kokyaku-export-20261125-101500.part"] for names in seen)
    assert [path.name for path in out.iterdir()] == ["kokyaku-export-20261125-101500"]


def test_what_was_broken_off_is_gone(shop, out):
    class GivenUp(Exception):
        pass

    def tell(done, total):
        raise GivenUp

    with pytest.raises(GivenUp):
        write(shop, wished(out), tell)
    assert list(out.iterdir()) == []
    (out / "kokyaku-export-20260101-000000.part").mkdir()  # the power went
    assert isinstance(write(shop, wished(out)), Exported)
    assert [path.name for path in out.iterdir()] == ["kokyaku-export-20261125-101500"]


@pytest.mark.parametrize(
    ("code", "why"),
    [(errno.ENOSPC, WriteTrouble.FULL), (errno.EIO, WriteTrouble.GONE), (errno.EROFS, WriteTrouble.FORBIDDEN)],
)
def test_a_place_that_fails_is_said_and_left_clean(shop, out, monkeypatch, code, why):
    def fails(path):
        raise OSError(code, "injected")

    monkeypatch.setattr(exporting, "sync", fails)
    assert write(shop, wished(out)) == CantWrite(why)
    assert list(out.iterdir()) == []


def test_a_stick_that_is_pulled(shop, out):
    assert write(shop, wished(out), lambda done, total: shutil.rmtree(out)) == CantWrite(WriteTrouble.GONE)


def test_a_place_that_is_no_folder(shop, out):
    out.write_text("a file")
    assert write(shop, wished(out)) == CantWrite(WriteTrouble.FORBIDDEN)


def test_damaged_data_is_said_and_nothing_looks_whole(shop, out):
    """A page that nobody reads at opening."""
    with Store.open_reader(shop) as reader:
        root = reader.database.execute_sql("SELECT rootpage FROM sqlite_master WHERE name = 'sale_line'").fetchone()[0]
    content = bytearray((shop / FILE).read_bytes())
    content[root * PAGE_BYTES - 100] ^= 1
    (shop / FILE).write_bytes(content)
    assert write(shop, wished(out)) == CantWrite(WriteTrouble.DATA)
    assert list(out.iterdir()) == []


def test_without_room_nothing_is_begun(shop, out, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10, 9, 1))
    outcome = write(shop, wished(out))
    assert isinstance(outcome, NoRoom)
    assert outcome.needed > outcome.free == 1
    assert list(out.iterdir()) == []


def test_from_the_command_line(shop, out, capsys):
    assert main(["export", str(out), "--data", str(shop)]) == 0
    said = capsys.readouterr().out
    (folder,) = out.iterdir()
    assert str(folder) in said
    assert "暗号化されていないファイルです" in said
    assert "件は入っていません" in said
    assert main(["export", str(out / folder / "note.csv"), "--sensitive", "--data", str(shop)]) == 1
    assert "そこには書き込めません" in capsys.readouterr().err
    with Store.open_reader(shop) as reader:
        logged = reader.database.execute_sql("SELECT what FROM access_log WHERE what LIKE 'exported%' ORDER BY id")
        assert [what for (what,) in logged] == ["exported", "exported_all"]


def test_days_are_written_as_days(shop, out):
    outcome = write(shop, wished(out))
    with Store.open_reader(shop) as reader:
        (newest,) = reader.database.execute_sql("SELECT max(bday) FROM visit").fetchone()
    days = [date.fromisoformat(row["bday"]) for row in read_csv(outcome.folder, "visit")]
    assert day_of(max(days)) == newest
