"""A shop's data from an earlier version of this program, with rows in it: all is there afterwards, and adds up."""

import shutil

import pytest
from playhouse.apsw_ext import APSWDatabase

from db.connection import CHECKSUM_VFS, FILE, Store, load_checksums, make_file
from db.models import Customer, PointEntry, Sale, Visit
from db.schema import HISTORY, MIGRATIONS, _Runner
from db.verify import verify
from kiosk.actions.opening import new_shop, open_books
from kiosk.actions.record import read_record
from kiosk.actions.refund import Refunded, read_sale, refund
from kiosk.actions.sale import Sold, settle_sale
from kiosk.actions.visit import record_visit
from kiosk.rules.sale import OpenLine, OpenSale
from kiosk.rules.search_words import search_text
from kiosk.rules.units import CustomerId
from tests.db.naive_figures import counted, kept
from tests.db.shop import TODAY, fill_shop

ONLY = {  # the first version knew points of visits alone
    "point_lot": "id IN (SELECT lot_id FROM sample.point_entry WHERE kind = 'visit')",
    "point_entry": "lot_id IN (SELECT lot_id FROM sample.point_entry WHERE kind = 'visit')",
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample shop as this version makes it."""
    folder = tmp_path_factory.mktemp("sample")
    store = Store.open(folder)
    fill_shop(store, customers=40)
    store.close()
    return folder


def shop_of(version, sample, folder):
    """The sample shop as the version that ended with this migration would have kept it."""
    old = folder / "migrations"
    old.mkdir(parents=True)
    for migration in sorted(MIGRATIONS.glob("0*.py")):
        if migration.name[:4] <= version:
            shutil.copy(migration, old)
    load_checksums()
    make_file(folder / FILE)
    database = APSWDatabase(str(folder / FILE), vfs=CHECKSUM_VFS)
    database.connect()
    _Runner(database, old).up()
    connection = database.connection()
    connection.execute("ATTACH ? AS sample", (str(sample / FILE),))
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'"
    ).fetchall()
    for (table,) in tables:
        if table == HISTORY:
            continue
        columns = ", ".join(
            f'"{name}"' for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
        )
        which = ONLY.get(table, "true") if version == "0001" else "true"
        connection.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM sample.{table} WHERE {which}")
    if version != "0001":
        connection.execute(
            "INSERT INTO customer_fts (rowid, words) SELECT customer_id, '' FROM customer_words"  # older words
        )
    connection.execute("DETACH sample")
    database.close()
    return folder


@pytest.mark.parametrize("version", ["0001", "0002", "0003"])
def test_all_is_there_and_adds_up(version, sample, tmp_path):
    folder = shop_of(version, sample, tmp_path / "shop")
    before = Store.open_reader(sample)
    wanted = {
        table: before.database.execute_sql(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("customer", "card", "visit", "note", "tag_on")
    }
    sold = kept(before.database)
    before.close()

    store = Store.open(folder, now_ms=lambda: (TODAY + 1) * 86_400_000)
    books = open_books(store, folder, new_shop("オーナー", []))
    for table, count in wanted.items():
        assert store.database.execute_sql(f"SELECT count(*) FROM {table}").fetchone() == (count,)
    assert kept(store.database) == counted(store.database)
    assert kept(store.database) == (sold if version != "0001" else {table: set() for table in sold})
    assert Customer.get(Customer.number == 1).last_seen == max(
        visit.bday for visit in Visit.select().join(Customer).where(Customer.number == 1)
    )

    customer = CustomerId(Customer.get(Customer.number == 1).id)
    points = read_record(books, customer, books.today()).points
    booked = sum(entry.delta for entry in PointEntry.select().where(PointEntry.customer == customer))
    assert points == booked
    record_visit(books, customer)
    done = settle_sale(books, OpenSale(key="after", lines=(OpenLine(1200, 10),), customer=customer))
    assert isinstance(done, Sold)
    assert isinstance(refund(books, done.sale, read_sale(books, done.sale).whole, "back"), Refunded)
    assert Sale.select().where(Sale.key == "after").exists()
    assert kept(store.database) == counted(store.database)
    store.close()
    assert verify(folder, words=search_text) == []
