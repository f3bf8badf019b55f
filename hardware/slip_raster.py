"""A slip as a picture: every dot the print head burns is decided here, at 203 dpi (8 dots to the millimetre).

Calm by rule: one margin, three sizes, figures in tabular digits at the right margin, blank paper instead of boxes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw

from hardware.slip import Align, Barcode, Gap, Line, Mark, Pair, QrCode, Rule, Size, Slip, Words
from hardware.slip_lettering import Face, SlipFonts
from hardware.slip_text import break_lines, printable

DOTS_PER_MM = 8
PAPER, INK = 1, 0
WIDTHS = (576, 384)  # dots across the print head: paper of 80 mm and of 58 mm

_SMALLEST_MODULE = 3  # dots of a QR code's module: below that the head's dots run together
_LEADING = 1.42  # from baseline to baseline, in ems
_FIGURE = re.compile(r"([^0-9]*?)([+−±]?[0-9][0-9,.]*)(.*)")
_HYPHEN_MINUS = re.compile(r"^-(?=[0-9¥])")  # a hyphen is too short to be seen as "less"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The measures of one width of paper, in dots."""

    width: int
    margin: int
    sizes: dict[Size, int]
    fonts: SlipFonts

    @property
    def measure(self) -> int:
        return self.width - 2 * self.margin

    def face(self, size: Size, bold: bool) -> Face:
        return Face(self.fonts, self.sizes[size], bold)

    def strip(self, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
        image = Image.new("1", (self.width, max(height, 1)), PAPER)
        pen = ImageDraw.Draw(image)
        pen.fontmode = "1"  # grey edges would be dithered into dirt
        return image, pen


def render(slip: Slip, width: int, fonts: SlipFonts) -> Image.Image:
    """The slip as a mode "1" image, exactly `width` dots wide (576 or 384), ink black.

    About 20 ms for a points slip. ValueError for another width, OSError for a font file that is missing or broken.
    """
    sheet = _sheet(width, fonts)
    above, below = sheet.strip(DOTS_PER_MM)[0], sheet.strip(2 * DOTS_PER_MM)[0]
    return _stacked([above, *_strips(slip.lines, sheet), below], sheet)


def _sheet(width: int, fonts: SlipFonts) -> _Sheet:
    # measured ink: 国 in normal 3.2 mm high on both; the figure of a large pair 5.5 mm and 5.1 mm
    if width == 576:
        return _Sheet(width, margin=16, sizes={Size.SMALL: 23, Size.NORMAL: 28, Size.LARGE: 52}, fonts=fonts)
    if width == 384:
        return _Sheet(width, margin=6, sizes={Size.SMALL: 22, Size.NORMAL: 28, Size.LARGE: 48}, fonts=fonts)
    raise ValueError(f"no paper is {width} dots wide: 576 (80 mm) or 384 (58 mm)")


def _strips(lines: Iterable[Line], sheet: _Sheet) -> Iterator[Image.Image]:
    for line in lines:
        match line:
            case Words():
                yield _words(line, sheet)
            case Pair():
                yield _pair(line, sheet)
            case Mark():
                yield _mark(line, sheet)
            case Rule():
                yield _rule(sheet)
            case Gap():
                yield sheet.strip(round(line.mm * DOTS_PER_MM))[0]
            case Barcode():
                yield _barcode(line, sheet)
            case QrCode():
                yield _qr_code(line, sheet)


def _words(line: Words, sheet: _Sheet) -> Image.Image:
    face = sheet.face(line.size, line.bold)
    rows = break_lines(printable(line.text), sheet.measure, face.advance)
    image, pen = sheet.strip(len(rows) * _pitch(face.size))
    for row, text in enumerate(rows):
        spare = sheet.measure - face.length(text)
        indent = {Align.LEFT: 0, Align.CENTRE: spare // 2, Align.RIGHT: spare}[line.align]
        face.draw(pen, sheet.margin + indent, _baseline(face.size, row), text, INK)
    return image


def _pair(line: Pair, sheet: _Sheet) -> Image.Image:
    """The last row of the word and the figure share a baseline; a figure with no room beside it stands below.

    In a large pair only the figure itself is large; its word and its unit stay normal, so that it stands out alone.
    """
    size = Size.NORMAL if line.size is Size.LARGE else line.size
    plain, figured = sheet.face(size, line.bold), sheet.face(line.size, line.bold)
    left, right = printable(line.left), _HYPHEN_MINUS.sub("−", printable(line.right).replace("\n", " "))
    figure = _figure(right, plain, figured)
    taken = sum(face.length(text, tabular=True) for face, text in figure)
    room = sheet.measure - taken - plain.size
    if left and room < 4 * plain.size:
        return _stacked([_words(Words(left, size, bold=line.bold), sheet), _pair(replace(line, left=""), sheet)], sheet)
    if taken > sheet.measure:
        return _words(Words(right, size, Align.RIGHT, line.bold), sheet)

    rows = break_lines(left, room, plain.advance)
    # a large figure needs more paper above its baseline, unless the word's rows already make room
    drop = max(0, _pitch(figured.size) - len(rows) * _pitch(plain.size))
    image, pen = sheet.strip(len(rows) * _pitch(plain.size) + drop)
    for row, text in enumerate(rows):
        plain.draw(pen, sheet.margin, _baseline(plain.size, row) + drop, text, INK)
    x = sheet.width - sheet.margin - taken
    for face, text in figure:
        face.draw(pen, x, _baseline(plain.size, len(rows) - 1) + drop, text, INK, tabular=True)
        x += face.length(text, tabular=True)
    return image


def _figure(text: str, plain: Face, large: Face) -> list[tuple[Face, str]]:
    found = _FIGURE.fullmatch(text)
    if found is None or plain.size == large.size:
        return [(plain, text)]
    before, digits, after = found.groups()
    return [(face, part) for face, part in ((plain, before), (large, digits), (plain, after)) if part]


def _mark(line: Mark, sheet: _Sheet) -> Image.Image:
    face = sheet.face(Size.NORMAL, bold=True)
    rows = break_lines(printable(line.text), sheet.measure - face.size, face.advance)
    pad, air = face.size // 4, DOTS_PER_MM
    bar = len(rows) * _pitch(face.size) + 2 * pad
    image, pen = sheet.strip(bar + 2 * air)
    pen.rectangle((sheet.margin, air, sheet.width - sheet.margin - 1, air + bar - 1), fill=INK)
    for row, text in enumerate(rows):
        x = (sheet.width - face.length(text)) // 2
        face.draw(pen, x, air + pad + _baseline(face.size, row), text, PAPER)
    return image


def _rule(sheet: _Sheet) -> Image.Image:
    image, pen = sheet.strip(3 * DOTS_PER_MM)
    y = image.height // 2 - 1
    pen.rectangle((sheet.margin, y, sheet.width - sheet.margin - 1, y + 1), fill=INK)
    return image


def _barcode(line: Barcode, sheet: _Sheet) -> Image.Image:
    """CODE128, 10 mm high, in modules of 3 dots (0.375 mm) or 2; as words alone if it can't be coded or is too long.

    The quiet zone of ten modules (ISO/IEC 15417) lies in the picture for 3 dots; for 2 dots (2.5 mm) the paper beside
    the print head is enough: 4 mm on 80 mm paper, 5 mm on 58 mm.
    """
    from barcode.codex import Code128
    from barcode.errors import BarcodeError

    words = _words(Words(line.code, Size.SMALL, Align.CENTRE), sheet)
    try:
        (modules,) = Code128(line.code).build()
    except BarcodeError:
        return words
    module = 3 if (len(modules) + 20) * 3 <= sheet.width else 2
    if len(modules) * module > sheet.width:
        return words
    height, gap = 10 * DOTS_PER_MM, DOTS_PER_MM // 2
    image, pen = sheet.strip(height + gap + words.height)
    left = (sheet.width - len(modules) * module) // 2
    for at, bar in enumerate(modules):
        if bar == "1":
            pen.rectangle((left + at * module, 0, left + (at + 1) * module - 1, height - 1), fill=INK)
    image.paste(words, (0, height + gap))
    return image


def _qr_code(line: QrCode, sheet: _Sheet) -> Image.Image:
    """Modules of 1 mm, or as wide as the paper lets them be, with the quiet zone of four modules (ISO/IEC 18004).

    A quarter of it may be lost on crumpled paper. ValueError for a text that is too long for the paper.
    """
    from qrcode.constants import ERROR_CORRECT_Q
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_Q, border=4)
    code.add_data(line.text)
    modules = code.get_matrix()
    module = min(DOTS_PER_MM, sheet.width // len(modules))
    if module < _SMALLEST_MODULE:
        raise ValueError(f"{len(modules)} modules are too many for a paper of {sheet.width} dots")
    image, pen = sheet.strip(len(modules) * module)
    left = (sheet.width - len(modules) * module) // 2
    for row, dark in enumerate(modules):
        for column, black in enumerate(dark):
            if black:
                x, y = left + column * module, row * module
                pen.rectangle((x, y, x + module - 1, y + module - 1), fill=INK)
    return image


def _stacked(strips: Sequence[Image.Image], sheet: _Sheet) -> Image.Image:
    image, _ = sheet.strip(sum(strip.height for strip in strips))
    y = 0
    for strip in strips:
        image.paste(strip, (0, y))
        y += strip.height
    return image


def _pitch(size: int) -> int:
    return round(size * _LEADING)


def _baseline(size: int, row: int) -> int:
    # the em of a kanji reaches from 0.12 below the baseline to 0.88 above: half of the leading goes above it
    return round(row * _pitch(size) + (_LEADING - 1) / 2 * size + 0.88 * size)
