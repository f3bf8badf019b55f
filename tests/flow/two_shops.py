"""A counter whose shop can be joined with another copy of it; the test says when the join comes to its end."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from db.backup_errors import Cancelled
from db.errors import StoreError
from kiosk.actions.backup_trouble import backup_trouble_of
from kiosk.actions.join_news import keep_news
from kiosk.actions.join_thread import JoinFinished, NotJoined
from kiosk.actions.joining_copies import CantJoin, join_backup, join_folders
from kiosk.actions.other_shops import OtherShop
from kiosk.clock import ShopClock
from kiosk.flow.joining_stage import JoiningStage
from kiosk.flow.session import Session
from kiosk.flow.texts import Texts
from kiosk.flow.words import Words
from tests.flow.counter import Counter
from tests.flow.vault import Vault


@dataclass
class Weaver:
    """Remembers what was asked of it; `answer` does it."""

    folder: Path
    asked: list[tuple[int, OtherShop, str]] = field(default_factory=list)
    last: int = 0
    cancelled: bool = False

    def join(self, other: OtherShop, key: str) -> int:
        self.last += 1
        self.cancelled = False
        self.asked.append((self.last, other, key))
        return self.last

    def cancel(self) -> None:
        self.cancelled = True

    def answer(self, board: str) -> JoinFinished | NotJoined:
        number, other, key = self.asked.pop(0)

        def tell(step: str, done: int, total: int) -> None:
            if self.cancelled:
                raise Cancelled("enough")

        try:
            if other.backup:
                joined, _ = join_backup(self.folder, other.place, other.backup, key, board, tell, keep_news)
            else:
                joined = join_folders(self.folder, other.place, board, tell, keep_news)
        except CantJoin as error:
            return NotJoined(number, error.why)
        except StoreError as error:
            return NotJoined(number, backup_trouble_of(error))
        return JoinFinished(number, joined)


class JoiningCounter(Counter):
    def __init__(self, folder: Path, vault: Vault, language: str = "ja", sample: bool = False) -> None:
        self.weaver = Weaver(folder)
        super().__init__(folder, language, sample=sample, vault=vault)

    def open(self) -> None:
        words = Words(Texts(self.language))
        stage = JoiningStage(words, ShopClock(self.clock), self.weaver, self.opened, self.close)
        self.session = cast(Session, stage)
        self.view = stage.begin()

    def closes(self) -> None:
        """The loop comes round: what is due at once is done."""
        assert self.session.seconds_to_tick() == 0
        self.view = self.session.tick()

    def joins(self) -> None:
        """The join that was asked for comes to its end."""
        self.happens(self.weaver.answer(self.board))
