"""A program that sends what waits in a data folder, and then ends: `python -m tests.letters.sending FOLDER`.

Without a screen, but with the counter's own session, mailing and carrier. It is made to be killed.
"""

import sys
from pathlib import Path

from db.connection import Store
from db.models import Letter
from hardware.mail_carrier import SmtpCarrier
from hardware.simulated.clock import SimulatedClock
from kiosk.actions.first_steps import FirstSteps
from kiosk.actions.opening import new_shop, open_books
from kiosk.actions.recipients import resume_letter
from kiosk.clock import ShopClock
from kiosk.flow.desk import Desk
from kiosk.flow.inbox import Inbox, Stop
from kiosk.flow.session import Session
from kiosk.flow.texts import Texts
from kiosk.flow.words import Words
from kiosk.rules.letters import LetterState
from tests.flow.counter import Archive, Lamp, Tray
from tests.flow.workbench import Workbench


def main(folder: Path) -> None:
    store = Store.open(folder)
    books = open_books(store, folder, new_shop("店主", ()))
    carrier, inbox = SmtpCarrier(), Inbox()
    desk = Desk(
        books,
        Words(Texts("ja")),
        Lamp(),
        None,
        Archive(),
        carrier,
        ShopClock(SimulatedClock(told=True)),
        choices=Workbench(Tray()),
        put_sample_away=lambda: None,
        first_steps=FirstSteps(books.store.folder),
    )
    session = Session(desk, idle_seconds=60)
    session.begin()
    carrier.start(inbox.put)
    for row in Letter.select().where(Letter.state.in_((LetterState.SENDING, LetterState.STOPPED))):
        resume_letter(books, row.id)
    desk.mailing.go_on()
    while Letter.select().where(Letter.state == LetterState.SENDING).exists():
        arrival = inbox.take(30)
        assert not isinstance(arrival, Stop | None), "the carrier says nothing"
        session.handle(arrival)
    carrier.stop()
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
