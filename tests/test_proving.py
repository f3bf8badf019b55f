"""`kiosk verify`, as a shop's owner reads it: what was looked at, what differs, what that means, what to do."""

import io

import pytest

from db.connection import FILE, PAGE_BYTES, Store
from db.models import Customer, PointLot
from db.verify import Code
from kiosk.cli import main
from kiosk.importing.progress import Bar
from kiosk.proving import AREAS
from tests.db.damage import flip_bit
from tests.founded import found_shop


@pytest.fixture
def shop(tmp_path):
    found_shop(tmp_path)
    return tmp_path


@pytest.fixture
def english(shop):
    (shop / "kiosk.toml").write_text('language = "en"\n')
    return shop


def verified(shop, capsys, *words):
    code = main(["verify", "--data", str(shop), *words])
    return code, capsys.readouterr().out


def spoil_points(shop):
    store = Store.open(shop)
    with store.transaction():
        for number in range(1, 31):
            Customer.insert(id=number, number=number, at=0, bday=0).execute()
            PointLot.insert(id=100 + number, customer=number, bday=0, points=10, left=10).execute()
    store.close()


def test_every_difference_belongs_to_one_area():
    assert sorted(code for codes in AREAS.values() for code in codes) == sorted(Code)


def test_all_is_whole(english, capsys):
    code, said = verified(english, capsys)
    assert code == 0
    assert "The data is whole" in said
    assert said.count("○") == len(AREAS) + 1
    assert "×" not in said
    assert "there never was one" in said  # a backup


def test_in_japanese(shop, capsys):
    code, said = verified(shop, capsys)
    assert code == 0
    assert "○ ポイント" in said
    assert "データは無事です" in said


def test_what_differs_is_said_with_what_it_means_and_what_to_do(english, capsys):
    spoil_points(english)
    code, said = verified(english, capsys)
    assert code == 1
    assert "× Points (balances = the ledger): 90 wrong" in said
    assert "restore the last proved backup" in said
    assert "lot_left: table point_lot, rows 101: left 10, but its entries make None" in said
    assert "… and 70 more" in said
    assert "○ Sales and refunds" in said
    assert "120 things do not agree" in said


def test_a_flipped_bit(english, capsys):
    pages = (english / FILE).stat().st_size // PAGE_BYTES
    flip_bit(english / FILE, pages // 2)
    code, said = verified(english, capsys)
    assert code == 1
    assert "× All pages of the file" in said
    assert "bring the last proved backup to a new card" in said
    assert f"page {pages // 2} of {pages}" in said


def test_damage_that_hides_the_rest_says_that_it_was_not_looked_at(english, capsys):
    flip_bit(english / FILE, 1)
    code, said = verified(english, capsys)
    assert code == 1
    assert "could not be looked at" in said or "can't be opened" in said
    assert "The data is whole" not in said


def test_a_folder_open_to_others_is_said_with_what_closes_it(english, capsys):
    english.chmod(0o755)
    (english / "card.key").chmod(0o644)
    code, said = verified(english, capsys)
    assert code == 0  # the data is whole
    assert "(., card.key)" in said
    assert f"chmod -R go-rwx {english}" in said


@pytest.mark.parametrize("harm", [lambda key: key.unlink(), lambda key: key.write_bytes(bytes(32))])
def test_a_key_that_does_not_fit_the_cards(english, capsys, harm):
    key = english / "card.key"
    harm(key)
    before = key.read_bytes() if key.exists() else None
    code, said = verified(english, capsys)
    assert code == 1
    assert "No card will be known" in said
    assert (key.read_bytes() if key.exists() else None) == before  # and none is made


def test_little_room(english, capsys, monkeypatch):
    monkeypatch.setattr("db.room.SCARCE_BYTES", 1 << 60)
    assert "MB left" in verified(english, capsys)[1]


def test_no_shop(tmp_path, capsys):
    code, said = verified(tmp_path / "nowhere", capsys)
    assert code == 1
    assert "にお店がありません" in said
    assert not (tmp_path / "nowhere").exists()


def test_no_database(english, capsys):
    (english / FILE).write_bytes(b"no database" * 999)
    code, said = verified(english, capsys)
    assert code == 1
    assert "can't be opened" in said


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_the_bar_says_what_is_being_done(english, capsys, monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    verified(english, capsys)
    drawn = terminal.getvalue()
    steps = ["1/5 looking for damage", "2/5 ", "3/5 adding up points", "4/5 ", "5/5 looking at the words"]
    places = [drawn.index(step) for step in steps]
    assert places == sorted(places)
    assert drawn.endswith("\r\x1b[K")  # and clears it


def test_where_there_is_no_terminal_there_is_no_bar():
    out = io.StringIO()
    with Bar(out) as bar:
        bar.tell(1, 2, "half")
    assert out.getvalue() == ""
