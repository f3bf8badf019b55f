"""Pictures of every page that goes on paper: `python -m tests.paper.shots FOLDER`."""

import argparse
from pathlib import Path

from kiosk.flow.texts import Texts
from kiosk.flow.words import Words
from kiosk.paper.disclosure import disclosure
from kiosk.paper.labels import labels
from kiosk.paper.layouts import LAYOUTS
from kiosk.paper.letters import Printed
from kiosk.paper.postcards import Message, address_sides, message_side
from kiosk.paper.report import month_report
from kiosk.paper.typeset import Typeset
from kiosk.rules.addressing import sender
from tests.paper.held import regular, stranger
from tests.paper.letters import LETTERS
from tests.paper.months import busy_month, empty_month

LANGUAGES = ("ja", "en")
SHOP = sender("まるみ電器", "〒145-0002 東京都大田区丸山町4-5-6 丸山商店街")
WORDS = """いつもまるみ電器をご利用いただき、ありがとうございます。

涼しくなってまいりました。ストーブやエアコンは、寒くなる前の点検が安心です。11月22日（日）から30日（月）まで、ご自宅にうかがって無料で点検いたします。

お電話を1本いただければ、ご都合のよい日におうかがいします。"""
OPT_OUT = "このようなご案内がご不要な方は、お手数ですがお電話かお店でお知らせください。以後お送りいたしません。"
MESSAGE = Message("秋の点検会のご案内", WORDS, SHOP, "電話 03-1234-5678", OPT_OUT)
NEARLY_TOO_LONG = Message("秋の点検会のご案内", "\n".join([WORDS] * 2), SHOP, "電話 03-1234-5678", OPT_OUT)


def papers() -> dict[str, Typeset | None]:
    letters = list(LETTERS.values())
    made: dict[str, Typeset | None] = {f"labels-{one.key}": labels(letters, one, start=1).document for one in LAYOUTS}
    for boxes in (True, False):
        cards = address_sides(letters, SHOP, boxes=boxes)
        assert isinstance(cards, Printed)
        made["postcards-boxes" if boxes else "postcards"] = cards.document
    for name, message in (("message", MESSAGE), ("message-long", NEARLY_TOO_LONG)):
        side = message_side(message)
        assert isinstance(side, Typeset)
        made[name] = side
    for language in LANGUAGES:
        words = Words(Texts(language))
        for name, month in (("busy", busy_month()), ("running", busy_month(over=False)), ("empty", empty_month())):
            made[f"report-{name}.{language}"] = month_report(month, "まるみ電器", words)
        for name, held in (("regular", regular()), ("stranger", stranger())):
            made[f"disclosure-{name}.{language}"] = disclosure(held, words)
    return made


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in papers().items():
        assert document is not None
        for number, page in enumerate(document.pictures(), start=1):
            (folder / f"{name}.{number}.png").write_bytes(page)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description="Pictures of every page that goes on paper.")
    asked.add_argument("folder", type=Path)
    main(asked.parse_args().folder)
