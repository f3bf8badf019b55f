"""これまで of a customer with 2,000 purchases: the query, and touch → painted frame. In one process, off screen.

Run as `python -m tests.bench.timeline`; prints JSON. Aim: query and paint of the first page ≤ 16 ms together. The
figures hold the whole way: inbox, step, query, view, layout, drawing in software, and the wait for the frame.
"""

import json
import logging
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from db.connection import Store
from db.models import Contact, Customer, Note, Sale, SaleLine, Visit
from db.queries.timeline import NEWEST, TimelineQueries
from kiosk.actions.opening import open_books
from kiosk.actions.sample_shop import found_sample_shop
from kiosk.config import Config
from kiosk.flow.intents import Back, Intent, MoreRows, OpenCustomer, OpenFind, OpenTimeline, Pressed
from kiosk.flow.views import TimelineBody
from kiosk.main import SWITCH_SECONDS, Kiosk, RunOptions
from tests.bench.figures import percentiles
from tests.bench.taps import Watch

PURCHASES = 2_000
ROUNDS = 60
PAGES = 10
_DAY_MS = 86_400_000
_SAID = "洗濯機の買い替えを年内に考えたいとお話。カタログをお渡しした。設置場所の幅は64センチ。"


def shop(folder: Path) -> int:
    """The sample shop, with a customer who came and bought on 2,000 days; the customer."""
    store = Store.open(folder)
    open_books(store, folder, found_sample_shop)
    customer = Customer.get(Customer.number == 1)
    first = store.now_ms() // _DAY_MS - PURCHASES - 800  # before the sample shop's own two years
    none = dict.fromkeys(("discount", "points_used", "gross_8", "tax_8", "tax_10", "earned"), 0)
    line = dict.fromkeys(("discount", "discount_share", "points_share", "earned"), 0)
    with store.transaction():
        for day in range(first, first + PURCHASES):
            row = {"customer": customer, "at": day * _DAY_MS, "bday": day}
            Visit.insert(row, id=store.new_id()).execute()
            sale = store.new_id()
            Sale.insert(none, **row, id=sale, goods=960, total=960, gross_10=960, key=f"bench:{day}").execute()
            for place, name in enumerate(("単3電池 4本パック", "LED電球 60形 電球色")):
                SaleLine.insert(
                    line, id=store.new_id(), sale=sale, place=place, name=name, code="", rate=10, quantity=1,
                    price=480, amount=480, net=480,
                ).execute()  # fmt: skip
            if day % 5 == 0:
                Note.insert(row, id=store.new_id(), text=_SAID).execute()
            if day % 50 == 0:
                Contact.insert(row, id=store.new_id(), channel="phone", text=_SAID).execute()
    store.close()
    return int(customer.id)


def query(folder: Path, customer: int) -> dict[str, Any]:
    store = Store.open(folder)
    timeline = TimelineQueries(store).timeline
    times = []
    at = row = NEWEST
    for _ in range(ROUNDS * 2):
        begun = time.thread_time()  # other programs on the machine don't count
        found = timeline.all(customer=customer, household=None, at=at, id=row, limit=31)
        times.append((time.thread_time() - begun) * 1000)
        at, row = found[-2].at, found[-2].id
    store.close()
    return percentiles(times, 2)


def painted(folder: Path, customer: int) -> dict[str, Any]:
    watch = Watch()
    kiosk = Kiosk(RunOptions(folder, Config(), simulate=True), watch.saw)
    found: dict[str, Any] = {}

    def press(intent: Intent) -> float:
        """Milliseconds until its view was on the screen."""
        assert kiosk.app is not None
        begun = time.monotonic()
        kiosk.inbox.put(Pressed(intent, kiosk.last_view().serial))
        kiosk.inbox.wait_until_empty(5)
        serial = kiosk.last_view().serial
        assert kiosk.app.wait_painted(serial, 5), "nothing was painted"
        return (min(at for seen, at in watch.painted.items() if seen >= serial) - begun) * 1000

    def drive() -> None:
        try:
            while kiosk.app is None or not kiosk.app.wait_painted(0, 1):
                time.sleep(0.05)
            time.sleep(4)  # the layouts are built ahead, the devices' libraries imported
            found.update(measured(press, lambda: kiosk.last_view().body, customer))
        finally:
            assert kiosk.app is not None
            kiosk.app.stop()

    threading.Thread(target=drive, daemon=True).start()
    if kiosk.run() or not found:
        raise SystemExit("the measurement failed")
    return found


def measured(press: Callable[[Intent], float], body: Callable[[], Any], customer: int) -> dict[str, Any]:
    press(OpenFind())
    press(OpenCustomer(customer))  # type: ignore[arg-type]
    first, floor, more = [], [], []
    for _ in range(ROUNDS):
        first.append(press(OpenTimeline()))
        floor.append(press(MoreRows(-1)))  # nothing changes: what any view takes
        press(Back())
        time.sleep(0.03)
    press(OpenTimeline())
    for _ in range(PAGES):
        shown = body()
        assert isinstance(shown, TimelineBody)
        assert shown.more is not None
        more.append(press(shown.more))
    return {
        "first_page_more_than_no_change_ms": percentiles(
            [more - less for more, less in zip(first, floor, strict=True)]
        ),
        "first_page_ms": percentiles(first),
        "next_page_ms": percentiles(more),
        "view_without_a_change_ms": percentiles(floor),
    }


def figures() -> Iterator[tuple[str, Any]]:
    folder = Path(tempfile.mkdtemp())
    customer = shop(folder)
    yield "query_ms", query(folder, customer)
    yield "touch_to_frame", painted(folder, customer)


if __name__ == "__main__":
    logging.disable(logging.INFO)
    sys.setswitchinterval(SWITCH_SECONDS)
    print(json.dumps({"purchases": PURCHASES, **dict(figures())}, indent=2))
