"""The machine's own clock, and who set it."""

import ctypes

import pytest

from hardware.machine_clock import LinuxClock
from kiosk.clock import ShopClock


@pytest.fixture
def files(tmp_path):
    boot, chip = tmp_path / "boot_id", tmp_path / "hctosys"
    boot.write_text("6ba8e94e-2c6b-4801-9c18-dfb567f9c292\n")
    return boot, chip


@pytest.mark.parametrize(("said", "chip"), [("1\n", True), ("0\n", False), (None, False)])
def test_a_chip_counts_if_it_set_the_clock_at_the_start(files, said, chip):
    if said is not None:
        files[1].write_text(said)
    clock = LinuxClock(*files)
    assert clock.boot == "6ba8e94e-2c6b-4801-9c18-dfb567f9c292"
    assert clock.chip is chip


def test_this_machine_has_one_and_it_goes_forward():
    clock = LinuxClock()
    first = clock.since_boot_ms()
    assert clock.boot
    assert 0 < first <= clock.since_boot_ms()


@pytest.mark.parametrize(("answer", "status", "told"), [(0, 0x2001, True), (5, 0x0041, False), (-1, 0, False)])
def test_the_kernel_says_whether_the_network_told_the_time(files, answer, status, told):
    clock = LinuxClock(*files)

    class Libc:
        def adjtimex(self, asked):
            asked._obj.status = status
            return answer

    clock._libc = Libc()
    assert clock.told() is told
    assert ShopClock(clock).sure is told


def test_the_kernel_is_asked_in_its_own_shape(files):
    clock = LinuxClock(*files)
    assert isinstance(clock.told(), bool)
    if ctypes.sizeof(ctypes.c_long) == 8:
        assert ctypes.sizeof(clock._timex) >= 208
