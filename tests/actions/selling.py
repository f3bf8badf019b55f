"""Sells and takes back without an end, and beeps: a line on stdout for each sale or refund that is on the disk."""

import itertools
import sys
import time
from pathlib import Path

from db.connection import Store
from kiosk.actions.card import enrol_customer, tap_card
from kiosk.actions.opening import new_shop, open_books
from kiosk.actions.refund import Refunded, read_sale, refund
from kiosk.actions.sale import Sold, begin_sale, settle_sale
from kiosk.actions.visit import Known
from kiosk.rules.card_number import card_number
from kiosk.rules.sale import OpenLine, OpenSale
from kiosk.rules.units import Points

CARD = "0101000000000001"


def main(folder: Path, name: str, pause: float) -> None:
    store = Store.open(folder)
    books = open_books(store, folder, new_shop("オーナー", []))
    known = tap_card(books, CARD, "felica")
    if not isinstance(known, Known):
        known = enrol_customer(books, card_number(CARD, "felica", books.card_key))
    customer = known.record.id
    begin_sale(books, customer)
    for count in itertools.count():
        time.sleep(pause)  # the moments between two customers are part of what is cut
        key = f"{name}:{count}"
        points = Points(1 if count % 5 == 4 else 0)
        lines = (OpenLine(300, 10, quantity=3), OpenLine(150, 8))
        done = settle_sale(books, OpenSale(key=key, lines=lines, points=points, customer=customer))
        assert isinstance(done, Sold)
        print("sold", key, flush=True)
        shown = read_sale(books, done.sale)
        assert shown is not None
        line, left = next(iter(shown.whole.items()))
        back = refund(books, done.sale, {line: 1 + count % left}, f"back:{key}")
        assert isinstance(back, Refunded)
        print("back", f"back:{key}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]) if sys.argv[3:] else 0.002)
