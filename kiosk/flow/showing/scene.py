"""What surrounds a state when it is shown: the shop, the clock, the devices, how many slips wait."""

from collections.abc import Mapping
from dataclasses import field
from zoneinfo import ZoneInfo

from hardware.events import DeviceLost, DeviceName, DeviceReady
from kiosk.actions.first_steps import Progress
from kiosk.actions.room import RoomLeft
from kiosk.actions.trouble import BooksTrouble
from kiosk.clock import ShopClock
from kiosk.flow.backup_watch import BackupSeen
from kiosk.flow.intents import Back
from kiosk.flow.update_watch import UpdateSeen
from kiosk.flow.views import Button, Role
from kiosk.flow.words import Words
from kiosk.rules.pins import Gate
from kiosk.rules.units import BusinessDay, Instant, StaffId
from kiosk.value import Value


class Scene(Value):
    words: Words
    shop: str
    now: Instant
    clock: Instant  # what it shows, even where it stands behind what was written
    clock_told: bool  # by the network
    today: BusinessDay
    zone: ZoneInfo
    devices: Mapping[DeviceName, DeviceReady | DeviceLost]
    prints: bool
    scans: bool
    open_slips: int
    staff: StaffId | None
    cutoff_hour: int
    backup: BackupSeen
    printer: str = ""  # as kiosk.toml names it
    paper_mm: int = 80
    progress: Progress | None = None  # of the first start
    can_step_back: bool = False  # in it
    usual_rate: int = 10  # of the consumption tax, per cent
    open_sale: int = 0  # lines of a sale that was left open
    follow_ups: int = 0  # to do today
    wrong_figures: int = 0  # rows that the night's comparison found
    room: RoomLeft = field(default_factory=RoomLeft)
    books_trouble: BooksTrouble | None = None  # that was met since the start and does not go by itself
    kanji: bool = False  # this shop writes kanji
    converts: bool = False  # … and can do so now
    update: UpdateSeen = UpdateSeen()
    sample: bool = False  # the shop is only one to try the machine with
    vault: bool = False  # the data is encrypted, and a PIN opened it
    gate: Gate | None = None  # whether a PIN may be tried now, where one is asked for

    def text(self, key: str, **figures: object) -> str:
        return self.words.texts(key, **figures)

    def titled(self, key: str, **figures: object) -> str:
        """With how far the first start is, while it is under way."""
        title = self.text(key, **figures)
        if self.progress is None:
            return title
        return self.text("first_steps.title", title=title, number=self.progress.number, of=self.progress.of)

    def back(self, key: str) -> Button:
        return Button(self.text(key), Back(), Role.QUIET)


def closed_scene(
    words: Words,
    clock: ShopClock,
    devices: Mapping[DeviceName, DeviceReady | DeviceLost],
    *,
    scans: bool,
    progress: Progress | None = None,
) -> Scene:
    """What surrounds a screen while no shop is open."""
    now = Instant(clock.wall_ms())
    return Scene(
        words=words,
        shop="",
        now=now,
        clock=now,
        clock_told=clock.told,
        today=BusinessDay(0),
        zone=ZoneInfo("UTC"),
        devices=devices,
        prints=False,
        scans=scans,
        open_slips=0,
        staff=None,
        cutoff_hour=0,
        backup=BackupSeen(),
        progress=progress,
    )
