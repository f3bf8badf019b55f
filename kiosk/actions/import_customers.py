"""Customers of another system become customers of this shop: planned against those who are here, all or none."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from db.models import Customer, Household, Note
from db.words import LIVING
from kiosk.actions.books import Books, Deed
from kiosk.actions.card import write_card
from kiosk.actions.delivery import troubles_past
from kiosk.actions.import_plan import Duplicates, Far, LeftOut, Plan
from kiosk.actions.ledger import Ledger
from kiosk.actions.words import refresh_words
from kiosk.rules.card_number import CardNumber, card_number
from kiosk.rules.drafts import CustomerDraft
from kiosk.rules.duplicates import Likely, Likeness, Roster, Somebody
from kiosk.rules.kana import reading_key
from kiosk.rules.points import Account, expires_on
from kiosk.rules.units import CustomerId, Points


def plan_customers(books: Books, drafts: Iterable[CustomerDraft], duplicates: Duplicates) -> Plan[CustomerDraft]:
    """Who is new, who is here already, who seems to be. Nothing is written."""
    roster, plan = _roster(books), Plan[CustomerDraft]()
    meant: dict[CustomerId, int] = {}  # the row by which a customer of the shop was named first
    for draft in drafts:
        digest = _card(books, draft).digest.hex() if draft.card else ""
        likely = roster.find(draft, digest)
        likeness = None if likely is None else likely.likeness
        if likely is None or (duplicates is Duplicates.NEW and likeness in (Likeness.PHONE, Likeness.NAME)):
            plan.new.append(draft)
            roster.add(Somebody(None, draft.row, draft.number, draft.name, draft.reading, draft.phone), digest)
            continue
        customer, update = likely.somebody.id, duplicates is Duplicates.UPDATE and likeness is not Likeness.CARD
        if customer is None or customer in meant or not (update or likeness is Likeness.SAME):
            plan.left_out.append(_left_out(draft, likely, meant))
        elif update and _changes(books, draft, customer):
            plan.update.append((draft, customer))
            meant[customer] = draft.row
        else:
            plan.same += 1
            meant[customer] = draft.row
    return plan


def write_customers(books: Books, plan: Plan[CustomerDraft], tell: Far) -> None:
    """All of the plan in one transaction. Raises StoreErrors, DiskFull among them: then nothing was written."""
    with books.deed(bulk=True) as deed:
        ask = books.store.database.connection().execute
        taken = {number for (number,) in ask("SELECT number FROM customer")}
        # a row keeps its number if that is free: who has none gets one above all that are wished for
        wished = max((draft.number or 0 for draft in plan.new), default=0)
        following = max(wished, *taken, 0) + 1
        households: dict[str, int] = {}
        cards = {digest for (digest,) in ask("SELECT digest FROM card")}
        for done, draft in enumerate(plan.new):
            number = draft.number
            if number is None or number in taken:
                number, following = following, following + 1
            taken.add(number)
            customer = _new(books, deed, draft, number, households)
            _add_card(books, deed, draft, customer, cards)
            _add_note(books, deed, draft, customer)
            _open_points(books, deed, draft, customer)
            refresh_words(books, deed, customer)
            tell(done, plan.writes)
        for done, (draft, row) in enumerate(plan.update, len(plan.new)):
            customer = CustomerId(row)
            if values := _changed(draft, Customer.get_by_id(customer)):
                Customer.update(values).where(Customer.id == customer).execute()
            if not _noted(draft, customer):
                _add_note(books, deed, draft, customer)
            _add_card(books, deed, draft, customer, cards)
            books.log_access(deed, "customer_imported_again", customer=customer)
            refresh_words(books, deed, customer)
            tell(done, plan.writes)
        books.log_access(deed, "customers_imported", ref=plan.writes)
    tell(plan.writes, plan.writes)


def _roster(books: Books) -> Roster:
    connection = books.store.database.connection()
    cards = defaultdict(list)
    for customer, digest in connection.execute("SELECT customer_id, digest FROM card"):
        cards[customer].append(digest.hex())
    roster = Roster()
    for row, number, name, reading, phone in connection.execute(
        f"SELECT id, number, name, reading, phone FROM customer WHERE {LIVING} ORDER BY number"
    ):
        roster.add(Somebody(CustomerId(row), None, number, name, reading, phone), *cards[row])
    return roster


def _left_out(draft: CustomerDraft, likely: Likely, meant: dict[CustomerId, int]) -> LeftOut:
    other = likely.somebody
    row = other.row if other.id is None else meant.get(other.id)
    return LeftOut(draft.row, likely.likeness, row, f"No.{other.number}" if row is None else "")


def _new(books: Books, deed: Deed, draft: CustomerDraft, number: int, households: dict[str, int]) -> CustomerId:
    household = None
    if draft.household:
        if draft.household not in households:
            households[draft.household] = books.store.new_id()
            Household.insert(id=households[draft.household], name=draft.household).execute()
        household = households[draft.household]
    customer = CustomerId(books.store.new_id())
    month, day = draft.birthday or (None, None)
    Customer.insert(
        id=customer,
        number=number,
        name=draft.name,
        reading=draft.reading,
        reading_key=reading_key(draft.reading),
        phone=draft.phone,
        phone_tail=draft.phone[::-1],
        household=household,
        birth_month=month,
        birth_day=day,
        email=draft.email,
        postcode=draft.postcode,
        address=draft.address,
        at=deed.at,
        bday=deed.bday,
        by=deed.by,
    ).execute()
    return customer


def _open_points(books: Books, deed: Deed, draft: CustomerDraft, customer: CustomerId) -> None:
    """What the earlier system owed is a lot of today, by the shop's policy."""
    if draft.points:
        expires = expires_on(books.settings.points, deed.bday)
        Ledger(books, deed, customer, Account()).open_with(Points(draft.points), expires)


