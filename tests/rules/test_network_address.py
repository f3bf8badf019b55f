"""A printer's address on the network, as people type it."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.printer_connection import TcpAddress, parse_connection
from kiosk.rules.network_address import NotAnAddress, network_address

PARTS = st.tuples(st.integers(1, 223), st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))


@given(parts=PARTS, width=st.integers(1, 3), point=st.sampled_from([".", "。", "、", "．", " . "]))
def test_four_numbers_are_an_address_however_they_are_typed(parts, width, point):
    typed = point.join(f"{part:0{width}}" for part in parts)
    assert network_address(typed) == ".".join(map(str, parts))


@given(parts=PARTS)
def test_it_names_a_printer(parts):
    plain = ".".join(map(str, parts))
    assert parse_connection(f"tcp:{network_address(plain)}") == TcpAddress(plain)


def test_full_width_digits_are_digits():
    assert network_address("１９２．１６８．１．５０") == "192.168.1.50"


@pytest.mark.parametrize(
    "typed", ["", "192.168.1", "192.168.1.", "192.168.1.1.1", "192.168.1.256", "printer", "0.0.0.0", "255.255.255.255",
              "224.0.0.1", "192.168.-1.5", "...", "192.168.1.5:9100"],
)  # fmt: skip
def test_what_is_none_is_refused(typed):
    with pytest.raises(NotAnAddress):
        network_address(typed)


@given(st.text(max_size=20))
def test_nothing_that_is_typed_breaks_it(typed):
    with contextlib.suppress(NotAnAddress):
        parse_connection(f"tcp:{network_address(typed)}")
