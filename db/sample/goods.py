"""What the sample shop sells: a town electrician's shelves. Names, makers' numbers and prices are invented."""

from dataclasses import dataclass
from random import Random
from typing import Final

YEN_PER_POINT: Final = 100
_YEAR: Final = 365


@dataclass(frozen=True, slots=True)
class Goods:
    """`weight` is how often it is bought, against the others."""

    name: str
    reading: str
    price: int
    group: str
    weight: int
    life_days: int | None = None
    rate: int = 10
    most: int = 1  # of it in one purchase


# fmt: off
GOODS: Final = (
    Goods("単3電池 4本パック", "たんさんでんち", 480, "電池", 90, most=3),
    Goods("単4電池 4本パック", "たんよんでんち", 480, "電池", 60, most=2),
    Goods("単1電池 2本パック", "たんいちでんち", 430, "電池", 25, most=2),
    Goods("ボタン電池 CR2032", "ぼたんでんち", 280, "電池", 40, most=2),
    Goods("LED電球 60形 電球色", "えるいーでぃーでんきゅう", 1180, "電球", 70, most=4),
    Goods("LED電球 40形 昼白色", "えるいーでぃーでんきゅう", 980, "電球", 45, most=4),
    Goods("ミニ電球 10W", "みにでんきゅう", 160, "電球", 25, most=4),
    Goods("直管蛍光灯 20形", "ちょっかんけいこうとう", 650, "電球", 20, most=2),
    Goods("グロー球", "ぐろーきゅう", 120, "電球", 15, most=4),
    Goods("延長コード 3m", "えんちょうこーど", 1280, "配線", 22),
    Goods("電源タップ 4口", "でんげんたっぷ", 1680, "配線", 20),
    Goods("HDMIケーブル 2m", "えいちでぃーえむあいけーぶる", 1480, "配線", 12),
    Goods("掃除機 紙パック 10枚", "そうじきかみぱっく", 1280, "消耗品", 38, most=2),
    Goods("浄水カートリッジ", "じょうすいかーとりっじ", 4980, "浄水カートリッジ", 30, _YEAR),
    Goods("空気清浄機フィルター", "くうきせいじょうきふぃるたー", 6800, "空気清浄機フィルター", 14, 2 * _YEAR),
    Goods("加湿器フィルター", "かしつきふぃるたー", 2480, "加湿器フィルター", 16, _YEAR),
    Goods("プリンターインク 黒", "ぷりんたーいんく", 1580, "インク", 26),
    Goods("プリンターインク 4色", "ぷりんたーいんく", 4980, "インク", 14),
    Goods("SDカード 64GB", "えすでぃーかーど", 1980, "記録", 10),
    Goods("録画用ディスク 10枚", "ろくがようでぃすく", 1380, "記録", 12),
    Goods("懐中電灯 LED", "かいちゅうでんとう", 1680, "照明", 12),
    Goods("人感センサーライト", "じんかんせんさーらいと", 3980, "照明", 9, 10 * _YEAR),
    Goods("シーリングライト 8畳", "しーりんぐらいと", 12800, "照明器具", 8, 10 * _YEAR),
    Goods("卓上スタンド", "たくじょうすたんど", 5980, "照明器具", 5, 8 * _YEAR),
    Goods("火災警報器", "かさいけいほうき", 3480, "警報器", 8, 10 * _YEAR, most=3),
    Goods("電気ケトル", "でんきけとる", 4980, "ケトル", 8, 5 * _YEAR),
    Goods("トースター", "とーすたー", 6980, "トースター", 6, 6 * _YEAR),
    Goods("炊飯器 3合", "すいはんき", 17800, "炊飯器", 7, 6 * _YEAR),
    Goods("炊飯器 5.5合", "すいはんき", 29800, "炊飯器", 6, 6 * _YEAR),
    Goods("電子レンジ", "でんしれんじ", 19800, "電子レンジ", 6, 8 * _YEAR),
    Goods("掃除機 コードレス", "そうじき", 32800, "掃除機", 6, 6 * _YEAR),
    Goods("扇風機", "せんぷうき", 6980, "扇風機", 8, 8 * _YEAR),
    Goods("電気毛布", "でんきもうふ", 4980, "電気毛布", 9, 5 * _YEAR),
    Goods("こたつコード", "こたつこーど", 2480, "配線", 5),
    Goods("加湿器", "かしつき", 9800, "加湿器", 5, 5 * _YEAR),
    Goods("空気清浄機", "くうきせいじょうき", 24800, "空気清浄機", 4, 8 * _YEAR),
    Goods("ドライヤー", "どらいやー", 5980, "ドライヤー", 6, 4 * _YEAR),
    Goods("電気ひげそり", "でんきひげそり", 9800, "ひげそり", 5, 5 * _YEAR),
    Goods("血圧計", "けつあつけい", 6480, "血圧計", 5, 5 * _YEAR),
    Goods("ラジオ", "らじお", 4980, "ラジオ", 5, 8 * _YEAR),
    Goods("電話機 子機つき", "でんわき", 14800, "電話機", 3, 6 * _YEAR),
    Goods("インターホン", "いんたーほん", 16800, "インターホン", 3, 10 * _YEAR),
    Goods("換気扇", "かんきせん", 9800, "換気扇", 4, 15 * _YEAR),
    Goods("テレビ 24型", "てれび", 34800, "テレビ", 3, 10 * _YEAR),
    Goods("テレビ 43型", "てれび", 74800, "テレビ", 3, 10 * _YEAR),
    Goods("レコーダー", "れこーだー", 49800, "レコーダー", 2, 7 * _YEAR),
    Goods("冷蔵庫 2ドア", "れいぞうこ", 49800, "冷蔵庫", 2, 9 * _YEAR),
    Goods("冷蔵庫 5ドア", "れいぞうこ", 168000, "冷蔵庫", 2, 9 * _YEAR),
    Goods("洗濯機 7kg", "せんたくき", 69800, "洗濯機", 3, 9 * _YEAR),
    Goods("エアコン 6畳", "えあこん", 79800, "エアコン", 3, 12 * _YEAR),
    Goods("エアコン 10畳", "えあこん", 118000, "エアコン", 2, 12 * _YEAR),
    Goods("出張点検", "しゅっちょうてんけん", 3300, "工事", 14),
    Goods("取り付け工事", "とりつけこうじ", 5500, "工事", 8),
    Goods("緑茶 500ml", "りょくちゃ", 140, "飲み物", 30, rate=8, most=2),
    Goods("天然水 2L", "てんねんすい", 120, "飲み物", 24, rate=8, most=6),
    Goods("塩あめ", "しおあめ", 216, "食品", 12, rate=8),
    Goods("保存用パン 缶", "ほぞんようぱん", 432, "食品", 8, rate=8, most=4),
)
# fmt: on

