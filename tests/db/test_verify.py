"""Every fault that `verify` promises to find, put into the data of a shop."""

import re
from pathlib import Path

import apsw
import pytest

from db.connection import CHECKSUM_VFS, FILE, Store
from db.errors import NoDatabase, NotADatabase
from db.schema import TRIGGERS
from db.verify import Code, Difference, verify
from tests.db.damage import flip_bit
from tests.db.shop import fill_shop, words

NO_TRIGGERS = "".join(f"DROP TRIGGER {trigger.split()[2]};" for trigger in TRIGGERS)
A_LOT = '(SELECT min(id) FROM point_lot WHERE "left" > 0)'
A_CUSTOMER = "(SELECT id FROM customer WHERE number = 1)"
A_NOTE = "(SELECT min(id) FROM note WHERE NOT sensitive AND text <> '')"
ANOTHER = "(SELECT id FROM customer WHERE number = 2)"
SLIP = (
    "INSERT INTO slip_job (id, customer_id, visit_id, figures, state, copies, key, at, bday) VALUES"
    " (1, {customer}, (SELECT min(id) FROM visit WHERE customer_id = " + A_CUSTOMER + "), '{figures}', '{state}',"
    " {copies}, 'slip', 1, 1)"
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a small shop, with pages that were used and are free again."""
    folder = tmp_path_factory.mktemp("shop")
    store = Store.open(folder)
    fill_shop(store, customers=20)
    store.database.execute_sql(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
        " INSERT INTO note (id, customer_id, text, sensitive, at, bday)"
        f" SELECT i, {A_CUSTOMER}, hex(zeroblob(1000)), 0, 1, 1 FROM n"
    )
    store.database.execute_sql("DELETE FROM note WHERE id <= 100")
    store.close()
    return (folder / FILE).read_bytes()


@pytest.fixture
def shop(folder: Path, sample: bytes) -> Path:
    folder.mkdir()
    (folder / FILE).write_bytes(sample)
    return folder


def spoil(shop: Path, sql: str) -> None:
    """Change the file behind the program's back: no foreign keys, no checks, no triggers, but right checksums."""
    connection = apsw.Connection(str(shop / FILE), vfs=CHECKSUM_VFS)
    connection.pragma("foreign_keys", 0)
    connection.pragma("ignore_check_constraints", 1)
    connection.execute(NO_TRIGGERS + sql)
    for trigger in TRIGGERS:
        connection.execute(trigger)
    connection.close()


def codes(found: list[Difference]) -> set[str]:
    return {str(difference.code) for difference in found}


def test_a_sound_shop_has_no_differences_and_says_how_far_it_is(shop: Path) -> None:
    told: list[tuple[str, int, int]] = []
    assert verify(shop, lambda step, done, total: told.append((step, done, total)), words=words) == []
    assert {step for step, _, _ in told} == {"pages", "structure", "ledger", "figures", "words"}
    assert all(0 <= done <= total for _, done, total in told)


def test_it_runs_beside_the_kiosk(store: Store, folder: Path) -> None:
    fill_shop(store, customers=20)
    assert verify(folder) == []


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        pytest.param(f'UPDATE point_lot SET "left" = "left" - 1 WHERE id = {A_LOT}', {"lot_left", "customer_points"}),
        pytest.param(f"UPDATE point_lot SET points = 9 WHERE id = {A_LOT}", {"lot_issued"}),
        pytest.param(f"DELETE FROM point_entry WHERE lot_id = {A_LOT}", {"lot_left", "lot_issued", "customer_points"}),
        pytest.param(
            "INSERT INTO point_entry (id, customer_id, lot_id, delta, kind, visit_id, key, at, bday)"
            f" SELECT 1, customer_id, lot_id, 5, 'visit', visit_id, 'twice', at, bday FROM point_entry"
            f" WHERE lot_id = {A_LOT}",
            {"lot_left", "lot_issued", "customer_points"},
        ),
        pytest.param(
            f"UPDATE point_entry SET customer_id = {ANOTHER}"
            f" WHERE id = (SELECT min(id) FROM point_entry WHERE kind = 'visit' AND customer_id = {A_CUSTOMER})",
            {"entry_owner", "entry_visit", "customer_points"},
        ),
        pytest.param(f"UPDATE point_entry SET visit_id = NULL WHERE lot_id = {A_LOT}", {"entry_visit"}),
        pytest.param(f"UPDATE point_entry SET bday = bday + 1 WHERE lot_id = {A_LOT}", {"entry_visit"}),
        pytest.param(
            "UPDATE point_entry SET kind = 'expire' WHERE id ="
            f" (SELECT id FROM point_entry WHERE delta > 0 AND lot_id = {A_LOT})",
            {"entry_sign", "lot_issued"},
        ),
        pytest.param(
            "UPDATE point_entry SET sale_id = NULL WHERE id = (SELECT min(id) FROM point_entry WHERE kind = 'earn')",
            {"entry_sale", "sale_points"},
        ),
        pytest.param(
            "UPDATE point_entry SET sale_id = (SELECT max(id) FROM sale WHERE of_id IS NOT NULL)"
            " WHERE id = (SELECT min(id) FROM point_entry WHERE kind = 'earn')",
            {"entry_sale", "sale_points"},
        ),
        pytest.param(
            "DROP INDEX visit_customer_id_bday;"
            "INSERT INTO visit (id, customer_id, bday, at, clock_ok)"
            " SELECT 1, customer_id, bday, at, 1 FROM visit WHERE id = (SELECT min(id) FROM visit)",
            {"visit_twice", "tables"},
        ),
        pytest.param("UPDATE customer SET last_seen = last_seen - 1 WHERE number = 1", {"last_seen"}),
        pytest.param(
            "INSERT INTO point_entry (id, customer_id, delta, kind, key, at, bday)"
            f" VALUES (1, {A_CUSTOMER}, 5, 'merge', 'no debt', 1, 1)",
            {"customer_points"},
        ),
        pytest.param(
            f"UPDATE customer SET merged_into_id = {ANOTHER} WHERE number = 1;"
            f"UPDATE customer SET merged_into_id = {A_CUSTOMER} WHERE number = 3",
            {"merged", "words", "customer_stat", "month_customer"},
        ),
        pytest.param(
            f"UPDATE visit SET customer_id = {ANOTHER}, bday = bday - 9999"
            f" WHERE id = (SELECT min(id) FROM visit WHERE customer_id = {A_CUSTOMER})",
            {"entry_visit"},
            id="a visit of another person",
        ),
        pytest.param("UPDATE card SET customer_id = 1 WHERE id = (SELECT min(id) FROM card)", {"points_to_nothing"}),
        pytest.param("UPDATE customer SET number = -1 WHERE number = 3", {"check", "words"}),
        pytest.param("DROP INDEX card_digest", {"tables"}),
        pytest.param("UPDATE customer SET name = name || '子' WHERE number = 2", {"words"}, id="a name, not its words"),
        pytest.param(f"UPDATE note SET sensitive = 1 WHERE id = {A_NOTE}", {"words"}, id="a note became sensitive"),
        pytest.param(f"DELETE FROM customer_words WHERE customer_id = {ANOTHER}", {"words"}),
        pytest.param(f"DELETE FROM customer_fts WHERE rowid = {ANOTHER}", {"words"}),
        pytest.param(f"INSERT INTO customer_fts (rowid, words) VALUES ({A_LOT}, '鬱々')", {"words"}),
        pytest.param("UPDATE customer SET erased_at = 1 WHERE number = 2", {"words"}, id="erased, and still found"),
        pytest.param(
            "INSERT INTO customer_fts (customer_fts) VALUES ('delete-all'); INSERT INTO customer_fts (rowid, words)"
            " SELECT customer_id, 'ああ' FROM customer_words",
            {"words"},
            id="another index",
        ),
        pytest.param(
            "PRAGMA writable_schema = 1;"
            "DELETE FROM sqlite_schema WHERE name = 'customer_reading_key'; PRAGMA writable_schema = 0",
            {"structure", "tables"},
        ),
        pytest.param(
            SLIP.format(customer=A_CUSTOMER, figures="{}", state="printed", copies=0), {"slip"}, id="printed, no copy"
        ),
        pytest.param(
            SLIP.format(customer=A_CUSTOMER, figures="{", state="waiting", copies=0), {"slip"}, id="unreadable figures"
        ),
        pytest.param(
            SLIP.format(customer=ANOTHER, figures="{}", state="waiting", copies=0), {"slip"}, id="of somebody else"
        ),
    ],
)
def test_a_fault_in_the_data_is_found(shop: Path, sql: str, expected: set[str]) -> None:
    spoil(shop, sql)
    assert codes(verify(shop, words=words)) == expected


