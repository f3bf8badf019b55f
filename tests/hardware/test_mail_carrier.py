"""The carrier and a real SMTP server: what was taken, what was not, and what nobody can know."""

import ssl
import subprocess
import time
from contextlib import contextmanager

import pytest

from hardware.events import MailAccepted, MailFinished, MailOutcome, Trouble
from hardware.mail import Mail, MailServer, Security
from hardware.mail_carrier import SmtpCarrier
from tests.hardware.events import Told, wait_until
from tests.hardware.mail_server import Post, free_port, only, serving

SENT, REFUSED = MailOutcome.SENT, MailOutcome.REFUSED
NOT_SENT, UNKNOWN = MailOutcome.NOT_SENT, MailOutcome.UNKNOWN


def mail(address: str = "hanako@example.jp", text: str = "いつもありがとうございます") -> Mail:
    content = f"From: shop@example.jp\r\nTo: {address}\r\nSubject: Hello\r\n\r\n{text}\r\n"
    return Mail("shop@example.jp", address, content.encode())


def server(port: int, security: Security = Security.NONE, user: str = "", password: str = "", per_minute: int = 6000):
    return MailServer("127.0.0.1", port, security, user, password, per_minute)


@contextmanager
def carrying(**options):
    carrier, told = SmtpCarrier(**options), Told()
    carrier.start(told)
    try:
        yield carrier, told
    finally:
        carrier.stop()


def send(carrier: SmtpCarrier, told: Told, at: MailServer, one: Mail, job: int = 1) -> MailFinished:
    carrier.submit(job, one, at)
    answer = told.next()
    if isinstance(answer, MailAccepted):
        assert answer.job == job
        carrier.hand_over(job)
        answer = told.next()
    assert isinstance(answer, MailFinished)
    assert answer.job == job
    return answer


def test_messages_go_one_after_the_other_over_one_connection():
    post = Post()
    with serving(post) as port, carrying() as (carrier, told):
        for job in (1, 2, 3):
            assert send(carrier, told, server(port), mail(f"{job}@example.jp"), job) == MailFinished(job, SENT)
    assert post.addresses == ["1@example.jp", "2@example.jp", "3@example.jp"]


def test_lines_that_begin_with_a_dot_arrive_as_they_were_written():
    post = Post()
    with serving(post) as port, carrying() as (carrier, told):
        send(carrier, told, server(port), mail(text=".\r\n..dots\r\n.\r\nend"))
    assert post.taken[0][1].get_payload(decode=True).decode().split("\r\n")[:4] == [".", "..dots", ".", "end"]


def test_nothing_is_sent_before_it_is_handed_over():
    post = Post()
    with serving(post) as port, carrying(answer=0.05) as (carrier, told):
        carrier.submit(1, mail(), server(port))
        assert told.next() == MailAccepted(1)
        assert told.next() == MailFinished(1, NOT_SENT, withdrawn=True)
        carrier.hand_over(1)  # too late: it counts for nothing that comes later either
        assert send(carrier, told, server(port), mail("next@example.jp"), 2).outcome is SENT
    assert post.addresses == ["next@example.jp"]


def test_what_is_withdrawn_is_not_sent():
    post = Post()
    with serving(post) as port, carrying() as (carrier, told):
        carrier.submit(1, mail(), server(port))
        carrier.submit(2, mail("second@example.jp"), server(port))
        carrier.withdraw(2)
        assert told.next() == MailAccepted(1)
        carrier.withdraw(1)
        assert told.next() == MailFinished(1, NOT_SENT, withdrawn=True)
        assert told.next() == MailFinished(2, NOT_SENT, withdrawn=True)
    assert post.taken == []


@pytest.mark.parametrize(
    ("how", "outcome", "trouble"),
    [
        ({"recipients": {"hanako@example.jp": "550 no such user"}}, REFUSED, None),
        ({"recipients": {"hanako@example.jp": "550 5.1.1 no such user"}}, REFUSED, None),
        ({"recipients": {"hanako@example.jp": "553 5.1.3 no such syntax"}}, REFUSED, None),
        ({"recipients": {"hanako@example.jp": "550 5.7.1 relaying denied"}}, NOT_SENT, None),
        ({"recipients": {"hanako@example.jp": "554 5.7.1 relay access denied"}}, NOT_SENT, None),
        ({"recipients": {"hanako@example.jp": "530 authentication required"}}, NOT_SENT, None),
        ({"recipients": {"hanako@example.jp": "552 5.2.2 mailbox full"}}, NOT_SENT, None),
        ({"recipients": {"hanako@example.jp": "450 come back later"}}, NOT_SENT, None),
        ({"recipients": {"hanako@example.jp": "drop"}}, NOT_SENT, Trouble.ABSENT),
        ({"recipients": {"hanako@example.jp": "hang"}}, NOT_SENT, Trouble.HUNG),
        ({"sender": "550 not you"}, NOT_SENT, Trouble.FORBIDDEN),
        ({"sender": "451 too many"}, NOT_SENT, Trouble.ABSENT),
        ({"data": "554 this looks like spam"}, NOT_SENT, Trouble.BROKEN),
        ({"data": "451 not now"}, NOT_SENT, None),
        ({"data": "drop"}, UNKNOWN, Trouble.ABSENT),
        ({"data": "hang"}, UNKNOWN, Trouble.HUNG),
        ({"after_data": "drop"}, UNKNOWN, Trouble.ABSENT),
    ],
)
def test_each_way_to_fail_has_its_name_and_the_next_one_goes(how, outcome, trouble):
    post = Post(**how, times=1)
    with serving(post) as port, carrying(patience=0.5) as (carrier, told):
        assert send(carrier, told, server(port), mail()) == MailFinished(1, outcome, trouble)
        post.sender = ""
        assert send(carrier, told, server(port), mail("next@example.jp"), 2).outcome is SENT
    assert "next@example.jp" in post.addresses
    assert ("hanako@example.jp" in post.addresses) == ("after_data" in how)


