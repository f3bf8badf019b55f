"""The barcode on our own slips: it leads back to the sale.

KS, the sale's number with 19 digits, and a check digit by Damm's method, which finds every wrong digit and every two
that changed places. As CODE128 the digits go in pairs: 178 modules, which at 2 dots each fit on 58 mm paper (384 dots);
the same number to the base of 36 would need 222 and would not.
"""

from stdnum import damm

from kiosk.value import Value

BEGINNING = "KS"
DIGITS = 19  # of the largest number of 63 bits
MOST = 2**63 - 1


class SlipCode(Value):
    sale: int


class WrongSlipCode(Value):
    """It looks like one of our slips, but is misread."""


def slip_code(sale: int) -> str:
    """Raises ValueError for a number of more than 63 bits or a negative one."""
    if not 0 <= sale <= MOST:
        raise ValueError("a sale's number has 63 bits")
    number = f"{sale:0{DIGITS}}"
    return f"{BEGINNING}{number}{damm.calc_check_digit(number)}"


def read_slip_code(text: str) -> SlipCode | WrongSlipCode | None:
    """None: this is no slip's code at all."""
    number = text.removeprefix(BEGINNING)
    if number == text or len(number) != DIGITS + 1 or not (number.isascii() and number.isdigit()):
        return None
    sale = int(number[:-1])
    return SlipCode(sale) if damm.is_valid(number) and sale <= MOST else WrongSlipCode()
