"""What the customer's display shows, as the real flow forms it, and the long and awkward. The names are invented."""

from kiosk.flow.customer_views import Bought, CustomerHere, CustomerView, RungUp, Sum, Thanks, Welcome
from kiosk.flow.views import View

REAL = {
    "welcome": "idle",
    "here": "customer",
    "here-rare-kanji": "customer-rare-kanji",
    "here-new": "customer-new",
    "sale": "sale",
    "sale-no-card": "sale-no-card",
    "thanks": "sold",
    "thanks-no-card": "sold-no-card",
}
"""Name of the picture -> of the tour's view."""


def display_views(views: dict[str, View], language: str) -> dict[str, CustomerView]:
    """`views`: the tour's. The pictures' names begin with `display_`."""
    found = {name: views[of].customer for name, of in REAL.items()}
    return {f"display_{name}": view for name, view in (found | _awkward(language)).items()}


def _awkward(language: str) -> dict[str, CustomerView]:
    def say(ja: str, en: str) -> str:
        return ja if language == "ja" else en

    who = say("勅使河原 𠮷左衛門﨑太郎髙之介 様", "Maximiliana Featherstonehaugh-Cholmondeley")
    points = Sum(say("ポイント", "points"), "1,234,567")
    total = Sum(say("合計", "Total"), "¥9,876,543")
    used = Sum(say("ポイント利用", "Points used"), "1,234,000")
    earned = Sum(say("今回のポイント", "Points earned"), "+98,765")
    now = Sum(say("いまのポイント", "Points now"), "1,234,567")
    lines = (
        Bought(say("牛乳", "Milk"), "", "¥248"),
        Bought(
            say(
                "髙級﨑陽軒 国産 有機栽培 濃い緑茶 ティーバッグ 50個入り お徳用",
                "Organic dark green tea, 50 bags, large",
            ),
            say("999点", "× 999"),
            "¥1,280,000",
        ),
        Bought("¥¥¥", "", "¥9,999,999"),
        Bought(
            say("エアコン取り付け工事（2階・延長配管4mを含みます）", "Air conditioner, fitted, second floor"),
            "",
            "¥88,000",
        ),
        Bought(say("電球", "Bulb"), say("12点", "× 12"), "¥3,960"),
    )
    greeting = say("いらっしゃいませ", "Welcome")
    shop = say(
        "株式会社 髙﨑𠮷田電器商会 駅前通り本店 なんでも修理センター", "Featherstonehaugh & Cholmondeley Electric, Ltd."
    )
    return {
        "welcome-long": Welcome(shop, greeting),
        "welcome-nameless": Welcome("", greeting),
        "blank": Welcome(),
        "here-long": CustomerHere(greeting, who, points),
        "sale-long": RungUp(
            who,
            points,
            lines,
            say("ほか 123点", "and 123 more"),
            (Sum(say("値引", "Discount"), "−¥12,345"), used, earned),
            total,
        ),
        "sale-one": RungUp("", None, lines[:1], "", (), Sum(say("合計", "Total"), "¥248")),
        "thanks-long": Thanks(say("ありがとうございました", "Thank you"), total, (used, earned, now)),
    }