def test_a_difference_speaks_in_numbers(shop: Path) -> None:
    spoil(shop, f'UPDATE point_lot SET "left" = 3 WHERE id = {A_LOT}')
    lot = next(difference for difference in verify(shop) if difference.code is Code.LOT_LEFT)
    assert lot.table == "point_lot"
    assert len(lot.rows) == 1
    assert lot.figures == "left 3, but its entries make 5"


def test_words_that_differ_are_told_in_numbers(shop: Path) -> None:
    spoil(shop, f"DELETE FROM customer_fts WHERE rowid = {ANOTHER}")
    (found,) = verify(shop, words=words)
    assert (found.table, len(found.rows)) == ("customer_words", 1)
    assert re.fullmatch(r"[1-9]\d* of its words are missing in the index, 0 too many", found.figures)
    assert verify(shop) == []


def test_a_flipped_bit_is_found_on_any_page_even_a_free_one(shop: Path, sample: bytes) -> None:
    pages = len(sample) // 4096
    for page in range(2, pages + 1, 7):
        (shop / FILE).write_bytes(sample)
        flip_bit(shop / FILE, page)
        assert Difference(Code.PAGE, FILE, (page,), f"page {page} of {pages}") in verify(shop)


def test_a_flipped_bit_in_the_first_page_is_found(shop: Path) -> None:
    flip_bit(shop / FILE, 1)
    assert codes(verify(shop)) == {"page", "unreadable"}


def test_what_is_no_database_is_said_so(shop: Path, tmp_path: Path) -> None:
    (shop / FILE).write_bytes(b"no database" * 1000)
    with pytest.raises(NotADatabase):
        verify(shop)
    with pytest.raises(NoDatabase):
        verify(tmp_path)
