"""A follow-up in words: why, and what to say."""

from kiosk.flow.words import Words
from kiosk.rules.follow_up_reason import FollowUpRule, Reason
from kiosk.rules.settings import FollowUpSettings
from kiosk.rules.units import BusinessDay


def reason(words: Words, why: Reason, today: BusinessDay) -> str:
    """11月3日からお見えになっていません（60日）."""
    return words.texts(
        f"follow_up.why_{why.rule}",
        date=words.day(why.since, today=today),
        n=abs(today - why.since),
        usual=why.figure,
        text=why.subject,
    )


def to_say(words: Words, rule: FollowUpRule, rules: FollowUpSettings) -> str:
    """The shop's own words for this rule, or those of the program."""
    own: str = getattr(rules, f"{rule}_words")
    return own or words.texts(f"follow_up.say_{rule}")
