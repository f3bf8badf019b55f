"""Two years of the sample shop, day by day: visits, purchases, points, notes, by the rules of the counter."""

import json
from calendar import monthrange
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from random import Random
from typing import Any, Final

from db.connection import Store
from db.figures import rebuild
from db.ids import IdSource
from db.sample import roster
from db.sample.goods import GOODS, Basket, basket, filled_basket, jan, tax
from db.sample.people import FIRST_DAYS, Person, open_day
from db.sample.talk import CONTACTS, PRESETS, TEMPLATES
from db.words import FACTS, WordsOf, write_words

VISIT_POINTS: Final = 5
STAFF: Final = (("丸山 光男", "owner"), ("丸山 由美", "staff"), ("井上 拓也", "staff"))
MONTHS: Final = 12  # each lot lives to the end of the month, a year after its issue
_ROWS_AT_ONCE: Final = 200_000  # in one transaction, so that 100,000 customers don't blow up the WAL
_NOBODY: Final = -1
_EPOCH: Final = date(1970, 1, 1).toordinal()
_HOUR: Final = 3_600_000
_MINUTE: Final = 60_000
_REFUNDED: Final = 0.03  # of the purchases, at the next visit
_WALK_INS: Final = (0, 1, 1, 2, 3)  # sales without a card on one day
_CONTACTED: Final = 0.05  # after so many visits the shop gets in touch

