"""今日のお客様: who came, and what was learned of them with one touch on the row."""

from db.models import Customer, Note, Sale, SaleLine, TagOn

SATO, TANAKA = "0101000000000001", "0101000000000002"


def two_customers(counter):
    for uid in (SATO, TANAKA):
        counter.tap(uid)
        counter.press("はじめてのお客様")
        counter.press("おわり")
    counter.press("今日のお客様")


def names(counter):
    return [row.title for row in counter.view.body.rows]


def test_a_tag_from_the_row_and_back_to_the_list(counter):
    two_customers(counter)
    assert names(counter) == ["お客様 2番", "お客様 1番"]
    counter.press("タグ")  # the first row's
    counter.expect("tags")
    counter.press("袋いらない")
    counter.press("もどる")
    counter.expect("today")
    assert TagOn.get().customer.number == 2
    assert names(counter) == ["お客様 1番", "お客様 2番"]  # of whom nothing was learned stands first


def test_a_note_from_the_row_and_back_to_the_list(counter):
    two_customers(counter)
    counter.press("メモ")
    counter.press("カタログをお渡しした")
    counter.press("保存する")
    counter.expect("today")
    counter.expect_text("メモを書きました")
    assert names(counter) == ["お客様 1番", "お客様 2番"]
    counter.press("取り消す")
    counter.expect("today")
    assert names(counter) == ["お客様 2番", "お客様 1番"]
    assert Note.select().count() == 0


def test_never_mind_goes_back_to_the_list(counter):
    two_customers(counter)
    counter.press("メモ")
    counter.press("やめる")
    counter.expect("today")


def test_a_households_tag_of_today_counts_for_its_people(counter):
    two_customers(counter)
    counter.press("タグ")
    counter.press("ご家庭")
    counter.press("水曜お休み")
    counter.press("もどる")
    assert names(counter) == ["お客様 1番", "お客様 2番"]


def test_a_tag_of_yesterday_was_not_learned_today(counter):
    two_customers(counter)
    counter.press("タグ")
    counter.press("袋いらない")
    counter.press("もどる")
    counter.press("もどる")
    counter.next_day()
    for uid in (SATO, TANAKA):
        counter.tap(uid)
    counter.press("おわり")
    counter.press("今日のお客様")
    assert names(counter) == ["お客様 2番", "お客様 1番"]


def test_what_was_bought_stands_on_the_row_less_what_came_back(counter):
    two_customers(counter)
    counter.expect_text("お買い上げなし")
    sell(counter, 1, ("単3電池", 480), ("電気毛布", 4980))
    sell(counter, 2, ("電気毛布", 4980), of=1)
    counter.press("もどる")
    counter.press("今日のお客様")
    assert [row.detail for row in counter.view.body.rows] == ["お買い上げなし", "単3電池"]


def sell(counter, row, *lines, of=None):
    """A purchase of the first customer today; with `of`, its second line comes back."""
    sign, today = (1 if of is None else -1), counter.books.today()
    total = sign * sum(price for _, price in lines)
    figures = dict.fromkeys(("discount", "points_used", "tax_10", "gross_8", "tax_8", "earned"), 0)
    customer = Customer.get(Customer.number == 1)
    Sale.insert(
        figures, id=row, of=of, customer=customer, goods=total, total=total, gross_10=total, key=f"{row}",
        at=counter.clock.ms, bday=today,
    ).execute()  # fmt: skip
    shares = dict.fromkeys(("discount", "discount_share", "points_share", "earned"), 0)
    for place, (name, price) in enumerate(lines):
        SaleLine.insert(
            shares, id=row * 10 + place, sale=row, of=None if of is None else of * 10 + 1, place=place, name=name,
            code="", rate=10, quantity=sign, price=price, amount=sign * price, net=sign * price,
        ).execute()  # fmt: skip
