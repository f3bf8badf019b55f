"""Two cards from one shop both went on selling, and become one shop again."""

from pathlib import Path

import pytest

from db import joining, models
from db.connection import FILE, Store
from db.models import (
    Card,
    Customer,
    Merge,
    Node,
    Note,
    OpenSale,
    PointLot,
    Product,
    Setting,
    SlipJob,
    StaffCard,
    TagOn,
    Visit,
)
from kiosk.actions.closing import begin_day
from kiosk.actions.details import change_detail
from kiosk.actions.erasing import erase_person
from kiosk.actions.joining import Alike
from kiosk.actions.joining_copies import CantJoin, join_folders
from kiosk.actions.merging import merge
from kiosk.actions.naming import name_customer
from kiosk.actions.notes import save_note
from kiosk.actions.product import remember_product
from kiosk.actions.record import read_record
from kiosk.actions.sale import begin_sale, keep_sale
from kiosk.actions.search import find_customers
from kiosk.actions.settings import change_setting
from kiosk.actions.tags import Options, presets, put_on
from kiosk.actions.wishes import say_wish, wishes_of
from kiosk.cli import main
from kiosk.rules.details import Accepted, Detail
from kiosk.rules.notes import Draft
from kiosk.rules.sale import OpenLine
from kiosk.rules.units import Yen
from kiosk.rules.wishes import Channel
from tests.db.damage import flip_bit
from tests.joining.copies import Copy, card, founded


@pytest.fixture
def here(tmp_path: Path) -> Copy:
    return founded(tmp_path / "here", points__visit=3)


def copy_of(here: Copy) -> Copy:
    return here.copied(here.folder.with_name("there"))


def test_every_table_has_a_rule() -> None:
    ruled = (*joining.BROUGHT, *joining.OF_THEIR_OWN, *joining.COUNTED)
    assert sorted(ruled) == sorted(table._meta.table_name for table in models.TABLES)


def test_what_both_sold_is_the_shops(here: Copy) -> None:
    there = copy_of(here)
    with here.open() as till:
        till.sell(till.customer(1), 1000)
    with there.open() as till:
        till.sell(till.customer(1), 500)
        till.sell(None, 300)
    joined = here.join(there)
    assert joined.brought.rows["sale"] == 2
    with here.open() as till:
        assert sum(row.total for row in models.DayStat.select()) == 1800
        assert till.points(till.customer(1)) == 3 + 10 + 5
        assert Node.select().count() == 2


def test_the_second_time_adds_nothing(here: Copy) -> None:
    there = copy_of(here)
    with there.open() as till:
        till.sell(till.customer(1), 500)
        name_customer(till.books, till.enrol(card(9)), "佐藤", "さとう")
    here.join(there)
    rows = here.rows()
    joined = here.join(there)
    assert joined.brought.count == 0
    assert here.rows() == rows
    with there.open() as till:
        till.sell(till.customer(2), 100)
    assert here.join(there).brought.rows["sale"] == 1


def test_a_day_on_which_the_customer_came_to_both_is_one_visit(here: Copy) -> None:
    here.pass_days(1)
    there = copy_of(here)
    with here.open() as till:
        till.tap(card(1))
    with there.open() as till:
        till.tap(card(1))
    here.join(there)
    with here.open() as till:
        assert Visit.select().where(Visit.customer == till.customer(1)).count() == 2
        assert till.points(till.customer(1)) == 9  # of the first day, and once in each copy


def test_two_new_customers_of_one_number_get_two(here: Copy) -> None:
    there = copy_of(here)
    with here.open() as till:
        name_customer(till.books, till.enrol(card(7)), "佐藤", "さとう")
    with there.open() as till:
        name_customer(till.books, till.enrol(card(8)), "田中", "たなか")
    assert here.join(there).brought.renumbered == ((4, 5),)
    with here.open() as till:
        assert [Customer.get_by_id(till.customer(number)).name for number in (4, 5)] == ["佐藤", "田中"]
        assert [one.number for one in find_customers(till.books, "たなか")] == [5]


def test_the_same_points_spent_twice_are_owed(here: Copy) -> None:
    with here.open() as till:
        till.sell(till.customer(1), 10_000)
    there = copy_of(here)
    with here.open() as till:
        till.sell(till.customer(1), 1000, points=100)
    with there.open() as till:
        till.sell(till.customer(1), 1000, points=90)
    joined = here.join(there)
    with here.open() as till:
        # 100 and 3 for a visit; 190 spent, 9 + 9 earned
        assert till.points(till.customer(1)) == 103 - 190 + 9 + 9
    assert joined.owing == ((1, 69),)
    assert here.join(there).owing == ()


