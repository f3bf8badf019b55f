"""The customer's own display: name and points, what is rung up, thanks; and nothing else, whatever the staff do."""

from collections.abc import Iterator

import msgspec
import pytest

from db.connection import Store
from kiosk.flow.customer_views import Bought, CustomerHere, CustomerView, RungUp, Said, Sum, Thanks, Welcome
from kiosk.flow.intents import (
    AddAmount,
    EnrolCustomer,
    NameProduct,
    OpenFind,
    OpenMenu,
    OpenSelling,
    OpenTags,
    OpenTimeline,
    PriceProduct,
    RemoveLine,
    Settle,
    SignOut,
    SpendPoints,
    StartAfresh,
)
from kiosk.flow.session import Session
from kiosk.flow.states import (
    AtCustomer,
    AtSold,
    CheckingName,
    JoiningCard,
    NamingProduct,
    PricingProduct,
    Selling,
    State,
)
from kiosk.flow.texts import Texts
from kiosk.flow.views import ShadeBody
from kiosk.rules.numerals import grouped, yen
from kiosk.rules.settings import CalledBy
from kiosk.value import Value
from tests.flow.counter import Counter
from tests.flow.tour import tour

SATO, SUZUKI = "0101000000000001", "0101000000000002"
MILK, TEA = "4901234567894", "4902345678905"


@pytest.fixture
def counter(tmp_path):
    """The sample shop's counter; customers are called by name."""
    counter = Counter(tmp_path, sample=True)
    yield counter
    counter.close()


@pytest.fixture
def numbers(tmp_path):
    """… by number."""
    counter = Counter(tmp_path, sample=True, display=CalledBy.NUMBER)
    yield counter
    counter.close()


def seen(counter: Counter) -> CustomerView:
    return counter.view.customer


def welcome(counter: Counter) -> Welcome:
    return Welcome(counter.books.settings.shop.name, "いらっしゃいませ")


def scan_new(counter: Counter, code: str, price: str, name: str = "") -> None:
    counter.scan(code)
    counter.type(price)
    counter.send(PriceProduct(8))
    counter.type(name)
    counter.send(NameProduct())
    counter.expect("sale")


def amount(counter: Counter, price: str) -> None:
    counter.type(price)
    counter.send(AddAmount(10))


# what happens at the counter


def test_nobody_is_served_the_shop_says_welcome(counter):
    assert seen(counter) == welcome(counter)
    assert welcome(counter).shop


def test_a_card_is_touched_name_and_points(counter):
    counter.tap(SATO)
    here = seen(counter)
    assert isinstance(here, CustomerHere)
    assert here.who == "佐藤 和子 様"
    assert here.points == Sum("ポイント", counter.view.body.person.points)


def test_who_waits_behind_reads_no_name_where_the_shop_shows_numbers(numbers):
    numbers.tap(SATO)
    assert seen(numbers).who == "会員番号 1"
    amount_of = numbers.press
    amount_of("お会計")
    amount(numbers, "500")
    assert seen(numbers).who == "会員番号 1"


def test_each_scan_is_a_line_and_the_total_goes_along(counter):
    counter.tap(SATO)
    scan_new(counter, MILK, "248", "ぎゅうにゅう")
    rung = seen(counter)
    assert isinstance(rung, RungUp)
    assert rung.who == "佐藤 和子 様"
    assert rung.lines == (Bought("ぎゅうにゅう", "", "¥248"),)
    assert rung.total == Sum("合計", "¥248")
    counter.scan(MILK)
    amount(counter, "1000")
    assert seen(counter).lines == (Bought("ぎゅうにゅう", "2点", "¥496"), Bought("金額", "", "¥1,000"))
    assert seen(counter).total.value == "¥1,496"


def test_of_many_lines_the_newest_are_there_and_how_many_more(counter):
    counter.send(OpenSelling())
    for price in range(101, 113):
        amount(counter, str(price))
    rung = seen(counter)
    assert [line.amount for line in rung.lines] == ["¥108", "¥109", "¥110", "¥111", "¥112"]
    assert rung.more == "ほか 7点"
    assert (rung.who, rung.points) == ("", None)


