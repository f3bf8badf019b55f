"""Products of another system become products of this shop: planned against those that are here, written all or none."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from db.models import Product
from kiosk.actions.books import Books
from kiosk.actions.import_plan import Duplicates, Far, LeftOut, Plan
from kiosk.rules.barcode import Isbn, Jan, read_code
from kiosk.rules.drafts import ProductDraft
from kiosk.rules.duplicates import Likeness
from kiosk.rules.in_store import InStore
from kiosk.rules.kana import reading_key
from kiosk.rules.search_words import normal
from kiosk.value import replace


def plan_products(books: Books, drafts: Iterable[ProductDraft], duplicates: Duplicates) -> Plan[ProductDraft]:
    """A product is known by its code, one without a code by its name. Nothing is written.

    A code is one product's alone: with Duplicates.NEW only products without a code come in beside others of their name.
    """
    here: dict[str, list[Any]] = defaultdict(list)
    for product in Product.select().order_by(Product.id):
        here[_mark(product.code, product.name)].append(product)
    plan, rows = Plan[ProductDraft](), dict[str, int]()
    for draft in (_as_scanned(books, draft) for draft in drafts):
        mark = _mark(draft.code, draft.name)
        known, above = here.get(mark, []), rows.get(mark)
        row = known[0] if known else None
        if any(not _changed(draft, one) for one in known):
            plan.same += 1
            rows.setdefault(mark, draft.row)
        elif row is not None and duplicates is Duplicates.UPDATE and above is None:
            plan.update.append((draft, row.id))
            rows[mark] = draft.row
        elif (row is None and above is None) or (duplicates is Duplicates.NEW and draft.code is None):
            plan.new.append(draft)
            rows[mark] = draft.row
        else:
            likeness = Likeness.CODE if draft.code else Likeness.NAME
            number = "" if row is None else (row.code or row.name)
            plan.left_out.append(LeftOut(draft.row, likeness, None if row is not None else above, number))
    return plan


def write_products(books: Books, plan: Plan[ProductDraft], tell: Far) -> None:
    """All of the plan in one transaction. Raises StoreErrors, DiskFull among them: then nothing was written."""
    with books.deed(bulk=True) as deed:
        for done, draft in enumerate(plan.new):
            Product.insert(
                id=books.store.new_id(), active=True, at=deed.at, bday=deed.bday, by=deed.by, **_values(draft)
            ).execute()
            tell(done, plan.writes)
        for done, (draft, row) in enumerate(plan.update, len(plan.new)):
            Product.update(_values(draft)).where(Product.id == row).execute()
            tell(done, plan.writes)
        books.log_access(deed, "products_imported", ref=plan.writes)
    tell(plan.writes, plan.writes)


def _as_scanned(books: Books, draft: ProductDraft) -> ProductDraft:
    """With the code by which the counter looks it up: of a label with a price, the part that names the goods."""
    match read_code(draft.code or "", books.settings.codes):
        case Jan(code) | Isbn(code) | InStore(item=code):
            return replace(draft, code=code)
        case _:
            return draft


def _mark(code: str | None, name: str) -> str:
    return f"code:{code}" if code else f"name:{normal(name)}"


def _values(draft: ProductDraft) -> dict[str, Any]:
    return {
        "code": draft.code,
        "name": draft.name,
        "reading": draft.reading,
        "reading_key": reading_key(draft.reading),
        "price": draft.price,
        "rate": draft.rate,
        "product_group": draft.group,
        "life_days": draft.life_days,
        "points_percent": draft.points_percent,
    }


def _changed(draft: ProductDraft, row: Any) -> bool:
    return any(getattr(row, name) != value for name, value in _values(draft).items())