_WEIGHTS: Final = tuple(goods.weight for goods in GOODS)


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a purchase: which of GOODS, how many, what it comes to after its share of the discount."""

    goods: int
    quantity: int
    amount: int
    discount_share: int
    net: int
    earned: int


@dataclass(frozen=True, slots=True)
class Basket:
    lines: tuple[Line, ...]

    @property
    def goods(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def discount(self) -> int:
        return sum(line.discount_share for line in self.lines)

    @property
    def total(self) -> int:
        return sum(line.net for line in self.lines)

    @property
    def earned(self) -> int:
        return sum(line.earned for line in self.lines)

    def gross(self, rate: int) -> int:
        return sum(line.net for line in self.lines if GOODS[line.goods].rate == rate)


def jan(item: int) -> str:
    """The JAN code in 13 digits of an invented maker's item: Japan's range 49, and the right check digit.

    >>> jan(1)
    '4909999000016'
    """
    digits = f"4909999{item:05}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def place_of(name: str) -> int:
    """Where in GOODS it stands."""
    return next(place for place, goods in enumerate(GOODS) if goods.name == name)


def tax(gross: int, rate: int) -> int:
    """Of a price with tax, rounded down."""
    return gross * rate // (100 + rate)


def filled_basket(random: Random, kinds: int) -> Basket:
    """So many kinds of goods at most; a large purchase is now and then rounded down to the thousand."""
    picked = dict.fromkeys(random.choices(range(len(GOODS)), _WEIGHTS, k=kinds))
    return basket([(goods, random.randint(1, GOODS[goods].most)) for goods in picked], random.random() < 0.4)


def basket(wanted: list[tuple[int, int]], rounded: bool) -> Basket:
    """`wanted`: which of GOODS, and how many. `rounded`: from ¥10,000, down to the thousand."""
    amounts = [GOODS[goods].price * quantity for goods, quantity in wanted]
    total = sum(amounts)
    off = total % 1000 if rounded and total >= 10_000 else 0
    shares = [off * amount // total for amount in amounts]
    shares[amounts.index(max(amounts))] += off - sum(shares)
    nets = [amount - share for amount, share in zip(amounts, shares, strict=True)]
    earned = sum(nets) // YEN_PER_POINT
    points = [net // YEN_PER_POINT for net in nets]
    points[nets.index(max(nets))] += earned - sum(points)
    return Basket(
        tuple(
            Line(goods, quantity, amount, share, net, point)
            for (goods, quantity), amount, share, net, point in zip(wanted, amounts, shares, nets, points, strict=True)
        )
    )
