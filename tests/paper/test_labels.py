"""Address labels: the right text on the right label, nothing clipped, and said which letters can't be printed."""

from io import BytesIO

import pytest
from PIL import Image

from kiosk.paper.labels import labels
from kiosk.paper.layouts import LAYOUTS, Layout
from kiosk.paper.letters import Printed, Unprinted
from kiosk.rules.addressing import Fault
from tests.paper.letters import LETTERS, NO_GLYPH, TOO_LONG, letter
from tests.paper.pages import places, sizes, texts

A4 = (210, 297)
PPI = 100
DARK = 200
HANG = 4  # dots, 1 mm: a bracket that begins a line stands a little to the left of it
layouts = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.key)


def pdf(printed: Printed) -> bytes:
    assert printed.document is not None
    return printed.document.pdf()


def label_at(layout: Layout, x: float, y: float) -> int:
    """Which label of a sheet a place (mm) lies on."""
    return int((y - layout.top) // layout.height) * layout.columns + int((x - layout.left) // layout.width)


@layouts
def test_the_sheet_lies_within_the_paper(layout: Layout) -> None:
    assert layout.left * 2 + layout.columns * layout.width == pytest.approx(A4[0], abs=0.2)
    assert layout.top * 2 + layout.rows * layout.height == pytest.approx(A4[1], abs=0.2)


@layouts
def test_everybody_s_name_and_address_stands_on_the_sheet(layout: Layout) -> None:
    printed = labels(list(LETTERS.values()), layout)
    assert printed.unprinted == ()
    whole = "".join(texts(pdf(printed)))
    assert set(sizes(pdf(printed))) == {A4}
    for one in LETTERS.values():
        for part in (*one.address.street, *one.address.building, *(name.given for name in one.names)):
            assert "".join(part.split()) in whole


@layouts
def test_nothing_runs_over_the_edge_of_a_label(layout: Layout) -> None:
    printed = labels(list(LETTERS.values()), layout)
    assert printed.document is not None
    for picture in printed.document.pictures(PPI):
        page = Image.open(BytesIO(picture)).convert("L")
        dots = PPI / 25.4
        for row in range(layout.rows):
            for column in range(layout.columns):
                left, top = layout.left + column * layout.width, layout.top + row * layout.height
                box = (left, top, left + layout.width, top + layout.height)
                inner = (box[0] + layout.inset, box[1] + layout.inset, box[2] - layout.inset, box[3] - layout.inset)
                label = page.crop(tuple(round(edge * dots) for edge in box))
                x, y = round(inner[0] * dots) - round(box[0] * dots), round(inner[1] * dots) - round(box[1] * dots)
                wide, high = round((inner[2] - inner[0]) * dots), round((inner[3] - inner[1]) * dots)
                label.paste(255, (x - HANG, y - 1, x + wide + 1, y + high + 1))
                assert label.getextrema()[0] > DARK


def test_the_first_label_is_the_next_one_of_a_sheet_that_was_begun() -> None:
    layout = LAYOUTS[0]
    for start in (0, 5, 11):
        _, x, y, _ = places(pdf(labels([letter("山田 太郎")], layout, start)))[0]
        assert label_at(layout, x, y) == start


@layouts
def test_a_full_sheet_is_one_page_and_one_more_begins_another(layout: Layout) -> None:
    full = [letter("山田 太郎")] * layout.labels
    assert len(sizes(pdf(labels(full, layout)))) == 1
    assert len(sizes(pdf(labels(full, layout, 1)))) == 2
    last = places(pdf(labels(full, layout, 1)), page=1)[0]
    assert label_at(layout, last[1], last[2]) == 0


def test_a_place_that_the_sheet_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match="no place 12"):
        labels([letter("山田 太郎")], LAYOUTS[0], 12)


def test_what_no_font_has_and_what_is_too_long_is_left_out_and_said() -> None:
    printed = labels([NO_GLYPH, LETTERS["one"], TOO_LONG, LETTERS["short"]], LAYOUTS[2])
    assert printed.unprinted == (Unprinted(0, Fault.NO_GLYPH, "กรุงเทพต"), Unprinted(2, Fault.TOO_LONG))
    text = texts(pdf(printed))[0]
    assert "山田太郎様" in text
    assert "佐藤様" in text
    assert "ああ" not in text


def test_where_nothing_can_be_printed_there_is_no_document() -> None:
    assert labels([NO_GLYPH], LAYOUTS[0]).document is None
    assert labels([TOO_LONG], LAYOUTS[0]).document is None
    assert labels([], LAYOUTS[0]) == Printed(None, ())


def test_names_get_smaller_before_they_take_two_lines_and_never_too_small_to_read() -> None:
    names = "".join(name.given for one in LETTERS.values() for name in one.names if name.title == "様")
    for text, _, _, size in places(pdf(labels(list(LETTERS.values()), LAYOUTS[2]))):
        assert size >= (9 if text in names and len(text) > 1 else 6.8), text
