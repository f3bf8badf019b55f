"""With the business day come new follow-ups. They are sought in the reports' thread; the counter writes the few that
a day may bring in one short transaction. Any number of times: once.
"""

from collections.abc import Iterator, Sequence

from db.connection import Reader
from db.models import Customer, FollowUp
from db.queries.classes import ClassQueries
from db.queries.follow_ups import OccasionQueries
from db.queries.living import living
from db.queries.reach import ReachQueries
from kiosk.actions.books import Books
from kiosk.actions.class_sign import class_limits
from kiosk.actions.long_reads import Tell
from kiosk.actions.reach import reachable
from kiosk.rules import follow_ups
from kiosk.rules.business_day import date_of
from kiosk.rules.classes import Limits, Purchases
from kiosk.rules.follow_up_reason import FollowUpRule
from kiosk.rules.follow_ups import AT_COUNTER, Occasion, Shopper
from kiosk.rules.prompts import Life
from kiosk.rules.reach import ContactKind, ways
from kiosk.rules.settings import FollowUpSettings, Settings
from kiosk.rules.units import BusinessDay, CustomerId, SaleId, SaleLineId, TagOnId, Yen
from kiosk.value import Value

_STEPS = 6
_AT_ONCE = 200
"""People whose wishes are looked up together: a day brings ten follow-ups, and most people may be reached."""


class Proposed(Value):
    """The follow-ups that this business day may bring, those that can't wait first."""

    bday: BusinessDay
    occasions: tuple[Occasion, ...]


def propose(reader: Reader, tell: Tell, settings: Settings, today: BusinessDay) -> Proposed:
    """In the reports' thread. Whom nobody may call or write to gets what can be said at the counter alone."""
    rules, queries = settings.follow_up, OccasionQueries(reader)
    room = rules.per_day - queries.made_on.only(bday=today).number
    if room <= 0:
        return Proposed(today, ())
    limits = class_limits(ClassQueries(reader), settings.classes, today)
    found: list[Occasion] = []
    for done, part in enumerate(
        (
            _shoppers(queries, rules, limits, today),
            _birthdays(queries, rules, today),
            _lives(queries, rules, today),
            _tags(queries, rules, today),
            _purchases(queries, rules, today),
        )
    ):
        tell(done, _STEPS)
        found += part
    tell(_STEPS - 1, _STEPS)
    return Proposed(today, tuple(_chosen(reader, queries, follow_ups.in_order(found), room, today)))


def make_follow_ups(books: Books, proposed: Proposed) -> int:
    """Write them down, unless that was done before, or the customer is no more. Returns how many."""
    if not proposed.occasions or proposed.bday != books.today():
        return 0
    made = 0
    with books.deed() as deed:
        room = books.settings.follow_up.per_day - FollowUp.select().where(FollowUp.bday == deed.bday).count()
        for one in proposed.occasions[: max(0, room)]:
            if not Customer.select().where((Customer.id == one.customer) & living()).exists():
                continue
            made += (
                FollowUp.insert(
                    id=books.store.new_id(),
                    customer=one.customer,
                    rule=one.rule,
                    key=one.key,
                    since=one.since,
                    figure=one.figure,
                    subject=one.subject,
                    due=one.due,
                    at=deed.at,
                    bday=deed.bday,
                )
                .on_conflict_ignore()
                .as_rowcount()
                .execute()
            )
    return made


def close_past(books: Books) -> int:
    """Open follow-ups of which nothing is left are closed. Returns how many."""
    today = books.today()
    past = [
        row.id
        for row in books.follow_ups.open.all()
        if follow_ups.is_past(
            FollowUpRule(row.rule),
            BusinessDay(row.due),
            None if row.wait_until is None else BusinessDay(row.wait_until),
            BusinessDay(row.bday),
            None if row.seen is None else BusinessDay(row.seen),
            today,
        )
    ]
    if past:
        with books.deed() as deed:
            FollowUp.update(state="past", settled_at=deed.at, settled_bday=deed.bday).where(
                FollowUp.id.in_(past)
            ).execute()
    return len(past)


