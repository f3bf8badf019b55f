"""What of the cards on the reader is news."""

from hypothesis import given
from hypothesis import strategies as st

from hardware.events import CardKind, CardRefusal, CardRefused, CardTapped
from hardware.presence import COOL_DOWN, GONE_AFTER, Presence, SeenCard

SATO = SeenCard("0114b34d5a6c7788", CardKind.FELICA)
TANAKA = SeenCard("04a1b2c3d4e5f6", CardKind.NFC_A)
PHONE = SeenCard("08112233", CardKind.NFC_A, random=True)
PHONE_AGAIN = SeenCard("08445566", CardKind.NFC_A, random=True)


class Counter:
    """Lets the time pass in looks of 100 ms, and keeps what was told."""

    def __init__(self) -> None:
        self.now = 0.0
        self.presence = Presence()

    def see(self, *cards: SeenCard, seconds: float = 0.1) -> list[CardTapped | CardRefused]:
        told = []
        until = self.now + seconds
        while self.now < until - 1e-6:
            self.now += 0.1
            told += self.presence.look(self.now, cards)
        return told


def reasons(told: list[CardTapped | CardRefused]) -> list[CardRefusal]:
    assert all(isinstance(event, CardRefused) for event in told)
    return [event.reason for event in told if isinstance(event, CardRefused)]


def uids(told: list[CardTapped | CardRefused]) -> list[str]:
    assert all(isinstance(event, CardTapped) for event in told)
    return [event.uid for event in told if isinstance(event, CardTapped)]


def test_a_card_taps_at_its_first_look_and_only_once_while_it_lies() -> None:
    counter = Counter()
    assert counter.see(SATO) == [CardTapped(SATO.uid, CardKind.FELICA, 0.1)]
    assert counter.see(SATO, seconds=60) == []


def test_a_card_lifted_for_a_moment_does_not_tap_again() -> None:
    counter = Counter()
    counter.see(SATO)
    counter.see(seconds=1.2)
    assert counter.see(SATO) == []
    counter.see(seconds=1.2)
    assert counter.see(SATO) == [], "the cool-down starts anew each time the card is seen"


def test_a_card_that_comes_back_taps_again() -> None:
    counter = Counter()
    counter.see(SATO, seconds=1)
    counter.see(seconds=COOL_DOWN + 0.1)
    assert uids(counter.see(SATO)) == [SATO.uid]


def test_the_next_customer_need_not_wait() -> None:
    counter = Counter()
    counter.see(SATO)
    counter.see(seconds=GONE_AFTER + 0.1)
    assert uids(counter.see(TANAKA)) == [TANAKA.uid]


def test_two_cards_are_refused_once_and_neither_counts_until_the_field_was_empty() -> None:
    counter = Counter()
    assert reasons(counter.see(SATO, TANAKA, seconds=2)) == [CardRefusal.SEVERAL]
    assert counter.see(SATO, seconds=5) == []
    counter.see(seconds=GONE_AFTER + 0.1)
    assert uids(counter.see(SATO)) == [SATO.uid]


def test_two_cards_that_answer_in_turns_are_two_cards() -> None:
    counter = Counter()
    counter.see(SATO)
    assert reasons(counter.see(TANAKA)) == [CardRefusal.SEVERAL]


def test_after_two_cards_the_one_that_had_tapped_before_taps_at_once() -> None:
    counter = Counter()
    counter.see(SATO)
    counter.see(SATO, TANAKA)
    counter.see(seconds=GONE_AFTER + 0.1)
    assert uids(counter.see(SATO)) == [SATO.uid]


def test_a_phone_without_a_card_is_refused_once_per_touch() -> None:
    counter = Counter()
    told = counter.see(PHONE) + counter.see(PHONE_AGAIN) + counter.see(PHONE, seconds=10)
    assert reasons(told) == [CardRefusal.RANDOM_UID]
    counter.see(seconds=COOL_DOWN + 0.1)
    assert reasons(counter.see(PHONE, seconds=1)) == [CardRefusal.RANDOM_UID]


def test_a_phone_with_felica_is_a_felica_card() -> None:
    counter = Counter()
    assert uids(counter.see(SATO, PHONE, seconds=3)) == [SATO.uid]


def test_a_phone_whose_felica_side_wakes_late_or_sleeps_again_is_not_refused() -> None:
    counter = Counter()
    assert counter.see(PHONE) == []
    assert uids(counter.see(SATO, PHONE)) == [SATO.uid]
    assert counter.see(PHONE, seconds=1) == []


CARDS = st.sampled_from([SATO, TANAKA, SeenCard("0139ca0011223344", CardKind.FELICA), PHONE, PHONE_AGAIN])
LOOKS = st.lists(st.tuples(st.floats(0.05, 3), st.frozensets(CARDS, max_size=3)), max_size=40)


@given(LOOKS)
def test_a_tap_is_always_the_one_named_card_of_its_look(looks: list[tuple[float, frozenset[SeenCard]]]) -> None:
    presence, now = Presence(), 0.0
    for pause, seen in looks:
        now += pause
        for event in presence.look(now, seen):
            assert event.at == now
            if isinstance(event, CardTapped):
                assert [card.uid for card in seen if not card.random] == [event.uid]


@given(LOOKS)
def test_after_two_cards_nothing_is_told_until_the_field_was_empty(
    looks: list[tuple[float, frozenset[SeenCard]]],
) -> None:
    presence, now, last_seen, several = Presence(), 0.0, float("-inf"), False
    for pause, seen in looks:
        now += pause
        if not seen and now - last_seen > GONE_AFTER:
            several = False
        told = presence.look(now, seen)
        if several:
            assert told == []
        if any(isinstance(event, CardRefused) and event.reason is CardRefusal.SEVERAL for event in told):
            several = True
        if sum(not card.random for card in seen) > 1:
            assert several, "two cards in one look are always noticed"
        if seen:
            last_seen = now


@given(st.lists(st.tuples(st.floats(0.05, 4), st.booleans()), max_size=60))
def test_one_card_taps_once_per_presence(looks: list[tuple[float, bool]]) -> None:
    presence, now, taps, presences, last_seen = Presence(), 0.0, 0, 0, float("-inf")
    for pause, lies in looks:
        now += pause
        taps += len(presence.look(now, [SATO] if lies else []))
        if lies:
            presences += now - last_seen > COOL_DOWN
            last_seen = now
    assert taps == presences


def test_where_a_look_shows_all_a_card_that_is_not_in_it_has_left() -> None:
    presence = Presence(gone_after=0)
    told = [event for at, seen in ((0.0, [SATO]), (0.1, [SATO]), (0.2, [TANAKA])) for event in presence.look(at, seen)]
    assert uids(told) == [SATO.uid, TANAKA.uid]
    assert reasons(presence.look(0.3, [SATO, TANAKA])) == [CardRefusal.SEVERAL]
