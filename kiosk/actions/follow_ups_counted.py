"""What came of the follow-ups of a time, for the list's foot and the tenth question."""

from collections import defaultdict

from db.connection import Reader
from db.queries.follow_up_list import FollowUpQueries
from kiosk.rules.business_day import first_of, last_of
from kiosk.rules.follow_up_counts import FollowUpCount, Outcome, counted
from kiosk.rules.follow_up_reason import FollowUpRule
from kiosk.rules.follow_ups import PROGRAMME
from kiosk.rules.units import BusinessDay, Month

CAME_SPANS = (30, 60, 90)
"""Days, for the report."""


def outcomes(reader: Reader, first: BusinessDay, last: BusinessDay, within: int) -> tuple[Outcome, ...]:
    """Of the follow-ups that were made from day `first` to day `last`, with the visits so many days after each."""
    queries = FollowUpQueries(reader)
    visits: dict[int, list[BusinessDay]] = defaultdict(list)
    for came in queries.came.all(low=first, high=last, days=within):
        visits[came.id].append(BusinessDay(came.bday))
    return tuple(
        Outcome(
            FollowUpRule(row.rule),
            BusinessDay(row.settled) if row.state == "done" and row.settled is not None else None,
            row.state == "let_go",
            tuple(sorted(visits[row.id])),
        )
        for row in queries.made_between.all(low=first, high=last)
    )


def count_follow_ups(reader: Reader, month: Month, spans: tuple[int, ...] = CAME_SPANS) -> FollowUpCount:
    """All that were made in a month."""
    return counted(_of_month(reader, month, spans), spans)


def count_programme(reader: Reader, month: Month, spans: tuple[int, ...] = CAME_SPANS) -> FollowUpCount:
    """Of these, what was done for new customers (the tenth question)."""
    return counted((one for one in _of_month(reader, month, spans) if one.rule in PROGRAMME), spans)


def _of_month(reader: Reader, month: Month, spans: tuple[int, ...]) -> tuple[Outcome, ...]:
    return outcomes(reader, first_of(month), last_of(month), max(spans))
