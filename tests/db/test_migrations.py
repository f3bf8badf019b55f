"""The tables are what db.models says, whatever a migration does to them."""

import shutil
from pathlib import Path

import pytest
from peewee import DatabaseError

from db.connection import Store
from db.errors import WrongSchema
from db.models import Household, PointEntry, PointLot, Tag
from db.schema import MIGRATIONS, differences, migrate, prove
from tests.db.people import new_customer

REBUILD = '''
from peewee import IntegerField

def up(migrator, db):
    """Any change that SQLite can't do in place: playhouse makes the table anew, and forgets STRICT."""
    migrator.migrate(migrator.alter_column_type("tag", "sort", IntegerField()))
'''

CORRECT = """
from db.changes import CHANGING, changed, gone

def up(migrator, db):
    db.execute_sql("CREATE TABLE anew (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL) STRICT")
    db.execute_sql("INSERT INTO anew SELECT id, name || 'さま' FROM household")
    db.execute_sql("DROP TABLE household")
    db.execute_sql("ALTER TABLE anew RENAME TO household")
    db.execute_sql(changed("household", CHANGING["household"]))
    db.execute_sql(gone("household"))
"""

LOOSE = """
def up(migrator, db):
    db.execute_sql("DELETE FROM household")
"""


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """The folder of a future version of this program, to which a test adds 0002."""
    return Path(shutil.copytree(MIGRATIONS, tmp_path / "migrations"))


@pytest.fixture
def shop(store: Store) -> Store:
    """A store with a household, a customer in it and a tag."""
    with store.transaction():
        household = store.new_id()
        Household.insert(id=household, name="佐藤家").execute()
        new_customer(store, household=household)
        Tag.insert(id=store.new_id(), text="配達は裏口から").execute()
    return store


def test_the_first_migration_makes_what_the_models_say(store: Store) -> None:
    assert differences(store.database) == ()


def test_opening_again_migrates_nothing(store: Store) -> None:
    assert migrate(store.database) == ()


def test_every_table_is_strict(store: Store) -> None:
    loose = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0"
    assert [name for (name,) in store.database.execute_sql(loose)] == ["sqlite_schema"]


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("card", "DROP INDEX card_digest"),
        ("card", "DROP INDEX card_digest; CREATE INDEX card_digest ON card (digest)"),
        ("note", "ALTER TABLE note ADD COLUMN mood TEXT"),
        ("note", "ALTER TABLE note RENAME COLUMN text TO words"),
        ("point_entry", "DROP TRIGGER point_entry_no_delete"),
        ("point_lot", "DROP INDEX point_lot_due; CREATE INDEX point_lot_due ON point_lot (expires)"),
        ("access_log", "DROP TABLE access_log"),
        ("extra", "CREATE TABLE extra (id INTEGER) STRICT"),
        ("setting", "DROP TABLE setting; CREATE TABLE setting (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)"),
        (
            "household",
            "DROP TABLE household;"
            "CREATE TABLE household (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL CHECK (name <> '')) STRICT",
        ),
    ],
)
def test_any_change_of_a_table_is_seen_when_the_store_opens(
    store: Store, folder: Path, table: str, change: str
) -> None:
    store.database.connection().execute(change)
    store.close()
    with pytest.raises(WrongSchema, match=table):
        Store.open(folder)


def test_the_ledger_refuses_change_and_removal(shop: Store) -> None:
    with shop.transaction():
        customer, lot, entry = new_customer(shop, number=2), shop.new_id(), shop.new_id()
        PointLot.insert(id=lot, customer=customer, bday=1, points=5, left=5).execute()
        PointEntry.insert(id=entry, customer=customer, lot=lot, delta=5, kind="visit", key="k", at=1, bday=1).execute()
    with pytest.raises(DatabaseError, match="append-only"):
        PointEntry.update(delta=6).execute()
    with pytest.raises(DatabaseError, match="append-only"):
        PointEntry.delete().execute()
    assert PointEntry.get().delta == 5


def test_a_future_migration_keeps_the_data_and_the_tables(shop: Store, migrations: Path) -> None:
    (migrations / "0002_polite.py").write_text(CORRECT)
    assert migrate(shop.database, migrations) == ("0002_polite",)
    prove(shop.database)
    assert [h.name for h in Household.select()] == ["佐藤家さま"]
    assert migrate(shop.database, migrations) == ()
    assert shop.database.connection().pragma("foreign_keys") == 1


@pytest.mark.parametrize(("body", "words"), [(REBUILD, "tag"), (LOOSE, "1 rows point to nothing")])
def test_a_migration_that_drops_strict_or_breaks_a_key_is_taken_back(
    shop: Store, migrations: Path, body: str, words: str
) -> None:
    (migrations / "0002_careless.py").write_text(body)
    with pytest.raises(WrongSchema, match=words):
        migrate(shop.database, migrations)
    assert differences(shop.database) == ()
    assert Household.select().count() == Tag.select().count() == 1
    assert shop.database.connection().pragma("foreign_keys") == 1
