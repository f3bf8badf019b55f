import pytest

from db.connection import Store
from db.verify import verify
from kiosk.actions.opening import new_shop, open_books
from kiosk.cli import main
from kiosk.rules.search_words import search_text


class Shop:
    """A shop's folder and its command line. What was said is kept; after each import the data is proved."""

    def __init__(self, folder, capsys):
        self.folder = folder
        self.capsys = capsys
        self.said = ""

    def bring(self, what, file, *words, proved=True):
        code = main(["import", what, str(file), *words, "--data", str(self.folder)])
        out, err = self.capsys.readouterr()
        self.said = out + err
        assert not proved or verify(self.folder, words=search_text) == []
        return code

    def rows(self, sql):
        with Store.open_reader(self.folder) as reader:
            return list(reader.database.execute_sql(sql).fetchall())

    def count(self, table):
        return self.rows(f"SELECT count(*) FROM {table}")[0][0]

    def everything(self):
        tables = ("customer", "card", "note", "point_lot", "point_entry", "household", "product", "customer_words")
        return {table: self.rows(f"SELECT * FROM {table} ORDER BY 1") for table in tables}

    def file(self, name, text, encoding="utf-8"):
        path = self.folder.parent / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path


@pytest.fixture
def shop(tmp_path, capsys):
    folder = tmp_path / "shop"
    store = Store.open(folder)
    open_books(store, folder, new_shop("オーナー", []))
    store.close()
    return Shop(folder, capsys)
