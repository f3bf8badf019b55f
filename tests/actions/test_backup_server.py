"""A shop that backs up to a server: chosen at the command line, then by the kiosk's own process, and its faults."""

import os
import shutil
import stat
import subprocess

import pyrage
import pytest

from db.backup_listing import listed
from db.backup_target import OURS, FolderTarget
from db.connection import Store, wall_ms
from kiosk.actions.backup_keys import KeyRole, keep_key
from kiosk.actions.backup_place import backup_target
from kiosk.actions.backup_thread import BackupFailed, BackupFinished, BackupMoved, BackupThread
from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.actions.opening import new_shop, open_books
from kiosk.cli import main
from kiosk.rules.backup_places import parse_backup_place
from kiosk.server_keys import KEY, KNOWN, own_public_key
from tests.db.ssh_server import SshServer, why_none
from tests.hardware.events import Told, wait_until

pytestmark = pytest.mark.skipif(bool(why_none()), reason=why_none())


@pytest.fixture
def server(tmp_path):
    server = SshServer(tmp_path / "server")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def place(server):
    return parse_backup_place(f"sftp://{server.user}@127.0.0.1:{server.port}{server.folder}")


@pytest.fixture
def folder(tmp_path):
    """A shop with a key for its backups."""
    store = Store.open(tmp_path / "data")
    books = open_books(store, store.folder, new_shop("オーナー", ()))
    keep_key(books, str(pyrage.x25519.Identity.generate().to_public()), KeyRole.FIRST)
    store.close()
    return store.folder


@pytest.fixture
def typed(monkeypatch):
    """What is answered at the terminal."""
    answers = ["yes"]
    monkeypatch.setattr("builtins.input", lambda prompt: answers.pop(0))
    return answers


def choose(folder, place):
    return main(["backup", "choose", place.name, "--data", str(folder)])


def chosen(folder, place, server):
    server.let_in(own_public_key(folder))
    assert choose(folder, place) == 0


def backed_up(folder, place):
    told = Told()
    thread = BackupThread(folder, wall_ms)
    thread.start(told)
    thread.begin(place)
    event = ended(told)
    thread.stop()
    return event


def ended(told):
    while isinstance(event := told.next(), BackupMoved):
        pass
    return event


def test_the_owner_compares_the_key_and_lets_the_machine_in(folder, place, server, typed, capsys):
    assert choose(folder, place) == 1
    said = capsys.readouterr().out
    assert "SHA256:" in said
    assert own_public_key(folder) in said
    server.let_in(own_public_key(folder))
    assert choose(folder, place) == 0  # the key is known: it is not asked for again
    assert "バックアップ先に選びました" in capsys.readouterr().out
    assert (server.folder / OURS).exists()
    assert {stat.S_IMODE((folder / name).stat().st_mode) for name in (KEY, KNOWN)} == {0o600}


def test_a_key_that_is_not_the_servers_confirms_nothing(folder, place, typed):
    typed[:] = ["no"]
    assert choose(folder, place) == 1
    assert not (folder / KNOWN).exists()


def test_the_kiosk_backs_up_there_and_it_is_listed_proved_and_brought_back(folder, place, server, typed, capsys):
    chosen(folder, place, server)
    event = backed_up(folder, place)
    assert isinstance(event, BackupFinished)
    with backup_target(place, folder) as target:
        assert [one.name for one in listed(target)] == [event.backup.name]
    for words in (["list", place.name], ["verify", place.name]):
        assert main(["backup", *words, "--data", str(folder)]) == 0
    assert event.backup.name in capsys.readouterr().out


def test_what_is_wrong_is_told_by_its_kind_and_the_next_one_works(folder, place, server, typed):
    assert trouble(folder, place) is BackupTrouble.SERVER_UNKNOWN
    chosen(folder, place, server)
    server.authorized.write_text("")
    assert trouble(folder, place) is BackupTrouble.SERVER_REFUSES
    server.let_in(own_public_key(folder))
    (server.folder / OURS).unlink()
    assert trouble(folder, place) is BackupTrouble.NOT_OURS
    assert choose(folder, place) == 0
    server.stop()
    assert trouble(folder, place) is BackupTrouble.MISSING
    server.new_key()
    server.start()
    assert trouble(folder, place) is BackupTrouble.SERVER_CHANGED
    typed[:] = ["yes"]
    assert choose(folder, place) == 0
    assert isinstance(backed_up(folder, place), BackupFinished)


def trouble(folder, place):
    event = backed_up(folder, place)
    assert isinstance(event, BackupFailed)
    return event.trouble


def test_a_server_is_told_nothing_before_somebody_has_confirmed_it(folder, place, server):
    before = server.log
    assert trouble(folder, place) is BackupTrouble.SERVER_UNKNOWN
    assert not (folder / KEY).exists()
    assert server.log == before


def test_known_servers_that_were_spoilt_are_asked_for_again(folder, place, server, typed):
    chosen(folder, place, server)
    (folder / KNOWN).write_bytes(os.urandom(30))
    assert trouble(folder, place) is BackupTrouble.SERVER_UNKNOWN
    typed[:] = ["yes"]
    assert choose(folder, place) == 0


# a share: the same server's folder, mounted


@pytest.fixture
def share(folder, server, tmp_path):
    """Mounted by sshfs, which stands for any network file system here."""
    if shutil.which("sshfs") is None or not os.access("/dev/fuse", os.W_OK):
        pytest.skip("no sshfs here: apt install sshfs, and /dev/fuse")
    server.let_in(own_public_key(folder))
    here = tmp_path / "share"
    here.mkdir()
    options = f"IdentityFile={folder / KEY},StrictHostKeyChecking=no,UserKnownHostsFile=/dev/null"
    subprocess.run(
        ["sshfs", "-p", str(server.port), "-o", options, f"{server.user}@127.0.0.1:{server.folder}", here], check=True
    )
    FolderTarget.present(here).choose()
    yield parse_backup_place(str(here))
    subprocess.run(["umount", "-l", here], check=False)


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    FolderTarget.present(folder).choose()
    return parse_backup_place(str(folder))


def test_a_share_whose_server_dies_keeps_no_stick_from_its_backup(folder, share, stick, server):
    assert isinstance(backed_up(folder, share), BackupFinished)
    server.stop()
    assert trouble(folder, share) in (BackupTrouble.GONE, BackupTrouble.NOT_OURS)
    assert isinstance(backed_up(folder, stick), BackupFinished)


def test_a_share_whose_server_hangs_is_given_up_and_the_stick_has_its_backup(folder, share, stick, server):
    told = Told()
    thread = BackupThread(folder, wall_ms, stalled_seconds=3)
    with Store.open(folder) as store, store.transaction():
        store.database.execute_sql("CREATE TABLE bulk (noise BLOB) STRICT")
        store.database.execute_sql("INSERT INTO bulk VALUES (randomblob(?))", (80 << 20,))
    thread.start(told)
    thread.begin(share)
    thread.begin(stick)
    wait_until(lambda: list(server.folder.glob("*.part")))
    server.hold()
    try:
        # the kernel holds who writes there until the server answers: nothing but that process waits for it
        assert ended(told).trouble is BackupTrouble.GONE
        assert isinstance(ended(told), BackupFinished)
    finally:
        server.hold(on=False)
        thread.stop()