def test_points_that_expired_in_one_copy_were_there_to_be_spent_in_the_other(here: Copy) -> None:
    with here.open() as till:
        till.sell(till.customer(1), 10_000)
    there = copy_of(here)
    with there.open() as till:
        till.sell(till.customer(1), 200, points=100)
    here.pass_days(500)
    with here.open() as till:
        begin_day(till.books)
        assert till.points(till.customer(1)) == 0
    here.join(there)
    with here.open() as till:
        begin_day(till.books)
        assert till.points(till.customer(1)) == 0
    assert here.join(there).owing == ()


def test_a_visit_in_one_copy_keeps_points_alive_in_both(tmp_path: Path) -> None:
    here = founded(tmp_path / "here", points__expiry="activity", points__visit=10)
    there = copy_of(here)
    there.pass_days(200)
    with there.open() as till:
        till.tap(card(1))
    here.pass_days(500)
    with here.open() as till:
        begin_day(till.books)
        assert till.points(till.customer(1)) == 0
    here.join(there)
    with here.open() as till:
        assert till.points(till.customer(1)) == 20
        assert PointLot.select().where((PointLot.customer == till.customer(1)) & (PointLot.left > 0)).count() == 2
    rows = here.rows()
    here.join(there)
    assert here.rows() == rows


def test_the_newest_change_of_a_value_holds(here: Copy) -> None:
    there = copy_of(here)
    with here.open() as till:
        name_customer(till.books, till.customer(1), "佐藤", "さとう")
        name_customer(till.books, till.customer(2), "鈴木", "すずき")
    there.ms += 60_000
    with there.open() as till:
        name_customer(till.books, till.customer(1), "斎藤", "さいとう")
        change_detail(till.books, till.customer(2), Detail.PHONE, Accepted("0312345678"))
        change_setting(till.books, "points.smallest_spend", 500)
        change_setting(till.books, "shop.name", "まるみ")
    joined = here.join(there)
    assert [(one.table, one.column, one.here, one.other) for one in joined.brought.decided] == [
        ("customer", "name", False, "佐藤"),
        ("customer", "reading", False, "さとう"),
    ]
    with here.open() as till:
        first, second = (Customer.get_by_id(till.customer(number)) for number in (1, 2))
        assert (first.name, second.name, second.phone) == ("斎藤", "鈴木", "0312345678")
        assert till.books.settings.points.smallest_spend == 500
        assert till.books.settings.shop.name == "まるみ"


def test_an_older_change_does_not_come_back(here: Copy) -> None:
    there = copy_of(here)
    with there.open() as till:
        name_customer(till.books, till.customer(1), "斎藤", "さいとう")
    here.ms += 60_000
    with here.open() as till:
        name_customer(till.books, till.customer(1), "佐藤", "さとう")
    assert all(one.here for one in here.join(there).brought.decided)
    with here.open() as till:
        assert Customer.get_by_id(till.customer(1)).name == "佐藤"


def test_one_card_of_two_new_customers_is_one_person_perhaps(here: Copy) -> None:
    there = copy_of(here)
    with here.open() as till:
        till.enrol(card(9))
    with there.open() as till:
        till.enrol(card(9))
    assert here.join(there).alike == (Alike(5, 4, "card"),)
    with here.open() as till:
        assert Card.get(Card.customer == till.customer(4)).state == "active"
        assert not Card.select().where(Card.customer == till.customer(5)).exists()
        assert not Merge.select().exists()


def test_the_same_phone_or_name_and_birthday_is_proposed(here: Copy) -> None:
    there = copy_of(here)
    for copy, names in ((here, ("佐藤", "高橋", "鈴木")), (there, ("さとう", "髙橋", "鈴木"))):
        with copy.open() as till:
            for place, name in enumerate(names):
                person = till.enrol(card(10 + place if copy is here else 20 + place))
                name_customer(till.books, person, name, "")
                if place == 0:
                    change_detail(till.books, person, Detail.PHONE, Accepted("0312345678"))
                if place == 1:
                    change_detail(till.books, person, Detail.BIRTHDAY, Accepted((3, 14)))
    assert here.join(there).alike == (Alike(7, 4, "phone"), Alike(8, 5, "name"))


def test_whom_one_copy_merged_the_other_one_served(here: Copy) -> None:
    there = copy_of(here)
    with here.open() as till:
        kept, gone = till.customer(1), till.customer(2)
        merge(till.books, kept, gone)
    with there.open() as till:
        till.sell(till.customer(2), 1000)
        save_note(till.books, till.customer(2), Draft("犬の名はポチ"))
    here.join(there)
    with here.open() as till:
        assert till.points(kept) == 3 + 3 + 10
        assert till.points(gone) == 0
        assert Note.get().customer_id == kept
        assert models.CustomerStat.get_by_id(kept).total == 1000


