"""A program that sends mail is killed, at every step of a message, and started again: nobody gets it twice."""

import os
import signal
import subprocess
import sys
from collections import Counter as Count
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from db.models import Contact, Letter, Recipient
from kiosk.actions.letters import change_draft, draft_letter
from kiosk.actions.recipients import begin_letter, send_unknown_again
from kiosk.rules.choosing import Choice
from kiosk.rules.letters import LetterState, RecipientState, Way
from kiosk.rules.reach import ContactKind
from tests.flow.counter import Counter
from tests.hardware.mail_server import Post, serving
from tests.letters.people import MAIL_SETTINGS, person

PEOPLE = 12
ADDRESSES = [f"{number}@example.jp" for number in range(1, PEOPLE + 1)]
WITHOUT_CONSENT = ADDRESSES[3]


@dataclass
class Killer(Post):
    """Kills the program that sends: while it says to whom, before it gets an answer, and right after one."""

    victim: int = 0
    at_rcpt: list[str] = field(default_factory=list)
    before_answer: list[str] = field(default_factory=list)
    kills: int = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address in self.at_rcpt:
            self.at_rcpt.remove(address)
            return self._kill()
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        if envelope.rcpt_tos[0] in self.before_answer:
            self.before_answer.remove(envelope.rcpt_tos[0])
            return self._kill()
        return answer

    def _kill(self) -> str:
        os.kill(self.victim, signal.SIGKILL)
        self.kills += 1
        return "451 too late"


@pytest.fixture
def shop(tmp_path: Path):
    """A letter that advertises to everybody, but one has taken the consent back since."""
    counter = Counter(tmp_path)
    books = counter.books
    people = [
        person(books, number, consent=ADDRESSES[number - 1] != WITHOUT_CONSENT) for number in range(1, PEOPLE + 1)
    ]
    for key, value in MAIL_SETTINGS.items():
        counter.set(key, value)
    letter = draft_letter(books, "秋の点検", Way.MAIL, ContactKind.SELLING, Choice(), None)
    letter = change_draft(books, letter.id, words="無料でうかがいます。")
    begin_letter(books, letter, people)
    counter.close()
    return tmp_path


def run(folder: Path, post: Killer) -> int:
    process = subprocess.Popen([sys.executable, "-m", "tests.letters.sending", str(folder)])
    post.victim = process.pid
    return process.wait(timeout=60)


def test_each_gets_it_exactly_once_however_often_it_is_killed(shop: Path):
    post = Killer(at_rcpt=ADDRESSES[1:9:4], before_answer=[ADDRESSES[2], ADDRESSES[6]])
    kills = len(post.at_rcpt) + len(post.before_answer)
    with serving(post) as port:
        counter = Counter(shop)
        counter.set("mail.port", port)
        counter.close()
        codes = [run(shop, post) for _ in range(kills + 1)]
    assert codes == [-signal.SIGKILL] * kills + [0]
    # those whose answer was lost have it too, and were not sent it again
    assert Count(post.addresses) == Count(address for address in ADDRESSES if address != WITHOUT_CONSENT)

    counter = Counter(shop)
    states = {row.customer.email: (row.state, row.why) for row in Recipient.select()}
    doubtful = {ADDRESSES[2], ADDRESSES[6]}
    assert {address for address, (state, _) in states.items() if state == RecipientState.UNKNOWN} == doubtful
    assert states[WITHOUT_CONSENT] == (RecipientState.LEFT_OUT, "no_consent")
    assert sum(state == RecipientState.SENT for state, _ in states.values()) == PEOPLE - 3
    assert Letter.get().state == LetterState.DONE
    assert Contact.select().where(Contact.letter == Letter.get().id).count() == PEOPLE - 1

    # only a person's word sends to those again, and then as the same message
    ids = {address: mail["Message-ID"] for address, mail in post.taken}
    with serving(post, port):
        send_unknown_again(counter.books, Letter.get().id)
        Letter.update(state=LetterState.STOPPED).execute()
        counter.close()
        assert run(shop, post) == 0
    again = post.taken[PEOPLE - 1 :]
    assert {address for address, _ in again} == doubtful
    assert all(mail["Message-ID"] == ids[address] for address, mail in again)
