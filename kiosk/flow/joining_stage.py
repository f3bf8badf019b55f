"""The open shop; and, while it is joined with another copy, the closed one, in which nobody can be served.

The join works on the files: the session ends before it, with all that reads or writes them, and another one begins
after it, whatever came of it.
"""

import math
from collections.abc import Callable, Mapping

from hardware.events import DeviceLost, DeviceName, DeviceReady
from kiosk.actions.join_thread import JoinFinished, JoinMoved, Joins, NotJoined
from kiosk.clock import ShopClock
from kiosk.flow.inbox import Happening
from kiosk.flow.intents import Pressed, StopJoining
from kiosk.flow.joining_states import Joining
from kiosk.flow.session import Session
from kiosk.flow.showing.joining import joining
from kiosk.flow.showing.scene import closed_scene
from kiosk.flow.states import State
from kiosk.flow.views import View
from kiosk.flow.words import Words
from kiosk.value import replace


class JoiningStage:
    """Keeps what the loop asks of a Session, and is one but for the time of a join."""

    def __init__(
        self,
        words: Words,
        clock: ShopClock,
        joins: Joins,
        open_shop: Callable[[int], Session],
        close_shop: Callable[[], None],
    ) -> None:
        """`open_shop` is called now, and after each join, with the number from which its views are counted on;
        `close_shop` before one: then nobody has the shop's data open. Both in the counter's thread."""
        self._words = words
        self._clock = clock
        self._joins = joins
        self._open_shop = open_shop
        self._close_shop = close_shop
        self._session: Session | None = open_shop(0)
        self._joining: Joining | None = None
        self._devices: dict[DeviceName, DeviceReady | DeviceLost] = {}
        self._serial = 0

    @property
    def devices(self) -> Mapping[DeviceName, DeviceReady | DeviceLost]:
        return self._devices if self._session is None else self._session.devices

    @property
    def state(self) -> State:
        """The session's, or the join that goes on while there is none."""
        if self._session is not None:
            return self._session.state
        assert self._joining is not None, "the shop is closed for it"
        return self._joining

    def begin(self) -> View:
        assert self._session is not None, "a join begins in an open shop"
        return self._seen(self._session.begin())

    def handle(self, arrival: Happening) -> View:
        if self._is_closing():
            self._close()
        if self._session is not None:
            return self._seen(self._session.handle(arrival))
        assert self._joining is not None, "the shop is closed for it"
        match arrival:
            case DeviceReady() | DeviceLost():
                self._devices[arrival.device] = arrival
            case JoinMoved() if arrival.number == self._joining.number:
                percent = 100 * arrival.done // max(arrival.total, 1)
                self._joining = replace(self._joining, step=arrival.step, percent=percent)
            case JoinFinished() | NotJoined() if arrival.number == self._joining.number:
                return self._open_again(arrival)
            case Pressed(intent=StopJoining()):
                self._joins.cancel()
                self._joining = replace(self._joining, ending=True)
            case _:
                pass  # a card or a code means nothing now
        return self._view(self._joining)

    def tick(self) -> View:
        if self._is_closing():
            self._close()
        if self._session is not None:
            return self._seen(self._session.tick())
        assert self._joining is not None, "the shop is closed for it"
        return self._view(self._joining)

    def rest(self) -> View | None:
        view = None if self._session is None else self._session.rest()
        return None if view is None else self._seen(view)

    def seconds_to_tick(self) -> float:
        if self._session is None:
            return math.inf
        return 0.0 if self._is_closing() else self._session.seconds_to_tick()

    @property
    def has_slips(self) -> bool:
        return self._session is not None and self._session.has_slips

    def after(self) -> View | None:
        view = None if self._session is None else self._session.after()
        return None if view is None else self._seen(view)

    def _is_closing(self) -> bool:
        """The screen has said so: it closes with the next thing that happens, or at once."""
        return self._session is not None and isinstance(self.state, Joining)

    def _close(self) -> None:
        wanted = self.state
        assert isinstance(wanted, Joining), "that is when it closes"
        self._devices = dict(self.devices)
        self._session = None
        self._close_shop()
        self._joining = replace(wanted, number=self._joins.join(wanted.other, wanted.key))

    def _open_again(self, answer: JoinFinished | NotJoined) -> View:
        session = self._session = self._open_shop(self._serial)
        self._joining = None
        session.begin()
        for event in self._devices.values():
            session.handle(event)
        return self._seen(session.handle(answer))

    def _view(self, state: Joining) -> View:
        scene = closed_scene(self._words, self._clock, self._devices, scans=False)
        return self._seen(View("joining", joining(scene, state), serial=self._serial + 1))

    def _seen(self, view: View) -> View:
        self._serial = view.serial
        return view