def test_two_who_were_merged_into_each_other_are_one(here: Copy) -> None:
    there = copy_of(here)
    with here.open() as till:
        first, second = till.customer(1), till.customer(2)
        merge(till.books, first, second)
    with there.open() as till:
        merge(till.books, second, first)
    here.join(there)
    with here.open() as till:
        assert Customer.get_by_id(second).merged_into_id == first
        assert Customer.get_by_id(first).merged_into_id is None
        assert (till.points(first), till.points(second)) == (6, 0)


@pytest.mark.parametrize("erased", ["here", "there"])
def test_who_was_erased_in_one_copy_is_erased(here: Copy, erased: str) -> None:
    with here.open() as till:
        name_customer(till.books, till.customer(1), "佐藤花子", "さとうはなこ")
    there = copy_of(here)
    first, second = (here, there) if erased == "here" else (there, here)
    with first.open() as till:
        person = till.customer(1)
        erase_person(till.books, person)
    second.ms += 60_000
    with second.open() as till:
        name_customer(till.books, person, "佐藤華子", "さとうはなこ")
        save_note(till.books, person, Draft("佐藤さんの犬"))
        till.sell(person, 700)
    here.join(there)
    with here.open() as till:
        row = Customer.get_by_id(person)
        assert (row.name, row.reading) == ("", "")
        assert row.erased_at is not None
        assert Note.get().text == ""
        assert not Card.select().where(Card.customer == person).exists()
        assert models.CustomerStat.get_by_id(person).total == 700
    data = (here.folder / FILE).read_bytes()
    assert "佐藤花子".encode() not in data
    assert "佐藤さんの犬".encode() not in data
    rows = here.rows()
    here.join(there)
    assert here.rows() == rows


def test_what_both_wrote_down_holds_once(here: Copy) -> None:
    there = copy_of(here)
    for copy in (here, there):
        with copy.open() as till:
            record = read_record(till.books, till.customer(1), till.books.today())
            put_on(till.books, record, presets(till.books)[0], Options())
            say_wish(till.books, till.customer(1), Channel.POST, copy is here)
            remember_product(till.books, "4900000000001", "電池", "でんち", Yen(300), 10)
            till.sell(till.customer(1), 300)
    here.join(there)
    with here.open() as till:
        assert TagOn.select().where(TagOn.off_at.is_null()).count() == 1
        assert [wish.allowed for wish in wishes_of(till.customer(1))] == [False]
        assert Product.select().count() == 1


def test_a_staff_card_that_was_taken_away_stays_away(here: Copy) -> None:
    with here.open() as till, till.books.deed() as deed:
        owner = models.Staff.get().id
        StaffCard.insert(
            id=till.store.new_id(), staff=owner, digest=b"1", last4="0001", kind="felica", at=deed.at
        ).execute()
    there = copy_of(here)
    with here.open() as till, till.books.deed():
        StaffCard.delete().execute()
    here.join(there)
    with here.open():
        assert not StaffCard.select().exists()


def test_goods_come_back_once(here: Copy) -> None:
    with here.open() as till:
        sale = till.sell(till.customer(1), 1000)
    there = copy_of(here)
    with here.open() as till:
        till.take_back(sale)
    with there.open() as till:
        till.take_back(sale)
        till.sell(None, 50)
    joined = here.join(there)
    assert len(joined.brought.refused) == 1
    assert here.days() == {next(iter(here.days())): (1, 50)}


def test_a_sale_that_is_being_rung_up_stays_open_unless_it_was_settled(here: Copy) -> None:
    with here.open() as till:
        left = begin_sale(till.books)
        keep_sale(till.books, left.__class__(key=left.key, lines=(OpenLine(300, 10),)))
    there = copy_of(here)
    assert not here.join(there).brought.sale_left_open
    with there.open() as till:
        another = begin_sale(till.books)
        keep_sale(till.books, another.__class__(key=another.key, lines=(OpenLine(500, 10),)))
    assert here.join(there).brought.sale_left_open
    with here.open():
        assert left.key in OpenSale.get().content


def test_a_slip_that_came_out_in_one_copy_does_not_come_out_again(here: Copy) -> None:
    with here.open() as till, till.books.deed() as deed:
        job = till.store.new_id()
        SlipJob.insert(
            id=job, customer=till.customer(1), figures="{}", state="waiting", key="slip", at=deed.at, bday=deed.bday
        ).execute()
    there = copy_of(here)
    with there.open() as till, till.store.transaction():
        SlipJob.update(state="printed", copies=1).execute()
    here.join(there)
    with here.open():
        assert (SlipJob.get_by_id(job).state, SlipJob.get_by_id(job).copies) == ("printed", 1)


