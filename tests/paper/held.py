"""What a shop holds about one person: a customer of many years, and somebody who only touched a card."""

from kiosk.rules.disclosure import Column, Disclosure, Row, Section
from kiosk.rules.ink import Ink, Stroke

SHOP = ("まるみ電器", "145-0002 東京都大田区丸山町4-5-6", "電話 03-1234-5678")
ABOUT = "当店では、お預かりした情報を、アフターサービスとご案内のために使っています。"
INK = Ink(
    (
        Stroke(24, tuple((300 + at * 40, 400 + (at * 97) % 260) for at in range(40))),
        Stroke(52, ((2000, 300),)),
    )
)


def _pairs(*pairs: tuple[str, str]) -> tuple[Row, ...]:
    return tuple(Row(pair) for pair in pairs)


def regular(sales: int = 180) -> Disclosure:
    return Disclosure(
        name="𠮷野 髙﨑様",
        number=12,
        shop=SHOP,
        day="2026年11月25日",
        about=ABOUT,
        sections=(
            Section(
                "お名前とご連絡先",
                _pairs(
                    ("お名前", "𠮷野 髙﨑"),
                    ("よみ", "よしの たかさき"),
                    ("電話", "090-1234-5678"),
                    ("ご住所", "144-0001 東京都大田区丸山町1-2-3 札幌グランドレジデンス時計台通り東館1203号室"),
                    ("お誕生日", "11月27日"),
                ),
                about="配達とご連絡のために",
            ),
            Section("ご家庭", ()),
            Section(
                "メモ",
                (
                    Row(("2024年3月2日", "洗濯機の下見。設置場所の幅は64cm。\n次は火曜日の15時以降。", "井上")),
                    Row(("2025年12月24日", "手書きのメモ", "丸山"), INK),
                    Row(("2026年1月8日", "孫の写真を見せてくださった😀", "井上")),
                ),
                (Column("日付"), Column("内容"), Column("担当")),
            ),
            Section(
                "お会計",
                tuple(
                    Row(
                        (
                            f"2026年{at % 12 + 1}月{at % 28 + 1}日",
                            f"単3アルカリ乾電池 8本 ほか{at % 5}点",
                            f"¥{at * 137 + 980:,}",
                            str(at),
                        )
                    )
                    for at in range(sales)
                ),
                (Column("日付"), Column("品物"), Column("金額", figure=True), Column("ポイント", figure=True)),
            ),
        ),
    )


def stranger() -> Disclosure:
    return Disclosure(
        name="お名前のない方",
        number=9,
        shop=SHOP[:1],
        day="2026年11月25日",
        sections=(
            Section("お名前とご連絡先", ()),
            Section("お会計", (), (Column("日付"), Column("金額", figure=True))),
        ),
    )
