"""The shop's own choices, with defaults for everything. They live in the database and travel with the shop's data."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct


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


class PrivacySettings(Struct, frozen=True, forbid_unknown_fields=True):
    shade_seconds: Annotated[int, Meta(ge=0, le=3600)] = 20  # a screen untouched for so long is covered; 0: never
    lock_minutes: Annotated[int, Meta(ge=0, le=1440)] = 0  # nobody is on duty after so long; 0: not before the day ends


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    shop: ShopSettings = ShopSettings()
    points: PointSettings = PointSettings()
    slip: SlipSettings = SlipSettings()
    privacy: PrivacySettings = PrivacySettings()
