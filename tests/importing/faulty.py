"""A table of another system as shops have it, with faults put in at known places."""

import csv
import io
import random
from dataclasses import dataclass, field

from db.sample.names import GIVEN, SURNAMES
from kiosk.rules.search_words import normal

HEADINGS = (
    "会員番号",
    "氏名",
    "フリガナ",
    "電話番号",
    "郵便番号",
    "住所",
    "生年月日",
    "ポイント残高",
    "備考",
    "FAX番号",
)
NUMBER, NAME, READING, PHONE, POSTCODE, ADDRESS, BIRTHDAY, POINTS, NOTE, _ = range(10)
FAULTS = ("encoding", "ragged", "date", "phone", "formula", "points", "long")
_FULL_WIDTH = str.maketrans("0123456789-", "０１２３４５６７８９−")


@dataclass
class Faulty:
    content: bytes
    faults: list[tuple[int, str]] = field(default_factory=list)  # row as a spreadsheet counts, what is wrong
    duplicates: list[int] = field(default_factory=list)  # rows whose phone a row above has
    people: int = 0  # rows that are right and nobody's second


def rows(count: int, chance: random.Random) -> list[list[str]]:
    """Right ones: nobody twice; every third writes its digits full-width."""
    families = list({normal(name): (name, reading) for name, reading in SURNAMES}.values())
    found = []
    for number, place in enumerate(chance.sample(range(len(families) * len(GIVEN)), count), 1):
        (surname, surname_reading), (given, given_reading) = (
            families[place % len(families)],
            GIVEN[place // len(families)],
        )
        row = [
            str(number), f"{surname}　{given}", f"{surname_reading} {given_reading}",
            f"0900-{number // 9000 + 100}-{number % 9000:04}",
            "600-8001", f"京都市下京区{number}番地", f"19{number % 60 + 30}/{number % 12 + 1}/{number % 28 + 1}",
            str(number % 400), "配達は裏口から, 犬がいる" if number % 5 == 0 else "", "",
        ]  # fmt: skip
        if number % 3 == 0:
            row = [
                cell if place in (NAME, READING, NOTE) else cell.translate(_FULL_WIDTH)
                for place, cell in enumerate(row)
            ]
        found.append(row)
    return found


def faulty(count: int, faults: int, duplicates: int = 0, seed: int = 1) -> Faulty:
    """A UTF-8 table of `count` rows; `faults` of them are wrong in one way each, `duplicates` of the others are
    somebody's second row."""
    chance = random.Random(seed)
    table = Faulty(b"")
    people = rows(count, chance)
    places = chance.sample(range(1, count), faults + duplicates)
    wrong, twice = dict.fromkeys(places[:faults]), sorted(places[faults:])
    for place in wrong:
        wrong[place] = chance.choice(FAULTS)
    for place in twice:
        first = next(earlier for earlier in range(place) if earlier not in wrong and earlier not in twice)
        people[place][PHONE] = people[first][PHONE]
        table.duplicates.append(place + 2)
    lines = [_line(HEADINGS)]
    for place, row in enumerate(people):
        fault = wrong.get(place)
        match fault:
            case "ragged":
                row = row[:-2] if place % 2 else [*row, "", "余分"]
            case "date":
                row[BIRTHDAY] = "1980/2/30"
            case "phone":
                row[PHONE] = "不明"
            case "formula":
                row[ADDRESS] = "=VLOOKUP(A2,B:C,2)"
            case "points":
                row[POINTS] = "-3"
            case "long":
                row[NOTE] = "あ" * 2001
        line = _line(row)
        if fault == "encoding":
            line = line.replace(row[NAME].encode(), "髙﨑".encode("cp932"))
        lines.append(line)
        if fault:
            table.faults.append((place + 2, fault))
    table.content = b"\xef\xbb\xbf" + b"".join(lines)
    table.people = count - faults - duplicates
    return table


def _line(cells: object) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(cells)  # type: ignore[arg-type]
    return out.getvalue().encode()
