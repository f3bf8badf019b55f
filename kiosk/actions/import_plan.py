"""What an import is going to do: shown before anything is written, then written in one transaction or not at all."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from kiosk.rules.duplicates import Likeness
from kiosk.value import Value

D = TypeVar("D")

Far = Callable[[int, int], None]
"""How many rows are done, and of how many."""


class Duplicates(StrEnum):
    """What becomes of a row that seems to be here already."""

    SKIP = "skip"
    NEW = "new"
    UPDATE = "update"


class LeftOut(Value):
    """A row that is like another one: one of the shop's (by number or code) or a row above in the file."""

    row: int
    likeness: Likeness
    other_row: int | None
    other_number: str


@dataclass(slots=True)
class Plan(Generic[D]):
    new: list[D] = field(default_factory=list)
    update: list[tuple[D, int]] = field(default_factory=list)  # with the id of the row in the shop
    same: int = 0  # rows of which nothing would change
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def writes(self) -> int:
        return len(self.new) + len(self.update)
