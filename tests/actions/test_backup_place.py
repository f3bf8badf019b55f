"""Where backups go: the stick that was chosen, among those that are plugged in."""

from pathlib import Path

import pytest

from db.backup_errors import TargetMissing, TargetReadOnly
from db.backup_target import FolderTarget
from kiosk.actions import places
from kiosk.actions.backup_place import backup_folder
from kiosk.rules.backup_places import USB, parse_backup_place
from tests.locking import locked


@pytest.fixture
def plug_in(tmp_path, monkeypatch):
    """Mounts a stick of that name."""
    listed = tmp_path / "mounts"
    listed.write_text("")
    monkeypatch.setattr(places, "MOUNTS", listed)
    monkeypatch.setattr(places, "_WHERE", (f"{tmp_path}/",))

    def mount(name, how="rw"):
        (tmp_path / name).mkdir()
        with listed.open("a") as file:
            file.write(f"/dev/{name} {tmp_path / name} vfat {how},noatime 0 0\n")
        return tmp_path / name

    return mount


def test_no_stick(plug_in, tmp_path):
    with pytest.raises(TargetMissing):
        backup_folder(USB, tmp_path)


def test_of_two_sticks_it_is_the_chosen_one(plug_in, tmp_path):
    plug_in("music")
    ours = plug_in("ours")
    FolderTarget.present(ours).choose()
    assert backup_folder(USB, tmp_path) == ours


def test_a_stick_that_nobody_chose_is_named_and_one_that_is_gone_hides_none(plug_in, tmp_path):
    music, ours = plug_in("music"), plug_in("ours")
    assert backup_folder(USB, tmp_path) == music
    FolderTarget.present(ours).choose()
    music.rmdir()
    assert backup_folder(USB, tmp_path) == ours


def test_a_locked_stick_is_named_only_where_no_better_one_is_in(plug_in, tmp_path):
    held = plug_in("locked", "ro")
    assert backup_folder(USB, tmp_path) == held
    music = plug_in("music")
    assert backup_folder(USB, tmp_path) == music
    FolderTarget.present(held).choose()  # before its switch was moved
    assert backup_folder(USB, tmp_path) == held
    FolderTarget.present(music).choose()
    assert backup_folder(USB, tmp_path) == music


@pytest.mark.parametrize("chosen", [True, False])
def test_a_locked_stick_is_not_told_as_missing_or_as_anothers(plug_in, tmp_path, chosen):
    stick = plug_in("locked", "ro")
    if chosen:
        FolderTarget.present(stick).choose()
    with locked(stick):
        place = backup_folder(USB, tmp_path)
        with pytest.raises(TargetReadOnly):
            FolderTarget.opened(place)
        assert FolderTarget.present(place).is_chosen() == chosen  # what lies there can be read


def test_a_folder_of_the_settings_is_itself(plug_in, tmp_path):
    plug_in("ours")
    assert backup_folder(parse_backup_place("/srv/backup"), tmp_path) == Path("/srv/backup")
