"""The shop's own choices, with defaults for everything. They live in the database and travel with the shop's data."""

from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct

from kiosk.rules.in_store import LAYOUT
from kiosk.rules.money import Rounding


class Expiry(StrEnum):
    LOT = "lot"  # each lot lives to the end of the month, `months` after its issue
    ACTIVITY = "activity"  # all points live `months` from the last visit


class CalledBy(StrEnum):
    NAME = "name"
    NUMBER = "number"


Percent = Annotated[int, Meta(ge=100, le=1000)]  # 100: as always, 200: twice as many


class PointSettings(Struct, frozen=True, forbid_unknown_fields=True):
    visit: Annotated[int, Meta(ge=0, le=1000)] = 0  # points for a visit, once a business day
    yen_per_point: Annotated[int, Meta(ge=1, le=100_000)] = 100  # a sale earns a point for each of these
    smallest_spend: Annotated[int, Meta(ge=0, le=1_000_000)] = 0  # yen: a smaller sale earns none
    birthday_percent: Percent = 100  # in the month of the birthday
    spend_unit: Annotated[int, Meta(ge=1, le=10_000)] = 1  # points are spent in steps of this many
    check_above: Annotated[int, Meta(ge=0, le=1_000_000)] = 1000  # spending more asks for the name first
    expiry: Expiry = Expiry.LOT
    months: Annotated[int, Meta(ge=1, le=120)] = 12


class SlipSettings(Struct, frozen=True, forbid_unknown_fields=True):
    on_visit: bool = True  # the slip prints by itself with the first tap of a business day
    name: CalledBy = CalledBy.NAME
    words: Annotated[tuple[str, ...], Meta(max_length=2)] = ()


class ShopSettings(Struct, frozen=True, forbid_unknown_fields=True):
    name: Annotated[str, Meta(max_length=40)] = ""
    zone: str = "Asia/Tokyo"  # IANA name
    cutoff_hour: Annotated[int, Meta(ge=0, le=23)] = 4


LEAST_LAPSE = 31  # days


class ClassSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """Where one of the five classes ends and the next begins, and the points each earns."""

    toddler_days: Annotated[int, Meta(ge=1, le=3650)] = 90
    loyal_days: Annotated[int, Meta(ge=1, le=3650)] = 210
    loyal_yen: Annotated[int, Meta(ge=0, le=100_000_000)] = 70_000
    # no lapse is shorter than a month: the figures of a month know its first and its last day alone
    lapsed_days: Annotated[int, Meta(ge=LEAST_LAPSE, le=3650)] = 240
    back_days: Annotated[int, Meta(ge=1, le=3650)] = 90  # so long one who came back is marked so
    cycle_days: Annotated[int, Meta(ge=0, le=365)] = 0  # 3, 7 and 8 of these instead of the days above; 0: off
    first_percent: Percent = 100
    toddler_percent: Percent = 100
    steady_percent: Percent = 100
    trend_percent: Percent = 100
    loyal_percent: Percent = 100


class SaleSettings(Struct, frozen=True, forbid_unknown_fields=True):
    rounding: Rounding = Rounding.DOWN  # of the tax, once for each rate of a slip
    rate: Literal[8, 10] = 10  # of an amount that is typed, unless the other is touched
    # 登録番号: with it the slip is a 簡易インボイス, without it 領収書ではありません
    invoice_number: Annotated[str, Meta(pattern=r"^(T\d{13})?\Z", description="T and 13 digits, or nothing")] = ""
    address: Annotated[str, Meta(max_length=60)] = ""  # on slips
    phone: Annotated[str, Meta(max_length=20)] = ""
    drawer: bool = False  # the printer opens the cash drawer with each sale


class CodeSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """Which barcodes are the shop's own."""

    member_prefix: Annotated[
        str, Meta(pattern=r"^((02|2\d)\d{0,8})?\Z", description="digits that begin with 02 or 20 to 29, or nothing")
    ] = "29"  # a JAN code that begins with it is a member's card
    member_text: Annotated[str, Meta(max_length=12)] = ""  # so is any other code that begins with this
    in_store: Annotated[
        tuple[Annotated[str, Meta(pattern=LAYOUT)], ...],
        Meta(max_length=10, description="a list of layouts such as 02IIIIIVPPPPC (13 places)"),
    ] = ("02IIIIIVPPPPC",)


