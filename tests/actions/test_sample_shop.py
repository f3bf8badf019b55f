"""A sample shop is made whole or not at all, and goes whole or not at all; no other shop ever goes so."""

import shutil
from itertools import count
from pathlib import Path

import pytest

from db.backup_errors import ShopHere
from db.backup_target import FolderTarget
from db.connection import FILE, Store, wall_ms
from db.errors import FolderInUse, NoDatabase
from db.models import Setting
from db.verify import verify
from kiosk.actions.backing_up import back_up
from kiosk.actions.backup_keys import KeyRole, keep_key, new_key
from kiosk.actions.books import SAMPLE, Books
from kiosk.actions.joining_copies import CantJoin, join_folders
from kiosk.actions.leftovers import SAMPLE_BESIDE, sweep
from kiosk.actions.opening import new_shop, open_books
from kiosk.actions.restoring import bring_back
from kiosk.actions.sample_away import AWAY, NotASample, finish_putting_away, put_sample_away
from kiosk.actions.sample_shop import make_sample_shop
from kiosk.actions.settings import change_setting
from kiosk.rules.search_words import search_text
from kiosk.schema import BadKey
from tests.actions.killed import is_killed
from tests.db.backing_up import quiet
from tests.founded import found_shop

MACHINES_OWN = {"kiosk.toml", "kiosk.log", "lock"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A sample shop with all that a day leaves beside it; not to be changed."""
    folder = tmp_path_factory.mktemp("made") / "shop"
    folder.mkdir()
    make(folder)
    for name in ("letters", "exports", "reports"):
        (folder / name).mkdir()
        (folder / name / "made.pdf").write_bytes(b"of somebody who was invented")
    for name in ("mail.password", "first_steps", *MACHINES_OWN):
        (folder / name).write_text("written")
    return folder


@pytest.fixture
def sample(made, tmp_path):
    return shutil.copytree(made, tmp_path / "shop")


def opened(folder: Path) -> Books:
    return open_books(Store.open(folder), folder, new_shop("店主", ()))


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def make(folder: Path) -> None:
    make_sample_shop(folder, "", wall_ms)


def is_whole(folder: Path) -> bool:
    """The sample, with its mark; else there is nothing that could be opened as a shop."""
    if not (folder / FILE).exists():
        return False
    assert verify(folder, words=search_text) == []
    books = opened(folder)
    assert books.sample_since is not None
    assert books.role == "owner"
    books.store.close()
    return True


def test_it_is_a_shop_whose_owner_is_at_the_counter(made):
    assert is_whole(made)
    assert SAMPLE_BESIDE not in names(made)


def test_killed_at_any_touch_of_the_disk_it_is_made_whole_or_not_at_all(tmp_path):
    whole = []
    for touch in count(1):
        folder = tmp_path / str(touch)
        folder.mkdir()
        killed = is_killed(make, folder, touch)
        sweep(folder)
        whole.append(is_whole(folder))
        assert names(folder) <= {FILE, "card.key", "node", "lock", "backup.lock"}
        if not killed:
            break
    assert whole == sorted(whole)
    assert (whole[0], whole[-1]) == (False, True)
    make(tmp_path / str(whole.count(False)))  # after the last that left none
    assert is_whole(tmp_path / str(whole.count(False)))


def test_it_goes_with_all_that_is_its_own_and_leaves_what_is_the_machines(sample):
    put_sample_away(sample)
    assert names(sample) == MACHINES_OWN


def test_killed_at_any_touch_of_the_disk_it_is_whole_or_gone(made, tmp_path):
    went = []
    for touch in count(1):
        folder = shutil.copytree(made, tmp_path / str(touch))
        killed = is_killed(put_sample_away, folder, touch)
        went.append(not is_whole(folder))
        if went[-1]:
            again = 1
            while is_killed(finish_putting_away, folder, again):  # the starts after it are cut off, too
                again += 1
            assert names(folder) == MACHINES_OWN
        if not killed:
            break
    assert went == sorted(went)
    assert (went[0], went[-1]) == (False, True)


def test_no_other_shop_goes(tmp_path):
    folder = tmp_path / "shop"
    found_shop(folder)
    before = names(folder)
    with pytest.raises(NotASample):
        put_sample_away(folder)
    assert before <= names(folder)
    assert opened(folder).settings.shop.name == "まるみ文具店"


def test_one_that_is_open_does_not_go(sample):
    books = opened(sample)
    with pytest.raises(FolderInUse):
        put_sample_away(sample)
    books.store.close()
    assert is_whole(sample)


def test_where_nothing_is_nothing_goes(tmp_path):
    with pytest.raises(NoDatabase):
        put_sample_away(tmp_path)
    finish_putting_away(tmp_path)


def test_a_shop_that_came_after_it_is_not_touched_by_what_is_left(sample):
    (sample / FILE).rename(sample / AWAY)  # the power went, and a shop was brought back by the command line
    found_shop(sample, shop__name="本物")
    finish_putting_away(sample)
    assert AWAY not in names(sample)
    assert opened(sample).settings.shop.name == "本物"


def test_none_is_made_where_there_is_a_shop(tmp_path):
    found_shop(tmp_path)
    with pytest.raises(ShopHere):
        make(tmp_path)
    assert opened(tmp_path).sample_since is None


def test_nobody_can_choose_that_a_shop_is_a_sample(tmp_path):
    books = opened(tmp_path)
    with pytest.raises(BadKey):
        change_setting(books, SAMPLE, 1)
    assert not Setting.select().where(Setting.key == SAMPLE).exists()
    books.store.close()


def test_it_is_joined_with_no_real_shop_not_even_with_the_one_that_came_after_it(sample, tmp_path):
    copy = shutil.copytree(sample, tmp_path / "copy")
    put_sample_away(sample)
    found_shop(sample)
    for folder, other in ((sample, copy), (copy, sample)):
        with pytest.raises(CantJoin, match="another_shop"):
            join_folders(folder, other, "", quiet)
    assert opened(sample).sample_since is None


def test_a_copy_of_it_that_comes_back_from_a_backup_is_a_sample_still(sample, tmp_path):
    key, stick = new_key(), tmp_path / "stick"
    stick.mkdir()
    FolderTarget.present(stick).choose()
    books = opened(sample)
    keep_key(books, key.public, KeyRole.FIRST)
    books.store.close()
    target = FolderTarget.present(stick)
    backup = back_up(sample, target, wall_ms(), quiet)
    back = tmp_path / "back"
    bring_back(target, backup.name, back, key.secret, "", quiet)
    assert opened(back).sample_since is not None
