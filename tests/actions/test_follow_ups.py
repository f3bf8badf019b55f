"""Follow-ups are made with the business day: for whom it is time, who may be reached, once, and not too many."""

from datetime import date

import pytest

from db.connection import Store
from db.models import Contact, Customer, CustomerStat, FollowUp, Product, Sale, SaleLine, TagOn, Visit
from kiosk.actions import follow_ups
from kiosk.actions.delivery import mark_trouble
from kiosk.actions.follow_ups_counted import count_follow_ups, count_programme
from kiosk.actions.follow_ups_made import close_past, make_follow_ups, propose
from kiosk.actions.merging import merge
from kiosk.actions.opening import new_shop, open_books
from kiosk.actions.settings import change_setting
from kiosk.actions.undo import undo
from kiosk.actions.unmerging import unmerge
from kiosk.actions.wishes import say_wish
from kiosk.rules.business_day import day_of, month_of
from kiosk.rules.follow_up_counts import Came, FollowUpCount
from kiosk.rules.notes import Kind
from kiosk.rules.reach import DeliveryTrouble
from kiosk.rules.units import CustomerId
from kiosk.rules.wishes import Channel

TODAY = day_of(date(2025, 11, 22))
OPENING = 1_763_773_200_000  # 2025-11-22 10:00 in Japan
DAY_MS = 86_400_000


class Wall:
    ms = OPENING

    def __call__(self):
        return self.ms


@pytest.fixture
def wall():
    return Wall()


@pytest.fixture
def books(tmp_path, wall):
    store = Store.open(tmp_path, now_ms=wall)
    yield open_books(store, tmp_path, new_shop("オーナー", []))
    store.close()


