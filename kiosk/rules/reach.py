"""届け方: may a person be reached on one channel today, and if not, why? Contact that annoys is worse than none.

The one rule for all that the shop sends or calls: follow-ups, letters, exports. What is said at the counter needs none.
"""

from enum import StrEnum

from kiosk.rules.units import BusinessDay
from kiosk.rules.wishes import CONSENTED, Channel
from kiosk.value import Value


class ContactKind(StrEnum):
    EXCHANGE = "exchange"  # thanks, a question, a word: nothing is offered
    SELLING = "selling"  # advertising


class DeliveryTrouble(StrEnum):
    """Why what is sent does not arrive."""

    RETURNED = "returned"  # a letter came back, a mail bounced
    MOVED = "moved"


class Refusal(StrEnum):
    """Why a person is not written to, the weightiest first."""

    ERASED = "erased"  # nobody is left to be reached
    WISH = "wish"  # the person does not want it
    NO_CONSENT = "no_consent"  # advertising by mail or SMS without a recorded opt-in (特定電子メール法)
    NO_ADDRESS = "no_address"  # no postal address, mail address or number is known
    RETURNED = "returned"  # the last one came back, and the address is still the same
    MOVED = "moved"
    TOO_SOON = "too_soon"  # the person wants to hear less often


class Wished(Value):
    """What the person said about one channel. `every_days`: not more often than this."""

    channel: Channel
    allowed: bool
    every_days: int | None = None


class Reached(Value):
    """The last contact on a channel."""

    channel: Channel
    on: BusinessDay


class Reachable(Value):
    """What the roster knows of how a person can be reached: which addresses there are, not what they are."""

    erased: bool = False
    address: bool = False
    phone: bool = False
    email: bool = False
    post_trouble: DeliveryTrouble | None = None
    mail_trouble: DeliveryTrouble | None = None
    wishes: tuple[Wished, ...] = ()  # those that hold
    consents: frozenset[Channel] = frozenset()
    last: tuple[Reached, ...] = ()


class Allowed(Value):
    """The person may be reached so today."""


class Refused(Value):
    """`until`: from this business day on it is allowed, as far as is known now."""

    why: Refusal
    until: BusinessDay | None = None


def reach(channel: Channel, kind: ContactKind, who: Reachable, today: BusinessDay) -> Allowed | Refused:
    """What the person wishes outranks everything; then the law; then whether it would arrive."""
    said = [wish for wish in who.wishes if wish.channel is channel]
    if who.erased:
        return Refused(Refusal.ERASED)
    if not all(wish.allowed for wish in said):
        return Refused(Refusal.WISH)
    if kind is ContactKind.SELLING and channel in CONSENTED and channel not in who.consents:
        return Refused(Refusal.NO_CONSENT)
    if not _has_address(channel, who):
        return Refused(Refusal.NO_ADDRESS)
    if (trouble := _trouble(channel, who)) is not None:
        return Refused(Refusal(trouble.value))
    free = free_from(channel, who)
    return Allowed() if free is None or free <= today else Refused(Refusal.TOO_SOON, free)


def ways(kind: ContactKind, who: Reachable, today: BusinessDay) -> tuple[Channel, ...]:
    """The channels on which the person may be reached today."""
    return tuple(channel for channel in Channel if isinstance(reach(channel, kind, who, today), Allowed))


def free_from(channel: Channel, who: Reachable) -> BusinessDay | None:
    """From when on a contact on this channel is not more often than the person wishes. None: at any time."""
    every = max((wish.every_days or 0 for wish in who.wishes if wish.channel is channel), default=0)
    last = max((reached.on for reached in who.last if reached.channel is channel), default=None)
    return None if last is None or not every else BusinessDay(last + every)


def _has_address(channel: Channel, who: Reachable) -> bool:
    match channel:
        case Channel.POST | Channel.VISIT:
            return who.address
        case Channel.MAIL:
            return who.email
        case Channel.PHONE | Channel.SMS:
            return who.phone


def _trouble(channel: Channel, who: Reachable) -> DeliveryTrouble | None:
    match channel:
        case Channel.POST | Channel.VISIT:
            return who.post_trouble
        case Channel.MAIL:
            return who.mail_trouble
        case Channel.PHONE | Channel.SMS:
            return None
