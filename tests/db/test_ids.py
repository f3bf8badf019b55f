from hypothesis import given
from hypothesis import strategies as st

from db.ids import EPOCH_MS, NODES, IdSource, made_at, node_of

CLOCKS = st.lists(st.integers(EPOCH_MS - 10, EPOCH_MS + (1 << 40)), min_size=1, max_size=50)
NODE = st.integers(0, NODES - 1)


def ids(node: int, clock: list[int]) -> list[int]:
    ticks = iter(clock)
    source = IdSource(node, lambda: next(ticks))
    return [source.new_id() for _ in clock]


@given(NODE, CLOCKS)
def test_each_id_is_greater_than_the_one_before_whatever_the_clock_does(node: int, clock: list[int]) -> None:
    made = ids(node, clock)
    assert made == sorted(set(made))


@given(NODE, CLOCKS)
def test_an_id_fits_into_63_bits_and_says_when_and_where_it_was_made(node: int, clock: list[int]) -> None:
    made = ids(node, clock)
    assert all(0 < row < 1 << 63 or (row == 0 and node == 0) for row in made)
    assert {node_of(row) for row in made} == {node}
    assert made_at(made[0]) == max(clock[0], EPOCH_MS)


@given(NODE, NODE, st.integers(EPOCH_MS, EPOCH_MS + (1 << 40)))
def test_two_nodes_never_make_the_same_id(one: int, other: int, now: int) -> None:
    clash = set(ids(one, [now] * 5)) & set(ids(other, [now] * 5))
    assert bool(clash) == (one == other)


def test_more_than_1024_ids_in_a_millisecond_borrow_from_the_next() -> None:
    source = IdSource(7, lambda: EPOCH_MS + 1000)
    made = [source.new_id() for _ in range(5000)]
    assert made == sorted(set(made))
    assert made_at(made[-1]) == source.last_ms == EPOCH_MS + 1004
