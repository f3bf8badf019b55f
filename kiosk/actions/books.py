"""The shop's books: what every action works with. One object, on the counter's thread."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from db.connection import Store
from db.models import AccessLog, Setting, Shop
from db.queries.counter import CounterQueries
from kiosk.rules.business_day import business_day
from kiosk.rules.settings import Settings
from kiosk.rules.units import BusinessDay, CustomerId, Instant, StaffId
from kiosk.schema import checked


@dataclass(frozen=True, slots=True)
class Deed:
    """When and by whom something is written: one for each transaction."""

    at: Instant
    bday: BusinessDay
    by: StaffId | None
    clock_ok: bool


class Books:
    def __init__(self, store: Store, card_key: bytes) -> None:
        """`card_key` hashes card numbers (kiosk.rules.card_number)."""
        self.store = store
        self.card_key = card_key
        self.prints = True  # False where no printer is configured: then no slip is promised
        self.queries = CounterQueries(store)

    @cached_property
    def settings(self) -> Settings:
        """The shop's choices. Raises kiosk.schema.BadKey / BadValue for rows that are none of ours."""
        shop = Shop.get_by_id(1)
        tables: dict[str, dict[str, object]] = {
            "shop": {"name": shop.name, "zone": shop.zone, "cutoff_hour": shop.cutoff_hour}
        }
        for row in Setting.select().where(Setting.key.contains(".")):
            table, _, name = row.key.partition(".")
            tables.setdefault(table, {})[name] = json.loads(row.value)
        return checked(Settings, tables)

    def forget_settings(self) -> None:
        """Read them again when they are next asked for."""
        self.__dict__.pop("settings", None)
        self.__dict__.pop("zone", None)

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.settings.shop.zone)

    @cached_property
    def staff(self) -> StaffId | None:
        """Who works the counter now; every write carries it."""
        row = Setting.get_or_none(Setting.key == "staff_on_duty")
        return StaffId(json.loads(row.value)) if row else None

    def day_of(self, at: Instant) -> BusinessDay:
        return business_day(at, self.zone, self.settings.shop.cutoff_hour)

    def now(self) -> Instant:
        """The shop's time: the wall clock, never before the last thing written."""
        return Instant(self.store.now_ms())

    def today(self) -> BusinessDay:
        return self.day_of(self.now())

    @contextmanager
    def deed(self) -> Iterator[Deed]:
        """One transaction: all or nothing, on the disk when the block ends."""
        with self.store.transaction():
            at = Instant(self.store.now_ms())
            yield Deed(at, self.day_of(at), self.staff, self.store.clock_ok)

    def change_staff(self, staff: StaffId) -> None:
        """Who works the counter from now on; written to the access log."""
        with self.deed() as deed:
            Setting.insert(key="staff_on_duty", value=json.dumps(staff)).on_conflict_replace().execute()
            self.log_access(deed, "staff_on_duty", ref=staff)
        self.__dict__["staff"] = staff

    def log_access(self, deed: Deed, what: str, *, customer: CustomerId | None = None, ref: int | None = None) -> None:
        """One line of the access log, in the transaction at hand."""
        AccessLog.insert(
            id=self.store.new_id(), by=deed.by, customer=customer, what=what, ref=ref, at=deed.at, bday=deed.bday
        ).execute()
