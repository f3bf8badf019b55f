"""A machine that does not know the time asks before it serves, and takes the network's answer."""

import pytest

from tests.end_to_end.kiosk import Kiosk

SATO, YAMADA = "0101000000000001", "0101000000000004"


@pytest.fixture
def kiosk(tmp_path):
    """The sample shop on a machine that was just switched on."""
    with Kiosk(tmp_path / "shop", "--clock-unset") as kiosk:
        yield kiosk.ready()


def test_the_day_begins_with_the_answer(kiosk):
    kiosk.wait("screen=clock_asked")
    kiosk.sim("tap", SATO)
    kiosk.wait("screen=clock_asked", "text=先に、今日の日付と時刻を")
    kiosk.sim("press", kiosk.view()["buttons"][0])
    kiosk.wait("screen=idle")
    kiosk.sim("tap", YAMADA)
    kiosk.wait("screen=customer")


def test_the_network_answers_by_itself(kiosk):
    kiosk.wait("screen=clock_asked")
    kiosk.sim("clock", "network")
    kiosk.wait("screen=idle")
