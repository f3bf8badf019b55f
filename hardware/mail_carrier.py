"""E-mail through the shop's SMTP server, one message after the other, none of them twice.

A message goes in two steps. First the server says whether it would take it (MAIL, RCPT), and nothing is lost whatever
happens. Then whoever submitted it writes down that it is on its way, and says so; only now is it handed over (DATA).
So the time in which a power cut leaves it unknown whether somebody was written to is that of one DATA.
"""

import logging
import queue
import re
import smtplib
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from hardware.events import MailAccepted, MailFinished, MailOutcome, Sink, Trouble
from hardware.mail import Mail, MailServer, Security

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 30.0  # with a server that says nothing
ANSWER_SECONDS = 30.0  # with the counter, between MailAccepted and hand_over()
KEPT_SECONDS = 20.0  # a connection that nothing goes through is closed: most servers do so after a minute or five
_NAME = "[127.0.0.1]"  # of this machine, for EHLO: smtplib would ask the network for one, and wait
_GOOD = 2
_TRANSIENT = 4
_ENHANCED = re.compile(rb"5\.(\d{1,3})\.\d{1,3}\b")


class MailError(Exception):
    """This message can't go now. `detail` is for the log: never an address, and nothing that the server said."""

    def __init__(self, outcome: MailOutcome, trouble: Trouble | None, detail: str) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.trouble = trouble
        self.detail = detail


class _Withdrawn(MailError):
    def __init__(self) -> None:
        super().__init__(MailOutcome.NOT_SENT, None, "withdrawn")


@dataclass(frozen=True, slots=True)
class _Job:
    number: int
    mail: Mail
    server: MailServer


