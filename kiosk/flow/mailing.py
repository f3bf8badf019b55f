"""What sends a letter by e-mail while the counter goes on: one message at a time, each step on the disk first."""

from collections.abc import Callable

from hardware.events import MailAccepted, MailFinished, MailOutcome, Trouble
from hardware.mail import Mail, MailServer, Security
from hardware.ports import MailCarrier
from kiosk.actions.books import Books
from kiosk.actions.mailing import (
    MailDue,
    mail_not_sent,
    mail_refused,
    mail_sent,
    may_go,
    next_mail,
    settle_unanswered,
    waits_on,
)
from kiosk.actions.recipients import resume_letter, stop_letter
from kiosk.flow.words import Words
from kiosk.rules.letters import Stopped
from kiosk.rules.mail import MailWords, Missing, NoAddress, envelope_address, message, missing
from kiosk.rules.units import LetterId
from kiosk.value import Value

_STOPPED = {
    Trouble.HUNG: Stopped.HUNG,
    Trouble.FORBIDDEN: Stopped.FORBIDDEN,
    Trouble.UNFIT: Stopped.UNFIT,
    Trouble.BROKEN: Stopped.BROKEN,
}


class _UnderWay(Value):
    job: int
    due: MailDue


class Mailing:
    """Belongs to the counter's thread."""

    def __init__(self, books: Books, words: Words, carrier: MailCarrier, password: Callable[[], str]) -> None:
        self._books = books
        self._words = words
        self._carrier = carrier
        self._password = password
        self._jobs = 0
        self._under_way: _UnderWay | None = None

    def missing(self) -> tuple[Missing, ...]:
        """What has to be set before anything can be sent."""
        return missing(self._books.settings, bool(self._secret()))

    def go_on(self) -> None:
        """Submit the next message, unless one is under way. Nothing is sent before the server and we both say so."""
        while self._under_way is None and (due := next_mail(self._books)) is not None:
            if self.missing():
                stop_letter(self._books, due.letter, Stopped.NOT_SET_UP)
                continue
            try:
                mail = self._mail(due)
            except NoAddress:  # the shop's own is one, or it would be missing
                mail_refused(self._books, due)
                continue
            self._jobs += 1
            self._under_way = _UnderWay(self._jobs, due)
            self._carrier.submit(self._jobs, mail, self._server())

    def resume(self, letter: LetterId) -> None:
        """Go on with those who wait, and those to whom it could not be sent."""
        if self._under_way is None:
            settle_unanswered(self._books)
        resume_letter(self._books, letter)
        self.go_on()

    def stop(self, letter: LetterId) -> None:
        """Whoever waits goes on waiting. A message that is being handed over is not called back."""
        stop_letter(self._books, letter, Stopped.BY_HAND)
        if self._under_way is not None and self._under_way.due.letter == letter:
            self._carrier.withdraw(self._under_way.job)

    def accepted(self, event: MailAccepted) -> None:
        now = self._under_way
        if now is None or now.job != event.job:
            return
        if may_go(self._books, now.due):
            self._carrier.hand_over(event.job)
        else:
            self._carrier.withdraw(event.job)

    def finished(self, event: MailFinished) -> None:
        now = self._under_way
        if now is None or now.job != event.job:
            return
        self._under_way = None
        recipient = now.due.recipient
        match event.outcome:
            case MailOutcome.SENT | MailOutcome.UNKNOWN:
                mail_sent(self._books, recipient, surely=event.outcome is MailOutcome.SENT)
                if event.trouble is not None:
                    stop_letter(self._books, now.due.letter, _STOPPED.get(event.trouble, Stopped.ABSENT))
            case MailOutcome.REFUSED:
                mail_refused(self._books, now.due)
            case MailOutcome.NOT_SENT if event.trouble is None and event.withdrawn:
                waits_on(self._books, recipient)
            case MailOutcome.NOT_SENT:
                trouble = event.trouble
                why = None if trouble is None else _STOPPED.get(trouble, Stopped.ABSENT)
                mail_not_sent(self._books, recipient, why=why)
        self.go_on()

    def _mail(self, due: MailDue) -> Mail:
        settings, texts = self._books.settings, self._words.texts
        shop, sender = settings.shop.name, settings.mail.sender
        foot = [shop, settings.sale.address]
        if settings.sale.phone:
            foot.append(texts("mail.phone", phone=settings.sale.phone))
        foot += [texts("mail.why"), texts("mail.opt_out", sender=sender)]
        said = MailWords(
            subject=due.subject,
            greeting=texts("mail.greeting", name=due.name) if due.name else texts("mail.greeting_nobody"),
            words=due.words,
            foot=tuple(foot),
        )
        content = message(
            said,
            shop=shop,
            sender=sender,
            recipient=due.address,
            message_id=due.message_id,
            at=self._books.now(),
            zone=self._books.zone,
        )
        return Mail(envelope_address(sender), envelope_address(due.address), content)

    def _server(self) -> MailServer:
        mail = self._books.settings.mail
        return MailServer(
            mail.host, mail.port, Security(mail.security.value), mail.user, self._secret(), mail.per_minute
        )

    def _secret(self) -> str:
        """ "" also where others may read it: then it is not used."""
        try:
            return self._password()
        except OSError:
            return ""
