"""消去: a person is made anonymous. The figures stay (sales, visits, points), whose they were does not.

There is no way back, and nothing of it may stay readable in the file: SQLite overwrites what is deleted
(`secure_delete`), the search index is written anew without this person, and the write-ahead log is emptied.
"""

from typing import Any, Final

from db.models import (
    Alias,
    Card,
    Consent,
    Contact,
    Customer,
    Fact,
    FollowUp,
    Household,
    Lookalike,
    Note,
    Recipient,
    SlipJob,
    TagOn,
    Wish,
)
from kiosk.actions.books import Books
from kiosk.actions.household import living_in
from kiosk.actions.recipients import end_if_nobody_waits
from kiosk.actions.sale import without_card
from kiosk.actions.slip import OPEN, JobState
from kiosk.actions.words import refresh_words
from kiosk.rules.units import CustomerId, HouseholdId, LetterId
from kiosk.value import Value

_DELETED: Final[tuple[Any, ...]] = (Card, Alias, TagOn, Fact, Wish, Consent)
"""Consents too: nobody is left to whom a withdrawal would have to be proved."""


class Erased(Value):
    """Also when it had been done before: then nothing was written."""

    number: int


def erase_person(books: Books, customer: CustomerId) -> Erased:
    """The customer's record, and those that were merged into it. Introductions stay, as numbers without a name."""
    row = Customer.get_by_id(customer)
    if row.erased_at is not None:
        return Erased(row.number)
    with books.deed() as deed:
        records = (Customer.id == customer) | (Customer.merged_into == customer)
        ids = [record.id for record in Customer.select(Customer.id).where(records)]
        homes = {
            HouseholdId(record.household_id)
            for record in Customer.select().where(Customer.id.in_(ids))
            if record.household_id is not None
        }
        for table in _DELETED:
            table.delete().where(table.customer.in_(ids)).execute()
        Lookalike.delete().where(Lookalike.one.in_(ids) | Lookalike.other.in_(ids)).execute()
        Note.update(text="", ink=None).where(Note.customer.in_(ids)).execute()
        Contact.update(text="", ink=None).where(Contact.customer.in_(ids)).execute()
        # `since` and `due` may be the birthday, and `subject` what only this person bought
        FollowUp.update(subject="", since=FollowUp.bday, due=FollowUp.bday).where(FollowUp.customer.in_(ids)).execute()
        FollowUp.update(state="past", settled_at=deed.at, settled_bday=deed.bday, settled_by=deed.by).where(
            FollowUp.customer.in_(ids) & (FollowUp.state == "open")
        ).execute()
        Recipient.update(state="left_out", why="erased", at=deed.at).where(
            Recipient.customer.in_(ids) & Recipient.state.in_(("waiting", "not_sent"))
        ).execute()
        for chosen in Recipient.select(Recipient.letter).where(Recipient.customer.in_(ids)):
            end_if_nobody_waits(LetterId(chosen.letter_id))
        Customer.update(
            name="",
            reading="",
            reading_key="",
            phone="",
            phone_tail="",
            email="",
            postcode="",
            address="",
            birth_month=None,
            birth_day=None,
            post_trouble=None,
            post_trouble_on=None,
            mail_trouble=None,
            mail_trouble_on=None,
            household=None,
            erased_at=deed.at,
        ).where(Customer.id.in_(ids)).execute()
        SlipJob.update(state=JobState.DROPPED).where(SlipJob.customer.in_(ids) & SlipJob.state.in_(OPEN)).execute()
        without_card(books, deed, ids)
        for home in homes:
            _leave_empty(home)
        for record in ids:
            refresh_words(books, deed, CustomerId(record))
        # a deleted row of the index is only struck out: its words go when the index is written anew
        books.store.database.execute_sql("INSERT INTO customer_fts (customer_fts) VALUES ('optimize')")
        books.log_access(deed, "person_erased", customer=customer)
    books.store.empty_log()
    return Erased(row.number)


def _leave_empty(home: HouseholdId) -> None:
    """What is known of a household in which nobody is left."""
    if not living_in(home):
        for table in (TagOn, Fact):
            table.delete().where(table.household == home).execute()
        Household.delete().where(Household.id == home).execute()
