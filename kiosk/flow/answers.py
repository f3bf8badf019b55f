"""What devices and threads answer while the staff go on: each answer goes to what asked for it."""

import logging

from hardware.events import (
    CandidatesFound,
    DeviceLost,
    DeviceReady,
    MailAccepted,
    MailFinished,
    SlipFinished,
)
from kiosk.actions.backup_thread import BackupEvent, BackupFailed, BackupFinished, BackupMoved
from kiosk.actions.join_thread import JoinEvent, JoinFinished, NotJoined
from kiosk.actions.journal_thread import JournalEvent, JournalMoved, StickGivenBack
from kiosk.actions.long_reads import ReadEvent, ReadFailed, ReadFinished, ReadMoved
from kiosk.actions.restore_thread import RestoreEvent
from kiosk.actions.updates_thread import UpdateEvent, UpdateMoved, UpdateReady, UpdateRefused, UpdatesFound
from kiosk.actions.vault_thread import VaultDamaged, VaultDone, VaultEvent, VaultFailed, VaultMoved, VaultWrong
from kiosk.flow.desk import Desk
from kiosk.flow.night import Night
from kiosk.flow.states import State
from kiosk.flow.steps.joining import backed_up, join_ended
from kiosk.flow.steps.letters import mail_moved
from kiosk.flow.steps.printed import slip_finished
from kiosk.flow.steps.reading import read_arrived
from kiosk.flow.steps.vault import vault_answered
from kiosk.flow.steps.writing import candidates_found

logger = logging.getLogger(__name__)

Answer = (
    DeviceReady | DeviceLost | SlipFinished | CandidatesFound | MailAccepted | MailFinished | ReadEvent | BackupEvent
    | JournalEvent | RestoreEvent | JoinEvent | UpdateEvent | VaultEvent
)  # fmt: skip
"""None is a sign of anybody at the counter."""


def answered(state: State, answer: Answer, desk: Desk, night: Night) -> State:
    """The state after it; the same where that does not show it."""
    match answer:
        case DeviceReady(device=device, detail=detail):
            logger.info("%s works: %s", device, detail)
            desk.heard(answer)
        case DeviceLost(device=device, trouble=trouble, detail=detail):
            logger.warning("%s lost: %s, %s", device, trouble, detail)
            desk.heard(answer)
        case SlipFinished():
            return slip_finished(state, answer, desk)
        case CandidatesFound():
            return candidates_found(state, answer, desk)
        case MailAccepted() | MailFinished():
            return mail_moved(state, answer, desk)
        case ReadMoved() | ReadFinished() | ReadFailed():
            return state if night.heard(answer) else read_arrived(state, answer, desk)
        case BackupMoved():
            desk.backups.heard(answer)
        case BackupFinished() | BackupFailed():
            desk.backups.heard(answer)
            desk.updates.backup_moved()
            return backed_up(state, answer, desk)
        case JournalMoved():
            desk.backups.journal_moved(answer)
        case StickGivenBack(removal=removal):
            desk.backups.given_back(removal)
        case UpdatesFound() | UpdateMoved() | UpdateReady() | UpdateRefused():
            desk.updates.heard(answer)
        case VaultMoved() | VaultDone() | VaultWrong() | VaultDamaged() | VaultFailed():
            return vault_answered(state, answer, desk)
        case JoinFinished() | NotJoined():
            return join_ended(state, answer, desk)
        case _:
            pass  # a join's progress is for its own stage, a restore's for the screens before there was a shop
    return state
