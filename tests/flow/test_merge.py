"""Two records of one person become one, and two again within a day; or the counter says why not."""

import pytest

from db.models import Card, Customer, Merge, PointEntry, PointLot
from db.verify import verify
from kiosk.actions.merging import AlreadyMerged, CantMerge, merge
from kiosk.actions.unmerging import Unmerged, unmerge
from kiosk.flow.intents import KeepRecord, UndoMerge

SATO, AGAIN, OTHER = "0101000000000001", "0101000000000002", "0101000000000003"


@pytest.fixture
def shop(counter):
    """さとう came three days and again with a second card, once on the same day as with the first."""
    counter.set("points.visit", 10)
    enrol(counter, SATO, "さとう")
    enrol(counter, OTHER, "すずき")
    counter.next_day()
    enrol(counter, AGAIN, "さとー")
    counter.next_day()
    counter.tap(SATO)
    counter.tap(AGAIN)
    counter.next_day()
    counter.tap(AGAIN)
    return counter


def enrol(counter, uid, name):
    counter.tap(uid)
    counter.press("はじめてのお客様")
    counter.press("お名前を入れる")
    counter.type(name)
    counter.press("この名前にする")


def compare(counter, uid=SATO, other="さとー 様"):
    counter.tap(uid)
    counter.press("くわしく")
    counter.press("記録")
    counter.press("同じ方の記録とまとめる")
    counter.type("さと")
    counter.press(other)
    counter.expect("compare")


def keep_number(counter, number):
    counter.send(KeepRecord(customer(number)))


def customer(number):
    return Customer.get(Customer.number == number).id


def spend_one_point(counter, number):
    """As a sale does: the oldest lot gives it."""
    lot = (
        PointLot.select().where((PointLot.customer == customer(number)) & (PointLot.left > 0)).order_by(PointLot.id)[-1]
    )
    with counter.books.deed() as deed:
        PointLot.update(left=lot.left - 1).where(PointLot.id == lot.id).execute()
        PointEntry.insert(
            id=counter.store.new_id(),
            customer=lot.customer_id,
            lot=lot.id,
            delta=-1,
            kind="spend",
            key=f"test:{lot.id}",
            at=deed.at,
            bday=deed.bday,
        ).execute()


def test_both_records_are_seen_side_by_side(shop):
    compare(shop)
    left, right = shop.view.body.sides
    assert (left.name, right.name) == ("さとう 様", "さとー 様")
    seen = [{line.lead: line.text for line in side.lines} for side in (left, right)]
    assert [side["ポイント"] for side in seen] == ["30", "30"]
    assert [side["ご来店"] for side in seen] == ["3回", "3回"]
    assert seen[1]["カード"] == "FeliCa …0002"


def test_the_kept_one_has_points_visits_and_cards_of_both(shop):
    compare(shop)
    keep_number(shop, 1)
    shop.expect_text("1つにまとめました", "さとう 様")
    assert shop.view.body.person.points == "60"
    assert "4回目" in shop.view.body.person.visits  # two of six were on one day
    shop.press("カード")
    shop.expect_text("…0001", "…0002")
    shop.tap(AGAIN)
    shop.expect_text("さとう 様", "本日のご来店は記録ずみです")
    assert verify(shop.folder) == []


def test_the_other_one_may_be_kept_as_well(shop):
    compare(shop)
    keep_number(shop, 3)
    shop.expect_text("さとー 様")
    shop.tap(SATO)
    shop.expect_text("さとー 様")
    assert verify(shop.folder) == []


def test_the_number_of_the_gone_one_finds_the_kept_one_and_its_name_nobody(shop):
    compare(shop)
    keep_number(shop, 1)
    shop.press("もどる")
    shop.press("おわり")
    shop.press("さがす")
    shop.type("3")
    assert [row.title for row in shop.view.body.rows] == ["さとう 様"]
    shop.erase()
    shop.type("さと")
    assert [row.title for row in shop.view.body.rows] == ["さとう 様"]


