"""連絡のご希望 and 同意: what the customer said about being contacted, and the proof of an opt-in."""

from db.models import Consent, Staff, Wish
from kiosk.actions.books import Books, Deed
from kiosk.rules.units import BusinessDay, ConsentId, CustomerId, WishId
from kiosk.rules.wishes import Channel, How
from kiosk.value import Hidden, Value


class WishShown(Value):
    id: WishId
    channel: Channel
    allowed: bool
    every_days: int | None  # not more often than this


class ConsentShown(Value):
    """`by`: the staff member who took it."""

    id: ConsentId
    channel: Channel
    how: How
    wording: str
    on: BusinessDay
    by: Hidden[str]


class WishSaid(Value):
    """`new` None: what was said is taken back, nothing is known. `before`: what held until then."""

    channel: Channel
    new: WishId | None
    before: tuple[WishId, ...]


class ConsentGiven(Value):
    channel: Channel
    consent: ConsentId


class ConsentWithdrawn(Value):
    channel: Channel
    consents: tuple[ConsentId, ...]


WishDeed = WishSaid | ConsentGiven | ConsentWithdrawn


def wishes_of(customer: CustomerId) -> tuple[WishShown, ...]:
    rows = Wish.select().where((Wish.customer == customer) & Wish.off_at.is_null()).order_by(Wish.at, Wish.id)
    return tuple(WishShown(WishId(row.id), Channel(row.channel), bool(row.allowed), row.every_days) for row in rows)


def consents_of(customer: CustomerId) -> tuple[ConsentShown, ...]:
    """Those that hold, the newest last."""
    rows = (
        Consent.select()
        .where((Consent.customer == customer) & Consent.off_at.is_null())
        .order_by(Consent.at, Consent.id)
    )
    names: dict[int | None, str] = {row.id: row.name for row in Staff.select(Staff.id, Staff.name)}
    return tuple(
        ConsentShown(
            ConsentId(row.id),
            Channel(row.channel),
            How(row.how),
            row.wording,
            BusinessDay(row.bday),
            names.get(row.by_id, ""),
        )
        for row in rows
    )


def say_wish(
    books: Books, customer: CustomerId, channel: Channel, allowed: bool | None, every_days: int | None = None
) -> WishSaid:
    """One wish holds for each channel; what was said before is closed and kept. `allowed` None: it isn't known."""
    with books.deed() as deed:
        return write_wish(books, deed, customer, channel, allowed, every_days)


def write_wish(
    books: Books,
    deed: Deed,
    customer: CustomerId,
    channel: Channel,
    allowed: bool | None,
    every_days: int | None = None,
) -> WishSaid:
    """The same in a deed that does more."""
    open_now = (Wish.customer == customer) & (Wish.channel == channel) & Wish.off_at.is_null()
    before = tuple(WishId(row.id) for row in Wish.select(Wish.id).where(open_now))
    Wish.update(off_at=deed.at, off_by=deed.by).where(open_now).execute()
    if allowed is None:
        return WishSaid(channel, None, before)
    new = WishId(books.store.new_id())
    Wish.insert(
        id=new,
        customer=customer,
        channel=channel,
        allowed=allowed,
        every_days=every_days,
        at=deed.at,
        bday=deed.bday,
        by=deed.by,
    ).execute()
    return WishSaid(channel, new, before)


def give_consent(books: Books, customer: CustomerId, channel: Channel, how: How, wording: str) -> ConsentGiven:
    """`wording`: exactly what was shown, the shop's name in it."""
    with books.deed() as deed:
        consent = ConsentId(books.store.new_id())
        Consent.insert(
            id=consent,
            customer=customer,
            channel=channel,
            how=how,
            wording=wording,
            at=deed.at,
            bday=deed.bday,
            by=deed.by,
        ).execute()
        books.log_access(deed, "consent_given", customer=customer, ref=consent)
    return ConsentGiven(channel, consent)


def withdraw_consent(books: Books, customer: CustomerId, channel: Channel) -> ConsentWithdrawn:
    """Obeyed at once: whatever was consented to on this channel holds no more. The proof stays."""
    with books.deed() as deed:
        held = tuple(shown.id for shown in consents_of(customer) if shown.channel is channel)
        Consent.update(off_at=deed.at, off_by=deed.by).where(Consent.id.in_(held)).execute()
        for consent in held:
            books.log_access(deed, "consent_withdrawn", customer=customer, ref=consent)
    return ConsentWithdrawn(channel, held)


def undo(books: Books, done: WishDeed) -> None:
    with books.deed():
        match done:
            case WishSaid():
                take_wish_back(done)
            case ConsentGiven(_, consent):
                Consent.delete().where(Consent.id == consent).execute()
            case ConsentWithdrawn(_, consents):
                Consent.update(off_at=None, off_by=None).where(Consent.id.in_(consents)).execute()


def take_wish_back(said: WishSaid) -> None:
    """In the deed at hand: what was said before it holds again."""
    Wish.delete().where(Wish.id == said.new).execute()
    Wish.update(off_at=None, off_by=None).where(Wish.id.in_(said.before)).execute()
