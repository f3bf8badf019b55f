"""A message as the mail carrier gets it, and the server that takes it."""

from dataclasses import dataclass, field
from enum import StrEnum


class Security(StrEnum):
    STARTTLS = "starttls"  # port 587: the connection is encrypted before anybody says who they are
    TLS = "tls"  # port 465: encrypted from the first byte
    NONE = "none"  # a server in the shop's own network


@dataclass(frozen=True, slots=True)
class MailServer:
    """`user` "": the server asks for none. `per_minute`: no more messages than that are handed to it."""

    host: str
    port: int
    security: Security
    user: str
    password: str = field(repr=False)
    per_minute: int


@dataclass(frozen=True, slots=True)
class Mail:
    """One message to one person. `content` is all of it, header lines too, with CRLF at each line's end."""

    sender: str
    recipient: str = field(repr=False)
    content: bytes = field(repr=False)
