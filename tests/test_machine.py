"""The machine says which one it is."""

from pathlib import Path

import pytest

from kiosk.machine import board_serial


def said(root: Path, place: str, words: bytes) -> None:
    (root / place).parent.mkdir(parents=True)
    (root / place).write_bytes(words)


def test_a_pi_says_its_serial_number(tmp_path):
    said(tmp_path, "proc/device-tree/serial-number", b"10000000abcdef12\0")
    said(tmp_path, "sys/class/dmi/id/product_uuid", b"5f0c1a52-0f6e-4c6e-9d3a-6b6f6b790001\n")
    assert board_serial(tmp_path) == "10000000abcdef12"


def test_a_pc_says_its_uuid(tmp_path):
    said(tmp_path, "sys/class/dmi/id/product_uuid", b"5f0c1a52-0f6e-4c6e-9d3a-6b6f6b790001\n")
    assert board_serial(tmp_path) == "5f0c1a52-0f6e-4c6e-9d3a-6b6f6b790001"


@pytest.mark.parametrize("words", [None, b"\xff\xff"])
def test_a_machine_that_says_nothing_useful_has_no_number(tmp_path, words):
    if words is not None:
        said(tmp_path, "proc/device-tree/serial-number", words)
    assert board_serial(tmp_path) == ""
