"""E-mail of the shop's to one person: whose it is, what it says, and how to have no more of them (特定電子メール法)."""

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
        Missing.SENDER: mail.sender,
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
    """All of it, for this recipient alone, with CRLF at each line's end. An address that is none raises ValueError."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(shop, addr_spec=sender)
    mail["To"] = Address(addr_spec=recipient)
    mail["Subject"] = said.subject
    mail["Date"] = format_datetime(local_time(at, zone))
    mail["Message-ID"] = message_id
    mail["List-Unsubscribe"] = f"<mailto:{sender}?subject=unsubscribe>"
    mail.set_content("\n".join(_lines(said)), charset="utf-8", cte="base64")
    return mail.as_bytes()


def _lines(said: MailWords) -> Sequence[str]:
    return (said.greeting, "", said.words, "", "-- ", *said.foot, "")
