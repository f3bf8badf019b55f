"""The queries of the till, compiled once when the store opens: products, sales, refunds.

They say what happened; what it means is for kiosk.rules. Rows are named tuples of plain values.
"""

from typing import Any, NamedTuple, TypeVar

from peewee import JOIN, fn

from db.compiled import Compiled, param
from db.connection import Store
from db.models import Customer, OpenSale, PointEntry, PointLot, Product, Sale, SaleLine

R = TypeVar("R", bound=tuple[Any, ...])


class ProductRow(NamedTuple):
    id: int
    code: str | None
    name: str
    price: int
    rate: int
    points_percent: int


class OpenSaleRow(NamedTuple):
    content: str


class SaleRow(NamedTuple):
    id: int
    of: int | None
    customer: int | None
    goods: int
    discount: int
    points_used: int
    total: int
    gross_10: int
    tax_10: int
    gross_8: int
    tax_8: int
    earned: int
    at: int
    bday: int


class SoldRow(NamedTuple):
    """A sale for a list: with its customer, and what was taken back of it."""

    id: int
    total: int
    at: int
    bday: int
    name: str | None
    number: int | None
    lines: int
    first_name: str | None
    back: int  # yen, 0 or less


class LineRow(NamedTuple):
    id: int
    of: int | None
    product: int | None
    name: str
    code: str
    rate: int
    quantity: int
    price: int
    discount: int
    amount: int
    discount_share: int
    points_share: int
    net: int
    earned: int
    back: int  # pieces taken back of it so far


class SumsBackRow(NamedTuple):
    """All refunds of a sale together; figures are 0 or less."""

    total: int
    points_used: int
    gross_10: int
    gross_8: int
    earned: int
    refunds: int


class LotMovesRow(NamedTuple):
    lot: int
    points: int
    expires: int | None


class SumRow(NamedTuple):
    points: int


class IdRow(NamedTuple):
    id: int


