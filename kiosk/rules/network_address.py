"""The address of a printer in the shop's network, as a person types it from the printer's own test page."""

import unicodedata
from ipaddress import AddressValueError, IPv4Address

_POINTS = str.maketrans("。、,．・", ".....")


class NotAnAddress(ValueError):
    """Not four numbers from 0 to 255, or none that a printer can have."""


def network_address(typed: str) -> str:
    """Four numbers with points between, in one spelling: full-width digits, 、 and zeros in front are meant well.

    Raises NotAnAddress.
    """
    parts = unicodedata.normalize("NFKC", typed).translate(_POINTS).replace(" ", "").split(".")
    try:
        address = IPv4Address(".".join(part.lstrip("0") or "0" if part else "" for part in parts))
    except AddressValueError as error:
        raise NotAnAddress(typed) from error
    if address.is_multicast or int(address) >> 24 in (0, 255):
        raise NotAnAddress(typed)
    return str(address)
