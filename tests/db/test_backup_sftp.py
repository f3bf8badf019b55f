"""Backups on a server: a real OpenSSH server on loopback, its faults, and its disk's."""

import subprocess
from contextlib import contextmanager

import pytest

from db import backup_sftp
from db.backup_errors import (
    ServerChanged,
    ServerRefuses,
    TargetFull,
    TargetGone,
    TargetMissing,
    TargetNotOurs,
    TargetReadOnly,
)
from db.backup_listing import listed, require_whole
from db.backup_sftp import SftpTarget, fingerprint, key_shown_by, new_key, public_part
from db.backup_target import CHUNK, OURS
from tests.db.backing_up import back_up, bring_back, quiet, take_in
from tests.db.ssh_server import SshServer, why_none
from tests.locking import locked

pytestmark = pytest.mark.skipif(bool(why_none()), reason=why_none())

OURS_KEY = new_key()


@pytest.fixture
def server(tmp_path):
    server = SshServer(tmp_path / "server")
    server.start()
    server.let_in(public_part(OURS_KEY))
    yield server
    server.stop()


@pytest.fixture
def connected(server):
    """Connections to the server, which end with the test."""
    open_ones = []

    def connect(key=OURS_KEY, folder=None, host_key=""):
        shown = key_shown_by("127.0.0.1", server.port) if host_key == "" else host_key
        target = SftpTarget.connected(server.user, "127.0.0.1", server.port, str(folder or server.folder), key, shown)
        open_ones.append(target)
        return target

    yield connect
    for target in open_ones:
        target.close()


@contextmanager
def of_size(folder, size):
    """The server's disk has no more room than that."""
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True).returncode:
        pytest.skip("only root can mount a file system here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def test_a_shop_goes_there_and_comes_back(store, connected, key, tmp_path):
    for number in range(1, 41):
        take_in(store, number, f"客{number}")
    target = connected()
    target.choose()
    target.require_ours()
    backup = back_up(store, target, key)
    assert {path.name for path in tmp_path.joinpath("server/backups").iterdir()} == {
        OURS,
        backup.name,
        f"{backup.name}.json",
    }
    (found,) = listed(connected())
    assert require_whole(target, found, quiet) == backup.manifest
    assert bring_back(target, backup, tmp_path / "new", key).customers == 40


def test_files_there_are_for_the_user_alone(store, connected, key, server):
    back_up(store, connected(), key)
    assert {path.stat().st_mode & 0o777 for path in server.folder.iterdir()} == {0o600}


def test_the_key_is_shown_as_the_server_itself_shows_it(server, tmp_path):
    shown = fingerprint(key_shown_by("127.0.0.1", server.port))
    said = subprocess.run(
        ["ssh-keygen", "-l", "-f", tmp_path / "server" / "host_key"], capture_output=True, text=True, check=True
    ).stdout
    assert shown in said


def test_another_server_in_its_place_gets_nothing(connected, server):
    known = key_shown_by("127.0.0.1", server.port)
    server.stop()
    server.new_key()
    server.start()
    with pytest.raises(ServerChanged):
        connected(host_key=known)


def test_a_server_that_does_not_know_this_machine(connected):
    with pytest.raises(ServerRefuses):
        connected(key=new_key())


def test_a_server_that_is_off(connected, server):
    known = key_shown_by("127.0.0.1", server.port)
    server.stop()
    with pytest.raises(TargetMissing):
        connected(host_key=known)
    with pytest.raises(TargetMissing):
        key_shown_by("127.0.0.1", server.port)


def test_a_folder_that_is_not_there(connected, server):
    with pytest.raises(TargetMissing):
        connected(folder=server.folder / "none")


def test_a_folder_that_nobody_chose(connected):
    with pytest.raises(TargetNotOurs):
        connected().require_ours()


def test_a_server_that_hangs_is_given_up(connected, server, monkeypatch):
    monkeypatch.setattr(backup_sftp, "ANSWERS_WITHIN", 0.3)
    target = connected()
    server.hold()
    try:
        with pytest.raises(TargetGone):
            target.names()
    finally:
        server.hold(on=False)


def test_a_server_that_goes_away_at_any_chunk_leaves_nothing_that_is_trusted(store, connected, server, key, tmp_path):
    with store.transaction():
        store.database.execute_sql("CREATE TABLE bulk (noise BLOB) STRICT")
        store.database.execute_sql("INSERT INTO bulk VALUES (randomblob(?))", (4 * CHUNK,))
    good = back_up(store, connected(), key)
    for goes_at in range(3):
        target = connected()
        pieces = 0
        written = target.write

        def write(file, data, goes_at=goes_at, written=written):
            nonlocal pieces
            if pieces == goes_at:
                server.stop()
            pieces += 1
            written(file, data)

        target.write = write
        with pytest.raises(TargetGone):
            back_up(store, target, key, "20261121-040000")
        server.start()
        newest = listed(connected())[0]
        assert newest.name == good.name
        assert require_whole(connected(), newest, quiet)
    again = back_up(store, connected(), key, "20261122-040000")
    assert listed(connected())[0].name == again.name
    assert not [path for path in server.folder.iterdir() if path.suffix == ".part"]


def test_a_full_server(store, connected, server, key):
    with store.transaction():
        store.database.execute_sql("CREATE TABLE bulk (noise BLOB) STRICT")
        store.database.execute_sql("INSERT INTO bulk VALUES (randomblob(?))", (12 * CHUNK,))
    with of_size(server.folder, "10m"):
        target = connected()
        with pytest.raises(TargetFull):
            back_up(store, target, key)
        target.free = lambda: 1 << 40  # it says there is room, and then there is none
        with pytest.raises(TargetFull):
            back_up(store, target, key)
        assert target.names() == []


def test_a_server_whose_disk_can_only_be_read(store, connected, server, key):
    back_up(store, connected(), key)
    connected().choose()
    with locked(server.folder):
        target = connected()
        with pytest.raises(TargetReadOnly):
            target.require_ours()
        assert listed(target)
