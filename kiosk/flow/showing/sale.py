"""The till's screens: what is rung up, what it asks on the way, and what came of it."""

from kiosk.flow.intents import (
    AddAmount,
    Back,
    DiscountPercent,
    DiscountYen,
    DropSale,
    EnrolCustomer,
    Leave,
    NameChecked,
    NameProduct,
    OpenCustomer,
    OpenSelling,
    PickLine,
    PriceProduct,
    RemoveLine,
    SetQuantity,
    Settle,
    SpendPoints,
    StartAfresh,
)
from kiosk.flow.showing.customer import person
from kiosk.flow.showing.scene import Scene
from kiosk.flow.showing.slip import slip_sign
from kiosk.flow.showing.writing import writing_part, written_line
from kiosk.flow.states import (
    AtOpenSale,
    AtSold,
    CheckingName,
    NamingProduct,
    PricingProduct,
    Selling,
)
from kiosk.flow.views import (
    Button,
    ChoiceBody,
    Level,
    Role,
    SaleBody,
    SaleLineRow,
    Sum,
    TypeBody,
)
from kiosk.rules.numerals import grouped, yen
from kiosk.rules.sale import RATES, ReckonedLine
from kiosk.rules.units import Yen

REDUCED = 8


def selling(scene: Scene, state: Selling) -> SaleBody:
    total = state.reckoning.total
    typed = int(state.typed or 0)
    pay = total + typed if typed else total
    return SaleBody(
        person=person(scene, state.record) if state.record is not None else None,
        who=scene.text("customer.no_card"),
        invite=scene.text("sale.invite"),
        lines=tuple(_line(scene, place, line, state.line) for place, line in enumerate(state.reckoning.lines)),
        empty=scene.text("sale.empty" if scene.scans else "sale.empty_no_scanner"),
        sums=_sums(scene, state),
        total=Button(scene.text("sale.total"), PickLine(None), detail=yen(total), picked=state.line is None),
        pad_title=scene.text("sale.pad"),
        typed=yen(typed) if state.typed else "",
        functions=_functions(scene, state),
        adds=tuple(
            Button(scene.text("sale.add", rate=rate), AddAmount(rate), detail=scene.text(f"sale.rate_{rate}"))
            for rate in RATES
        ),
        actions=(
            Button(scene.text("sale.drop"), DropSale(), Role.QUIET),
            Button(
                scene.text("sale.settle"),
                Settle() if state.sale.lines or typed else None,
                Role.PRIMARY,
                detail=yen(pay),
            ),
        ),
    )


def _line(scene: Scene, place: int, one: ReckonedLine, picked: int | None) -> SaleLineRow:
    line = one.line
    parts = []
    if line.quantity > 1:
        parts.append(scene.text("sale.pieces", n=line.quantity, price=yen(line.price)))
    if one.discount:
        parts.append(scene.text("sale.line_discount", yen=yen(-one.discount)))
    if line.rate == REDUCED:
        parts.append(scene.text("sale.reduced"))
    return SaleLineRow(
        title=line.name or scene.text("sale.amount"),
        detail="　".join(parts),
        amount=yen(one.amount),
        intent=PickLine(place),
        picked=picked == place,
    )


def _sums(scene: Scene, state: Selling) -> tuple[Sum, ...]:
    found = []
    reckoning = state.reckoning
    if reckoning.discount:
        key = "sale.discount_coupon" if reckoning.coupon else "sale.discount"
        found.append(Sum(scene.text(key), yen(-reckoning.discount)))
    if reckoning.points_used:
        found.append(Sum(scene.text("sale.points_used"), yen(-reckoning.points_used)))
    if state.record is not None and reckoning.earned:
        found.append(Sum(scene.text("sale.earns"), scene.text("sale.plus_points", n=grouped(reckoning.earned))))
    elif state.record is None and reckoning.lines:
        found.append(Sum(scene.text("sale.tax"), yen(Yen(sum(reckoning.tax.values())))))
    return tuple(found)


def _functions(scene: Scene, state: Selling) -> tuple[Button, ...]:
    about = scene.text("sale.about_whole" if state.line is None else "sale.about_line")
    none = not state.sale.lines
    return (
        Button(scene.text("sale.quantity"), None if state.line is None else SetQuantity(), detail=about),
        Button(scene.text("sale.yen_off"), None if none else DiscountYen(), detail=about),
        Button(scene.text("sale.percent_off"), None if none else DiscountPercent(), detail=about),
        Button(
            scene.text("sale.points"),
            None if none or state.record is None else SpendPoints(),
            detail=scene.text("sale.points_have", n=grouped(state.record.points)) if state.record is not None else "",
            picked=state.sale.points > 0,
        ),
        Button(scene.text("sale.remove"), None if state.line is None else RemoveLine(), detail=about),
    )


