"""フォロー: who should hear a word from us, why, and by when. Each rule looks at one customer on one business day.

An occasion has a key: what was made of it once is never made again. A rule holds for a short span of days alone, so
that a shop that begins with it does not find all those who were lost in years, and one that was closed misses nothing.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from kiosk.rules.business_day import date_of, days_to_birthday
from kiosk.rules.classes import CustomerClass, Limits, Purchases, class_of
from kiosk.rules.follow_up_reason import FollowUpRule
from kiosk.rules.prompts import Life
from kiosk.rules.settings import FollowUpSettings
from kiosk.rules.units import BusinessDay, CustomerId, SaleId, SaleLineId, TagOnId
from kiosk.value import Hidden, Value

PROGRAMME = (FollowUpRule.THANKS, FollowUpRule.SECOND, FollowUpRule.QUARTER)
"""What is done for new customers (the tenth question)."""

AT_COUNTER = (FollowUpRule.BIRTHDAY, FollowUpRule.AFTER, FollowUpRule.LIFE, FollowUpRule.TAG)
"""What may wait for the customer at the counter, and so is made for those whom nobody may call or write to as well."""

_STAYS_AWAY = (FollowUpRule.SECOND, FollowUpRule.TODDLER, FollowUpRule.LOYAL, FollowUpRule.UNSEEN)
"""Of whoever came since, there is nothing left to do."""

LATE_DAYS = 14
"""So long an occasion may still be taken up, and so long a follow-up stays when its day is past."""
REST_DAYS = 14
"""So long a customer has peace after one."""
LEAST_GAP = 14
"""Somebody who comes daily and did not for a week is on a journey."""
FAR_DAYS = 365
"""Congratulations from a shop that one has not seen for a year are advertising."""
RHYTHM_DAYS = 730
"""What is usual shows in the last two years."""


class Occasion(Value):
    """What a follow-up is made of. `since`: the day it is about; `figure`: days, where the reason has some."""

    rule: FollowUpRule
    customer: CustomerId
    key: str
    since: BusinessDay
    due: BusinessDay
    figure: int | None = None
    subject: Hidden[str] = ""  # a product's name, a tag's text


class Shopper(Value):
    """One customer's purchases; `seen` is the last day on which they bought or came."""

    customer: CustomerId
    bought: Purchases
    seen: BusinessDay


def usual_days(days: Iterable[BusinessDay]) -> int | None:
    """The median of the days between two purchases, half rounded up; None for whoever bought on fewer than three."""
    gaps = sorted(later - earlier for earlier, later in pairwise(sorted(set(days))))
    if len(gaps) < 2:
        return None
    half = len(gaps) // 2
    middle = Fraction(gaps[half]) if len(gaps) % 2 else Fraction(gaps[half - 1] + gaps[half], 2)
    return int(middle + Fraction(1, 2))