def test_points_that_are_used_and_given_then_thanks_and_the_new_balance(counter):
    counter.tap(SATO)
    had = int(counter.view.body.person.points.replace(",", ""))
    counter.press("お会計")
    amount(counter, "2000")
    counter.type("50")
    counter.send(SpendPoints())
    rung = seen(counter)
    assert rung.sums == (Sum("ポイント利用", "50"), Sum("今回のポイント", "+19"))
    assert rung.total.value == "¥1,950"
    counter.send(Settle())
    assert seen(counter) == Thanks(
        "ありがとうございました",
        Sum("合計", "¥1,950"),
        (Sum("ポイント利用", "50"), Sum("今回のポイント", "+19"), Sum("いまのポイント", grouped(had - 50 + 19))),
    )
    counter.press("おわり")
    assert seen(counter) == welcome(counter)


def test_without_a_card_thanks_and_the_total(counter):
    counter.send(OpenSelling())
    amount(counter, "300")
    counter.send(Settle())
    assert seen(counter) == Thanks("ありがとうございました", Sum("合計", "¥300"), ())


def test_what_a_sale_asks_on_the_way_leaves_it_on_the_display(counter):
    counter.set("points.check_above", 10)
    counter.tap(SATO)
    scan_new(counter, MILK, "248")
    rung = seen(counter)
    counter.scan(TEA)
    counter.expect("pricing")
    assert seen(counter) == rung
    counter.type("100")
    counter.send(PriceProduct(8))
    counter.expect("naming_product")
    assert seen(counter) == rung
    counter.send(NameProduct())
    rung = seen(counter)
    counter.type("20")
    counter.send(SpendPoints())
    counter.expect("check_name")
    assert seen(counter) == rung


# the staff are elsewhere


@pytest.mark.parametrize("elsewhere", [OpenTags(), OpenTimeline()])
def test_the_staff_look_at_more_the_customer_sees_the_welcome(counter, elsewhere):
    counter.tap(SATO)
    counter.send(elsewhere)
    assert seen(counter) == welcome(counter)


@pytest.mark.parametrize("elsewhere", [OpenMenu(), OpenFind()])
def test_menu_and_search_are_the_staffs_alone(counter, elsewhere):
    counter.send(elsewhere)
    assert seen(counter) == welcome(counter)


def test_a_record_that_was_looked_up_is_not_shown_its_customer_may_not_be_here(counter):
    counter.send(OpenFind())
    counter.type("さ")
    counter.send(counter.view.body.rows[0].intent)
    counter.expect("customer")
    assert seen(counter) == welcome(counter)
    counter.press("お会計")
    assert seen(counter) == welcome(counter)
    amount(counter, "500")
    assert (seen(counter).who, seen(counter).points) == ("", None)
    counter.send(Settle())
    assert [one.label for one in seen(counter).sums] == ["今回のポイント"]


def test_a_record_that_was_looked_up_is_shown_once_the_visit_is_recorded(counter):
    counter.send(OpenFind())
    counter.type("さ")
    counter.send(counter.view.body.rows[0].intent)
    counter.press("ご来店を記録")
    assert isinstance(seen(counter), CustomerHere)
    counter.press("お会計")
    assert isinstance(seen(counter), CustomerHere)


def test_the_card_of_a_customer_who_was_looked_up_shows_them(counter):
    counter.send(OpenFind())
    counter.type("さとうかずこ")
    counter.send(counter.view.body.rows[0].intent)
    counter.press("お会計")
    counter.tap(SATO)
    counter.expect("sale")
    assert seen(counter).who == "佐藤 和子 様"


def left_open(counter: Counter) -> None:
    """Sato's sale, from which everybody went away."""
    counter.tap(SATO)
    counter.press("お会計")
    amount(counter, "500")
    counter.wait(70)
    counter.expect("idle")


