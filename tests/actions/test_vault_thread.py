"""The thread that asks for the vault, over the simulated one: each answer, and a line that says nothing."""

import socket

import pytest

from hardware.simulated.vault import SimulatedVault
from kiosk.actions.vault_thread import (
    VaultDamaged,
    VaultDone,
    VaultFailed,
    VaultMoved,
    VaultSilent,
    VaultState,
    VaultThread,
    VaultWrong,
)
from tests.hardware.events import Told

PIN, OTHER = "83510462", "62840153"


@pytest.fixture
def vault(tmp_path):
    return SimulatedVault(tmp_path)


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def thread(vault, told):
    thread = VaultThread(vault.connect, lambda: None)
    thread.start(told)
    yield thread
    vault.ok()
    thread.stop()


def made(thread, told):
    number = thread.make(PIN)
    steps = []
    while isinstance(event := told.next(), VaultMoved):
        steps.append(event.percent)
    assert event == VaultDone(number)
    return steps


def power_cut(tmp_path, vault):
    """Another run of the machine finds the card."""
    kept = vault._kept()
    vault._keep(**{**kept, "open": "a run before"})
    return SimulatedVault(tmp_path)


def test_it_is_made_after_the_program_has_let_go(vault, told):
    order = []

    def connect():
        order.append("ask")
        return vault.connect()

    thread = VaultThread(connect, lambda: order.append("let go"))
    assert thread.look().state is VaultState.PLAIN
    thread.start(told)
    steps = made(thread, told)
    assert steps == sorted(steps)
    assert order[-2:] == ["let go", "ask"]
    assert thread.look().state is VaultState.OPEN
    assert thread.is_open


def test_it_is_closed_after_a_power_cut_until_its_pin_opens_it(tmp_path, vault, thread, told):
    made(thread, told)
    again = VaultThread(power_cut(tmp_path, vault).connect, lambda: None)
    assert again.look().state is VaultState.CLOSED
    again.start(told)
    again.open(OTHER)
    assert told.next() == VaultWrong(1, 0)
    again.open(PIN)
    assert told.next() == VaultDone(2)
    assert again.look().state is VaultState.OPEN


def test_the_third_wrong_pin_makes_the_right_one_wait(tmp_path, vault, thread, told):
    made(thread, told)
    for _ in range(6):
        thread.open(OTHER)
        if told.next().wait:
            break
    thread.open(PIN)
    assert isinstance(told.next(), VaultWrong)
    assert power_cut(tmp_path, vault)._wait() == 0


def test_its_pin_is_changed_by_who_knows_it(tmp_path, vault, thread, told):
    made(thread, told)
    thread.change(OTHER, PIN)
    assert isinstance(told.next(), VaultWrong)
    thread.change(PIN, OTHER)
    assert isinstance(told.next(), VaultDone)
    again = VaultThread(power_cut(tmp_path, vault).connect, lambda: None)
    again.start(told)
    again.open(PIN)
    assert isinstance(told.next(), VaultWrong)
    again.open(OTHER)
    assert isinstance(told.next(), VaultDone)


def test_damage_and_failure_are_told_apart(tmp_path, vault, thread, told):
    vault.fail()
    thread.make(PIN)
    while isinstance(event := told.next(), VaultMoved):
        pass
    assert isinstance(event, VaultFailed)
    vault.ok()
    made(thread, told)
    vault.damage()
    closed = VaultThread(power_cut(tmp_path, vault).connect, lambda: None)
    assert closed.look().state is VaultState.DAMAGED
    closed.start(told)
    closed.open(PIN)
    assert isinstance(told.next(), VaultDamaged)


def is_silent(connect, told):
    """The thread says so, and believes nothing."""
    thread = VaultThread(connect, lambda: None)
    with pytest.raises(VaultSilent):
        thread.look()
    thread.start(told)
    thread.open(PIN)
    assert isinstance(told.next(), VaultFailed)


@pytest.mark.parametrize("answer", [b"", b"nonsense\n", b"closed soon\n"])
def test_whoever_says_nothing_or_nonsense_is_not_believed(told, answer):
    def connect():
        ours, theirs = socket.socketpair()
        theirs.sendall(answer)
        theirs.shutdown(socket.SHUT_WR)
        ends.append(theirs)
        return ours

    ends = []
    is_silent(connect, told)


def test_where_nobody_answers_it_is_said(told, caplog):
    def connect():
        raise ConnectionRefusedError

    is_silent(connect, told)
    assert PIN not in caplog.text
