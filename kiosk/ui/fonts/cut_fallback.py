"""Cuts KokyakuFallback.otf out of Noto Sans CJK JP: the characters of JIS X 0212/0213 and the CJK planes that BIZ
UDPGothic lacks (𠮷, 﨑 …), with BIZ UDPGothic's vertical metrics so that a line may mix both.

    python kiosk/ui/fonts/cut_fallback.py /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

Needs fontTools; takes about 20 s. It writes the font, fallback.txt (the ranges it holds) and main.txt (those that BIZ
UDPGothic holds) beside this file.
"""

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
ASCENT, DESCENT = 880, -120  # BIZ UDPGothic's, in thousandths of the em
SIGNS = "✓✔⚠☎★☆♥♪→←↑↓▶◀▲▼●○◎※〒℡㈱①②③④⑤⑥⑦⑧⑨⑩"
JAPANESE = 0  # the number of the Japanese face in Noto's collection
FAMILY = "Kokyaku Fallback"
LICENCE_NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # what the font says of its makers and its licence stays in it


def jis() -> Iterator[int]:
    """Every code point of JIS X 0208, 0212 and 0213, by way of their EUC encodings."""
    lead = range(0xA1, 0xFF)
    codes = [bytes([a, b]) for a in lead for b in lead] + [bytes([0x8F, a, b]) for a in lead for b in lead]
    for codec in ("euc_jis_2004", "euc_jp"):
        for code in codes:
            text = code.decode(codec, errors="ignore")
            if len(text) == 1:
                yield ord(text)


def main_font() -> set[int]:
    """What BIZ UDPGothic has, in both weights."""
    return set(TTFont(HERE / "BIZUDPGothic-Regular.ttf", lazy=True).getBestCmap())


def wanted(source: TTFont) -> set[int]:
    """What names and addresses in Japan are written with, less what BIZ UDPGothic has, as far as Noto has it."""
    have = main_font()
    family_register = {*range(0x4E00, 0xA000), *range(0xF900, 0xFB00), *range(0x20000, 0x2FA20)}
    return (({*jis(), *map(ord, SIGNS)} | family_register) - have) & set(source.getBestCmap())


def rename(font: TTFont) -> None:
    """Noto has no reserved name, but a cut font that calls itself Noto would shadow the whole one."""
    names = font["name"]
    for name_id, text in {1: FAMILY, 3: "KokyakuFallback-1", 4: FAMILY, 6: "KokyakuFallback-Regular"}.items():
        names.setName(text, name_id, 3, 1, 0x409)
    names.names = [n for n in names.names if n.nameID not in (16, 17, 21, 22) and n.platformID == 3]
    if "CFF " in font:
        font["CFF "].cff.fontNames = ["KokyakuFallback-Regular"]


def ranges(points: set[int]) -> str:
    """`4e02-4e05` or `4e0c`, one a line."""
    lines = []
    for _, group in groupby(enumerate(sorted(points)), key=lambda pair: pair[1] - pair[0]):
        run = [point for _, point in group]
        lines.append(f"{run[0]:x}" if len(run) == 1 else f"{run[0]:x}-{run[-1]:x}")
    return "\n".join(lines) + "\n"


def cut(collection: Path) -> None:
    options = subset.Options(font_number=JAPANESE, layout_features=[], hinting=False, name_IDs=LICENCE_NAMES)
    font = subset.load_font(str(collection), options)
    points = wanted(font)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ASCENT, DESCENT, 0
    os2 = font["OS/2"]
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ASCENT, DESCENT, 0
    os2.usWinAscent, os2.usWinDescent = ASCENT, -DESCENT
    rename(font)
    font.save(HERE / "KokyakuFallback.otf")
    (HERE / "fallback.txt").write_text(ranges(points), encoding="ascii")
    (HERE / "main.txt").write_text(ranges(main_font()), encoding="ascii")


if __name__ == "__main__":
    cut(Path(sys.argv[1]))
