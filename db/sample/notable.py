"""The customers worth showing, by number; SAMPLE_CARDS has their cards."""

from datetime import date
from random import Random
from typing import Any, Final

from db.sample.goods import place_of
from db.sample.people import FIRST_DAYS, Person, Wear, came, invented_phone, open_day

_SATO: Final = -1  # households; the others count from 1
_MATSUMOTO: Final = -2
_EPOCH: Final = date(1970, 1, 1).toordinal()


def notable(random: Random, today: int) -> list[Person]:
    """Customers 1 to 9, who came in the first days of the shop's kiosk."""

    def person(
        kanji: str, kana: str, last: int, gap: float, said: tuple[str, ...], buys: dict[int, str] | None = None,
        **more: Any,
    ) -> Person:  # fmt: skip
        """`buys`: what was bought about so many days ago."""
        surname, given = zip(kanji.split(), kana.split(), strict=True)
        days = came(random, today - FIRST_DAYS + random.randrange(10), last, gap)
        notes = dict(zip(days[-len(said) :], said, strict=True))
        bought = {
            min(days, key=lambda day: abs(today - ago - day)): [(place_of(name), 1)]
            for ago, name in (buys or {}).items()
        }
        return Person(surname, given, days, phone=invented_phone(random), notes=notes, buys=bought, **more)

    def returning(one: Person, ago: int) -> Person:
        """Brings back what was bought about so many days ago."""
        one.returns.add(min(one.buys, key=lambda day: abs(today - ago - day)))
        return one

    soon = date.fromordinal(_EPOCH + today + 5)
    return [
        person(
            "佐藤 和子",
            "さとう かずこ",
            today - 12,
            26,
            (
                "炊飯器の調子が悪いとのこと。カタログをお渡しした。",
                "お孫さんが春から小学生。入学祝いを探しておられる。",
            ),
            {12: "炊飯器 3合", 45: "LED電球 60形 電球色", 200: "加湿器フィルター"},
            household=_SATO,
            birthday=(3, 3),
            tags=[
                Wear("配達は{hour}時以降", hour=15, household=True, due_days=200),
                Wear("訪問の前に電話を", household=True),
                Wear("重い物は車まで運ぶ"),
            ],
        ),
        person(
            "中村 正夫",
            "なかむら まさお",
            today - 140,
            33,
            ("給湯器の見積もりをお出しした。ご家族と相談してからお返事。",),
            {140: "テレビ 43型"},
            birthday=(9, 21),
            tags=[Wear("電話は固定電話へ", due_days=120)],
        ),
        person(
            "小林 美智子",
            "こばやし みちこ",
            today - 20,
            24,
            ("俳句の会に入られた。新聞に一句載ったとのこと。",),
            birthday=(soon.month, soon.day),
            tags=[Wear("使い方は紙に書いて渡す")],
        ),
        person(
            "山田 幸子",
            "やまだ さちこ",
            today - 31,
            40,
            ("洗濯機の買い替えを年内に考えたいとお話。カタログをお渡しした。",),
            {340: "浄水カートリッジ", 31: "単3電池 4本パック"},
            tags=[Wear("買い替えを検討中", due_days=-3), Wear("電球は取り付けまで")],
        ),
        person(
            "木村 健一",
            "きむら けんいち",
            today - 9,
            30,
            ("カードを落とされたとのこと。見つかったら知らせてくださる。",),
            card_state="lost",
        ),
        person(
            "松本 春江",
            "まつもと はるえ",
            today - 18,
            21,
            ("階段の電球を2か所交換。脚立はこちらで持参。",),
            household=_MATSUMOTO,
            tags=[
                Wear("訪問は{hour}時以降", hour=15, household=True, due_days=90),
                Wear("介護のご家族あり", household=True, due_days=90),
            ],
            sensitive_note="お母様の介護で昼は手が離せない。訪問は15時以降に。",
        ),
        person(
            "𠮷田 茂",
            "よしだ しげる",
            today - 5,
            14,
            ("太鼓の会の発表が近い。夜は練習で留守が多い。",),
            birthday=(7, 30),
            tags=[Wear("ゆっくり、はっきり話す")],
        ),
        returning(
            person(
                "岩﨑 文子",
                "いわさき ふみこ",
                today - 43,
                60,
                ("玄関の人感ライトを取り付けた。夜も安心とのこと。",),
                {43: "人感センサーライト", 160: "電気毛布"},
                tags=[Wear("請求は月末にまとめて")],
            ),
            160,
        ),
        person(
            "佐藤 進",
            "さとう すすむ",
            today - 26,
            75,
            ("野球は地元のチームを応援。勝った翌日はごきげん。",),
            household=_SATO,
        ),
    ]


def newest(today: int) -> Person:
    """Came for the first time on the last open day; one touch was enough, the name may follow."""
    return Person(days=[open_day(today - 1)], card=0, introduced_by=0)