def of_newcomer(who: Shopper, rules: FollowUpSettings, today: BusinessDay) -> Iterator[Occasion]:
    """The new-customer programme: thanks, an invitation to come a second time, a word after a quarter."""
    first = who.bought.first
    age = today - first

    def occasion(rule: FollowUpRule, within: int) -> Occasion:
        return Occasion(rule, who.customer, _key(rule, who.customer, first), first, BusinessDay(first + within))

    if rules.thanks and 1 <= age <= rules.thanks_days:
        yield occasion(FollowUpRule.THANKS, rules.thanks_days)
    invite_from = max(rules.second_days // 2, rules.thanks_days * rules.thanks + 1)
    if rules.second and who.bought.days == 1 and who.seen == first and invite_from <= age <= rules.second_days:
        yield occasion(FollowUpRule.SECOND, rules.second_days)
    if rules.quarter and rules.quarter_days - LATE_DAYS <= age <= rules.quarter_days:
        yield occasion(FollowUpRule.QUARTER, rules.quarter_days)


def of_absent(who: Shopper, rules: FollowUpSettings, limits: Limits, today: BusinessDay) -> Iterator[Occasion]:
    """よちよち who stays away, and anybody who has not been seen for so long. Who bought once is in the programme."""
    gap = today - who.seen
    if who.bought.days < 2:
        return
    if rules.toddler and class_of(who.bought, limits) is CustomerClass.TODDLER:
        yield from _away(FollowUpRule.TODDLER, who, gap, rules.toddler_days)
    if rules.unseen:
        for days in rules.unseen_days:
            yield from _away(FollowUpRule.UNSEEN, who, gap, days)


def may_be_in_danger(who: Shopper, rules: FollowUpSettings, limits: Limits, today: BusinessDay) -> bool:
    """Whether it is worth the while to look at the rhythm of this one."""
    return (
        rules.loyal
        and LEAST_GAP <= today - who.seen < limits.lapsed_days
        and class_of(who.bought, limits) is CustomerClass.LOYAL
    )


def of_loyal(who: Shopper, usual: int | None, rules: FollowUpSettings, today: BusinessDay) -> Iterator[Occasion]:
    """優良 in danger: one who `may_be_in_danger` stays away longer than is usual for them."""
    if usual is None:
        return
    most = max(LEAST_GAP, -(-usual * rules.loyal_percent // 100))
    if most < today - who.seen <= most + LATE_DAYS:
        rule = FollowUpRule.LOYAL
        due = BusinessDay(who.seen + most + LATE_DAYS)
        yield Occasion(rule, who.customer, _key(rule, who.customer, who.seen), who.seen, due, usual)


def of_birthday(
    customer: CustomerId, birthday: tuple[int, int], seen: BusinessDay, rules: FollowUpSettings, today: BusinessDay
) -> Iterator[Occasion]:
    """`birthday`: month and day."""
    days = days_to_birthday(*birthday, today)
    if rules.birthday and days <= rules.birthday_days and today - seen <= FAR_DAYS:
        rule, on = FollowUpRule.BIRTHDAY, BusinessDay(today + days)
        yield Occasion(rule, customer, _key(rule, customer, date_of(on).year), on, on)


def of_life(
    customer: CustomerId, line: SaleLineId, life: Life, rules: FollowUpSettings, today: BusinessDay
) -> Iterator[Occasion]:
    """What was sold here comes to the end of its usual life."""
    if rules.life and 0 <= life.ends - today <= rules.life_days:
        rule = FollowUpRule.LIFE
        yield Occasion(rule, customer, _key(rule, customer, line), life.sold, life.ends, life.days, life.name)


def of_tag(
    customer: CustomerId, tag: TagOnId, text: str, review_on: BusinessDay, rules: FollowUpSettings, today: BusinessDay
) -> Iterator[Occasion]:
    """What is known of a customer may be so no more."""
    if rules.tag and 0 <= today - review_on <= LATE_DAYS:
        rule, due = FollowUpRule.TAG, BusinessDay(review_on + LATE_DAYS)
        yield Occasion(rule, customer, f"{_key(rule, customer, tag)}:{review_on}", review_on, due, subject=text)


def of_purchase(
    customer: CustomerId, sale: SaleId, name: str, sold: BusinessDay, rules: FollowUpSettings, today: BusinessDay
) -> Iterator[Occasion]:
    """調子はいかがですか, some days after something of a chosen group was sold."""
    if rules.after and rules.after_days <= today - sold <= rules.after_days + LATE_DAYS:
        rule, due = FollowUpRule.AFTER, BusinessDay(sold + rules.after_days + LATE_DAYS)
        yield Occasion(rule, customer, _key(rule, customer, sale), sold, due, subject=name)


def in_order(occasions: Iterable[Occasion]) -> list[Occasion]:
    """What can't wait first, then what is due first."""
    places = {rule: place for place, rule in enumerate(FollowUpRule)}
    return sorted(occasions, key=lambda one: (places[one.rule], one.due, one.key))


def is_past(
    rule: FollowUpRule,
    due: BusinessDay,
    wait_until: BusinessDay | None,
    made: BusinessDay,
    seen: BusinessDay | None,
    today: BusinessDay,
) -> bool:
    """An open follow-up of which nothing is left: the customer came by themselves, or the moment for it is over."""
    if rule in _STAYS_AWAY and seen is not None and made <= seen < today:
        return True
    grace = 0 if rule is FollowUpRule.BIRTHDAY else LATE_DAYS
    return max(due, wait_until or due) + grace < today


def came_within(settled: BusinessDay, visits: Iterable[BusinessDay], days: int) -> bool:
    """Whether a visit followed: on a later business day, within so many days."""
    return any(0 < visit - settled <= days for visit in visits)


def _away(rule: FollowUpRule, who: Shopper, gap: int, days: int) -> Iterator[Occasion]:
    if days <= gap < days + LATE_DAYS:
        key = f"{_key(rule, who.customer, who.seen)}:{days}"
        yield Occasion(rule, who.customer, key, who.seen, BusinessDay(who.seen + days + LATE_DAYS), days)


def _key(rule: FollowUpRule, customer: CustomerId, what: int) -> str:
    return f"{rule}:{customer}:{what}"
