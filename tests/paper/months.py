"""Months to print: one of a shop in full swing, and one in which nothing was."""

from kiosk.rules.business_day import first_of, last_of
from kiosk.rules.classes import CustomerClass, Limits, Standing
from kiosk.rules.report import Cohort, Favourite, Hours, MonthReport, Move, Sums, class_rows, movement, pareto
from kiosk.rules.share import Share
from kiosk.rules.units import BusinessDay, Month, ProductId, Yen

OCTOBER = Month((2026 - 1970) * 12 + 9)
LIMITS = Limits(toddler_days=90, loyal_days=210, loyal_yen=Yen(70_000), lapsed_days=240, back_days=90)
NO_SUMS = Sums(0, Yen(0), 0, Yen(0))
NEVER = tuple((0,) * 24 for _ in range(7))

FIRST, TODDLER, STEADY, TREND, LOYAL = (Standing(one) for one in CustomerClass)
GONE = {one: Standing(one, lapsed=True) for one in CustomerClass}
MOVES = (
    Move(None, FIRST, 31, Yen(158_400)),
    Move(None, TODDLER, 4, Yen(51_200)),
    Move(FIRST, FIRST, 88, Yen(0)),
    Move(FIRST, TODDLER, 12, Yen(64_300)),
    Move(FIRST, GONE[CustomerClass.FIRST], 9, Yen(0)),
    Move(TODDLER, TODDLER, 41, Yen(187_000)),
    Move(TODDLER, STEADY, 6, Yen(32_000)),
    Move(TODDLER, TREND, 2, Yen(98_700)),
    Move(STEADY, STEADY, 132, Yen(402_800)),
    Move(STEADY, LOYAL, 3, Yen(61_000)),
    Move(STEADY, GONE[CustomerClass.STEADY], 5, Yen(0)),
    Move(TREND, TREND, 11, Yen(154_000)),
    Move(TREND, LOYAL, 2, Yen(88_000)),
    Move(LOYAL, LOYAL, 64, Yen(1_284_500)),
    Move(LOYAL, GONE[CustomerClass.LOYAL], 1, Yen(0)),
    Move(GONE[CustomerClass.STEADY], STEADY, 4, Yen(21_600)),
    *(Move(gone, gone, people, Yen(0)) for gone, people in zip(GONE.values(), (140, 22, 61, 3, 8), strict=True)),
)
SUMS = Sums(1_204, Yen(2_988_400), 402, Yen(384_900))
PRODUCTS = (
    "単3アルカリ乾電池 8本",
    "LED電球 60W形 昼白色",
    "エアコン清掃",
    "炊飯器 5.5合炊き 圧力IH（髙﨑工房 𠮷野モデル）",
    "超ロングセラー・ハイパワーサイクロン掃除機 紙パック不要タイプ 交換用フィルターセット",
    "延長コード 3m",
    *(f"ご家庭用ヒートポンプ給湯機 定期点検とお手入れのパック 第{number}回" for number in range(1, 10)),
)


def busy_month(*, over: bool = True) -> MonthReport:
    day = last_of(OCTOBER)
    return MonthReport(
        month=OCTOBER,
        as_of=day if over else BusinessDay(day - 9),
        limits=LIMITS,
        cycle_days=0,
        sums=SUMS,
        sums_before=Sums(1_150, Yen(2_874_100), 431, Yen(402_000)),
        sums_year_ago=Sums(1_001, Yen(2_405_000), 398, Yen(391_200)),
        classes=class_rows(MOVES, SUMS),
        movement=movement(MOVES),
        pareto=pareto([int(260_000 * 0.985**place) + 500 for place in range(413)]),
        cohorts=tuple(_cohort(Month(OCTOBER - back)) for back in range(12, -1, -1)),
        favourites=tuple(
            Favourite(ProductId(at), name, Share(35 - 2 * at, 42), Share(94 - 3 * at, 413))
            for at, name in enumerate(PRODUCTS)
        ),
        hours=Hours(tuple(tuple(_visits(day, hour) for hour in range(24)) for day in range(7))),
    )


def empty_month() -> MonthReport:
    """A new shop's: nobody came yet."""
    return MonthReport(
        month=OCTOBER,
        as_of=BusinessDay(first_of(OCTOBER) + 3),
        limits=LIMITS,
        cycle_days=30,
        sums=NO_SUMS,
        sums_before=NO_SUMS,
        sums_year_ago=NO_SUMS,
        classes=class_rows((), NO_SUMS),
        movement=movement(()),
        pareto=pareto(()),
        cohorts=tuple(
            Cohort(Month(OCTOBER - back), 0, (Share(0, 0), Share(0, 0), None), Share(0, 0), Share(0, 0))
            for back in range(12, -1, -1)
        ),
        favourites=(),
        hours=Hours(NEVER),
    )


def _cohort(month: Month) -> Cohort:
    people = 24 + month % 13
    ages = OCTOBER - month
    within = tuple(Share(people * (3 + at) // 12, people) if ages > at else None for at in range(3))
    return Cohort(
        month, people, within, Share(people * min(6, 2 + ages) // 12, people), Share(ages * people // 90, people)
    )


def _visits(day: int, hour: int) -> int:
    return 0 if day == 2 or not 9 <= hour <= 18 else (day * 7 + hour * 5) % 17 + (8 if hour in (10, 17) else 0)
