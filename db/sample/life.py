"""Two years of the sample shop, day by day: visits, points, tags and notes, by the same rules as at the counter."""

import json
from calendar import monthrange
from collections import defaultdict, deque
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any, Final

from db.connection import Store
from db.ids import IdSource
from db.sample.people import FIRST_DAYS, Person
from db.sample.talk import PRESETS
from db.words import FACTS, WordsOf, write_words

VISIT_POINTS: Final = 5
STAFF: Final = (("丸山 光男", "owner"), ("丸山 由美", "staff"), ("井上 拓也", "staff"))
MONTHS: Final = 12  # each lot lives to the end of the month, a year after its issue
_ROWS_AT_ONCE: Final = 200_000  # in one transaction, so that 100,000 customers don't blow up the WAL
_EPOCH: Final = date(1970, 1, 1).toordinal()
_HOUR: Final = 3_600_000
_MINUTE: Final = 60_000

_COLUMNS: Final = {  # in the order in which tables may be written: what is pointed to stands first
    "staff": "id, name, role, active",
    "household": "id, name",
    "tag": "id, text, sort, sensitive, review_months, active",
    "customer": "id, number, name, reading, reading_key, phone, phone_tail, household_id, birth_month, birth_day,"
    " last_seen, at, bday, by_id",
    "card": "id, customer_id, digest, last4, kind, state, at, by_id",
    "tag_on": "id, tag_id, text, customer_id, household_id, sensitive, review_on, at, bday, by_id, off_at, off_by_id",
    "note": "id, customer_id, text, sensitive, at, bday, by_id",
    "visit": "id, customer_id, bday, at, by_id, clock_ok",
    "point_lot": 'id, customer_id, bday, expires, points, "left"',
    "point_entry": "id, customer_id, lot_id, delta, kind, visit_id, key, at, bday, by_id",
}


def card_uid(n: int) -> str:
    """The FeliCa number of customer number n. 0 is the newest customer's, who has no name yet."""
    return f"0101{n:012x}"


def second_card_uid(n: int) -> str:
    """The card that customer number n carries in place of one that was lost or replaced."""
    return f"0102{n:012x}"


def staff_card_uid(n: int) -> str:
    """The card with which the n-th of the staff signs in, from 1."""
    return f"0103{n:012x}"


