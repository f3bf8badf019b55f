"""Coupons (クーポン): handed over with a slip, used once by a scan in a sale, given back with the whole of the sale."""

from db.models import Contact, Coupon, Recipient
from kiosk.actions.books import Books, Deed
from kiosk.actions.letters import read_letter
from kiosk.actions.recipients import contact_row, end_if_nobody_waits, has_it_already, leave_out
from kiosk.actions.record import CustomerRecord
from kiosk.rules.choosing import LeftOut
from kiosk.rules.letters import CouponCode, CouponTrouble, RecipientState, coupon_fits, new_coupon_code
from kiosk.rules.sale import OpenCoupon
from kiosk.rules.units import BusinessDay, CustomerId, JobId, LetterId, RecipientId, SaleId, Yen
from kiosk.value import Value


class CouponOnSlip(Value):
    code: str
    yen: Yen
    valid_until: BusinessDay
    name: str  # of the letter


def hand_over(books: Books, deed: Deed, customer: CustomerId, job: JobId) -> None:
    """What waits for this customer's next slip goes onto this one, in the transaction that promises it; with it what
    was on one that surely never came out and was let go."""
    books.letters.move_coupons.run(job=job, customer=customer, today=deed.bday)
    for row in books.letters.waiting_coupons.all(customer=customer):
        letter = LetterId(row.letter)
        if has_it_already(customer, RecipientId(row.recipient), letter):
            leave_out(deed, RecipientId(row.recipient), letter, LeftOut.WRITTEN)
            continue
        contact = contact_row(books, deed, read_letter(books, letter), customer)
        Contact.insert(contact).execute()
        Recipient.update(state=RecipientState.SENT, contact=contact["id"], at=deed.at).where(
            Recipient.id == row.recipient
        ).execute()
        Coupon.insert(
            id=books.store.new_id(),
            code=new_coupon_code(),
            yen=row.yen,
            valid_until=deed.bday + row.days,
            recipient=row.recipient,
            job=job,
            at=deed.at,
            bday=deed.bday,
            by=deed.by,
        ).execute()
        end_if_nobody_waits(letter)


def coupons_on(books: Books, job: JobId) -> tuple[CouponOnSlip, ...]:
    """Those that a slip carries."""
    return tuple(
        CouponOnSlip(row.code, Yen(row.yen), BusinessDay(row.valid_until), row.name)
        for row in books.letters.coupons_of_job.all(job=job)
    )


def check_coupon(
    books: Books, code: CouponCode, record: CustomerRecord | None, today: BusinessDay
) -> OpenCoupon | CouponTrouble:
    """Whether this customer may use it now. Somebody of the same household may."""
    row = books.letters.coupon.one(code=code.text)
    if row is None:
        return CouponTrouble.UNKNOWN
    mine = record is not None and (
        row.customer == record.id or (row.household is not None and row.household == record.household)
    )
    trouble = coupon_fits(
        mine=mine,
        with_card=record is not None,
        used=row.sale is not None,
        valid_until=BusinessDay(row.valid_until),
        today=today,
    )
    return OpenCoupon(row.code, row.yen) if trouble is None else trouble


def use_coupon(books: Books, coupon: OpenCoupon, sale: SaleId) -> None:
    """In the transaction of the sale, which asked check_coupon() before."""
    used = books.letters.use_coupon.run(code=coupon.code, sale=sale)
    assert used == 1, "it was free when the transaction began"


def give_back(books: Books, sale: SaleId) -> None:
    """In the transaction of a refund: when nothing of the sale is left, its coupon can be used again, until its day."""
    if all(line.quantity == line.back for line in books.till.lines.all(sale=sale)):
        books.letters.return_coupon.run(sale=sale)


def had_coupon(books: Books, sale: SaleId) -> bool:
    """Whether a coupon took something off this sale."""
    return books.letters.coupon_of_sale.one(sale=sale) is not None