def test_a_sale_that_was_left_open_shows_the_next_one_nothing_until_it_is_gone_on_with(counter):
    left_open(counter)
    counter.send(OpenSelling())
    counter.expect("sale")
    assert seen(counter) == welcome(counter)
    counter.scan(TEA)
    counter.expect("pricing")
    assert seen(counter) == welcome(counter)
    counter.press("やめる")
    amount(counter, "100")
    assert (seen(counter).who, seen(counter).points, seen(counter).total.value) == ("", None, "¥600")
    counter.tap(SATO)
    assert seen(counter).who == "佐藤 和子 様"


def test_the_customer_comes_back_to_the_sale_that_was_left_open(counter):
    left_open(counter)
    counter.tap(SATO)
    counter.press("お会計")
    assert (seen(counter).who, seen(counter).total.value) == ("佐藤 和子 様", "¥500")


def test_another_customer_finds_a_sale_left_open_and_sees_nothing_of_it(counter):
    left_open(counter)
    counter.tap(SUZUKI)
    counter.press("お会計")
    counter.expect("open_sale")
    assert seen(counter) == welcome(counter)
    counter.send(OpenSelling())
    assert seen(counter) == welcome(counter)


def test_another_customer_starts_afresh_instead_of_a_sale_left_open(counter):
    left_open(counter)
    counter.tap(SUZUKI)
    who = seen(counter).who
    counter.press("お会計")
    counter.send(StartAfresh())
    assert seen(counter).who == who


def test_what_is_undone_in_a_sale_leaves_its_customer_there(counter):
    counter.tap(SATO)
    counter.press("お会計")
    amount(counter, "500")
    counter.send(RemoveLine())
    counter.press("取り消す")
    assert (seen(counter).who, seen(counter).total.value) == ("佐藤 和子 様", "¥500")


def test_another_card_during_a_sale_shows_neither_to_the_other(counter):
    counter.tap(SATO)
    scan_new(counter, MILK, "248")
    counter.tap(SUZUKI)
    counter.expect("another_card")
    assert seen(counter) == welcome(counter)


def test_a_covered_screen_tells_nothing_of_anybody_and_keeps_what_is_rung_up(counter):
    counter.tap(SATO)
    counter.wait(25)
    assert isinstance(counter.view.body, ShadeBody)
    assert seen(counter) == welcome(counter)
    counter.tap(SATO)
    scan_new(counter, MILK, "248")
    counter.wait(25)
    assert isinstance(counter.view.body, ShadeBody)
    rung = seen(counter)
    assert (rung.who, rung.points, rung.total.value) == ("", None, "¥248")


def test_nobody_is_on_duty_a_card_shows_nothing(counter):
    counter.press("メニュー")
    counter.press("スタッフ")
    counter.send(SignOut())
    counter.tap(SATO)
    assert seen(counter) == welcome(counter)


def test_a_new_customer_is_welcome_too(counter):
    counter.tap("01fa000000000009")
    assert seen(counter) == welcome(counter)
    counter.send(EnrolCustomer())
    assert isinstance(seen(counter), CustomerHere)
    assert seen(counter).who.startswith("会員番号 ")


def test_no_display_no_word(tmp_path):
    counter = Counter(tmp_path, sample=True, display=None)
    counter.tap(SATO)
    assert seen(counter) == Welcome()
    counter.close()


def test_nothing_of_it_can_get_into_a_log(counter):
    counter.tap(SATO)
    scan_new(counter, MILK, "248", "ぎゅうにゅう")
    said = repr(seen(counter))
    assert not any(word in said for word in ("佐藤", "ぎゅうにゅう", "248"))


# every state there is


@pytest.fixture(scope="module", params=["ja", "en"])
def everything(request, tmp_path_factory):
    """Each view of the tour, painted or not: the state that it is of, whether it is covered, what the customer sees."""
    folder = tmp_path_factory.mktemp("tour")
    shown = []
    formed = Session.view

    def view(session):
        made = formed(session)
        shown.append((session.state, isinstance(made.body, ShadeBody), made.customer))
        return made

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Session, "view", view)
        tour(folder, request.param)
    return shown, folder


