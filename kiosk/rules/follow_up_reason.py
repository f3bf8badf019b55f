"""Why there is a follow-up: which rule made it, and what it was about."""

from enum import StrEnum

from kiosk.rules.units import BusinessDay
from kiosk.value import Hidden, Value


class FollowUpRule(StrEnum):
    """In the order in which they are made when there are more than a day may bring: first what can't wait."""

    BIRTHDAY = "birthday"
    THANKS = "thanks"
    AFTER = "after"
    LOYAL = "loyal"
    SECOND = "second"
    TODDLER = "toddler"
    UNSEEN = "unseen"
    LIFE = "life"
    QUARTER = "quarter"
    TAG = "tag"


class Reason(Value):
    """`since`: the day it is about; `figure`: days, where the rule has some."""

    rule: FollowUpRule
    since: Hidden[BusinessDay]  # it may be a birthday
    figure: int | None = None
    subject: Hidden[str] = ""  # a product's name, a tag's text