class TillQueries:
    """Bound to one store; use it on the store's thread only. Parameters are keywords, named in each query."""

    def __init__(self, store: Store) -> None:
        def rows(row: type[R], query: Any) -> Compiled[R]:
            return Compiled(store.database, query, row)

        def summed(figure: Any) -> Any:
            return fn.COALESCE(fn.SUM(figure), 0)

        product = Product.select(
            Product.id, Product.code, Product.name, Product.price, Product.rate, Product.points_percent
        ).where(Product.active == 1)
        self.product_by_code = rows(ProductRow, product.where(Product.code == param("code")))
        self.open_sale = rows(OpenSaleRow, OpenSale.select(OpenSale.content))
        self.keep_open_sale = rows(
            tuple, OpenSale.insert(id=1, content=param("content"), at=param("at")).on_conflict_replace()
        )
        self.drop_open_sale = rows(tuple, OpenSale.delete())
        self.new_sale = rows(
            tuple,
            Sale.insert(
                id=param("id"),
                of=param("of"),
                customer=param("customer"),
                goods=param("goods"),
                discount=param("discount"),
                points_used=param("points_used"),
                total=param("total"),
                gross_10=param("gross_10"),
                tax_10=param("tax_10"),
                gross_8=param("gross_8"),
                tax_8=param("tax_8"),
                earned=param("earned"),
                key=param("key"),
                clock_ok=param("clock_ok"),
                at=param("at"),
                bday=param("bday"),
                by=param("by"),
            ),
        )
        self.new_line = rows(
            tuple,
            SaleLine.insert(
                id=param("id"),
                sale=param("sale"),
                of=param("of"),
                place=param("place"),
                product=param("product"),
                name=param("name"),
                code=param("code"),
                rate=param("rate"),
                quantity=param("quantity"),
                price=param("price"),
                discount=param("discount"),
                amount=param("amount"),
                discount_share=param("discount_share"),
                points_share=param("points_share"),
                net=param("net"),
                earned=param("earned"),
            ),
        )
        sale = Sale.select(
            Sale.id,
            Sale.of,
            Sale.customer,
            Sale.goods,
            Sale.discount,
            Sale.points_used,
            Sale.total,
            Sale.gross_10,
            Sale.tax_10,
            Sale.gross_8,
            Sale.tax_8,
            Sale.earned,
            Sale.at,
            Sale.bday,
        )
        self.sale = rows(SaleRow, sale.where(Sale.id == param("sale")))
        self.sale_by_key = rows(SaleRow, sale.where(Sale.key == param("key")))
        back = SaleLine.alias()
        taken = back.select(fn.COALESCE(-1 * fn.SUM(back.quantity), 0)).where(back.of == SaleLine.id)
        self.lines = rows(
            LineRow,
            SaleLine.select(
                SaleLine.id,
                SaleLine.of,
                SaleLine.product,
                SaleLine.name,
                SaleLine.code,
                SaleLine.rate,
                SaleLine.quantity,
                SaleLine.price,
                SaleLine.discount,
                SaleLine.amount,
                SaleLine.discount_share,
                SaleLine.points_share,
                SaleLine.net,
                SaleLine.earned,
                taken,
            )
            .where(SaleLine.sale == param("sale"))
            .order_by(SaleLine.place),
        )
        self.sums_back = rows(
            SumsBackRow,
            Sale.select(
                summed(Sale.total),
                summed(Sale.points_used),
                summed(Sale.gross_10),
                summed(Sale.gross_8),
                summed(Sale.earned),
                fn.COUNT(Sale.id),
            ).where(Sale.of == param("sale")),
        )
        refund = Sale.alias()
        refunded = refund.select(summed(refund.total)).where(refund.of == Sale.id)
        first = SaleLine.alias()
        sold = (
            Sale.select(
                Sale.id,
                Sale.total,
                Sale.at,
                Sale.bday,
                Customer.name,
                Customer.number,
                first.select(fn.COUNT(first.id)).where(first.sale == Sale.id),
                first.select(first.name).where((first.sale == Sale.id) & (first.place == 0)),
                refunded,
            )
            .join(Customer, JOIN.LEFT_OUTER, on=(Sale.customer == Customer.id))
            .where(Sale.of.is_null())
            .limit(param("limit"))
        )
        self.sales_of_day = rows(
            SoldRow, sold.where(Sale.bday == param("bday")).order_by(Sale.bday.desc(), Sale.at.desc())
        )
        same_person = Customer.select(Customer.id).where(
            (Customer.id == param("customer")) | (Customer.merged_into == param("customer"))
        )
        self.sales_of_customer = rows(
            SoldRow, sold.where(Sale.customer.in_(same_person)).order_by(Sale.bday.desc(), Sale.at.desc())
        )
        self.kept_record = rows(
            IdRow,
            Customer.select(Customer.merged_into).where(
                (Customer.id == param("customer")) & Customer.merged_into.is_null(False)
            ),
        )
        # what a sale and its refunds did to points
        entry = PointEntry
        moved = (
            entry.select(entry.lot, fn.SUM(entry.delta), fn.MAX(PointLot.expires))
            .join(PointLot)
            .group_by(entry.lot)
            .order_by(fn.MIN(entry.id).desc())
        )
        self.spent_lots = rows(LotMovesRow, moved.where((entry.sale == param("sale")) & (entry.kind == "spend")))
        of_refunds = Sale.select(Sale.id).where(Sale.of == param("sale"))
        self.returned_lots = rows(LotMovesRow, moved.where(entry.sale.in_(of_refunds) & (entry.kind == "give_back")))
        self.earned_lot = rows(
            IdRow, entry.select(entry.lot).where((entry.sale == param("sale")) & (entry.kind == "earn"))
        )
        self.expired_of_lot = rows(
            SumRow, entry.select(summed(entry.delta)).where((entry.lot == param("lot")) & (entry.kind == "expire"))
        )
        self.taken_back = rows(
            SumRow,
            entry.select(summed(entry.delta)).where(entry.sale.in_(of_refunds) & entry.kind.in_(("take_back", "debt"))),
        )