def left_open(scene: Scene, state: AtOpenSale) -> ChoiceBody:
    left = state.left
    return ChoiceBody(
        title=scene.text("open_sale.title"),
        text=scene.text("open_sale.text", n=len(left.sale.lines), total=yen(left.reckoning.total)),
        choices=(
            Button(
                scene.text("open_sale.afresh"),
                StartAfresh(),
                Role.DANGER,
                detail=scene.text("open_sale.afresh_detail"),
            ),
            Button(scene.text("open_sale.go_on"), OpenSelling(), Role.PRIMARY, scene.text("open_sale.go_on_detail")),
        ),
        leave=Button(scene.text("open_sale.leave"), Leave(), Role.QUIET),
        level=Level.WARN,
    )


def checking_name(scene: Scene, state: CheckingName) -> ChoiceBody:
    record = state.before.record
    assert record is not None, "points are a customer's"
    return ChoiceBody(
        title=scene.text("check_name.title"),
        text=scene.text("check_name.text", points=grouped(state.points)),
        choices=(
            Button(scene.text("check_name.right"), NameChecked(), Role.PRIMARY, scene.text("check_name.right_detail")),
        ),
        leave=Button(scene.text("check_name.back"), Back(), Role.QUIET),
        level=Level.WARN,
        person=person(scene, record),
    )


def joining_card(scene: Scene) -> ChoiceBody:
    return ChoiceBody(
        title=scene.text("unknown_card.title"),
        text=scene.text("join_card.text"),
        choices=(
            Button(scene.text("unknown_card.enrol"), EnrolCustomer(), Role.PRIMARY, scene.text("join_card.detail")),
        ),
        leave=Button(scene.text("join_card.back"), Back(), Role.QUIET),
    )


def pricing(scene: Scene, state: PricingProduct) -> SaleBody:
    """The same pad as the sale's, for the price of one thing."""
    key = "pricing.title_weight" if state.grams is not None else "pricing.title"
    return SaleBody(
        person=None,
        who=scene.text(key),
        invite=scene.text("pricing.text"),
        lines=(),
        empty=scene.text("pricing.code", code=state.code),
        sums=(),
        total=Button(scene.text("pricing.price"), None, detail=yen(int(state.typed or 0))),
        pad_title=scene.text("pricing.pad_weight" if state.grams is not None else "pricing.pad"),
        typed=yen(int(state.typed)) if state.typed else "",
        functions=(),
        adds=tuple(
            Button(
                scene.text("pricing.rate", rate=rate),
                PriceProduct(rate) if state.typed else None,
                Role.PRIMARY if rate == scene.usual_rate else Role.PLAIN,
                detail=scene.text(f"sale.rate_{rate}"),
            )
            for rate in RATES
        ),
        actions=(Button(scene.text("pricing.back"), Back(), Role.QUIET),),
    )


def naming_product(scene: Scene, state: NamingProduct) -> TypeBody:
    named = bool(state.writing.whole.strip())
    line = written_line(scene.text("naming_product.title"), scene.text("naming_product.hint"), state.writing, here=True)
    return TypeBody(
        actions=(
            scene.back("naming_product.back"),
            Button(scene.text("naming_product.save" if named else "naming_product.later"), NameProduct(), Role.PRIMARY),
        ),
        writing=writing_part(scene, state.writing, line),
    )


def sold(scene: Scene, state: AtSold) -> ChoiceBody:
    done = state.sold
    record = done.record
    said = []
    if record is not None and done.reckoning.earned:
        said.append(scene.text("sold.earned", n=grouped(done.reckoning.earned)))
    if state.slip is not None:
        sign = slip_sign(scene, state.slip)
        said.append(f"{sign.label}: {sign.word}")
    choices = [Button(scene.text("sold.next"), OpenSelling(), detail=scene.text("sold.next_detail"))]
    if record is not None:
        choices.append(
            Button(scene.text("sold.customer"), OpenCustomer(record.id), detail=scene.text("sold.customer_detail"))
        )
    return ChoiceBody(
        title=scene.text("sold.title", total=yen(done.reckoning.total)),
        text="\n".join(said),
        choices=tuple(choices),
        leave=Button(scene.text("sold.leave"), Leave(), Role.PRIMARY),
        level=Level.GOOD,
        person=person(scene, record) if record is not None else None,
    )
