"""What one sale adds to the figures, and what a refund takes from a product's, compiled once when the store opens.

db.figures says what the figures are; `kiosk verify` proves that these came to the same.
"""

from typing import Any, NamedTuple, TypeVar

from peewee import EXCLUDED, fn

from db.compiled import Compiled, param
from db.connection import Reader
from db.models import ClassMonth, CustomerStat, DayStat, MonthCustomer, ProductMonth

R = TypeVar("R", bound=tuple[Any, ...])


class BoughtRow(NamedTuple):
    days: int
    first: int
    last: int
    total: int


class FigureQueries:
    """Bound to one store; use it on the store's thread only. Parameters are keywords, named in each query."""

    def __init__(self, store: Reader) -> None:
        def rows(row: type[R], query: Any) -> Compiled[R]:
            return Compiled(store.database, query, row)

        stat, month, day, product = CustomerStat, MonthCustomer, DayStat, ProductMonth
        self.bought = rows(
            BoughtRow,
            stat.select(stat.days, stat.first, stat.last, stat.total).where(stat.customer == param("customer")),
        )
        # no row changes when the customer bought on a later day already: then a recount is needed
        self.add_to_customer = rows(
            tuple,
            stat.insert(
                customer=param("customer"),
                days=1,
                sales=1,
                first=param("bday"),
                second=None,
                last=param("bday"),
                total=param("total"),
            ).on_conflict(
                conflict_target=(stat.customer,),
                update={
                    stat.days: stat.days + (stat.last != EXCLUDED.last),
                    stat.sales: stat.sales + 1,
                    stat.second: fn.COALESCE(stat.second, fn.NULLIF(EXCLUDED.last, stat.last)),
                    stat.last: EXCLUDED.last,
                    stat.total: stat.total + EXCLUDED.total,
                },
                where=stat.last <= EXCLUDED.last,
            ),
        )
        self.add_to_month = rows(
            tuple,
            month.insert(
                month=param("month"),
                customer=param("customer"),
                days=1,
                sales=1,
                first=param("bday"),
                last=param("bday"),
                total=param("total"),
            ).on_conflict(
                conflict_target=(month.month, month.customer),
                update={
                    month.days: month.days + (month.last != EXCLUDED.last),
                    month.sales: month.sales + 1,
                    month.last: EXCLUDED.last,
                    month.total: month.total + EXCLUDED.total,
                },
            ),
        )
        self.add_to_day = rows(
            tuple,
            day.insert(
                bday=param("bday"),
                sales=1,
                total=param("total"),
                cardless_sales=param("cardless_sales"),
                cardless_total=param("cardless_total"),
            ).on_conflict(
                conflict_target=(day.bday,),
                update={
                    day.sales: day.sales + 1,
                    day.total: day.total + EXCLUDED.total,
                    day.cardless_sales: day.cardless_sales + EXCLUDED.cardless_sales,
                    day.cardless_total: day.cardless_total + EXCLUDED.cardless_total,
                },
            ),
        )
        self.add_to_product = rows(
            tuple,
            product.insert(
                month=param("month"), product=param("product"), quantity=param("quantity"), net=param("net")
            ).on_conflict(
                conflict_target=(product.month, product.product),
                update={
                    product.quantity: product.quantity + EXCLUDED.quantity,
                    product.net: product.net + EXCLUDED.net,
                },
            ),
        )
        one_product = (product.month == param("month")) & (product.product == param("product"))
        self.drop_product = rows(tuple, product.delete().where(one_product & (product.quantity == param("quantity"))))
        self.take_from_product = rows(
            tuple,
            product.update(quantity=product.quantity - param("quantity"), net=product.net - param("net")).where(
                one_product
            ),
        )
        self.forget_classes = rows(tuple, ClassMonth.delete().where(ClassMonth.month >= param("month")))
