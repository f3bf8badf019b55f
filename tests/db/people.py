"""A customer without a story, for tests that need one."""

from db.connection import Store
from db.models import Customer


def new_customer(store: Store, number: int = 1, household: int | None = None, name: str = "") -> int:
    """Call it in a transaction."""
    customer = store.new_id()
    Customer.insert(id=customer, number=number, name=name, household=household, at=store.now_ms(), bday=20000).execute()
    return customer
