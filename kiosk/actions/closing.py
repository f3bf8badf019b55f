"""What a new business day brings: points whose last day is past expire. Any number of times: once.

New follow-ups take longer to find: the reports' thread seeks them (kiosk.actions.follow_ups_made).
"""

from db.models import PointLot
from kiosk.actions.books import Books


def begin_day(books: Books) -> int:
    """Expire what is past, in one transaction. Returns how many lots."""
    today = books.today()
    due = books.queries.due_lots.all(bday=today)
    if not due:
        return 0
    with books.deed() as deed:
        for lot in due:
            books.queries.new_entry.run(
                id=books.store.new_id(),
                customer=lot.customer,
                lot=lot.id,
                delta=-lot.left,
                kind="expire",
                visit=None,
                sale=None,
                key=f"expire:{lot.id}:{lot.expires}",
                at=deed.at,
                bday=deed.bday,
                by=None,
            )
        PointLot.update(left=0).where((PointLot.left > 0) & (PointLot.expires < today)).execute()
    return len(due)
