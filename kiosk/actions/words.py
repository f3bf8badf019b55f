"""The words by which customers are found."""

from db.models import Customer
from kiosk.actions.books import Books, Deed
from kiosk.rules.units import CustomerId


def refresh_words(books: Books, deed: Deed, customer: CustomerId) -> None:
    """Let a customer be found by what the rows say now. Call it in the deed that changed a name, reading, number,
    phone or note, that merged the record into another or took it out again, or made the person anonymous."""
    row = Customer.get_by_id(customer)
    if row.merged_into_id is not None or row.erased_at is not None:
        books.store.database.execute_sql("DELETE FROM customer_fts WHERE rowid = ?", (customer,))
