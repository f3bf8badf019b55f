"""おたより: how a letter goes, how far it is, and what a coupon is worth."""

import secrets
from enum import StrEnum

from stdnum import damm

from kiosk.rules.units import BusinessDay
from kiosk.rules.wishes import Channel
from kiosk.value import Value

CAME_WITHIN_DAYS = 30
"""A visit in so many days after a letter is counted with it, as is a coupon that is used: product.md asks for it."""
MOST_WORDS = 200
"""Characters of a letter: as much as the keys take."""

COUPON_YEN = (100, 300, 500, 1000)
COUPON_DAYS = (14, 30, 60, 90)


class Way(StrEnum):
    """How a letter goes."""

    POST = "post"
    MAIL = "mail"
    SLIP = "slip"  # a coupon on the next slip
    CSV = "csv"  # names and addresses, for whoever prints it


class LetterState(StrEnum):
    DRAFT = "draft"
    SENDING = "sending"
    STOPPED = "stopped"
    DONE = "done"
    DROPPED = "dropped"


class RecipientState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"
    LEFT_OUT = "left_out"


class Stopped(StrEnum):
    """Why a letter does not go on."""

    BY_HAND = "by_hand"
    INTERRUPTED = "interrupted"  # the program ended
    ABSENT = "absent"  # no connection, or the server hung up
    HUNG = "hung"  # the server says nothing
    FORBIDDEN = "forbidden"  # user or password, or not this sender
    UNFIT = "unfit"  # another kind of server, or a certificate that nobody vouches for
    BROKEN = "broken"  # the server wants none of it
    NOT_SET_UP = "not_set_up"  # a setting is missing by now


def channel_of(way: Way) -> Channel | None:
    """What the wishes call it; None: the person comes for it."""
    return {Way.POST: Channel.POST, Way.CSV: Channel.POST, Way.MAIL: Channel.MAIL, Way.SLIP: None}[way]


def takes_words(way: Way) -> bool:
    """Whether there is something to write: of a list the printer's shop knows the words."""
    return way in (Way.POST, Way.MAIL)


# the coupon's code

BEGINNING = "KC"
DIGITS = 15


class CouponCode(Value):
    text: str


class WrongCouponCode(Value):
    """It looks like a coupon of ours, but is misread."""


def new_coupon_code() -> str:
    """One that nobody can guess. Sixteen digits with the last one by Damm's method: in CODE128 they go in pairs."""
    number = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    return f"{BEGINNING}{number}{damm.calc_check_digit(number)}"


def read_coupon_code(text: str) -> CouponCode | WrongCouponCode | None:
    """None: this is no coupon's code at all."""
    number = text.removeprefix(BEGINNING)
    if number == text or len(number) != DIGITS + 1 or not (number.isascii() and number.isdigit()):
        return None
    return CouponCode(text) if damm.is_valid(number) else WrongCouponCode()


class CouponTrouble(StrEnum):
    """Why a coupon takes nothing off."""

    UNKNOWN = "unknown"  # not of this shop
    USED = "used"
    EXPIRED = "expired"
    NO_CARD = "no_card"  # whose it is has to be known first
    FOREIGN = "foreign"  # of somebody who isn't of the same household
    SECOND = "second"  # there is another one on this sale


def coupon_fits(
    *, mine: bool, with_card: bool, used: bool, valid_until: BusinessDay, today: BusinessDay
) -> CouponTrouble | None:
    """None: it may be used. `mine`: it was given to the customer or to somebody of the same household."""
    if used:
        return CouponTrouble.USED
    if valid_until < today:
        return CouponTrouble.EXPIRED
    if not with_card:
        return CouponTrouble.NO_CARD
    return None if mine else CouponTrouble.FOREIGN
