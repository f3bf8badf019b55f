"""Whatever two copies did, in any order: afterwards every figure and every point is the sum of both."""

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.models import Customer, DayStat, PointEntry, Sale
from kiosk.actions.merging import merge
from kiosk.actions.naming import name_customer
from kiosk.actions.unmerging import unmerge
from tests.joining.copies import Copy, card, founded

PEOPLE = 4
WHO = st.integers(1, PEOPLE)
DEEDS = st.one_of(
    st.tuples(st.just("sell"), WHO, st.integers(0, 9)),
    st.tuples(st.just("spend"), WHO, st.integers(1, 300)),
    st.tuples(st.just("cash"), st.just(0), st.integers(0, 9)),
    st.tuples(st.just("return"), st.just(0), st.integers(0, 9)),
    st.tuples(st.just("tap"), WHO, st.just(0)),
    st.tuples(st.just("enrol"), st.integers(10, 13), st.just(0)),
    st.tuples(st.just("name"), WHO, st.integers(0, 3)),
    st.tuples(st.just("merge"), WHO, WHO),
    st.tuples(st.just("unmerge"), st.just(0), st.just(0)),
    st.tuples(st.just("days"), st.just(0), st.integers(1, 20)),
)
HISTORY = st.lists(DEEDS, max_size=12)


def live(copy: Copy, history: list[tuple[str, int, int]]) -> None:
    sales, merges = [], []
    with copy.open() as till:
        for deed, who, much in history:
            match deed:
                case "days":
                    copy.pass_days(much)
                case "sell":
                    sales.append(till.sell(till.customer(who), much * 777))
                case "spend" if kept(person := till.customer(who)):
                    sales.append(till.sell(person, 500, points=min(much, max(till.points(person), 0))))
                case "cash":
                    sales.append(till.sell(None, much * 321))
                case "return" if much < len(sales):
                    till.take_back(sales.pop(much))
                case "tap":
                    till.tap(card(who))
                case "enrol":
                    till.enrol(card(who))
                case "name":
                    name_customer(till.books, till.customer(who), "佐藤" * much, "")
                case "merge":
                    merges.append(getattr(merge(till.books, till.customer(who), till.customer(much)), "merge", None))
                case "unmerge" if merges and merges[-1] is not None:
                    unmerge(till.books, merges.pop())


def kept(person: int) -> bool:
    return Customer.get_by_id(person).merged_into_id is None


def figures(copy: Copy) -> Counter[str]:
    with copy.open():
        counted = Counter({"points": sum(row.delta for row in PointEntry.select()), "sales": Sale.select().count()})
        counted.update({f"yen {row.bday}": row.total for row in DayStat.select()})
        return counted


def minus(one: Counter[str], other: Counter[str]) -> Counter[str]:
    left = Counter(one)
    left.subtract(other)
    return left


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(HISTORY, HISTORY, HISTORY)
def test_two_histories_make_their_sum(before, ours, theirs) -> None:
    with tempfile.TemporaryDirectory() as place:
        here = founded(Path(place) / "here", PEOPLE, points__visit=2)
        live(here, before)
        there = here.copied(Path(place) / "there")
        common = figures(here)
        live(here, ours)
        live(there, theirs)
        more = minus(figures(there), common)
        expected = figures(here)
        expected.update(more)
        here.join(there)  # and it is whole: points are the ledger's, figures the sales'
        assert {k: v for k, v in figures(here).items() if v} == {k: v for k, v in expected.items() if v}
        rows = here.rows()
        assert here.join(there).brought.count == 0
        assert here.rows() == rows