def _shoppers(
    queries: OccasionQueries, rules: FollowUpSettings, limits: Limits, today: BusinessDay
) -> Iterator[Occasion]:
    new_for = max(rules.thanks_days, rules.second_days, rules.quarter_days)
    away_for = max(rules.toddler_days, *rules.unseen_days, limits.lapsed_days) + follow_ups.LATE_DAYS
    in_danger: dict[CustomerId, Shopper] = {}
    for row in queries.shoppers.all(first_from=today - new_for, seen_from=today - away_for):
        bought = Purchases(row.days, BusinessDay(row.first), BusinessDay(row.last), Yen(row.total))
        who = Shopper(CustomerId(row.customer), bought, BusinessDay(row.seen))
        yield from follow_ups.of_newcomer(who, rules, today)
        yield from follow_ups.of_absent(who, rules, limits, today)
        if follow_ups.may_be_in_danger(who, rules, limits, today):
            in_danger[who.customer] = who
    days: dict[int, list[BusinessDay]] = {customer: [] for customer in in_danger}
    for day in queries.days(in_danger, today - follow_ups.RHYTHM_DAYS):
        days[day.customer].append(BusinessDay(day.bday))
    for customer, who in in_danger.items():
        yield from follow_ups.of_loyal(who, follow_ups.usual_days(days[customer]), rules, today)


def _birthdays(queries: OccasionQueries, rules: FollowUpSettings, today: BusinessDay) -> Iterator[Occasion]:
    if rules.birthday:
        months = {date_of(BusinessDay(day)).month for day in range(today, today + rules.birthday_days + 1)}
        for row in queries.birthdays(months):
            birthday, seen = (row.month, row.day), BusinessDay(row.seen)
            yield from follow_ups.of_birthday(CustomerId(row.customer), birthday, seen, rules, today)


def _lives(queries: OccasionQueries, rules: FollowUpSettings, today: BusinessDay) -> Iterator[Occasion]:
    if rules.life:
        for row in queries.lives.all(low=today, high=today + rules.life_days):
            life = Life(row.name, BusinessDay(row.sold), row.days)
            yield from follow_ups.of_life(CustomerId(row.customer), SaleLineId(row.id), life, rules, today)


def _tags(queries: OccasionQueries, rules: FollowUpSettings, today: BusinessDay) -> Iterator[Occasion]:
    if rules.tag:
        for row in queries.tags.all(low=today - follow_ups.LATE_DAYS, high=today):
            review_on = BusinessDay(row.review_on)
            yield from follow_ups.of_tag(CustomerId(row.customer), TagOnId(row.id), row.text, review_on, rules, today)


def _purchases(queries: OccasionQueries, rules: FollowUpSettings, today: BusinessDay) -> Iterator[Occasion]:
    """One for each sale: of what was the most valuable in it."""
    if rules.after and rules.after_groups:
        newest = today - rules.after_days
        for row in queries.purchases(rules.after_groups, newest - follow_ups.LATE_DAYS, newest):
            sold = BusinessDay(row.sold)
            yield from follow_ups.of_purchase(CustomerId(row.customer), SaleId(row.id), row.name, sold, rules, today)


def _chosen(
    reader: Reader, queries: OccasionQueries, occasions: Sequence[Occasion], room: int, today: BusinessDay
) -> Iterator[Occasion]:
    """So many as there is room for, one for each customer: what was not made yet, for whom has had peace for a while,
    and may be reached."""
    wishes, taken = ReachQueries(reader), set[CustomerId]()
    for begin in range(0, len(occasions), _AT_ONCE):
        some = occasions[begin : begin + _AT_ONCE]
        made = queries.made(one.key for one in some)
        people = list({one.customer for one in some})
        busy = queries.busy(people, today - follow_ups.REST_DAYS)
        known = reachable(wishes, people)
        for one in some:
            if one.key in made or one.customer in busy or one.customer in taken:
                continue
            if one.rule in AT_COUNTER or ways(ContactKind.EXCHANGE, known[one.customer], today):
                taken.add(one.customer)
                yield one
                room -= 1
            if not room:
                return