class PrivacySettings(Struct, frozen=True, forbid_unknown_fields=True):
    shade_seconds: Annotated[int, Meta(ge=0, le=3600)] = 20  # a screen untouched for so long is covered; 0: never
    lock_minutes: Annotated[int, Meta(ge=0, le=1440)] = 0  # nobody is on duty after so long; 0: not before the day ends


class MailSecurity(StrEnum):
    STARTTLS = "starttls"  # port 587
    TLS = "tls"  # port 465
    NONE = "none"  # a server in the shop's own network


class MailSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """The server that takes the shop's e-mail. The password is no setting: it lies beside the data (kiosk mail)."""

    host: Annotated[
        str, Meta(max_length=200, pattern=r"^[A-Za-z0-9.:-]*\Z", description="a host's name, or nothing")
    ] = ""
    port: Annotated[int, Meta(ge=1, le=65535)] = 587
    security: MailSecurity = MailSecurity.STARTTLS
    user: Annotated[str, Meta(max_length=200)] = ""  # "": the server asks for none
    sender: Annotated[
        str,
        Meta(
            max_length=200, pattern=r"^([^@\s<>,;]+@[^@\s<>,;.]+(\.[^@\s<>,;.]+)+)?\Z", description="an e-mail address"
        ),
    ] = ""  # from which it comes, and to which customers answer
    per_minute: Annotated[int, Meta(ge=1, le=600)] = 20  # messages, no more: what providers allow


Span = Annotated[int, Meta(ge=1, le=365)]  # days
FollowUpWords = Annotated[str, Meta(max_length=120)]  # what to say; "": the words that come with the program


class FollowUpSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """フォロー: which rules make follow-ups (kiosk.rules.follow_ups), after how many days, and what to say."""

    per_day: Annotated[int, Meta(ge=0, le=200)] = 10  # new ones in a day, at most
    back_days: Span = 30  # a visit within so long after it counts as its fruit
    birthday: bool = True
    birthday_days: Annotated[int, Meta(ge=0, le=60)] = 7  # before it
    birthday_words: FollowUpWords = ""
    thanks: bool = True  # to somebody who bought for the first time
    thanks_days: Span = 7
    thanks_words: FollowUpWords = ""
    second: bool = True  # bought once, and not again yet
    second_days: Span = 30
    second_words: FollowUpWords = ""
    quarter: bool = True  # a word when the first purchase is so long ago
    quarter_days: Span = 90
    quarter_words: FollowUpWords = ""
    toddler: bool = True  # よちよち who stays away
    toddler_days: Span = 30
    toddler_words: FollowUpWords = ""
    loyal: bool = True  # 優良 who stays away longer than is usual for them
    loyal_percent: Annotated[int, Meta(ge=110, le=1000)] = 200  # of their own usual days between two purchases
    loyal_words: FollowUpWords = ""
    unseen: bool = True
    unseen_days: Annotated[tuple[Span, ...], Meta(max_length=6)] = (60, 90, 120)
    unseen_words: FollowUpWords = ""
    life: bool = True  # the usual life of a product that was sold here ends
    life_days: Span = 30  # before it
    life_words: FollowUpWords = ""
    tag: bool = True  # a tag is to be reviewed
    tag_words: FollowUpWords = ""
    after: bool = True  # 調子はいかがですか, after a sale of one of the groups
    after_days: Span = 14
    after_groups: Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=40)], ...], Meta(max_length=20)] = ()
    after_words: FollowUpWords = ""


class RosterSettings(Struct, frozen=True, forbid_unknown_fields=True):
    # 名簿の手入れ asks about whoever was not seen for so many months, and again after as many
    unseen_months: Annotated[int, Meta(ge=1, le=120)] = 12


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    shop: ShopSettings = ShopSettings()
    points: PointSettings = PointSettings()
    classes: ClassSettings = ClassSettings()
    sale: SaleSettings = SaleSettings()
    slip: SlipSettings = SlipSettings()
    codes: CodeSettings = CodeSettings()
    privacy: PrivacySettings = PrivacySettings()
    mail: MailSettings = MailSettings()
    follow_up: FollowUpSettings = FollowUpSettings()
    roster: RosterSettings = RosterSettings()
