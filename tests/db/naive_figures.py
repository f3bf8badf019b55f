"""The figures as one would count them by hand, from the raw rows, to compare the kept ones with."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

TABLES = ("customer_stat", "day_stat", "month_customer", "product_month")

Figures = dict[str, set[tuple[Any, ...]]]


def kept(database: Any) -> Figures:
    return {table: set(database.execute_sql(f"SELECT * FROM {table}").fetchall()) for table in TABLES}


def counted(database: Any) -> Figures:
    """Sale by sale."""
    people = dict(database.execute_sql("SELECT id, coalesce(merged_into_id, id) FROM customer"))
    sales = database.execute_sql("SELECT id, of_id, customer_id, goods, total, bday FROM sale").fetchall()
    lines = defaultdict(list)
    for sale, product, quantity, net in database.execute_sql(
        "SELECT sale_id, product_id, quantity, net FROM sale_line"
    ):
        lines[sale].append((product, quantity, net))
    refunds = defaultdict(list)
    for sale, of, _, goods, total, _ in sales:
        if of is not None:
            refunds[of].append((sale, goods, total))

    bought = defaultdict(list)  # by person: day, yen
    days = defaultdict(list)  # by day: person, yen
    products = defaultdict(lambda: [0, 0])
    for sale, of, customer, goods, total, day in sales:
        if of is not None:
            continue
        for one in (sale, *(refund for refund, _, _ in refunds[sale])):
            for product, quantity, net in lines[one]:
                if product is not None:
                    products[_month(day), product][0] += quantity
                    products[_month(day), product][1] += net
        if refunds[sale] and goods + sum(back for _, back, _ in refunds[sale]) <= 0:
            continue
        person = people.get(customer)
        left = total + sum(back for _, _, back in refunds[sale])
        days[day].append((person, left))
        if person is not None:
            bought[person].append((day, left))

    return {
        "customer_stat": {(person, *_stat(sums)) for person, sums in bought.items()},
        "day_stat": {(day, *_day(sums)) for day, sums in days.items()},
        "month_customer": {
            (month, person, *_without_second(_stat([one for one in sums if _month(one[0]) == month])))
            for person, sums in bought.items()
            for month in {_month(day) for day, _ in sums}
        },
        "product_month": {(month, product, *sums) for (month, product), sums in products.items() if sums[0]},
    }


def _month(day: int) -> int:
    on = date(1970, 1, 1) + timedelta(days=day)
    return (on.year - 1970) * 12 + on.month - 1


def _stat(sums: list[tuple[int, int]]) -> tuple[Any, ...]:
    days = sorted({day for day, _ in sums})
    return len(days), len(sums), days[0], days[1] if len(days) > 1 else None, days[-1], sum(yen for _, yen in sums)


def _without_second(stat: tuple[Any, ...]) -> tuple[Any, ...]:
    days, sales, first, _, last, total = stat
    return days, sales, first, last, total


def _day(sums: list[tuple[int | None, int]]) -> tuple[int, int, int, int]:
    cardless = [yen for person, yen in sums if person is None]
    return len(sums), sum(yen for _, yen in sums), len(cardless), sum(cardless)