def person(books, number, first=None, last=None, days=1, total=5_000, **columns):
    """`first`, `last`: they bought so many days ago; the days between lie as evenly as they can."""
    with books.deed():
        customer = CustomerId(books.store.new_id())
        Customer.insert({"phone": "0312345678", **columns}, id=customer, number=number, at=1, bday=1).execute()
        if first is not None:
            last = first if last is None else last
            bought = sorted({TODAY - first + (first - last) * n // max(1, days - 1) for n in range(days)})
            for bday in bought:
                sale(books, customer, bday, total // days)
            CustomerStat.insert(
                customer=customer,
                days=len(bought),
                sales=len(bought),
                first=bought[0],
                second=bought[1] if len(bought) > 1 else None,
                last=bought[-1],
                total=total,
            ).execute()
    return customer


def sale(books, customer, bday, total, product=None, name="品", of=None, line_of=None):
    """Call it in a transaction."""
    made, line = books.store.new_id(), books.store.new_id()
    Sale.insert(
        id=made, of=of, customer=customer, goods=total, discount=0, points_used=0, total=total, gross_10=total,
        tax_10=0, gross_8=0, tax_8=0, earned=0, key=str(made), at=made, bday=bday,
    ).execute()  # fmt: skip
    pieces = 1 if total > 0 else -1
    SaleLine.insert(
        id=line, sale=made, of=line_of, place=0, product=product, name=name, code="", rate=10, quantity=pieces,
        price=abs(total), discount=0, amount=total, discount_share=0, points_share=0, net=total, earned=0,
    ).execute()  # fmt: skip
    return made, line


def product(books, group="", life=None):
    with books.deed():
        made = books.store.new_id()
        Product.insert(
            id=made, name="洗濯機", price=1, rate=10, product_group=group, life_days=life, at=1, bday=1
        ).execute()
    return made


def begin_day(books):
    """As the counter and the reports' thread do it together."""
    close_past(books)
    with Store.open_reader(books.store.folder) as reader:
        proposed = propose(reader, lambda done, total: None, books.settings, books.today())
    return make_follow_ups(books, proposed)


def made():
    return {(row.customer_id, row.rule) for row in FollowUp.select().where(FollowUp.state == "open")}


def test_each_rule_finds_its_customer(books):
    washer, aid = product(books, "洗濯機", life=3000), product(books, "補聴器")
    change_setting(books, "follow_up.after_groups", ["補聴器"])
    people = {
        "thanks": person(books, 1, first=3),
        "second": person(books, 2, first=20),
        "quarter": person(books, 3, first=80),
        "toddler": person(books, 4, first=50, last=32, days=2),
        "loyal": person(books, 5, first=400, last=25, days=40, total=100_000),
        "unseen": person(books, 6, first=500, last=61, days=5),
        "birthday": person(books, 7, first=300, last=50, days=3, birth_month=11, birth_day=25),
        "life": person(books, 8, first=2990, last=50, days=2),
        "tag": person(books, 9),
        "after": person(books, 10, first=300, last=50, days=3),
    }
    with books.deed() as deed:
        sale(books, people["life"], TODAY - 2990, 80_000, washer, "洗濯機")
        sale(books, people["after"], TODAY - 15, 80_000, aid, "補聴器")
        TagOn.insert(
            id=books.store.new_id(), text="配達は15時以降", customer=people["tag"], review_on=TODAY, at=1, bday=1
        ).execute()
        TagOn.insert(
            id=books.store.new_id(), text="杖", customer=people["tag"], review_on=TODAY, sensitive=True, at=1, bday=1
        ).execute()
        assert deed.bday == TODAY
    assert begin_day(books) == 10
    assert made() == {(customer, rule) for rule, customer in people.items()}
    subjects = {row.rule: row.subject for row in FollowUp.select() if row.subject}
    assert subjects == {"life": "洗濯機", "after": "補聴器", "tag": "配達は15時以降"}
    assert FollowUp.get(FollowUp.rule == "loyal").figure == 10  # 39 gaps in 375 days


def test_a_day_begun_again_makes_nothing_twice(books, wall):
    person(books, 1, first=3)
    assert begin_day(books) == 1
    assert begin_day(books) == 0
    follow_ups.let_go(books, follow_ups.follow_ups_today(books)[0].id)
    for _ in range(4):
        wall.ms += DAY_MS
        assert begin_day(books) == 0


def test_a_rule_that_is_switched_off_makes_nothing(books):
    person(books, 1, first=3)
    change_setting(books, "follow_up.thanks", False)
    assert begin_day(books) == 0


def test_a_day_brings_no_more_than_the_shop_can_do(books, wall):
    for number in range(1, 31):
        person(books, number, first=3)
    change_setting(books, "follow_up.per_day", 12)
    assert begin_day(books) == 12
    assert begin_day(books) == 0
    wall.ms += DAY_MS
    assert begin_day(books) == 12
    wall.ms += DAY_MS
    assert begin_day(books) == 6
    change_setting(books, "follow_up.per_day", 0)
    person(books, 99, first=3)
    assert begin_day(books) == 0


def test_two_proposals_of_one_day_bring_no_more_than_one(books):
    for number in range(1, 31):
        person(books, number, first=3)
    with Store.open_reader(books.store.folder) as reader:
        proposed = [propose(reader, lambda *_: None, books.settings, TODAY) for _ in range(2)]
    assert [make_follow_ups(books, one) for one in proposed] == [10, 0]


def test_a_proposal_of_yesterday_is_nothing_for_today(books, wall):
    person(books, 1, first=3)
    with Store.open_reader(books.store.folder) as reader:
        proposed = propose(reader, lambda *_: None, books.settings, TODAY)
    wall.ms += DAY_MS
    assert make_follow_ups(books, proposed) == 0


def test_one_at_a_time_and_peace_for_a_while(books, wall):
    customer = person(books, 1, first=6, birth_month=11, birth_day=23)
    assert begin_day(books) == 1
    assert made() == {(customer, "birthday")}
    follow_ups.let_go(books, follow_ups.follow_ups_today(books)[0].id)
    wall.ms += DAY_MS
    assert begin_day(books) == 0  # thanks would be due
    wall.ms += 14 * DAY_MS
    assert begin_day(books) == 1
    assert made() == {(customer, "second")}


def test_wishes_outrank_rules(books):
    person(books, 1, first=500, last=61, days=5, phone="")  # no way to reach
    silent = person(books, 2, first=500, last=61, days=5)
    for channel in Channel:
        say_wish(books, silent, channel, False)
    seldom = person(books, 3, first=500, last=61, days=5)
    say_wish(books, seldom, Channel.PHONE, True, 90)
    say_wish(books, seldom, Channel.SMS, False)
    with books.deed():
        Contact.insert(id=1, customer=seldom, channel="phone", text="", at=1, bday=TODAY - 30).execute()
    assert begin_day(books) == 0
    with books.deed():
        Contact.update(bday=TODAY - 90).execute()
    assert begin_day(books) == 1
    assert made() == {(seldom, "unseen")}


def test_whoever_wants_no_contact_may_be_talked_to(books):
    customer = person(books, 1, first=300, last=50, days=3, birth_month=11, birth_day=25)
    for channel in Channel:
        say_wish(books, customer, channel, False)
    assert begin_day(books) == 1
    (shown,) = follow_ups.follow_ups_today(books)
    task = follow_ups.read_task(books, shown.id)
    assert not any(task.allows(how) for how in (Kind.PHONE, Kind.POST, Kind.MAIL, Kind.VISIT))
    with pytest.raises(ValueError, match="wish"):
        follow_ups.done(books, task, Kind.PHONE, "お祝い")
    follow_ups.done(books, task, Kind.TALK, "お祝い")
    assert Contact.get().channel == "talk"


def test_done_writes_a_contact_that_can_be_taken_back(books):
    person(books, 1, first=3)
    begin_day(books)
    (shown,) = follow_ups.follow_ups_today(books)
    task = follow_ups.read_task(books, shown.id)
    settled = follow_ups.done(books, task, Kind.PHONE, "お礼")
    row = Contact.get()
    assert (row.kind, row.follow_up_id, row.channel, row.text) == ("exchange", shown.id, "phone", "お礼")
    assert follow_ups.follow_ups_to_do(books) == 0
    assert follow_ups.done(books, task, Kind.PHONE, "お礼") == follow_ups.SettledBefore()
    undo(books, settled)
    assert Contact.select().count() == 0
    assert follow_ups.follow_ups_today(books) == (shown,)


def test_put_off_it_comes_again(books, wall):
    person(books, 1, first=3)
    begin_day(books)
    (shown,) = follow_ups.follow_ups_today(books)
    settled = follow_ups.put_off(books, shown.id, TODAY + 7)
    assert follow_ups.follow_ups_to_do(books) == 0
    assert follow_ups.follow_up_of(books, shown.customer) == shown
    wall.ms += 7 * DAY_MS
    close_past(books)
    assert follow_ups.follow_ups_today(books) == (shown,)
    undo(books, settled)
    assert FollowUp.get().wait_until is None


def test_what_the_customer_overtook_is_closed(books, wall):
    customer = person(books, 1, first=500, last=61, days=5)
    begin_day(books)
    with books.deed() as deed:
        Visit.insert(id=1, customer=customer, bday=TODAY, at=deed.at).execute()
        Customer.update(last_seen=TODAY).where(Customer.id == customer).execute()
    assert close_past(books) == 0  # is here: there is something to say
    wall.ms += DAY_MS
    assert close_past(books) == 1
    assert FollowUp.get().state == "past"


def test_what_came_of_them(books, wall):
    called, silent, gone = (person(books, number, first=3) for number in (1, 2, 3))
    begin_day(books)
    for shown in follow_ups.follow_ups_today(books):
        if shown.customer == gone:
            follow_ups.let_go(books, shown.id)
        else:
            follow_ups.done(books, follow_ups.read_task(books, shown.id), Kind.PHONE, "")
    with books.deed():
        Visit.insert(id=1, customer=called, bday=TODAY + 31, at=1).execute()
        sale(books, silent, TODAY + 61, 100)
    with Store.open_reader(books.store.folder) as reader:
        count = count_follow_ups(reader, month_of(TODAY))
        assert count == count_programme(reader, month_of(TODAY))
    assert count == FollowUpCount(3, 2, 1, (Came(30, 0), Came(60, 1), Came(90, 2)))
    assert follow_ups.last_month(books).made == 0
    wall.ms += 31 * DAY_MS
    assert follow_ups.last_month(books) == FollowUpCount(3, 2, 1, (Came(30, 0),))


def test_merged_records_are_one_person_and_can_be_two_again(books):
    kept, gone = person(books, 1), person(books, 2, first=3)
    begin_day(books)
    merged = merge(books, kept, gone)
    assert made() == {(kept, "thanks")}
    unmerge(books, merged.merge)
    assert made() == {(gone, "thanks")}


def test_a_letter_that_came_back_goes_along_with_its_address_and_back_again(books):
    kept, gone = person(books, 1), person(books, 2, address="本町1")
    mark_trouble(books, gone, Channel.POST, DeliveryTrouble.RETURNED)
    merged = merge(books, kept, gone)
    row = Customer.get_by_id(kept)
    assert (row.address, row.post_trouble, row.post_trouble_on) == ("本町1", "returned", TODAY)
    unmerge(books, merged.merge)
    row = Customer.get_by_id(kept)
    assert (row.address, row.post_trouble, row.post_trouble_on) == ("", None, None)


def test_a_returned_purchase_is_no_day_of_the_rhythm_and_is_not_asked_after(books):
    aid = product(books, "補聴器")
    change_setting(books, "follow_up.after_groups", ["補聴器"])
    customer = person(books, 1, first=300, last=50, days=3)
    with books.deed():
        sold, line = sale(books, customer, TODAY - 15, 80_000, aid, "補聴器")
        sale(books, customer, TODAY - 14, -80_000, aid, "補聴器", of=sold, line_of=line)
    assert begin_day(books) == 0
