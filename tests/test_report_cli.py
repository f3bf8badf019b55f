"""`kiosk report`, as an owner types it."""

import csv
import json

import pytest

from kiosk.cli import main
from tests.actions.test_figures import Till


@pytest.fixture
def till(tmp_path):
    """Two months of a small shop; the first one is over."""
    till = Till(tmp_path)
    till.first = [till.sell(person, 3000, 1201) for person in till.people[:6]]
    till.sell(None, 800)
    till.pass_days(45)
    till.sell(till.people[0], 500)
    yield till
    till.store.close()


def report(till, *words):
    return main(["report", *words, "--data", str(till.folder)])


def plain(till, capsys, *words):
    assert report(till, *words, "--json") == 0
    return json.loads(capsys.readouterr().out)


def test_the_month_as_json_beside_the_running_kiosk(till, capsys):
    said = plain(till, capsys, "month", "2025-11")
    assert (said["issued"], said["changed"]) == (None, [])
    month = said["report"]
    assert (month["month"], month["over"]) == ("2025-11", True)
    assert month["sales"] == {
        "sales": 7,
        "total": 26006,
        "cardless_sales": 1,
        "cardless_total": 800,
        "cardless": {"part": 800, "whole": 26006, "percent": 3.08},
    }
    assert month["classes"][0]["people"] == 6


def test_without_a_month_it_is_the_last_one_that_is_over(till, capsys):
    assert plain(till, capsys, "month")["report"]["over"]


def test_the_month_in_words(till, capsys):
    assert report(till, "month", "2025-11") == 0
    said = capsys.readouterr().out
    assert "毎月の顧客分析 2025年11月" in said
    assert "¥26,006" in said
    assert "引上率" in said
    (till.folder / "kiosk.toml").write_text('language = "en"\n')
    assert report(till, "month", "2025-11") == 0
    assert "Customers in five classes" in capsys.readouterr().out


def test_the_questions_and_the_classes(till, capsys):
    asked = plain(till, capsys, "questions", "2025-11")
    assert [one["question"] for one in asked] == list(range(1, 11))
    assert asked[3]["figures"][0]["answer"] == {"part": 6, "whole": 12, "percent": 50.0}
    classes = plain(till, capsys, "classes", "--as-of", "2025-11-30")
    assert classes["as_of"] == "2025-11-30"
    assert classes["classes"][0] == {
        "class": "first",
        "people": 6,
        "of_people": {"part": 6, "whole": 6, "percent": 100.0},
        "total": 25206,
    }
    for words in (("questions", "2025-11"), ("classes",)):
        assert report(till, *words) == 0
        assert "初回" in capsys.readouterr().out or words[0] == "questions"


def test_tables_for_a_spreadsheet(till, tmp_path, capsys):
    folder = tmp_path / "tables"
    assert report(till, "month", "2025-11", "--csv", str(folder)) == 0
    assert str(folder) in capsys.readouterr().out
    rows = list(csv.DictReader((folder / "classes.csv").open(encoding="utf-8-sig")))
    assert (rows[0]["class"], rows[0]["people"], rows[0]["of_sales_part"]) == ("first", "6", "25206")
    assert len(list(folder.iterdir())) == 8


def test_a_paper_for_the_wall(till, tmp_path, capsys):
    file = tmp_path / "month.pdf"
    assert report(till, "month", "2025-11", "--pdf", str(file)) == 0
    assert file.read_bytes().startswith(b"%PDF")
    assert str(file) in capsys.readouterr().out


def test_what_was_issued_is_shown_beside_what_a_refund_made_of_it(till, tmp_path, capsys):
    till.store.close()  # the kiosk is stopped
    assert report(till, "month", "2025-11", "--issue") == 0
    assert "今も同じ" in capsys.readouterr().out
    till.open()
    till.take_back(till.first[1])
    said = plain(till, capsys, "month", "2025-11")
    assert said["report"]["sales"]["total"] == 26006 - 4201
    assert said["issued"]["report"]["sales"]["total"] == 26006
    assert {"sums", "classes"} <= set(said["changed"])
    assert report(till, "month", "2025-11") == 0
    shown = capsys.readouterr().out
    assert "数字が変わりました" in shown
    assert shown.index("¥21,805") < shown.index("¥26,006")
    assert report(till, "month", "2025-11", "--pdf", str(tmp_path / "month.pdf")) == 0
    assert (tmp_path / "month-issued.pdf").read_bytes() != (tmp_path / "month.pdf").read_bytes()


def test_a_running_kiosk_and_a_running_month_are_not_issued(till, capsys):
    assert report(till, "month", "2025-11", "--issue") == 1
    assert "another kiosk program" in capsys.readouterr().out
    till.store.close()
    assert report(till, "month", "2099-01", "--issue") == 1
    assert "まだ終わっていない" in capsys.readouterr().out


def test_what_cannot_be(till, tmp_path, capsys):
    assert report(till, "month", "2026-13") == 2
    assert report(till, "classes", "--as-of", "yesterday") == 2
    assert "2026-11" in capsys.readouterr().err
    (tmp_path / "file").touch()
    assert report(till, "month", "2025-11", "--csv", str(tmp_path / "file" / "in")) == 1
    assert "can't be written" in capsys.readouterr().out
    assert main(["report", "month", "--data", str(tmp_path / "nowhere")]) == 1
    assert "no shop" in capsys.readouterr().out