def test_what_is_a_machines_own_stays_its_own(here: Copy) -> None:
    there = copy_of(here)
    with there.open() as till, till.store.transaction():
        Setting.insert(key="figures_compared", value='{"bday": 1, "wrong": 3}').execute()
    here.join(there)
    with here.open():
        assert Setting.get_or_none(Setting.key == "figures_compared") is None


def test_two_installations_that_drew_one_number_are_both_kept(here: Copy) -> None:
    there = copy_of(here)
    with there.open() as till:
        node = till.store.node
        till.sell(None, 100)
    with here.open() as till, till.store.transaction():
        Node.insert(id=node, uuid="ours", board="x", at=1).execute()
    here.join(there)
    with here.open():
        assert Node.select().count() == 3


def refused(here: Copy, other: Path) -> str:
    before = here.bytes()
    with pytest.raises(CantJoin) as error:
        join_folders(here.folder, other, "", lambda step, done, total: None)
    assert here.bytes() == before
    return error.value.why


def test_another_shop_is_refused(here: Copy, tmp_path: Path) -> None:
    assert refused(here, founded(tmp_path / "another").folder) == "another_shop"
    assert refused(here, here.folder) == "same_folder"
    assert refused(here, tmp_path) == "no_copy"


def test_a_damaged_copy_is_refused(here: Copy) -> None:
    there = copy_of(here)
    with there.open() as till, till.store.transaction():
        PointLot.update(left=1).execute()
    assert refused(here, there.folder) == "damaged"
    flip_bit(there.folder / FILE, 9)
    assert main(["merge", str(there.folder), "--data", str(here.folder)]) == 1


def test_ids_that_mean_two_things_are_refused(here: Copy) -> None:
    """A folder that was copied on one machine, which has no number: both went on as one installation."""
    there = copy_of(here)
    there.board = here.board
    for copy, yen in ((here, 100), (there, 200)):
        with copy.open() as till:
            till.sell(None, yen)
    assert refused(here, there.folder) == "same_ids"


@pytest.mark.parametrize("running", ["here", "there"])
def test_a_running_kiosk_is_told_of(here: Copy, running: str, capsys: pytest.CaptureFixture[str]) -> None:
    there = copy_of(here)
    with (here if running == "here" else there).open():
        assert main(["merge", str(there.folder), "--data", str(here.folder)]) == 1
    assert "another kiosk program" in capsys.readouterr().out


def test_a_newer_copy_is_refused(here: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    there = copy_of(here)
    store = Store.open(there.folder)
    store.database.execute_sql("INSERT INTO schema_migration (name, applied) VALUES ('9999_later', 1)")
    store.close()
    assert main(["merge", str(there.folder), "--data", str(here.folder)]) == 1
    assert "newer version" in capsys.readouterr().out


@pytest.mark.parametrize(
    "at",
    [
        "kiosk.actions.joining_copies._joined",
        "kiosk.actions.joining_copies.verify",
        "kiosk.actions.joining_copies.move_in",
    ],
)
def test_broken_off_anywhere_it_begins_again(here: Copy, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    there = copy_of(here)
    with there.open() as till:
        till.sell(till.customer(1), 500)
    before = here.bytes()
    with monkeypatch.context() as broken:
        broken.setattr(at, lambda *_, **__: 1 // 0)
        broken.setattr("shutil.rmtree", lambda *_, **__: None)  # a power cut cleans nothing up
        with pytest.raises(ZeroDivisionError):
            join_folders(here.folder, there.folder, "", lambda step, done, total: None)
    assert here.bytes() == before
    assert here.join(there).brought.rows["sale"] == 1


def test_the_command_says_what_came(here: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    there = copy_of(here)
    with here.open() as till:
        name_customer(till.books, till.enrol(card(9)), "佐藤", "さとう")
    there.ms += 60_000
    with there.open() as till:
        name_customer(till.books, till.enrol(card(9)), "斎藤", "さいとう")
        name_customer(till.books, till.customer(1), "鈴木", "すずき")
    assert main(["merge", str(there.folder), "--data", str(here.folder)]) == 0
    said = capsys.readouterr().out
    assert "お客様: 1人" in said
    assert "もう一方の会員番号 4" in said
    assert "No.5（斎藤）と No.4（佐藤）" in said
    assert main(["merge", str(there.folder), "--data", str(here.folder)]) == 0
    assert "しかないものはありませんでした" in capsys.readouterr().out
