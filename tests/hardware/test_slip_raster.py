"""A slip as a picture."""

from itertools import groupby

import pytest
import zxingcpp
from barcode.codex import Code128
from PIL import Image, ImageChops

from hardware.slip import Align, Barcode, Gap, Line, Mark, Pair, QrCode, Rule, Size, Slip, Words
from hardware.slip_bytes import encode
from hardware.slip_lettering import Face, SlipFonts
from hardware.slip_raster import render
from tests.hardware.printer_counter import FONTS, points_slip

WIDTHS = pytest.mark.parametrize("width", [576, 384])


def picture(*lines: Line, width: int = 576) -> Image.Image:
    return render(Slip(lines), width, FONTS)


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    """The box around all that is black."""
    box = ImageChops.invert(image.convert("L")).getbbox()
    assert box is not None
    return box


@WIDTHS
def test_a_points_slip_fits_the_paper_with_a_margin_on_both_sides(width: int) -> None:
    image = render(points_slip(again=True), width, FONTS)
    left, _, right, _ = ink(image)
    assert (image.mode, image.width) == ("1", width)
    assert left == width - right > 0


@WIDTHS
def test_words_are_tall_enough_to_read(width: int) -> None:
    _, top, _, bottom = ink(picture(Words("国"), width=width))
    assert bottom - top >= 24  # 3 mm
    _, top, _, bottom = ink(picture(Pair("", "1,240", Size.LARGE), width=width))
    assert bottom - top >= 36


def test_other_paper_is_refused() -> None:
    with pytest.raises(ValueError, match="500"):
        picture(Rule(), width=500)


@pytest.mark.parametrize("name", ["髙", "﨑", "𠮷"])
def test_rare_kanji_of_names_are_neither_missing_nor_replaced(name: str) -> None:
    images = [picture(Words(written)) for written in (name, "〓", "\U0010fffd", "高", "崎", "吉")]
    assert images[0].getbbox() is not None
    assert all(ImageChops.difference(images[0].convert("L"), other.convert("L")).getbbox() for other in images[1:])


def test_what_no_font_has_prints_as_geta() -> None:
    assert picture(Words("\U0010fffd")).tobytes() == picture(Words("〓")).tobytes()


def test_a_variation_selector_leaves_no_trace() -> None:
    assert picture(Words("葛\U000e0100城")).tobytes() == picture(Words("葛城")).tobytes()


def test_figures_stand_in_columns() -> None:
    face = Face(FONTS, 28)
    assert len({face.length(digit * 4, tabular=True) for digit in "0123456789"}) == 1


@WIDTHS
def test_a_figure_ends_at_the_right_margin_whatever_its_word(width: int) -> None:
    _, _, rule, _ = ink(picture(Rule(), width=width))
    for word in ("ご利用", "誕生月のお客様への感謝のボーナスとそのほかのポイント"):
        _, _, right, _ = ink(picture(Pair(word, "8,888"), width=width))
        assert rule - 4 <= right <= rule


@WIDTHS
def test_a_figure_too_long_for_any_word_beside_it_goes_below(width: int) -> None:
    one, both = picture(Pair("期限", "短"), width=width), picture(Pair("期限", "とても長い言葉" * 5), width=width)
    assert both.height > one.height * 1.5
    left, _, right, _ = ink(both)
    assert left >= 0
    assert right <= width


def test_a_mark_is_white_on_black() -> None:
    image = picture(Mark("再発行"))
    black = image.convert("L").histogram()[0]
    assert black > image.width * image.height * 0.5


def test_alignment() -> None:
    left, centre, right = (ink(picture(Words("店", align=align))) for align in Align)
    assert left[0] < centre[0] < right[0]
    assert abs((centre[0] + centre[2]) - 576) <= 4


def test_a_gap_is_measured_in_millimetres() -> None:
    assert picture(Gap(10)).height - picture().height == 80


@WIDTHS
def test_a_barcode_has_whole_modules_and_blank_paper_beside_it(width: int) -> None:
    image = picture(Barcode("KUPON-0042"), width=width)
    bars = "".join("1" if image.getpixel((x, 40)) == 0 else "0" for x in range(width))
    runs = ["".join(run) for _, run in groupby(bars.strip("0"))]
    module = min(map(len, runs))
    assert module >= 2
    assert "".join(run[::module] for run in runs) == Code128("KUPON-0042").build()[0]
    assert bars.startswith("0" * 20)
    assert bars.endswith("0" * 20)


@pytest.mark.parametrize("code", ["クーポン", "X" * 60])
def test_what_is_no_barcode_is_printed_as_words(code: str) -> None:
    assert picture(Barcode(code)).tobytes() == picture(Words(code, Size.SMALL, Align.CENTRE)).tobytes()


@WIDTHS
@pytest.mark.parametrize("text", ["AGE-SECRET-KEY-1" + "Q" * 58, "まるみ電器"])
def test_a_qr_code_is_read_back(width: int, text: str) -> None:
    (found,) = zxingcpp.read_barcodes(picture(Words("店"), QrCode(text), Words("店"), width=width).convert("L"))
    assert found.text == text


def test_a_qr_code_too_long_for_the_paper_is_refused() -> None:
    with pytest.raises(ValueError, match="too many"):
        picture(QrCode("x" * 1500), width=384)


def test_a_missing_font_is_named() -> None:
    with pytest.raises(OSError):
        render(points_slip(), 576, SlipFonts(FONTS.regular.with_name("no.ttf"), FONTS.bold, FONTS.fallback))


@WIDTHS
def test_no_byte_of_a_slip_is_taken_for_a_real_time_command(width: int) -> None:
    # a black dot, seven white, one black five columns on: 0x10 0x04
    image = Image.new("1", (width, 3), 1)
    for x in (3, 8 + 5):
        image.putpixel((x, 1), 0)
    sent = encode(image)
    assert b"\x10\x04" not in sent
    assert b"\x18\x04" in sent