def test_a_line_of_todays_list_opens_the_kept_one(shop):
    compare(shop)
    keep_number(shop, 1)
    shop.press("もどる")
    shop.press("おわり")
    shop.press("今日のお客様")
    shop.press("さとー 様") if shop.sees("さとー 様") else shop.press("さとう 様")
    shop.expect_text("No.1")


def test_the_toast_undoes_it(shop):
    compare(shop)
    keep_number(shop, 1)
    shop.press("取り消す")
    assert shop.view.body.person.points == "30"
    shop.tap(AGAIN)
    shop.expect_text("さとー 様", "3回目")
    assert verify(shop.folder) == []


def test_the_roster_undoes_it_on_the_day_after_but_not_later(shop):
    compare(shop)
    keep_number(shop, 1)
    shop.next_day()
    shop.tap(AGAIN)  # the visit is the kept one's, and stays so
    shop.press("くわしく")
    shop.press("記録")
    shop.expect_text("さとー 様", "3番")
    late = shop.view.body.entries[0].buttons[0].intent
    shop.next_day()
    shop.tap(AGAIN)
    shop.press("くわしく")
    shop.press("記録")
    shop.expect_no_text("元に戻す")
    shop.send(late)
    shop.expect_text("元に戻せません")
    assert Customer.get(Customer.number == 3).merged_into_id == customer(1)


def test_undone_on_the_day_after_the_visit_between_stays_where_it_was_made(shop):
    compare(shop)
    keep_number(shop, 1)
    shop.next_day()
    shop.tap(AGAIN)
    shop.press("くわしく")
    shop.press("記録")
    shop.press("元に戻す")
    shop.expect_text("まとめる前の2つの記録に戻しました")
    assert shop.view.body.person.points == "40"
    shop.tap(AGAIN)
    shop.expect_text("さとー 様", "4回目")  # today's own visit with the card that is hers again
    assert verify(shop.folder) == []


def test_points_that_were_spent_keep_the_records_together(shop):
    compare(shop)
    keep_number(shop, 1)
    spend_one_point(shop, 1)
    shop.press("取り消す")
    shop.expect_text("ポイントが使われたので")
    assert Merge.get().undone_at is None
    assert verify(shop.folder) == []


def test_a_card_that_changed_hands_keeps_the_records_together(shop):
    compare(shop)
    keep_number(shop, 1)
    Card.update(customer=customer(2)).where(Card.last4 == "0002").execute()
    shop.press("取り消す")
    shop.expect_text("カードの持ち主が変わったので")


def test_the_later_merge_is_undone_first(shop):
    compare(shop)
    keep_number(shop, 1)
    first = Merge.get().id
    merge(shop.books, customer(2), customer(1))
    shop.tap(OTHER)
    shop.press("くわしく")
    shop.send(UndoMerge(first))
    shop.expect_text("先に戻してください")
    second = Merge.get(Merge.id != first).id
    for one in (second, first):
        assert isinstance(unmerge(shop.books, one), Unmerged)
    assert verify(shop.folder) == []


def test_a_chain_leads_to_the_last(shop):
    compare(shop)
    keep_number(shop, 1)
    merge(shop.books, customer(2), customer(1))
    for uid in (SATO, AGAIN, OTHER):
        shop.tap(uid)
        shop.expect_text("すずき 様")
    shop.press("おわり")
    shop.press("さがす")
    shop.type("3")
    assert [row.title for row in shop.view.body.rows] == ["すずき 様"]
    assert verify(shop.folder) == []


def test_a_repeat_changes_nothing(shop):
    one, two = customer(1), customer(3)
    before = PointEntry.select().count()
    merged = merge(shop.books, one, two)
    entries = PointEntry.select().count()
    assert merge(shop.books, one, two) == AlreadyMerged(one)
    assert isinstance(merge(shop.books, two, one), CantMerge)
    assert isinstance(merge(shop.books, one, one), CantMerge)
    assert PointEntry.select().count() == entries
    for _ in range(2):
        assert unmerge(shop.books, merged.merge) == Unmerged(one)
    assert PointEntry.select().count() - entries == entries - before
    assert verify(shop.folder) == []


def test_back_leaves_both_as_they_are(shop):
    compare(shop)
    shop.press("もどる")
    shop.expect("person_record")
    assert Merge.select().count() == 0
