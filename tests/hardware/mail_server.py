"""A real SMTP server for the tests: it keeps what it takes, and can be told to misbehave."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword


@dataclass
class Post:
    """What the server does. `recipients` answers to RCPT by the address, `data` to the message; "drop" hangs up,
    "hang" says nothing any more. The first `times` only, where that is set.
    """

    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    recipients: dict[str, str] = field(default_factory=dict)
    sender: str = ""
    data: str = ""
    after_data: str = ""  # the message is taken, and then this
    times: int = 1_000_000

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.sender:
            return self.sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        answer = self.recipients.get(address, "")
        if answer:
            return await self._misbehaved(server, answer)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.data and self.times > 0:
            self.times -= 1
            return await self._misbehaved(server, self.data)
        for address in envelope.rcpt_tos:
            self.taken.append((address, message_from_bytes(envelope.content, policy=default)))
        if self.after_data and self.times > 0:
            self.times -= 1
            return await self._misbehaved(server, self.after_data)
        return "250 taken"

    async def _misbehaved(self, server: Any, how: str) -> str:
        if how == "drop":
            server.transport.abort()
            return "421 gone"
        if how == "hang":
            await asyncio.sleep(600)
        return how

    @property
    def addresses(self) -> list[str]:
        return [address for address, _ in self.taken]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def serving(post: Post, port: int | None = None, **options: Any) -> Iterator[int]:
    """The server at a port of 127.0.0.1."""
    controller = Controller(post, hostname="127.0.0.1", port=port or free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def only(user: str, password: str) -> Any:
    """An authenticator that lets this one in."""

    def authenticate(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        right = isinstance(data, LoginPassword) and (data.login, data.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=right)

    return authenticate