def test_a_server_that_is_not_there():
    with carrying() as (carrier, told):
        answer = send(carrier, told, server(free_port()), mail())
    assert answer == MailFinished(1, NOT_SENT, Trouble.ABSENT)


def test_a_server_that_was_restarted_between_two_messages():
    post, port = Post(), free_port()
    with carrying() as (carrier, told):
        for job in (1, 2):
            with serving(post, port):
                assert send(carrier, told, server(port), mail(f"{job}@example.jp"), job).outcome is SENT
    assert post.addresses == ["1@example.jp", "2@example.jp"]


def test_no_more_go_than_the_server_allows():
    post = Post()
    with serving(post) as port, carrying() as (carrier, told):
        slow = server(port, per_minute=1)
        assert send(carrier, told, slow, mail()).outcome is SENT
        carrier.submit(2, mail("later@example.jp"), slow)
        wait_until(carrier._jobs.empty)
        assert told.nothing_more()
        assert carrier._next_at > time.monotonic()
        carrier.withdraw(2)  # it need not wait for its turn to end
        assert told.next() == MailFinished(2, NOT_SENT, withdrawn=True)
    assert post.addresses == ["hanako@example.jp"]


def test_those_who_are_refused_wait_for_their_turn_too():
    """A server that is asked for many addresses in one breath takes the shop for somebody who guesses them."""
    post = Post(recipients={"hanako@example.jp": "550 no such user"})
    with serving(post) as port, carrying() as (carrier, told):
        slow = server(port, per_minute=1)
        assert send(carrier, told, slow, mail()).outcome is REFUSED
        assert carrier._next_at > time.monotonic()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """For 127.0.0.1, signed by itself."""
    folder = tmp_path_factory.mktemp("certificate")
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    made += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"]
    made += ["-keyout", str(folder / "key"), "-out", str(folder / "cert")]
    subprocess.run(made, check=True, capture_output=True)
    return folder


def _of_server(certificate) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate / "cert", certificate / "key")
    return context


@pytest.mark.parametrize("password", ["right", "wrong"])
@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_server_that_asks_who_it_is(certificate, security, password):
    post, context = Post(), _of_server(certificate)
    tls = {"ssl_context": context} if security is Security.TLS else {"tls_context": context, "require_starttls": True}
    options = {"authenticator": only("shop", "right"), "auth_required": True, "auth_require_tls": False}
    trust = ssl.create_default_context(cafile=certificate / "cert")
    with serving(post, **tls, **options) as port, carrying(trust=trust) as (carrier, told):
        answer = send(carrier, told, server(port, security, "shop", password), mail())
    if password == "right":
        assert answer.outcome is SENT
        assert post.addresses == ["hanako@example.jp"]
    else:
        assert answer == MailFinished(1, NOT_SENT, Trouble.FORBIDDEN)
        assert post.taken == []


def test_a_certificate_that_nobody_vouches_for_gets_no_password(certificate):
    post, asked = Post(), []
    options = {"authenticator": lambda *_: asked.append(1), "auth_required": True, "auth_require_tls": False}
    with serving(post, tls_context=_of_server(certificate), **options) as port, carrying() as (carrier, told):
        answer = send(carrier, told, server(port, Security.STARTTLS, "shop", "right"), mail())
    assert answer == MailFinished(1, NOT_SENT, Trouble.UNFIT)
    assert (post.taken, asked) == ([], [])


def test_the_log_names_nobody(caplog):
    post = Post(recipients={"hanako@example.jp": "550 hanako@example.jp unknown"})
    with serving(post) as port, carrying() as (carrier, told):
        send(carrier, told, server(port), mail())
    # the server of the tests logs too
    said = [record.getMessage() for record in caplog.records if record.name == "hardware.mail_carrier"]
    assert said == ["a message was not taken: refused, 550 to the recipient"]
