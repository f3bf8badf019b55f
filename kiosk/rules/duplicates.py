"""Is a row of an imported table somebody who is here already?"""

from collections import defaultdict
from enum import StrEnum

from kiosk.rules.drafts import CustomerDraft
from kiosk.rules.search_words import normal
from kiosk.rules.units import CustomerId
from kiosk.value import Hidden, Value


class Likeness(StrEnum):
    SAME = "same"  # number or phone, and name: the record itself
    PHONE = "phone"
    NAME = "name"  # name and reading
    CARD = "card"
    CODE = "code"  # of a product


class Somebody(Value):
    """One of the shop's customers, or a row above in the same file (then `id` is None)."""

    id: CustomerId | None
    row: int | None
    number: int | None
    name: Hidden[str]
    reading: Hidden[str]
    phone: Hidden[str]


class Likely(Value):
    likeness: Likeness
    somebody: Somebody


class Roster:
    """Everybody who may be meant by a row: the shop's customers, and the rows that were taken before."""

    def __init__(self) -> None:
        self._by_number: dict[int, Somebody] = {}
        self._by_phone: dict[str, list[Somebody]] = defaultdict(list)
        self._by_name: dict[tuple[str, str], list[Somebody]] = defaultdict(list)
        self._by_card: dict[str, Somebody] = {}

    def add(self, somebody: Somebody, *cards: str) -> None:
        """`cards` are the digests of this one's cards."""
        if somebody.number is not None:
            self._by_number.setdefault(somebody.number, somebody)
        if somebody.phone:
            self._by_phone[somebody.phone].append(somebody)
        if somebody.name:
            self._by_name[_name(somebody)].append(somebody)
        for card in filter(None, cards):
            self._by_card.setdefault(card, somebody)

    def find(self, draft: CustomerDraft, card: str = "") -> Likely | None:
        """Who this may be, the likeliest first; None: somebody new.

        It is the same record when the number or the phone agrees together with the name; without a phone the name is
        enough where the number can't tell them apart. So the same file again finds every row of its own.
        """
        known = self._by_number.get(draft.number) if draft.number is not None else None
        by_phone = self._by_phone.get(draft.phone, []) if draft.phone else []
        by_name = self._by_name.get(_name(draft), []) if draft.name else []
        same = [somebody for somebody in by_phone if _name(somebody) == _name(draft)]
        if known is not None and (
            (_name(known) == _name(draft) and draft.phone in ("", known.phone)) or not (draft.name or draft.phone)
        ):
            same.append(known)
        if not draft.phone and (draft.number is None or known is not None):
            same += [somebody for somebody in by_name if not somebody.phone]
        if same:
            return Likely(Likeness.SAME, same[0])
        if card and (owner := self._by_card.get(card)) is not None:
            return Likely(Likeness.CARD, owner)
        if by_phone:
            return Likely(Likeness.PHONE, by_phone[0])
        return Likely(Likeness.NAME, by_name[0]) if by_name else None


def _name(who: Somebody | CustomerDraft) -> tuple[str, str]:
    return normal(who.name), normal(who.reading)
