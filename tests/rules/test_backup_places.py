"""Places for backups as they are written into kiosk.toml."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.backup_places import USB, BackupPlaceKind, parse_backup_place


def test_the_stick():
    assert parse_backup_place("usb") == USB


def test_a_folder_is_called_by_its_last_name():
    place = parse_backup_place("/srv/nas/")
    assert (place.kind, place.folder, place.short) == (BackupPlaceKind.FOLDER, "/srv/nas/", "nas")


@pytest.mark.parametrize(
    ("name", "host", "port"),
    [
        ("sftp://shop@192.168.1.20/backup", "192.168.1.20", 22),
        ("sftp://shop@nas.local:2222/backup", "nas.local", 2222),
        ("sftp://shop@[fe80::1]:2222/backup", "fe80::1", 2222),
    ],
)
def test_a_server(name, host, port):
    place = parse_backup_place(name)
    assert (place.kind, place.user, place.host, place.port, place.folder, place.short) == (
        BackupPlaceKind.SERVER, "shop", host, port, "/backup", host,
    )  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["", "USB", "srv", "ftp://shop@nas/x", "sftp://nas/x", "sftp://shop@nas", "sftp://shop:word@nas/x",
     "sftp://shop@nas:0/x", "sftp://shop@nas:65536/x", "sftp://shop@nas:x/x"],
)  # fmt: skip
def test_what_is_no_place_is_said_with_what_would_be(name):
    with pytest.raises(ValueError, match="sftp://user@host/folder"):
        parse_backup_place(name)


@given(st.text())
def test_nothing_else_comes_of_any_text(name):
    with suppress(ValueError):
        assert parse_backup_place(name).name == name
