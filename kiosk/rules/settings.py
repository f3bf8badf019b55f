"""The shop's own choices, with defaults for everything. They live in the database and travel with the shop's data."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from kiosk.rules.in_store import LAYOUT


class Expiry(StrEnum):
    LOT = "lot"  # each lot lives to the end of the month, `months` after its issue
    ACTIVITY = "activity"  # all points live `months` from the last visit


class SlipName(StrEnum):
    NAME = "name"
    NUMBER = "number"


class PointSettings(Struct, frozen=True, forbid_unknown_fields=True):
    visit: Annotated[int, Meta(ge=0, le=1000)] = 0  # points for a visit, once a business day
    expiry: Expiry = Expiry.LOT
    months: Annotated[int, Meta(ge=1, le=120)] = 12


class SlipSettings(Struct, frozen=True, forbid_unknown_fields=True):
    on_visit: bool = True  # the slip prints by itself with the first tap of a business day
    name: SlipName = SlipName.NAME
    words: Annotated[tuple[str, ...], Meta(max_length=2)] = ()


class ShopSettings(Struct, frozen=True, forbid_unknown_fields=True):
    name: Annotated[str, Meta(max_length=40)] = ""
    zone: str = "Asia/Tokyo"  # IANA name
    cutoff_hour: Annotated[int, Meta(ge=0, le=23)] = 4


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


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    shop: ShopSettings = ShopSettings()
    points: PointSettings = PointSettings()
    slip: SlipSettings = SlipSettings()
    codes: CodeSettings = CodeSettings()