class SmtpCarrier:
    """The carrier of hardware.ports. One connection is kept while messages follow each other."""

    def __init__(
        self, patience: float = PATIENCE_SECONDS, answer: float = ANSWER_SECONDS, trust: ssl.SSLContext | None = None
    ) -> None:
        """`trust`: whose certificates are believed; None: those that the system believes."""
        self._patience = patience
        self._answer = answer
        self._trust = trust
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._word = threading.Condition()  # over the three below
        self._withdrawn: set[int] = set()
        self._handed_over: set[int] = set()
        self._ends = False
        self._connection: smtplib.SMTP | None = None
        self._connected_to: MailServer | None = None
        self._next_at = 0.0
        self._thread: threading.Thread | None = None
        self.beat = time.monotonic()

    def start(self, sink: Sink) -> None:
        self._thread = threading.Thread(target=self._run, args=(sink,), name="mail", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        with self._word:
            self._ends = True
            self._word.notify_all()
        self._jobs.put(None)
        if self._thread is not None:
            self._thread.join(5)

    def submit(self, job: int, mail: Mail, server: MailServer) -> None:
        self._jobs.put(_Job(job, mail, server))

    def hand_over(self, job: int) -> None:
        with self._word:
            self._handed_over.add(job)
            self._word.notify_all()

    def withdraw(self, job: int) -> None:
        with self._word:
            self._withdrawn.add(job)
            self._word.notify_all()

    # in the carrier's thread

    def _run(self, sink: Sink) -> None:
        while not self._ends:
            self.beat = time.monotonic()
            try:
                job = self._jobs.get(timeout=KEPT_SECONDS)
            except queue.Empty:
                self._hang_up()
                continue
            if job is not None:
                sink(self._carried(job, sink))
        self._hang_up()

    def _carried(self, job: _Job, sink: Sink) -> MailFinished:
        try:
            self._carry(job, sink)
        except MailError as error:
            logger.warning("a message was not taken: %s, %s", error.outcome, error.detail)
            self._hang_up()
            return MailFinished(job.number, error.outcome, error.trouble, isinstance(error, _Withdrawn))
        finally:
            with self._word:
                self._withdrawn.discard(job.number)
                self._handed_over.discard(job.number)
        return MailFinished(job.number, MailOutcome.SENT)

    def _carry(self, job: _Job, sink: Sink) -> None:
        """Raises MailError unless the message is with the server."""
        self._wait(lambda: job.number in self._withdrawn, self._next_at - time.monotonic())
        self._unless_withdrawn(job)
        self._next_at = time.monotonic() + 60 / job.server.per_minute  # also after what is refused
        smtp = self._offered(job)
        sink(MailAccepted(job.number))
        self._wait(lambda: job.number in self._handed_over or job.number in self._withdrawn, self._answer)
        with self._word:
            if job.number not in self._handed_over or job.number in self._withdrawn or self._ends:
                raise _Withdrawn
        self._hand_over(smtp, job.mail)

    def _offered(self, job: _Job) -> smtplib.SMTP:
        """A connection whose server would take the message. One that was kept may have died meanwhile: once more."""
        if self._connection is not None and self._connected_to == job.server:
            try:
                return self._offer(self._connection, job.mail)
            except MailError as error:
                if error.trouble not in (Trouble.ABSENT, Trouble.HUNG):
                    raise
        self._hang_up()
        self._connection, self._connected_to = self._connect(job.server), job.server
        return self._offer(self._connection, job.mail)

    def _offer(self, smtp: smtplib.SMTP, mail: Mail) -> smtplib.SMTP:
        try:
            if (code := smtp.mail(mail.sender)[0]) // 100 != _GOOD:
                raise MailError(MailOutcome.NOT_SENT, _before_anybody(code), f"{code} to the sender")
            code, said = smtp.rcpt(mail.recipient)
            if code // 100 != _GOOD:
                outcome = MailOutcome.REFUSED if _no_such_address(code, said) else MailOutcome.NOT_SENT
                raise MailError(outcome, None, f"{code} to the recipient")
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise _lost(error) from None
        return smtp

    def _hand_over(self, smtp: smtplib.SMTP, mail: Mail) -> None:
        try:
            if (code := smtp.docmd("DATA")[0]) != 354:
                raise MailError(MailOutcome.NOT_SENT, _of_code(code), f"{code} to DATA")
        except (smtplib.SMTPException, OSError) as error:
            raise _lost(error) from None
        try:
            smtp.send(_dotted(mail.content) + b".\r\n")
            code = smtp.getreply()[0]
        except (smtplib.SMTPException, OSError) as error:
            raise MailError(MailOutcome.UNKNOWN, _lost(error).trouble, "no answer after all was sent") from None
        if code // 100 != _GOOD:
            raise MailError(MailOutcome.NOT_SENT, _of_code(code), f"{code} to the message")

    def _connect(self, server: MailServer) -> smtplib.SMTP:
        context = self._trust or ssl.create_default_context()
        smtp: smtplib.SMTP | None = None
        try:
            if server.security is Security.TLS:
                smtp = smtplib.SMTP_SSL(local_hostname=_NAME, timeout=self._patience, context=context)
            else:
                smtp = smtplib.SMTP(local_hostname=_NAME, timeout=self._patience)
            smtp._host = server.host  # type: ignore[attr-defined]  # starttls() looks for the certificate's name there
            _greeted(smtp.connect(server.host, server.port)[0])
            if server.security is Security.STARTTLS:
                smtp.starttls(context=context)
            if server.user:
                smtp.login(server.user, server.password)
            smtp.ehlo_or_helo_if_needed()
        except MailError:
            _closed(smtp)
            raise
        except (smtplib.SMTPException, OSError, ValueError) as error:
            _closed(smtp)
            raise _lost(error) from None
        return smtp

    def _hang_up(self) -> None:
        connection, self._connection, self._connected_to = self._connection, None, None
        _closed(connection)

    def _wait(self, until: Callable[[], bool], seconds: float) -> None:
        with self._word:
            self._word.wait_for(lambda: self._ends or until(), max(0.0, seconds))

    def _unless_withdrawn(self, job: _Job) -> None:
        with self._word:
            if job.number in self._withdrawn or self._ends:
                raise _Withdrawn


def _greeted(code: int) -> None:
    if code // 100 != _GOOD:
        raise MailError(MailOutcome.NOT_SENT, _before_anybody(code), f"{code} for a greeting")


def _before_anybody(code: int) -> Trouble:
    """Said before any recipient was named: it means all of them. 4xx: too many at once, or going down."""
    return Trouble.ABSENT if code // 100 == _TRANSIENT else Trouble.FORBIDDEN


def _no_such_address(code: int, said: bytes) -> bool:
    """A server refuses recipients for other reasons too: whoever sends may not, a mailbox is full. Where it tells which
    (RFC 3463) 5.1 is about the address; else 550, 551 and 553 are (RFC 5321, 4.2.3)."""
    told = _ENHANCED.match(said)
    return told[1] == b"1" if told is not None and told[1] != b"0" else code in (550, 551, 553)


def _of_code(code: int) -> Trouble | None:
    """4xx: the server means this message, now; 5xx: it wants none of this kind."""
    return None if code // 100 == _TRANSIENT else Trouble.BROKEN


def _lost(error: Exception) -> MailError:
    """Nothing was handed over yet."""
    # smtplib says of a server that hangs that it hung up
    match error.__context__ if isinstance(error.__context__, TimeoutError) else error:
        case TimeoutError():
            trouble = Trouble.HUNG
        case smtplib.SMTPAuthenticationError():
            trouble = Trouble.FORBIDDEN
        case ssl.SSLError() | smtplib.SMTPNotSupportedError() | ValueError():
            trouble = Trouble.UNFIT
        case smtplib.SMTPServerDisconnected() | OSError() if not isinstance(error, smtplib.SMTPResponseException):
            trouble = Trouble.ABSENT
        case _:
            trouble = Trouble.BROKEN
    return MailError(MailOutcome.NOT_SENT, trouble, type(error).__name__)


def _dotted(content: bytes) -> bytes:
    """A line that begins with a dot gets another one before it; the last line ends as all do (RFC 5321, 4.5.2)."""
    lines = content.removesuffix(b"\r\n").split(b"\r\n")
    return b"".join((b"." if line.startswith(b".") else b"") + line + b"\r\n" for line in lines)


def _closed(smtp: smtplib.SMTP | None) -> None:
    if smtp is not None:
        with suppress(smtplib.SMTPException, OSError):
            smtp.close()
