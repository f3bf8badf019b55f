"""E-mail of the shop's to one person: whose it is, what it says, and how to have no more of them (特定電子メール法)."""

import re
import secrets
from collections.abc import Sequence
from datetime import tzinfo
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum

from kiosk.rules.business_day import local_time
from kiosk.rules.settings import Settings
from kiosk.rules.units import Instant
from kiosk.value import Hidden, Value

_ADDRESS = re.compile(r"([A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+)@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")


class NoAddress(ValueError):
    """What stands there for an e-mail address is none that a message could go to."""


class Missing(StrEnum):
    """What has to be known before anything can be sent; the law asks for the first two in each message."""

    SHOP_NAME = "shop_name"
    SHOP_ADDRESS = "shop_address"
    SENDER = "sender"
    HOST = "host"
    PASSWORD = "password"


class MailWords(Value):
    """What a message says. `greeting` is its first line, `foot` its last ones: the shop, and how to opt out."""

    subject: str
    greeting: Hidden[str]
    words: Hidden[str]
    foot: tuple[str, ...]


def missing(settings: Settings, has_password: bool) -> tuple[Missing, ...]:
    """Nothing: mail can be sent."""
    mail = settings.mail
    wanted = {
        Missing.SHOP_NAME: settings.shop.name,
        Missing.SHOP_ADDRESS: settings.sale.address,
        Missing.SENDER: _is_address(mail.sender),
        Missing.HOST: mail.host,
        Missing.PASSWORD: has_password or not mail.user,
    }
    return tuple(what for what, there in wanted.items() if not there)


def new_message_id(domain: str) -> str:
    """The name of one message: it tells nothing about whom it goes to."""
    return f"<{secrets.token_hex(16)}@{domain or 'kokyaku.invalid'}>"


def message(
    said: MailWords, *, shop: str, sender: str, recipient: str, message_id: str, at: Instant, zone: tzinfo
) -> bytes:
    """All of it, for this recipient alone, with CRLF at each line's end. Raises NoAddress."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(_line(shop), *_halves(sender))
    mail["To"] = Address("", *_halves(recipient))
    mail["Subject"] = _line(said.subject)
    mail["Date"] = format_datetime(local_time(at, zone))
    mail["Message-ID"] = message_id
    mail["List-Unsubscribe"] = f"<mailto:{sender}?subject=unsubscribe>"
    mail.set_content("\n".join(_lines(said)), charset="utf-8", cte="base64")
    return mail.as_bytes()


def envelope_address(text: str) -> str:
    """As it is said to a server. Old addresses of telephone companies (taro.@, ta..ro@) go between quotes: they are in
    use and right only so (RFC 5321, 4.1.2). Raises NoAddress."""
    local, domain = _halves(text)
    return f"{local}@{domain}" if all(local.split(".")) else f'"{local}"@{domain}'


def _is_address(text: str) -> bool:
    try:
        return bool(_halves(text))
    except NoAddress:
        return False


def _halves(text: str) -> tuple[str, str]:
    """Before and after the @. Characters beyond ASCII take an extension that few servers have (RFC 6531)."""
    found = _ADDRESS.fullmatch(text)
    if found is None:
        raise NoAddress
    return found[1], found[2]


def _line(text: str) -> str:
    """A line break in a header's text would begin another header."""
    return " ".join(text.split())


def _lines(said: MailWords) -> Sequence[str]:
    return (said.greeting, "", said.words, "", "-- ", *said.foot, "")
