"""Backups: what comes back is what went in, and whatever goes wrong has a name and leaves no file behind."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import models
from db.backup_errors import (
    BackupError,
    BadBackupKey,
    Cancelled,
    DamagedBackup,
    NoBackupKey,
    NotABackup,
    NotVerified,
    ShopHere,
    TargetFull,
    TargetGone,
    TargetMissing,
    TargetNotOurs,
    TargetReadOnly,
    WrongBackupKey,
)
from db.backup_listing import drop, listed, require_whole
from db.backup_manifest import SUFFIX
from db.backup_parcel import Member, pack, unpack
from db.backup_target import OURS, FolderTarget
from db.backup_writing import COPY, write_backup
from db.connection import FILE, Store
from db.errors import DamagedPage, NewerSchema
from db.restore import BESIDE, Content, parsed_key, restore
from db.verify import verify
from tests.db.backing_up import CARD_KEY, SECRET, back_up, bring_back, content, in_pieces, order, quiet, take_in
from tests.db.damage import flip_bit
from tests.db.forgetful_stick import ForgetfulStick
from tests.db.shop import words


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    target = FolderTarget.present(folder)
    target.choose()
    return target


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# what comes back


def test_a_shop_comes_back_as_it_was(store, stick, key, tmp_path):
    for number in range(1, 41):
        take_in(store, number, f"客{number}")
    backup = back_up(store, stick, key)
    take_in(store, 41)  # after the moment of the backup

    contents = bring_back(stick, backup, tmp_path / "new", key)

    assert contents.customers == 40
    assert contents.tables["customer"] == 40
    assert (tmp_path / "new" / CARD_KEY).read_bytes() == SECRET
    assert files(tmp_path / "new") == {FILE, CARD_KEY, "node", "lock"}
    assert not verify(tmp_path / "new", words=words)
    again = Store.open(tmp_path / "new")
    try:
        assert models.Customer.select().count() == 40
        assert again.node != store.node  # two copies of a shop never make the same id
        assert again.now_ms() > contents.made_at
    finally:
        again.close()


def test_what_is_sold_during_the_copy_is_not_in_it_and_not_held_up(store, stick, key, tmp_path):
    take_in(store, 1)
    sold = iter(range(2, 5))

    def tell(step, done, total):
        if step == "copy" and (number := next(sold, None)) is not None:
            take_in(store, number)

    backup = write_backup(order(store, key), stick, tell)
    assert models.Customer.select().count() > 1
    assert bring_back(stick, backup, tmp_path / "new", key).customers == 1


def test_each_recipient_can_open_it_and_nobody_else(store, stick, key, tmp_path):
    second, stranger = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    wanted = order(store, key)
    both = replace(wanted, keys=(*wanted.keys, str(second.to_public())))
    backup = write_backup(both, stick, quiet)
    bring_back(stick, backup, tmp_path / "first", key)
    bring_back(stick, backup, tmp_path / "second", second)
    with pytest.raises(WrongBackupKey, match="another one"):
        bring_back(stick, backup, tmp_path / "third", stranger)


def test_nothing_in_it_can_be_read_without_the_key(store, stick, key):
    take_in(store, 1, "鹿児島太郎左衛門")
    back_up(store, stick, key)
    for path in stick.folder.iterdir():
        assert "鹿児島太郎左衛門".encode() not in path.read_bytes()
        assert SECRET not in path.read_bytes()


@given(st.lists(st.tuples(st.binary(max_size=3000), st.integers(1, 60)), max_size=4), st.integers(1, 5000))
@settings(max_examples=60)
def test_a_parcel_gives_back_what_was_put_in(parts, piece):
    key = pyrage.x25519.Identity.generate()
    put = {f"file{at}": data * times for at, (data, times) in enumerate(parts)}
    written, taken = Taken(), {}
    packed = pack((Member(name, len(data), in_pieces(data)) for name, data in put.items()), [key.to_public()], written)

    def take(name, size):
        assert size == len(put[name])
        return taken.setdefault(name, Taken())

    assert unpack(in_pieces(bytes(written.data), piece), key, take) == packed.inner_sha256
    assert {name: bytes(one.data) for name, one in taken.items()} == put
    assert packed.size == len(written.data)


class Taken:
    def __init__(self) -> None:
        self.data = bytearray()

    def write(self, data: bytes) -> None:
        self.data += data


def test_others_open_it_with_the_usual_tools_layer_by_layer(store, stick, key):
    """age, zstd, tar: without this program a shop's data is not lost."""
    import io
    import tarfile

    import zstandard

    backup = back_up(store, stick, key)
    plain = pyrage.decrypt(b"".join(stick.read(backup.name)), [key])
    with tarfile.open(fileobj=zstandard.ZstdDecompressor().stream_reader(io.BytesIO(plain)), mode="r|") as tar:
        assert [member.name for member in tar] == ["contents.json", FILE, CARD_KEY]