def _add_note(books: Books, deed: Deed, draft: CustomerDraft, customer: CustomerId) -> None:
    if draft.note:
        Note.insert(
            id=books.store.new_id(), customer=customer, text=draft.note, at=deed.at, bday=deed.bday, by=deed.by
        ).execute()


def _add_card(books: Books, deed: Deed, draft: CustomerDraft, customer: CustomerId, cards: set[bytes]) -> None:
    """The printed card, unless it is somebody's already."""
    if not draft.card or (card := _card(books, draft)).digest in cards:
        return
    cards.add(card.digest)
    write_card(books, deed, customer, card)


def _card(books: Books, draft: CustomerDraft) -> CardNumber:
    return card_number(draft.card, "barcode", books.card_key)


def _changes(books: Books, draft: CustomerDraft, customer: CustomerId) -> bool:
    """Whether an update would change anything."""
    new_card = bool(draft.card) and books.queries.card.one(digest=_card(books, draft).digest) is None
    return new_card or not _noted(draft, customer) or bool(_changed(draft, Customer.get_by_id(customer)))


def _changed(draft: CustomerDraft, row: Any) -> dict[str, Any]:
    """The columns of which the row of the table says something else. What it doesn't say stays, and points stay."""
    said = {
        name: value
        for name in ("name", "reading", "phone", "email", "postcode", "address")
        if (value := getattr(draft, name))
    }
    if draft.birthday:
        said["birth_month"], said["birth_day"] = draft.birthday
    changed = {name: value for name, value in said.items() if getattr(row, name) != value}
    if "reading" in changed:
        changed["reading_key"] = reading_key(draft.reading)
    if "phone" in changed:
        changed["phone_tail"] = draft.phone[::-1]
    return changed | troubles_past(changed)


def _noted(draft: CustomerDraft, customer: CustomerId) -> bool:
    return not draft.note or Note.select().where((Note.customer == customer) & (Note.text == draft.note)).exists()
