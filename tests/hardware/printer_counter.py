"""The counter beside a printer, as the printer's tests need it: slips to hand over, and what is heard back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Condition

from hardware.events import DeviceLost, DeviceReady, Event, SlipFinished, SlipOutcome
from hardware.slip import Align, Gap, Mark, Pair, Rule, Size, Slip, Words
from hardware.slip_lettering import SlipFonts
from hardware.slip_printer import Patience

_FOLDER = Path(__file__).parents[2] / "kiosk" / "ui" / "fonts"
FONTS = SlipFonts(
    regular=_FOLDER / "BIZUDPGothic-Regular.ttf",
    bold=_FOLDER / "BIZUDPGothic-Bold.ttf",
    fallback=_FOLDER / "KokyakuFallback.otf",
)
CALM = Patience(connect=10, answer=10, send=10, idle_ready=60, idle_lost=60, mm_per_second=5000)
RESTLESS = replace(CALM, idle_ready=0.05, idle_lost=0.05)  # asks the printer how it is all the time
HASTY = replace(CALM, answer=1, send=1)  # where the printer is meant to fall silent


def points_slip(name: str = "髙橋 﨑子 様", *, again: bool = False) -> Slip:
    head = (Mark("再発行"), Gap(1)) if again else ()
    return Slip(
        (
            *head,
            Words("まるみ文具店　吉祥寺店", align=Align.CENTRE, bold=True),
            Words("2026年11月21日（土） 18:54", Size.SMALL, Align.CENTRE),
            Gap(3),
            Words(name),
            Rule(),
            Pair("これまでのポイント", "1,240 P"),
            Pair("今回のお買い上げ", "+34 P"),
            Pair("ご利用", "-100 P"),
            Rule(),
            Pair("現在のポイント", "1,174 P", Size.LARGE, bold=True),
            Pair("うち 120 P の有効期限", "2026年11月30日", Size.SMALL),
            Gap(3),
            Words("いつもありがとうございます。\nお子さんの名入れ鉛筆もどうぞ（12月10日まで）。"),
            Gap(3),
            Words("領収書ではありません", Size.SMALL, Align.CENTRE),
        )
    )


class Counter:
    """A sink that remembers, and can be waited on."""

    def __init__(self) -> None:
        self._heard: list[Event] = []
        self._news = Condition()

    def __call__(self, event: Event) -> None:
        with self._news:
            self._heard.append(event)
            self._news.notify_all()

    def wait(self, satisfied: Callable[[], bool]) -> None:
        with self._news:
            assert self._news.wait_for(satisfied, 20), f"never came; heard: {self._heard}"

    @property
    def finished(self) -> list[SlipFinished]:
        return [event for event in self._heard if isinstance(event, SlipFinished)]

    @property
    def states(self) -> list[DeviceReady | DeviceLost]:
        return [event for event in self._heard if isinstance(event, DeviceReady | DeviceLost)]

    @property
    def troubles(self) -> list[str]:
        """The printer's states in a word each."""
        return [str(state.trouble) if isinstance(state, DeviceLost) else "ready" for state in self.states]

    def answer(self, job: int) -> SlipFinished:
        self.wait(lambda: any(event.job == job for event in self.finished))
        (only,) = [event for event in self.finished if event.job == job]
        return only

    def outcome(self, job: int) -> SlipOutcome:
        return self.answer(job).outcome
