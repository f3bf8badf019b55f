"""`make soak`: 1,000 taps of 200 cards at random while reader and printer fail at random. Prints what came of it.

    python -m tests.bench.soak [TAPS]

A settled card is one that lies on the reader until it has been read, however often the reader failed meanwhile. It
proves: no such tap is lost, no visit counted twice, no slip printed twice, points = ledger, the process alive, memory
flat. Exit code 1 if any of it does not hold. About 1.2 s a tap.
"""

import json
import random
import sys
import tempfile
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path

import psutil

from db.connection import Store
from db.sample import card_uid
from db.verify import verify
from kiosk.card_key import NAME as KEY_FILE
from kiosk.rules.card_number import card_number
from kiosk.rules.search_words import search_text
from kiosk.simulation.commands import CommandFailed
from tests.end_to_end.kiosk import Kiosk

TAPS = 1000
FAULT_EVERY = 6
READ_SECONDS = 20.0
READER_FAULTS = ("unplug", "bad-ack", "eio", "bad-ack", "eio", "hang")
PRINTER_FAULTS = ("paper-out", "cover", "off", "stall", "die-mid-slip")
FLAT_MB = 15.0


def known_cards(folder: Path) -> dict[str, int]:
    """uid → customer's number of every card that works."""
    key = (folder / KEY_FILE).read_bytes()
    with Store.open_reader(folder) as reader:
        sql = "SELECT digest, number FROM card JOIN customer ON customer.id = customer_id WHERE state = 'active'"
        numbers = {bytes(digest): number for digest, number in reader.database.execute_sql(sql)}
    uids = [card_uid(n) for n in range(250)]
    digests = {uid: card_number(uid, "felica", key).digest for uid in uids}
    return {uid: numbers[digest] for uid, digest in digests.items() if digest in numbers}


class Soak:
    def __init__(self, kiosk: Kiosk, taps: int, seed: int = 1) -> None:
        self.kiosk = kiosk
        self.taps = taps
        self.chance = random.Random(seed)
        self.cards = known_cards(kiosk.folder)
        self.faults: Counter[str] = Counter()
        self.lost: list[int] = []
        self.memory: list[float] = []
        self.process = psutil.Process(kiosk.process.pid)

    def run(self) -> None:
        last = ""
        for count in range(self.taps):
            uid = self.chance.choice([card for card in self.cards if card != last])
            last = uid
            self.trouble()
            if not self.seen(uid):
                self.lost.append(count)
            if count % 50 == 49:
                self.memory.append(self.process.memory_info().rss / 1e6)
                print(f"{count + 1} taps, {len(self.lost)} lost, {self.memory[-1]:.0f} MB", file=sys.stderr, flush=True)

    def trouble(self) -> None:
        """Sometimes something fails; whatever failed before is mended half of the time."""
        if self.chance.random() < 0.5:
            self.kiosk.sim("printer", "ok")
        if self.chance.random() > 1 / FAULT_EVERY:
            return
        reader, what = self.chance.random() < 0.6, ""
        if reader:
            what = self.chance.choice(READER_FAULTS)
            self.kiosk.sim("reader", what)
            if what in ("unplug", "hang"):
                time.sleep(self.chance.uniform(0, 1))
                self.kiosk.sim("reader", "ok")
        else:
            what = self.chance.choice(PRINTER_FAULTS)
            self.kiosk.sim("printer", what)
        self.faults[what] += 1

    def seen(self, uid: str) -> bool:
        """The card lies there until its customer is on the screen."""
        wanted = f"text=No.{self.cards[uid]}"
        until = time.monotonic() + READ_SECONDS
        while time.monotonic() < until:
            self.kiosk.sim("tap", uid, "--hold", "0.5")
            try:
                self.kiosk.sim("wait", wanted, "--timeout", "0.6")
            except CommandFailed:
                continue  # it still lies there: the hand has not left
            return True
        return False


def verdict(soak: Soak, folder: Path) -> dict[str, object]:
    with Store.open_reader(folder) as reader:

        def one(sql: str) -> int:
            return int(reader.database.execute_sql(sql).fetchone()[0])

        twice = one("SELECT count(*) FROM (SELECT 1 FROM visit GROUP BY customer_id, bday HAVING count(*) > 1)")
        states = dict(reader.database.execute_sql("SELECT state, count(*) FROM slip_job GROUP BY state").fetchall())
        copies = one("SELECT coalesce(max(copies), 0) FROM slip_job")
    slips = sorted((folder / "slips").glob("*.png"))
    same = len(slips) - len({sha256(slip.read_bytes()).digest() for slip in slips})
    warm = soak.memory[len(soak.memory) // 4 :]
    return {
        "taps": soak.taps,
        "cards": len(soak.cards),
        "faults": dict(soak.faults),
        "taps_lost": len(soak.lost),
        "visits_twice": twice,
        "slips_came_out": len(slips),
        "slips_alike": same,
        "most_copies_of_a_slip": copies,
        "slip_states": states,
        "differences": len(verify(folder, words=search_text)),
        "memory_mb": [round(value) for value in soak.memory],
        "memory_growth_mb": round(warm[-1] - warm[0], 1) if warm else 0.0,
    }


def main() -> int:
    taps = int(sys.argv[1]) if len(sys.argv) > 1 else TAPS
    folder = Path(tempfile.mkdtemp(prefix="soak-")) / "shop"
    with Kiosk(folder) as kiosk:
        soak = Soak(kiosk.ready(), taps)
        begun = time.monotonic()
        soak.run()
        alive = kiosk.process.poll() is None
        kiosk.sim("reader", "ok")
        kiosk.sim("printer", "ok")
        ended = kiosk.quit()
    found = {**verdict(soak, folder), "alive": alive, "exit": ended, "seconds": round(time.monotonic() - begun)}
    print(json.dumps(found, indent=2, ensure_ascii=False))
    good = (
        alive
        and ended == 0
        and not (soak.lost or found["visits_twice"] or found["slips_alike"] or found["differences"])
        and found["most_copies_of_a_slip"] in (0, 1)
        and float(str(found["memory_growth_mb"])) < FLAT_MB
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
