"""What of a file is believed, and what of it reaches the disk."""

import errno
import io
import tarfile
from hashlib import sha256

import msgspec
import pytest
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.releases import unpacking
from kiosk.releases.archive import Refused, Release, UpdateTrouble, head_of, read_public, read_release, refusal
from kiosk.releases.launcher import here
from kiosk.releases.making import make_release
from kiosk.releases.record import ABOUT
from kiosk.releases.unpacking import unpack
from tests.releases.releasing import KEY, NEWEST, packages, public, release

MACHINE, PYTHON = here()
ABOUT_IT = Release("0.2.0", NEWEST, MACHINE, PYTHON, 3, 100, "0" * 64)


def nothing(step, done, total): ...


def trouble_of(act, *words):
    with pytest.raises(Refused) as caught:
        act(*words)
    return caught.value.trouble


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "releases"
    folder.mkdir()
    return folder


def test_what_was_packed_is_there_and_says_what_it_is(tmp_path, home):
    file = release(tmp_path)
    assert file.name == f"kokyaku-0.2.0-{MACHINE}-{PYTHON}.update"
    moved = []
    about = unpack(file, read_public(public(tmp_path)), home, 0, lambda *words: moved.append(words))
    packed = files(tmp_path / "packages-0.2.0")
    assert files(home / "0.2.0") == packed | {ABOUT}
    for name in packed:
        packed_file = tmp_path / "packages-0.2.0" / name
        if packed_file.is_file():
            assert (home / "0.2.0" / name).read_bytes() == packed_file.read_bytes()
            assert int((home / "0.2.0" / name).stat().st_mtime) == int(packed_file.stat().st_mtime)
    assert [path.name for path in home.iterdir()] == ["0.2.0"]
    assert (about.version, about.schema) == ("0.2.0", NEWEST)
    assert moved[-1] == ("unpack", about.unpacked, about.unpacked)


@given(st.data())
def test_a_head_that_was_changed_anywhere_is_refused(data):
    head = bytearray(head_of(ABOUT_IT, KEY))
    place = data.draw(st.integers(0, len(head) - 1))
    # of the hex digits a capital is the same digit
    head[place] ^= data.draw(st.integers(1, 255).filter(lambda bits: bits != 0x20))
    assert trouble_of(read_release, io.BytesIO(head), KEY.public_key()) in (UpdateTrouble.FORGED, UpdateTrouble.FOREIGN)


@given(st.binary(max_size=300), st.booleans())
def test_whatever_a_file_holds_it_is_refused_in_words(content, begins_right):
    content = b"kokyaku-update 1\n" + content if begins_right else content
    assert trouble_of(read_release, io.BytesIO(content), KEY.public_key())


@pytest.mark.parametrize("at", ["first", "middle", "last", "short", "long"])
def test_packages_that_were_changed_are_refused_before_they_are_unpacked(tmp_path, home, at):
    file = release(tmp_path)
    content = bytearray(file.read_bytes())
    begin = len(head_of(ABOUT_IT, KEY)) + 40
    match at:
        case "short":
            del content[-1]
        case "long":
            content += b"x"
        case _:
            content[{"first": begin, "middle": (begin + len(content)) // 2, "last": len(content) - 1}[at]] ^= 1
    file.write_bytes(content)
    steps = []
    key = read_public(public(tmp_path))
    assert trouble_of(unpack, file, key, home, 0, lambda step, *_: steps.append(step)) is UpdateTrouble.DAMAGED
    assert "unpack" not in steps
    assert files(home) == set()


def test_another_signature_no_key_and_no_file_have_words_of_their_own(tmp_path, home):
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    file = release(tmp_path, key=other)
    assert trouble_of(unpack, file, KEY.public_key(), home, 0, nothing) is UpdateTrouble.FORGED
    assert trouble_of(unpack, tmp_path / "gone", KEY.public_key(), home, 0, nothing) is UpdateTrouble.GONE
    assert trouble_of(read_public, tmp_path / "none.pub") is UpdateTrouble.NO_KEY
    (tmp_path / "none.pub").write_text("no key")
    assert trouble_of(read_public, tmp_path / "none.pub") is UpdateTrouble.NO_KEY
    assert files(home) == set()


@pytest.mark.parametrize(
    ("changed", "trouble"),
    [
        ({}, None),
        ({"machine": "sparc"}, UpdateTrouble.MACHINE),
        ({"python": "cp27"}, UpdateTrouble.PYTHON),
        ({"version": "0.1.10"}, UpdateTrouble.SAME),
        ({"version": "0.1.9", "schema": 99}, UpdateTrouble.OLDER),
        ({"schema": NEWEST - 1}, UpdateTrouble.OLDER_DATA),
    ],
)
def test_what_can_not_follow_this_one_is_told_why(changed, trouble):
    assert refusal(msgspec.structs.replace(ABOUT_IT, **changed), "0.1.10", NEWEST) is trouble


def test_a_stick_that_is_pulled_or_a_card_that_is_full_leaves_nothing(tmp_path, home, monkeypatch):
    file = release(tmp_path)
    key = read_public(public(tmp_path))
    assert trouble_of(unpack, file, key, home, 1 << 60, nothing) is UpdateTrouble.NO_ROOM

    def full(packages, tree, release, tell):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(unpacking, "_unpacked", full)
    assert trouble_of(unpack, file, key, home, 0, nothing) is UpdateTrouble.NO_ROOM

    class Pulled(io.BytesIO):
        def read(self, size=-1):
            raise OSError(errno.EIO, "pulled")

    assert trouble_of(unpacking._read, Pulled()) is UpdateTrouble.GONE
    assert files(home) == set()


@pytest.mark.parametrize("name", ["../outside", "/outside", "link"])
def test_nothing_is_written_elsewhere_whoever_signed_it(tmp_path, home, name):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.type = tarfile.SYMTYPE if name == "link" else tarfile.REGTYPE
        member.linkname = "/etc"
        archive.addfile(member)
    payload = zstandard.compress(made.getvalue())
    about = msgspec.structs.replace(ABOUT_IT, size=len(payload), sha256=sha256(payload).hexdigest())
    file = tmp_path / "evil.update"
    file.write_bytes(head_of(about, KEY) + payload)
    assert trouble_of(unpack, file, KEY.public_key(), home, 0, nothing) is UpdateTrouble.DAMAGED
    assert files(tmp_path) == {"releases", "evil.update"}


def test_a_version_that_is_a_path_is_no_version(tmp_path, home):
    about = msgspec.structs.replace(ABOUT_IT, version="../../etc")
    assert trouble_of(read_release, io.BytesIO(head_of(about, KEY)), KEY.public_key()) is UpdateTrouble.DAMAGED
    with pytest.raises(ValueError, match="numbers and points"):
        make_release(packages(tmp_path / "packages", "1.0rc1"), KEY, tmp_path)