# what can be wrong with a backup


@given(st.integers(0), st.integers(0, 7))
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_bit_turned_over_anywhere_is_found(one_backup, at, bit):
    data, key = one_backup
    spoiled = bytearray(data)
    spoiled[at % len(data)] ^= 1 << bit
    with pytest.raises((DamagedBackup, NotABackup, WrongBackupKey)):
        unpack(in_pieces(bytes(spoiled)), key, lambda name, size: Taken())


@given(st.integers(0))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_cut_off_anywhere_is_found(one_backup, at):
    data, key = one_backup
    with pytest.raises((DamagedBackup, NotABackup)):
        unpack(in_pieces(data[: at % len(data)]), key, lambda name, size: Taken())


@pytest.fixture(scope="module")
def one_backup(key, tmp_path_factory):
    store = Store.open(tmp_path_factory.mktemp("one") / "data")
    try:
        stick = ForgetfulStick()
        return b"".join(stick.read(back_up(store, stick, key).name)), key
    finally:
        store.close()


def test_a_damaged_one_is_found_by_its_hash_and_does_not_come_back(store, stick, key, tmp_path):
    backup = back_up(store, stick, key)
    assert require_whole(stick, backup, quiet) == backup.manifest
    path = stick.folder / backup.name
    spoiled = bytearray(path.read_bytes())
    spoiled[len(spoiled) // 2] ^= 1
    path.write_bytes(spoiled)
    with pytest.raises(DamagedBackup):
        require_whole(stick, backup, quiet)
    with pytest.raises(DamagedBackup):
        bring_back(stick, backup, tmp_path / "new", key)
    assert files(tmp_path / "new") == {"lock"}


def test_one_with_damaged_data_in_it_does_not_come_back(store, stick, key, tmp_path):
    """It was whole when it was made, so the page went bad in the memory of the machine that made it."""
    backup = back_up(store, stick, key)
    written, taken = Taken(), {}
    unpack(stick.read(backup.name), key, lambda name, size: taken.setdefault(name, Taken()))
    taken[FILE].data[3 * 4096 + 2000] ^= 1
    members = [Member(name, len(one.data), (bytes(one.data),)) for name, one in taken.items()]
    pack(members, [key.to_public()], written)
    with pytest.raises((DamagedBackup, DamagedPage)):
        restore(
            Content(in_pieces(bytes(written.data)), len(written.data)),
            tmp_path / "new",
            key,
            travelling=(CARD_KEY,),
            words=words,
            board="",
            tell=quiet,
        )
    assert files(tmp_path / "new") == {"lock"}


def test_a_foreign_file_is_none(stick, key):
    for foreign in (b"PK\x03\x04 a photograph" * 1000, b"x"):
        with pytest.raises(NotABackup):
            unpack(in_pieces(foreign), key, lambda name, size: Taken())
    with pytest.raises(DamagedBackup, match="empty"):
        unpack(iter(()), key, lambda name, size: Taken())


def test_an_encrypted_file_of_another_program_is_none(key, tmp_path):
    written = Taken()
    pack([Member("../../etc/passwd", 4, (b"root",))], [key.to_public()], written)
    with pytest.raises(NotABackup):
        restore(
            Content((bytes(written.data),), len(written.data)),
            tmp_path / "new",
            key,
            travelling=(CARD_KEY,),
            words=words,
            board="",
            tell=quiet,
        )
    assert files(tmp_path / "new") == {"lock"}


def test_one_of_a_newer_program_is_refused_before_anything_is_unpacked(store, stick, key, tmp_path):
    store.database.execute_sql("INSERT INTO schema_migration (name, applied) VALUES ('0999_later', 0)")
    backup = back_up(store, stick, key)
    with pytest.raises(NewerSchema, match="update"):
        bring_back(stick, backup, tmp_path / "new", key)
    assert files(tmp_path / "new") == {"lock"}


def test_a_restore_that_was_cut_off_begins_again(store, stick, key, tmp_path):
    backup, new = back_up(store, stick, key), tmp_path / "new"

    class Cut(Exception):
        pass

    for step in ("unpack", "pages", "ledger"):

        def tell(at, done, total, step=step):
            if at == step and done * 2 >= total:
                raise Cut

        with pytest.raises(Cut):
            restore(content(stick, backup.name), new, key, travelling=(CARD_KEY,), words=words, board="", tell=tell)
        assert not (new / FILE).exists()
    (new / BESIDE).mkdir()  # the power went: nobody tidied up
    (new / BESIDE / FILE).write_bytes(b"half")
    (new / (FILE + "-wal")).write_bytes(b"of a database that is gone")
    bring_back(stick, backup, new, key)
    assert files(new) == {FILE, CARD_KEY, "node", "lock"}
    assert not verify(new, words=words)


def test_nothing_is_written_over_a_shop(store, stick, key, folder):
    backup = back_up(store, stick, key)
    store.close()
    before = (folder / FILE).read_bytes()
    with pytest.raises(ShopHere):
        bring_back(stick, backup, folder, key)
    assert (folder / FILE).read_bytes() == before


def test_a_key_is_read_as_it_stands_on_paper(key):
    text = str(key)
    groups = "  ".join(text[at : at + 4] for at in range(0, len(text), 4)).lower()
    assert str(parsed_key(f" {groups}\n")) == text


LETTERS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L1BIO-"


@given(st.data())
def test_a_key_with_one_letter_wrong_is_refused(data):
    text = str(pyrage.x25519.Identity.generate())
    at = data.draw(st.integers(0, len(text) - 1))
    wrong = data.draw(
        st.sampled_from([letter for letter in "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L1BIO-" if letter != text[at]])
    )
    with pytest.raises(BadBackupKey):
        parsed_key(text[:at] + wrong + text[at + 1 :])


# what can be wrong with the place


def test_without_a_key_there_is_no_backup(store, stick, key):
    wanted = order(store, key)
    with pytest.raises(NoBackupKey, match="kiosk backup keys new"):
        write_backup(replace(wanted, keys=()), stick, quiet)


def test_a_folder_that_is_not_there_or_was_never_chosen(tmp_path):
    with pytest.raises(TargetMissing):
        FolderTarget.opened(tmp_path / "stick")
    (tmp_path / "stick").mkdir()
    with pytest.raises(TargetNotOurs):
        FolderTarget.opened(tmp_path / "stick")
    FolderTarget.present(tmp_path / "stick").choose()
    FolderTarget.present(tmp_path / "stick").choose()  # twice is once
    FolderTarget.opened(tmp_path / "stick")


def test_a_full_one_is_found_before_anything_is_written(store, key):
    stick = ForgetfulStick(room=10_000)
    with pytest.raises(TargetFull, match="MB are needed"):
        back_up(store, stick, key)
    assert stick.names() == []


def test_one_that_fills_up_in_the_middle_keeps_what_it_had(store, key, tmp_path):
    stick = ForgetfulStick()
    first = back_up(store, stick, key)
    stick.room = stick.size(first.name) + stick.size(first.name + SUFFIX) + 8_000
    stick.says_free = 1 << 30
    with pytest.raises(TargetFull):
        back_up(store, stick, key, "20261121-040000")
    assert set(stick.names()) == {first.name, first.name + SUFFIX}
    bring_back(stick, first, tmp_path / "new", key)


def test_one_whose_bytes_are_not_what_was_written_is_told(store, key):
    class Failing(ForgetfulStick):
        def rename(self, old, new):
            super().rename(old, new)
            self.spoil(new, self.size(new) // 2)

    stick = Failing()
    with pytest.raises(NotVerified, match="another stick"):
        back_up(store, stick, key)
    assert stick.names() == []


def test_one_pulled_at_any_operation_says_so(store, key):
    whole = ForgetfulStick()
    back_up(store, whole, key)
    for gone_at in range(2, len(whole.record)):
        stick = ForgetfulStick()
        stick.gone_at = gone_at
        with pytest.raises(TargetGone):
            back_up(store, stick, key)
        assert not (store.folder / COPY).exists()


@pytest.mark.parametrize("step", ["copy", "write", "prove"])
def test_it_can_be_cancelled_and_leaves_nothing(store, stick, key, step):
    def tell(at, done, total):
        if at == step:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        write_backup(order(store, key), stick, tell)
    assert files(stick.folder) == {OURS}
    assert not (store.folder / COPY).exists()


def test_a_damaged_page_at_the_source_stops_it(store, stick, key):
    wanted = order(store, key)
    for number in range(1, 200):
        take_in(store, number)
    store.empty_log()
    flip_bit(store.folder / FILE, 12)
    with pytest.raises(DamagedPage):
        write_backup(wanted, stick, quiet)
    assert files(stick.folder) == {OURS}


def test_two_in_one_second_have_two_names(store, stick, key):
    first, second = back_up(store, stick, key), back_up(store, stick, key)
    assert first.name != second.name
    assert [found.name for found in listed(stick)] == [second.name, first.name]


def test_one_without_a_manifest_is_listed_last_and_never_trusted(store, stick, key):
    proved = back_up(store, stick, key)
    (stick.folder / "shop-20301231-000000.db.zst.age").write_bytes(b"cut off")
    found = listed(stick)
    assert [one.name for one in found] == [proved.name, "shop-20301231-000000.db.zst.age"]
    with pytest.raises(NotVerified):
        require_whole(stick, found[1], quiet)
    drop(stick, found[0])
    assert [one.manifest for one in listed(stick)] == [None]


@pytest.fixture
def small_stick(tmp_path):
    """A file system of its own, 400 KB."""
    folder = tmp_path / "small"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "none", folder], capture_output=True).returncode:
        pytest.skip("only root can mount a file system here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_real_file_system_that_is_full_or_read_only(store, small_stick, key):
    target = FolderTarget.present(small_stick)
    target.choose()
    back_up(store, ForgetfulStick(), key)
    (small_stick / "photographs").write_bytes(bytes(396_000))
    with pytest.raises(TargetFull):
        back_up(store, target, key)
    unasked = AlwaysFree(small_stick)
    with pytest.raises(TargetFull):
        back_up(store, unasked, key)
    assert files(small_stick) == {OURS, "photographs"}
    (small_stick / "photographs").unlink()
    subprocess.run(["mount", "-o", "remount,ro", small_stick], check=True)
    unasked = AlwaysFree(small_stick)
    with pytest.raises(TargetReadOnly):
        back_up(store, unasked, key)


class AlwaysFree(FolderTarget):
    """It fills up only after it was asked."""

    def free(self) -> int:
        return 1 << 30


def test_what_goes_wrong_is_said_without_names(store, key):
    take_in(store, 1, "鹿児島太郎左衛門")
    stick = ForgetfulStick()
    stick.gone_at = 4
    with pytest.raises(BackupError) as caught:
        back_up(store, stick, key)
    assert "鹿児島" not in repr(caught.value)
