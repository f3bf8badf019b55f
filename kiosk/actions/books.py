"""The shop's books: what every action works with. One object, on the counter's thread."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from db.connection import Store
from db.models import AccessLog, Setting, Shop, Staff
from db.queries.classes import ClassQueries
from db.queries.counter import CounterQueries
from db.queries.figures import FigureQueries
from db.queries.follow_up_list import FollowUpQueries
from db.queries.letters import LetterQueries
from db.queries.reach import ReachQueries
from db.queries.search import SearchQueries
from db.queries.staff import StaffQueries
from db.queries.till import TillQueries
from db.queries.timeline import TimelineQueries
from kiosk.actions.shop_settings import settings_of
from kiosk.rules.business_day import business_day
from kiosk.rules.rights import StaffRole
from kiosk.rules.settings import Settings
from kiosk.rules.units import BusinessDay, CustomerId, Instant, StaffId
from kiosk.value import Value

SAMPLE: Final = "sample"
"""A setting that no person can choose: when this shop was founded as a sample (kiosk.actions.sample_shop)."""

_DUTY = "staff_on_duty"


class OnDuty(Value):
    """Who signed in, and for which business day alone."""

    staff: StaffId
    role: StaffRole
    bday: BusinessDay


class Deed(Value):
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
        self.written: Callable[[], None] = lambda: None  # something was committed, and stands in the journal
        self.prints = True  # False where no printer is configured: then no slip is promised
        self.queries = CounterQueries(store)
        self.search = SearchQueries(store)
        self.till = TillQueries(store)
        self.staff_queries = StaffQueries(store)
        self.timeline = TimelineQueries(store)
        self.figures = FigureQueries(store)
        self.classes = ClassQueries(store)
        self.reach = ReachQueries(store)
        self.follow_ups = FollowUpQueries(store)
        self.letters = LetterQueries(store)

    @cached_property
    def settings(self) -> Settings:
        """The shop's choices. Raises kiosk.schema.BadKey / BadValue for rows that are none of ours."""
        shop = Shop.get_by_id(1)
        rows = Setting.select().where(Setting.key.contains("."))
        return settings_of((shop.name, shop.zone, shop.cutoff_hour), ((row.key, row.value) for row in rows))

    def forget_settings(self) -> None:
        """Read them again when they are next asked for."""
        self.__dict__.pop("settings", None)
        self.__dict__.pop("zone", None)

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.settings.shop.zone)

    @cached_property
    def sample_since(self) -> Instant | None:
        """When it was founded as a sample shop; None: it is a real one."""
        row = Setting.get_or_none(Setting.key == SAMPLE)
        return None if row is None else Instant(json.loads(row.value))

    @property
    def staff(self) -> StaffId | None:
        """Who works the counter now; every write carries it. None: nobody has signed in on this business day."""
        duty = self._on_duty(self.today())
        return None if duty is None else duty.staff

    @property
    def role(self) -> StaffRole | None:
        """Of the one who works the counter now."""
        duty = self._on_duty(self.today())
        return None if duty is None else duty.role

    def _on_duty(self, today: BusinessDay) -> OnDuty | None:
        duty = self._duty
        return duty if duty is not None and duty.bday == today else None

    @cached_property
    def _duty(self) -> OnDuty | None:
        row = Setting.get_or_none(Setting.key == _DUTY)
        kept = json.loads(row.value) if row else None
        if not isinstance(kept, dict):  # before there were PINs it was the staff's id alone
            return None
        member = Staff.get_or_none((Staff.id == kept["staff"]) & (Staff.active == 1))
        return None if member is None else OnDuty(StaffId(member.id), StaffRole(member.role), kept["bday"])

    def day_of(self, at: Instant) -> BusinessDay:
        return business_day(at, self.zone, self.settings.shop.cutoff_hour)

    def now(self) -> Instant:
        """The shop's time: the wall clock, never before the last thing written."""
        return Instant(self.store.now_ms())

    def today(self) -> BusinessDay:
        return self.day_of(self.now())

    @contextmanager
    def deed(self, *, bulk: bool = False) -> Iterator[Deed]:
        """One transaction: all or nothing, on the disk when the block ends. `bulk`: of more rows than a counter
        writes; the journal then waits for another backup."""
        with self.store.transaction(bulk=bulk):
            at = Instant(self.store.now_ms())
            today = self.day_of(at)
            duty = self._on_duty(today)
            yield Deed(at, today, None if duty is None else duty.staff, self.store.clock_ok)

    def begin_duty(self, deed: Deed, staff: StaffId) -> None:
        """In the transaction at hand: this one works the counter until the business day ends. Then forget_duty()."""
        kept = json.dumps({"staff": staff, "bday": deed.bday})
        Setting.insert(key=_DUTY, value=kept).on_conflict_replace().execute()

    def end_duty(self) -> None:
        """In the transaction at hand: nobody works the counter. Then forget_duty()."""
        Setting.delete().where(Setting.key == _DUTY).execute()

    def forget_duty(self) -> None:
        """Read it again when it is next asked for: call it after the commit that changed it, or a member of staff."""
        self.__dict__.pop("_duty", None)

    def log_access(self, deed: Deed, what: str, *, customer: CustomerId | None = None, ref: int | None = None) -> None:
        """One line of the access log, in the transaction at hand."""
        AccessLog.insert(
            id=self.store.new_id(), by=deed.by, customer=customer, what=what, ref=ref, at=deed.at, bday=deed.bday
        ).execute()