def sale_of(state: State) -> Selling | None:
    match state:
        case Selling():
            return state
        case NamingProduct(before=before) | PricingProduct(before=before):
            return sale_of(before)
        case CheckingName(before=before) | JoiningCard(before=before):
            return before
    return None


def allowed(state: State) -> set[str]:
    """All that this state may tell its customer, word by word, in whichever language its counter speaks."""
    return {word for texts in (Texts("ja"), Texts("en")) for word in _allowed(state, texts)}


def _allowed(state: State, say: Texts) -> set[str]:
    words = {say(key, n="", name="", number="") for key in say.keys if key.startswith("display.")}
    record = reckoning = None
    match state:
        case AtCustomer(visit=visit) if visit is not None:
            record = state.record
        case AtSold():
            record, reckoning = state.sold.record if state.by_card else None, state.sold.reckoning
        case _ if (sale := sale_of(state)) is not None:
            record = sale.record if sale.by_card else None
            reckoning = None if sale.untouched else sale.reckoning
    if record is not None:
        words |= {grouped(record.points), say("display.named", name=record.name)}
        words.add(say("display.nameless", number=record.number))
    if reckoning is not None:
        words |= {yen(reckoning.total), yen(-reckoning.discount), grouped(reckoning.points_used), ""}
        words.add(f"+{grouped(reckoning.earned)}")
        words |= {say("display.more", n=n) for n in range(1, 99)}
        for line in reckoning.lines:
            words |= {line.line.name or say("sale.amount"), yen(line.amount)}
            words.add(say("display.pieces", n=line.line.quantity))
    return words


def strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case tuple():
            for part in value:
                yield from strings(part)
        case Value():
            for name in value.__struct_fields__:
                yield from strings(getattr(value, name))


def test_in_every_state_there_is_the_customer_sees_what_is_theirs_or_the_welcome(everything):
    shown, _ = everything
    kinds = set()
    for state, covered, customer in shown:
        kinds.add(type(customer))
        if isinstance(customer, Welcome):
            continue
        left = set(strings(customer)) - allowed(state) - {""}
        assert not left, (type(state).__name__, left)
        if covered:
            assert isinstance(customer, RungUp)
            assert (customer.who, customer.points) == ("", None)
    assert kinds == {Welcome, CustomerHere, RungUp, Thanks}


FIXED = [f"display.{word}" for word in ("greeting", "points", "discount", "used", "earned", "now", "total", "thanks")]
SHOWN = (("customer", "name"), ("product", "name"), ("sale_line", "name"), ("shop", "name"))


def text_columns(reader: Store) -> list[tuple[str, str]]:
    rows = reader.database.execute_sql(
        "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c"
        " WHERE t.type = 'table' AND t.sql NOT LIKE '%VIRTUAL%' AND c.type = 'TEXT'"
    )
    return list(rows)


def texts_of(reader: Store, table: str, column: str) -> set[str]:
    """One character alone is everywhere."""
    rows = reader.database.execute_sql(f'SELECT DISTINCT "{column}" FROM "{table}" WHERE length("{column}") > 1')
    return {str(text) for (text,) in rows}


def test_of_all_that_is_in_the_database_names_and_goods_alone_reach_the_display(everything):
    shown, folder = everything
    fixed = {say(key) for say in (Texts("ja"), Texts("en")) for key in say.keys if key in FIXED}
    sent = " ".join(
        text
        for customer in {customer for _, _, customer in shown}
        for text in strings(
            msgspec.msgpack.decode(msgspec.msgpack.encode(Said(0.0, "", customer, Welcome())), type=Said).view
        )
        if text not in fixed
    )
    with Store.open_reader(folder) as reader:
        ours = {text for table, column in SHOWN for text in texts_of(reader, table, column)}
        for table, column in text_columns(reader):
            for text in texts_of(reader, table, column) - ours:
                assert text not in sent, (table, column)
