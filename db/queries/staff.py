"""Queries about the staff: who works here, whose card it is, what the access log says."""

from typing import Any, NamedTuple, TypeVar

from peewee import JOIN, fn

from db.compiled import Compiled, param
from db.connection import Store
from db.models import AccessLog, Customer, Staff, StaffCard

R = TypeVar("R", bound=tuple[Any, ...])


class MemberRow(NamedTuple):
    id: int
    name: str
    role: str
    active: int
    pin_hash: str | None
    failures: int
    failed_at: int | None
    cards: int


class StaffCardRow(NamedTuple):
    staff: int
    active: int


class AccessRow(NamedTuple):
    at: int
    bday: int
    what: str
    by: str | None  # the staff's name
    about: str | None  # the staff's name, where the line is about one
    customer: int | None  # the customer's number


class StaffQueries:
    """Bound to one store; use it on the store's thread only. Parameters are keywords, named in each query."""

    def __init__(self, store: Store) -> None:
        def rows(row: type[R], query: Any) -> Compiled[R]:
            return Compiled(store.database, query, row)

        members = (
            Staff.select(
                Staff.id,
                Staff.name,
                Staff.role,
                Staff.active,
                Staff.pin_hash,
                Staff.failures,
                Staff.failed_at,
                fn.COUNT(StaffCard.id),
            )
            .join(StaffCard, JOIN.LEFT_OUTER, on=(StaffCard.staff == Staff.id))
            .group_by(Staff.id)
        )
        self.members = rows(MemberRow, members.order_by(Staff.active.desc(), Staff.id))
        self.member = rows(MemberRow, members.where(Staff.id == param("staff")))
        self.card = rows(
            StaffCardRow,
            StaffCard.select(StaffCard.staff, Staff.active).join(Staff).where(StaffCard.digest == param("digest")),
        )
        about = Staff.alias()
        self.accesses = rows(
            AccessRow,
            AccessLog.select(AccessLog.at, AccessLog.bday, AccessLog.what, Staff.name, about.name, Customer.number)
            .join(Staff, JOIN.LEFT_OUTER, on=(AccessLog.by == Staff.id))
            .switch(AccessLog)
            .join(about, JOIN.LEFT_OUTER, on=(AccessLog.ref == about.id))
            .switch(AccessLog)
            .join(Customer, JOIN.LEFT_OUTER, on=(AccessLog.customer == Customer.id))
            .order_by(AccessLog.id.desc())
            .limit(param("limit")),
        )
