"""Who lies on the reader, and what of that is news. Pure: fed with the time and the cards of one look at the field."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from hardware.events import CardKind, CardRefusal, CardRefused, CardTapped

COOL_DOWN = 1.5
"""Seconds for which a card must have been away before it taps again."""

GONE_AFTER = 0.4
"""Seconds unseen after which a card has left: one held askew misses polls, and each poll shows one of two cards."""


@dataclass(frozen=True, slots=True)
class SeenCard:
    """One answer to a poll. `uid` as in CardTapped: lower-case hex, FeliCa's system nibble 0, kept out of repr."""

    uid: str = field(repr=False)
    kind: CardKind
    random: bool = False  # a number made up for this one touch: it names nobody

    @classmethod
    def felica(cls, idm: bytes) -> Self:
        # the upper nibble counts the card's systems: the same card, asked for another system
        uid = bytes([idm[0] & 0x0F]) + idm[1:]
        return cls(uid.hex(), CardKind.FELICA, random=idm.startswith(b"\x01\xfe"))  # 01FE: NFC-DEP

    @classmethod
    def nfc_a(cls, uid: bytes) -> Self:
        return cls(uid.hex(), CardKind.NFC_A, random=len(uid) == 4 and uid[0] == 0x08)


class Presence:
    """Turns looks into events: a tap is no card → card, once per presence.

    - Another card within `gone_after` of the first: CardRefused(SEVERAL) once, then nothing until the field was empty.
    - Random numbers alone, in two looks: CardRefused(RANDOM_UID) once. Two, because a phone's FeliCa side may wake
      later than its random NFC-A side. Beside a card with a number of its own they say nothing.
    - `at` of an event is the `now` of the look. Times must not go backwards.
    """

    def __init__(self, gone_after: float = GONE_AFTER) -> None:
        """`gone_after`: 0 where a look shows all that lies there, and a card that is not in it has left."""
        self._gone_after = gone_after
        self._here: dict[str, float] = {}  # uid → last seen, `gone_after` at most
        self._answered: dict[str, float] = {}  # uid → last seen since it was told, COOL_DOWN at most
        self._several = False
        self._random_at = float("-inf")
        self._random_looks = 0

    def look(self, now: float, seen: Iterable[SeenCard]) -> list[CardTapped | CardRefused]:
        """Take in one whole look, and say what is news in it (one event at most)."""
        seen = list(seen)
        named = {card.uid: card for card in seen if not card.random}
        self._forget(now)
        if self._several and not self._here and not seen:
            self._several = False
        self._here |= dict.fromkeys(named, now)

        if self._several:
            # whatever still lies there keeps the field taken, a phone's changing number too
            self._here |= dict.fromkeys((card.uid for card in seen), now)
            return []
        if len(self._here) > 1:
            self._several = True
            self._answered.clear()  # the one card laid again after the refusal is a new tap
            return [CardRefused(CardRefusal.SEVERAL, now)]
        if named:
            ((uid, card),) = named.items()
            known = uid in self._answered
            self._answered[uid] = now
            return [] if known else [CardTapped(uid, card.kind, now)]
        if seen and not self._answered:
            return self._random(now)
        return []

    def _random(self, now: float) -> list[CardTapped | CardRefused]:
        fresh = now - self._random_at > COOL_DOWN
        self._random_at = now
        self._random_looks = 1 if fresh else self._random_looks + 1
        return [CardRefused(CardRefusal.RANDOM_UID, now)] if self._random_looks == 2 else []

    def _forget(self, now: float) -> None:
        self._here = {uid: at for uid, at in self._here.items() if now - at <= self._gone_after}
        self._answered = {uid: at for uid, at in self._answered.items() if now - at <= COOL_DOWN}
