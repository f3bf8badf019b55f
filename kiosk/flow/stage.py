"""What the counter's loop serves: the shop's session, or what stands before or beside it."""

from collections.abc import Mapping
from typing import Protocol

from hardware.events import DeviceLost, DeviceName, DeviceReady
from kiosk.flow.inbox import Happening
from kiosk.flow.views import View


class Stage(Protocol):
    """It belongs to the counter's thread. What kiosk.flow.session.Session promises of these holds for each."""

    @property
    def devices(self) -> Mapping[DeviceName, DeviceReady | DeviceLost]: ...

    @property
    def has_slips(self) -> bool: ...

    def begin(self) -> View: ...

    def handle(self, arrival: Happening) -> View: ...

    def tick(self) -> View: ...

    def rest(self) -> View | None: ...

    def seconds_to_tick(self) -> float: ...

    def after(self) -> View | None: ...
