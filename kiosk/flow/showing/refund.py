"""返品: the sales of a day, what of one goes back, and what came of it."""

from kiosk.actions.refund import LineShown, SaleInList, refund_value
from kiosk.flow.intents import Leave, OpenCustomer, Refund, ShowSale, TakeAll, TakeLine, TakePieces, TurnDay
from kiosk.flow.showing.customer import person
from kiosk.flow.showing.scene import Scene
from kiosk.flow.showing.slip import slip_sign
from kiosk.flow.states import AtRefunded, AtSales, Refunding
from kiosk.flow.views import Button, ChoiceBody, Level, ListBody, Role, Row
from kiosk.rules.numerals import grouped, yen


def sales(scene: Scene, state: AtSales) -> ListBody:
    return ListBody(
        title=scene.text("sales.title", day=scene.words.day(state.day, today=scene.today)),
        rows=tuple(_sale(scene, sale) for sale in state.rows),
        empty=scene.text("sales.empty"),
        actions=(
            scene.back("sales.back"),
            Button(scene.text("sales.earlier"), TurnDay(-1)),
            Button(scene.text("sales.later"), TurnDay(1) if state.day < scene.today else None),
        ),
    )


def _sale(scene: Scene, sale: SaleInList) -> Row:
    item = sale.item or scene.text("sale.amount")
    if sale.lines > 1:
        item = scene.text("sales.items", item=item, n=sale.lines - 1)
    detail = f"{scene.words.time(sale.at, scene.zone)}　{item}"
    if sale.back:
        detail += "　" + scene.text("sales.taken_back", yen=yen(sale.back))
    return Row(
        title=scene.words.name(sale.name, sale.number),
        detail=detail,
        end=yen(sale.total),
        level=Level.WARN if sale.back else Level.CALM,
        intent=ShowSale(sale.id),
    )


def refunding(scene: Scene, state: Refunding) -> ListBody:
    pieces = dict(state.pieces)
    back, returned, taken = refund_value(state.sale, pieces)
    sold = scene.words.day(state.sale.bday, today=scene.today)
    who = scene.words.name(state.name, state.number)
    said = [scene.text("refund.what", day=sold, who=who, total=yen(state.sale.total))]
    if returned:
        said.append(scene.text("refund.returned", n=grouped(returned)))
    if taken:
        said.append(scene.text("refund.taken", n=grouped(taken)))
    return ListBody(
        title="　".join(said),
        rows=tuple(_line(scene, line, pieces.get(line.id, 0)) for line in state.sale.lines),
        empty="",
        actions=(
            scene.back("refund.back"),
            Button(scene.text("refund.all"), TakeAll() if state.sale.whole else None),
            Button(
                scene.text("refund.do"),
                Refund() if pieces else None,
                Role.PRIMARY if pieces else Role.PLAIN,
                detail=yen(back) if pieces else "",
            ),
        ),
    )


def _line(scene: Scene, line: LineShown, count: int) -> Row:
    detail = scene.text("refund.pieces", n=line.sold.quantity, price=yen(line.sold.price))
    if line.back:
        detail += "　" + scene.text("refund.gone", n=line.back)
    buttons: tuple[Button, ...] = ()
    if line.left > 1:
        buttons = (
            Button("−1", TakePieces(line.id, -1) if count else None),
            Button("＋1", TakePieces(line.id, 1) if count < line.left else None),
        )
    return Row(
        title=line.name or scene.text("sale.amount"),
        detail=detail,
        end=scene.text("refund.count", n=count) if count else yen(line.sold.net),
        level=Level.WARN if count else Level.CALM,
        intent=TakeLine(line.id) if line.left else None,
        buttons=buttons,
    )


def refunded(scene: Scene, state: AtRefunded) -> ChoiceBody:
    done = state.refunded
    points = []
    if done.points_returned:
        points.append(scene.text("refund.returned", n=grouped(done.points_returned)))
    if done.points_taken:
        points.append(scene.text("refund.taken", n=grouped(done.points_taken)))
    said = ["　".join(points)] if points else []
    if state.slip is not None:
        sign = slip_sign(scene, state.slip)
        said.append(f"{sign.label}: {sign.word}")
    record = done.record
    return ChoiceBody(
        title=scene.text("refunded.title", total=yen(done.total)),
        text="\n".join(said),
        choices=(
            Button(scene.text("sold.customer"), OpenCustomer(record.id), detail=scene.text("sold.customer_detail")),
        )
        if record is not None
        else (),
        leave=Button(scene.text("sold.leave"), Leave(), Role.PRIMARY),
        level=Level.GOOD,
        person=person(scene, record) if record is not None else None,
    )
