"""What a sale comes to, and what of it goes back."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.money import Rounding
from kiosk.rules.refund import SoldLine, earned_back, part_of, tax_back
from kiosk.rules.sale import Bonus, Discount, OpenLine, OpenSale, reckon
from kiosk.rules.settings import PointSettings
from kiosk.rules.units import CustomerId

RULES = PointSettings()
SOMEBODY = CustomerId(1)

discounts = st.builds(Discount, yen=st.integers(0, 500)) | st.builds(Discount, percent=st.integers(0, 100))
lines = st.builds(
    OpenLine,
    price=st.integers(0, 30_000),
    rate=st.sampled_from((8, 10)),
    quantity=st.integers(1, 30),
    discount=discounts,
    points_percent=st.sampled_from((0, 100, 300)),
)
sales = st.builds(
    OpenSale,
    key=st.just("sale:1"),
    lines=st.lists(lines, max_size=8).map(tuple),
    discount=discounts,
    points=st.integers(0, 5000),
    customer=st.sampled_from((None, SOMEBODY)),
)


def reckoned(sale, rules=RULES, bonus=Bonus()):  # noqa: B008
    return reckon(sale, rules, Rounding.DOWN, bonus)


@given(sales)
def test_every_yen_has_its_line_and_its_rate(sale):
    sums = reckoned(sale)
    assert sums.total == sums.goods - sums.discount - sums.points_used >= 0
    assert sum(sums.gross.values()) == sums.total == sum(line.net for line in sums.lines)
    assert sum(line.discount_share for line in sums.lines) == sums.discount
    assert sum(line.points_share for line in sums.lines) == sums.points_used <= sale.points
    assert sum(line.earned for line in sums.lines) == sums.earned
    for line in sums.lines:
        assert min(line.amount, line.net, line.discount_share, line.points_share, line.earned) >= 0
    if sale.customer is None:
        assert sums.earned == 0


@given(sales, st.randoms(use_true_random=False))
def test_parts_taken_back_one_by_one_are_the_whole(sale, random):
    sums = reckoned(sale)
    gross_left = dict(sums.gross)
    tax = dict.fromkeys(sums.tax, 0)
    for one in sums.lines:
        sold = SoldLine(
            one.line.quantity, one.line.price, one.discount, one.discount_share, one.points_share, one.net, one.earned
        )
        parts, before = [], 0
        while before < sold.quantity:
            count = random.randint(1, sold.quantity - before)
            parts.append(part_of(sold, before, count))
            before += count
        for name in ("quantity", "discount", "discount_share", "points_share", "net", "earned", "amount"):
            assert sum(getattr(part, name) for part in parts) == getattr(sold, name)
        for part in parts:
            assert part.net == part.amount - part.discount_share - part.points_share >= 0
            rate = one.line.rate
            tax[rate] += tax_back(gross_left[rate], part.net, rate, Rounding.DOWN)
            gross_left[rate] -= part.net
    assert tax == sums.tax


def test_points_are_a_discount_shared_over_the_rates():
    sale = OpenSale("sale:1", (OpenLine(1000, 10), OpenLine(500, 8)), points=100, customer=SOMEBODY)
    sums = reckoned(sale)
    assert sums.gross == {10: 933, 8: 467}
    assert sums.tax == {10: 84, 8: 34}
    assert sums.total == 1400
    assert sums.earned == 14


def test_a_line_may_give_more_points_or_none():
    sale = OpenSale(
        "sale:1",
        (OpenLine(1000, 10, points_percent=0), OpenLine(1000, 10, points_percent=200)),
        customer=SOMEBODY,
    )
    assert [line.earned for line in reckoned(sale).lines] == [0, 20]


def test_the_month_of_the_birthday_and_the_class_multiply():
    sale = OpenSale("sale:1", (OpenLine(1000, 10),), customer=SOMEBODY)
    assert reckoned(sale, bonus=Bonus(birthday=200, customer_class=150)).earned == 30


def test_below_the_smallest_spend_nothing_is_earned():
    sale = OpenSale("sale:1", (OpenLine(999, 10),), customer=SOMEBODY)
    assert reckoned(sale, PointSettings(smallest_spend=1000)).earned == 0
    assert reckoned(sale, PointSettings(smallest_spend=999)).earned == 9


def test_a_discount_is_never_more_than_there_is():
    line = OpenLine(300, 10, discount=Discount(yen=500))
    sums = reckoned(OpenSale("sale:1", (line,), discount=Discount(percent=50), points=50))
    assert (sums.goods, sums.discount, sums.points_used, sums.total) == (0, 0, 0, 0)


def test_points_that_expired_unused_are_not_owed():
    assert earned_back(10, expired=10, gone_before=0) == earned_back(10, expired=12, gone_before=2)
    assert earned_back(10, expired=4, gone_before=0).from_balance == 6
    assert earned_back(10, expired=4, gone_before=4).from_balance == 10
