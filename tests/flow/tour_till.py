"""The tour through the till: a sale from its first line to its slip, what it asks on the way, and what comes back."""

from collections.abc import Callable

from db.sample import card_uid
from hardware.events import SlipOutcome
from hardware.slip import Slip
from kiosk.flow.intents import (
    AddAmount,
    Back,
    DiscountPercent,
    Intent,
    KeepGoing,
    Key,
    Leave,
    NameProduct,
    OpenMenu,
    OpenSales,
    OpenSelling,
    PickLine,
    PriceProduct,
    Refund,
    SetQuantity,
    Settle,
    ShowSale,
    SpendPoints,
    TakeAll,
    TakePieces,
)
from kiosk.flow.states import Refunding
from tests.flow.counter import Counter

MILK, TEA = "4901234567894", "4902345678905"
UNKNOWN = "01fa000000000077"


def till_screens(counter: Counter, keep: Callable[..., None]) -> dict[str, Slip]:
    """Through every screen of the till; the slips of a sale without a card, of a customer's sale and of its refund."""
    slips = {}
    counter.send(Leave())
    counter.set("points.check_above", 10)
    keep("sale-empty", OpenSelling())
    for name, code, price, rate in (("ぎゅうにゅう", MILK, "248", 8), ("おちゃ", TEA, "1280", 8)):
        counter.scan(code)
        keep("pricing", *digits(price))
        keep("naming_product-empty", PriceProduct(rate))
        keep("naming_product", *map(Key, name))
        keep("sale-scanned", NameProduct())
    keep("sale-amount", *digits("3500"))
    keep("sale-no-card", AddAmount(10))
    keep("join_card", *touched(counter, UNKNOWN))
    keep("sale-without", Back())
    keep("sold-no-card", Settle())
    slips["slip-sale-no-card"] = counter.tray.slips[-1][1]
    counter.send(Leave())
    counter.tap(card_uid(1))
    counter.scan(MILK)
    for intent in (*digits("3"), SetQuantity(), *digits("2000"), AddAmount(10), *digits("10"), DiscountPercent()):
        counter.send(intent)
    keep("sale-picked", PickLine(0))
    keep("check_name", *digits("20"), SpendPoints())
    counter.press(counter.words("check_name.right"))
    keep("sale")
    keep("another_card-sale", *touched(counter, card_uid(2)))
    keep("sale-kept", KeepGoing())
    counter.send(Leave())
    counter.wait(70)
    keep("idle-open-sale")
    counter.scan(TEA)
    keep("open_sale")
    counter.send(OpenSelling())
    keep("sold", Settle())
    counter.printer_says(SlipOutcome.PRINTED)
    keep("sold-printed")
    slips["slip-sale"] = counter.tray.slips[-1][1]
    counter.send(Leave())
    keep("sales", OpenMenu(), OpenSales())
    newest = next(row.intent for row in counter.view.body.rows if isinstance(row.intent, ShowSale))
    keep("refund", newest)
    state = counter.session.state
    assert isinstance(state, Refunding)
    keep("refund-pieces", TakePieces(state.sale.lines[0].id, 1))
    keep("refund-whole", TakeAll())
    keep("refunded", Refund())
    slips["slip-refund"] = counter.tray.slips[-1][1]
    counter.send(Leave())
    return slips


def digits(text: str) -> tuple[Intent, ...]:
    return tuple(map(Key, text))


def touched(counter: Counter, uid: str) -> tuple[Intent, ...]:
    """A card is touched; nothing is pressed."""
    counter.tap(uid)
    return ()