class Life:
    """Replays the visits of all people in order of time, so that ids sort by time as they do in a real shop."""

    def __init__(
        self,
        store: Store,
        random: Random,
        today: int,
        card_digest: Callable[[str, str], bytes],
        reading_key: Callable[[str], str],
        words: WordsOf,
    ) -> None:
        self._store = store
        self._random = random
        self._today = today
        self._card_digest = card_digest
        self._reading_key = reading_key
        self._words = words
        self._at = _instant(today - FIRST_DAYS - 1, 10 * _HOUR)
        self._ids = IdSource(store.node, lambda: self._at)
        self._rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._households: dict[int, int] = {}
        self._household_tags: set[tuple[int | None, int]] = set()
        self._open_lots: deque[tuple[int, int, int]] = deque()  # last day, lot, customer; oldest first

    def live(self, people: list[Person]) -> None:
        if self._store.database.connection().execute("SELECT 1 FROM customer").get is not None:
            raise ValueError("there are customers already: the sample shop needs an empty store")
        with self._store.transaction():  # a machine that dies meanwhile leaves an empty store
            self._open_shop()
            self._live(people)
        self._store.checkpoint()

    def _live(self, people: list[Person]) -> None:
        ids = [0] * len(people)
        for at, index, nth in self._visits(people):
            person, day = people[index], people[index].days[nth]
            self._expire(day)
            self._at = at
            if nth == 0:
                ids[index] = self._enrol(person, index + 1, day)
            self._visit(ids[index], day)
            self._talk(person, ids[index], day, last=nth == len(person.days) - 1)
            if len(self._rows["point_entry"]) > _ROWS_AT_ONCE // 5:
                self._write()
        self._expire(self._today)
        self._write()
        self._index()

    def _visits(self, people: list[Person]) -> list[tuple[int, int, int]]:
        """Instant, whose, and which of theirs; in order of time."""
        opening, closing = 10 * _HOUR, 19 * _HOUR
        return sorted(
            (_instant(day, self._random.randrange(opening, closing)), index, nth)
            for index, person in enumerate(people)
            for nth, day in enumerate(person.days)
        )

    def _open_shop(self) -> None:
        self._store.database.connection().execute(
            "INSERT INTO shop (id, name, zone, cutoff_hour) VALUES (1, 'まるみ電器', 'Asia/Tokyo', 4)"
            " ON CONFLICT (id) DO UPDATE SET name = excluded.name, zone = excluded.zone"
        )
        self._staff = [self._put("staff", name, role, 1) for name, role in STAFF]
        self._presets = {
            preset.text: (
                self._put("tag", preset.text, sort, preset.sensitive, preset.review_months, 1),
                preset,
            )
            for sort, preset in enumerate(PRESETS)
        }

    def _enrol(self, person: Person, number: int, day: int) -> int:
        by = self._somebody()
        household = None
        if person.household is not None:
            if person.household not in self._households:
                self._households[person.household] = self._put("household", f"{person.surname[0]}家")
            household = self._households[person.household]
        customer = self._put(
            "customer",
            number,
            person.name,
            person.reading,
            self._reading_key(person.reading),
            person.phone,
            person.phone[::-1],
            household,
            *(person.birthday or (None, None)),
            person.days[-1],
            self._at,
            day,
            by,
        )
        n = number if person.card is None else person.card
        self._card(customer, card_uid(n), person.card_state, by)
        if person.new_card:
            self._card(customer, second_card_uid(n), "active", by)
        for wear in person.tags:
            tag, preset = self._presets[wear.text]
            on_household = wear.household and household is not None
            if on_household and (household, tag) in self._household_tags:
                continue
            self._household_tags.add((household, tag))
            self._put(
                "tag_on",
                tag,
                wear.text.format(hour=wear.hour),
                None if on_household else customer,
                household if on_household else None,
                preset.sensitive,
                None if wear.due_days is None else self._today + wear.due_days,
                self._at,
                day,
                by,
                *((_instant(person.days[-1], 12 * _HOUR), by) if wear.off and len(person.days) > 1 else (None, None)),
            )
        return customer

    def _card(self, customer: int, uid: str, state: str, by: int) -> None:
        self._put("card", customer, self._card_digest(uid, "felica"), uid[-4:].upper(), "felica", state, self._at, by)

    def _visit(self, customer: int, day: int) -> None:
        by = self._somebody()
        visit = self._put("visit", customer, day, self._at, by, 1)
        expires = _end_of_month_in_a_year(day)
        left = VISIT_POINTS if expires >= self._today else 0
        lot = self._put("point_lot", customer, day, expires, VISIT_POINTS, left)
        self._put(
            "point_entry", customer, lot, VISIT_POINTS, "visit", visit, f"sample:visit:{visit}", self._at, day, by
        )
        self._open_lots.append((expires, lot, customer))

    def _talk(self, person: Person, customer: int, day: int, *, last: bool) -> None:
        self._at += 3 * _MINUTE
        if day in person.notes:
            self._put("note", customer, person.notes[day], 0, self._at, day, self._somebody())
        if last and person.sensitive_note:
            self._put("note", customer, person.sensitive_note, 1, self._at, day, self._somebody())

    def _expire(self, day: int) -> None:
        """What could be spent before this day and was not is taken back on the day after, at 05:00."""
        while self._open_lots and self._open_lots[0][0] < day:
            expires, lot, customer = self._open_lots.popleft()
            self._at = _instant(expires + 1, 5 * _HOUR)
            self._put(
                "point_entry",
                customer,
                lot,
                -VISIT_POINTS,
                "expire",
                None,
                f"sample:expire:{lot}",
                self._at,
                expires + 1,
                None,
            )

    def _index(self) -> None:
        connection = self._store.database.connection()
        rows = connection.execute(FACTS)
        write_words(
            connection,
            (
                (row, self._words(name, reading, number, phone, json.loads(notes)))
                for row, name, reading, number, phone, notes in rows
            ),
        )

    def _somebody(self) -> int:
        return self._random.choice(self._staff)

    def _put(self, table: str, *values: Any) -> int:
        row = self._ids.new_id()
        self._rows[table].append((row, *values))
        return row

    def _write(self) -> None:
        connection = self._store.database.connection()
        for table, columns in _COLUMNS.items():
            places = ", ".join("?" * len(columns.split(",")))
            connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", self._rows[table])
        self._rows.clear()


def _instant(day: int, after_midnight: int) -> int:
    """UTC ms of a time of day in Japan (UTC+9, no summer time)."""
    return day * 24 * _HOUR + after_midnight - 9 * _HOUR


def _end_of_month_in_a_year(day: int) -> int:
    issued = date.fromordinal(_EPOCH + day)
    year, month = issued.year + MONTHS // 12, issued.month
    return date(year, month, monthrange(year, month)[1]).toordinal() - _EPOCH