_COLUMNS: Final = {  # in the order in which tables may be written: what is pointed to stands first
    "staff": "id, name, role, active",
    "household": "id, name",
    "tag": "id, text, sort, sensitive, review_months, active",
    "template": "id, text, sort, used, active",
    "product": "id, code, name, reading, reading_key, price, rate, product_group, life_days, points_percent, active,"
    " at, bday, by_id",
    "customer": "id, number, name, reading, reading_key, phone, phone_tail, household_id, birth_month, birth_day,"
    " introduced_by_id, last_seen, at, bday, by_id",
    "card": "id, customer_id, digest, last4, kind, state, at, by_id",
    "tag_on": "id, tag_id, text, customer_id, household_id, sensitive, review_on, at, bday, by_id, off_at, off_by_id",
    "note": "id, customer_id, text, sensitive, at, bday, by_id",
    "contact": "id, customer_id, channel, text, sensitive, kind, at, bday, by_id",
    "visit": "id, customer_id, bday, at, by_id, clock_ok",
    "sale": "id, of_id, customer_id, goods, discount, points_used, total, gross_10, tax_10, gross_8, tax_8, earned,"
    " key, clock_ok, at, bday, by_id",
    "sale_line": "id, sale_id, of_id, place, product_id, name, code, rate, quantity, price, discount, amount,"
    " discount_share, points_share, net, earned",
    "point_lot": 'id, customer_id, bday, expires, points, "left"',
    "point_entry": "id, customer_id, lot_id, delta, kind, visit_id, sale_id, key, at, bday, by_id",
    **roster.COLUMNS,
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


@dataclass(slots=True)
class _Lot:
    """Points that were issued together, on their way to their end."""

    expires: int
    id: int
    customer: int
    left: int


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
        purchases: float,
    ) -> None:
        self._purchases = purchases
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
        self._open_lots: deque[_Lot] = deque()  # oldest first
        self._taken_back: list[tuple[int, int]] = []  # points, and the lot that they leave
        self._walking = Random(today)  # a chance of its own: the customers' lives stay as they are without it
        self._returning: dict[int, tuple[int, list[int], Basket, _Lot | None]] = {}  # by customer: goods come back

    def live(self, people: list[Person]) -> None:
        if self._store.database.connection().execute("SELECT 1 FROM customer").get is not None:
            raise ValueError("there are customers already: the sample shop needs an empty store")
        with self._store.transaction():  # a machine that dies meanwhile leaves an empty store
            self._open_shop()
            self._live(people)
            # by a chance of its own: what happens in the shop stays as it is
            connection, chance = self._store.database.connection(), Random(self._today)
            roster.know(connection, self._put, chance, self._today, self._at, self._staff)
            self._write()
            rebuild(connection)
        self._store.checkpoint()

    def _live(self, people: list[Person]) -> None:
        ids = [0] * len(people)
        for at, index, nth in self._visits(people):
            if index == _NOBODY:
                self._walk_in(nth, at)
                continue
            person, day = people[index], people[index].days[nth]
            self._expire(day)
            self._at = at
            if nth == 0:
                introducer = ids[person.introduced_by] if person.introduced_by is not None else None
                ids[index] = self._enrol(person, index + 1, day, introducer or None)
            self._visit(ids[index], day)
            self._trade(person, ids[index], day)
            self._talk(person, ids[index], day, last=nth == len(person.days) - 1)
            if len(self._rows["point_entry"]) > _ROWS_AT_ONCE // 5:
                self._write()
        self._expire(self._today)
        self._write()
        self._index()

    def _visits(self, people: list[Person]) -> list[tuple[int, int, int]]:
        """Instant, whose, and which of theirs; in order of time. Of nobody's: the day."""
        opening, closing = 10 * _HOUR, 19 * _HOUR
        visits = [
            (_instant(day, self._random.randrange(opening, closing)), index, nth)
            for index, person in enumerate(people)
            for nth, day in enumerate(person.days)
        ]
        walk_ins = [
            (_instant(day, self._walking.randrange(opening, closing)), _NOBODY, day)
            for day in range(self._today - FIRST_DAYS, self._today)
            if open_day(day) == day
            for _ in range(self._walking.choice(_WALK_INS))
        ]
        return sorted(visits + (walk_ins if self._purchases else []))

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
        for sort, text in enumerate(TEMPLATES):
            self._put("template", text, sort, 0, 1)
        day = self._today - FIRST_DAYS - 1
        self._products = [
            self._put("product", jan(place), one.name, one.reading, self._reading_key(one.reading), one.price, one.rate,
                      one.group, one.life_days, 100, 1, self._at, day, self._staff[0])
            for place, one in enumerate(GOODS, 1)
        ]  # fmt: skip

    def _enrol(self, person: Person, number: int, day: int, introducer: int | None) -> int:
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
            introducer,
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
        self._issue(customer, day, VISIT_POINTS, "visit", visit, None, by)

    def _issue(
        self, customer: int, day: int, points: int, kind: str, visit: int | None, sale: int | None, by: int
    ) -> "_Lot":
        """Points in a lot of their own; nothing is left of one whose end has come by today."""
        expires = _end_of_month_in_a_year(day)
        row = self._put("point_lot", customer, day, expires, points, points if expires >= self._today else 0)
        lot = _Lot(expires, row, customer, points)
        self._entry(customer, lot.id, points, kind, visit, sale, f"sample:{kind}:{visit or sale}", day, by)
        self._open_lots.append(lot)
        return lot

    def _entry(
        self, customer: int, lot: int, delta: int, kind: str, visit: int | None, sale: int | None, key: str, day: int,
        by: int | None,
    ) -> None:  # fmt: skip
        self._put("point_entry", customer, lot, delta, kind, visit, sale, key, self._at, day, by)

    def _trade(self, person: Person, customer: int, day: int) -> None:
        """What was bought, and what comes back of the purchase before."""
        if customer in self._returning:
            self._at += 2 * _MINUTE
            self._refund(customer, day, *self._returning.pop(customer))
        wanted = person.buys.get(day)
        if wanted is None and self._random.random() >= self._purchases:
            return
        self._at += 3 * _MINUTE
        bought = (
            basket(wanted, False) if wanted else filled_basket(self._random, self._random.choice((1, 1, 1, 2, 2, 3)))
        )
        by = self._somebody()
        sale = self._sale(customer, day, bought, 1, None, by)
        lines = [
            self._line(sale, place, line.goods, line.quantity, line.amount, line.discount_share, line.net, line.earned)
            for place, line in enumerate(bought.lines)
        ]
        lot = self._issue(customer, day, bought.earned, "earn", None, sale, by) if bought.earned else None
        if day in person.returns or (wanted is None and self._random.random() < _REFUNDED):
            self._returning[customer] = sale, lines, bought, lot

    def _walk_in(self, day: int, at: int) -> None:
        """Somebody without a card buys something; no points."""
        self._at = at
        bought = filled_basket(self._walking, self._walking.choice((1, 1, 2)))
        bought = replace(bought, lines=tuple(replace(line, earned=0) for line in bought.lines))
        sale = self._sale(None, day, bought, 1, None, self._walking.choice(self._staff))
        for place, line in enumerate(bought.lines):
            self._line(sale, place, line.goods, line.quantity, line.amount, line.discount_share, line.net, 0)

    def _refund(self, customer: int, day: int, sale: int, lines: list[int], bought: Basket, lot: "_Lot | None") -> None:
        """The first item comes back whole, with the points it earned."""
        line = bought.lines[0]
        by = self._somebody()
        refund = self._sale(customer, day, Basket((line,)), -1, sale, by)
        self._line(
            refund, 0, line.goods, -line.quantity, -line.amount, -line.discount_share, -line.net, -line.earned, lines[0]
        )
        if lot is not None and line.earned and lot.expires >= day:
            lot.left -= line.earned
            if lot.expires >= self._today:
                self._taken_back.append((line.earned, lot.id))
            self._entry(
                customer, lot.id, -line.earned, "take_back", None, refund, f"sample:take_back:{refund}", day, by
            )

    def _sale(self, customer: int | None, day: int, what: Basket, sign: int, of: int | None, by: int) -> int:
        gross_10, gross_8 = what.gross(10), what.gross(8)
        sums = (what.goods, what.discount, 0, what.total, gross_10, tax(gross_10, 10), gross_8, tax(gross_8, 8))
        sale = self._ids.new_id()
        figures = [sign * figure for figure in (*sums, what.earned)]
        self._rows["sale"].append((sale, of, customer, *figures, f"sample:sale:{sale}", 1, self._at, day, by))
        return sale

    def _line(
        self, sale: int, place: int, goods: int, quantity: int, amount: int, discount_share: int, net: int,
        earned: int, of: int | None = None,
    ) -> int:  # fmt: skip
        one = GOODS[goods]
        return self._put(
            "sale_line", sale, of, place, self._products[goods], one.name, jan(goods + 1), one.rate, quantity,
            one.price, 0, amount, discount_share, 0, net, earned,
        )  # fmt: skip

    def _talk(self, person: Person, customer: int, day: int, *, last: bool) -> None:
        self._at += 3 * _MINUTE
        if day in person.notes:
            self._put("note", customer, person.notes[day], 0, self._at, day, self._somebody())
        if last and person.sensitive_note:
            self._put("note", customer, person.sensitive_note, 1, self._at, day, self._somebody())
        if self._random.random() < _CONTACTED:
            channel, text = self._random.choice(CONTACTS)
            self._at += 20 * _MINUTE
            self._put("contact", customer, channel, text, 0, "exchange", self._at, day, self._somebody())

    def _expire(self, day: int) -> None:
        """What could be spent before this day and was not is taken back on the day after, at 05:00."""
        while self._open_lots and self._open_lots[0].expires < day:
            lot = self._open_lots.popleft()
            if lot.left:
                self._at = _instant(lot.expires + 1, 5 * _HOUR)
                self._entry(
                    lot.customer, lot.id, -lot.left, "expire", None, None, f"sample:expire:{lot.id}", lot.expires + 1,
                    None,
                )  # fmt: skip

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
        connection.executemany('UPDATE point_lot SET "left" = "left" - ? WHERE id = ?', self._taken_back)
        self._rows.clear()
        self._taken_back.clear()


def _instant(day: int, after_midnight: int) -> int:
    """UTC ms of a time of day in Japan (UTC+9, no summer time)."""
    return day * 24 * _HOUR + after_midnight - 9 * _HOUR


@cache
def _end_of_month_in_a_year(day: int) -> int:
    issued = date.fromordinal(_EPOCH + day)
    year, month = issued.year + MONTHS // 12, issued.month
    return date(year, month, monthrange(year, month)[1]).toordinal() - _EPOCH
