"""Customers who can be found: neither merged into another record nor erased."""

from typing import Any

from peewee import fn

from db.models import Customer


def living() -> Any:
    """For a WHERE. Written so that no index serves it: nearly everybody is, and SQLite, which knows no figures, would
    rather walk all of the index of `merged_into_id` than a range of readings."""
    return fn.COALESCE(Customer.merged_into, Customer.erased_at).is_null()
