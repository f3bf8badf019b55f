"""What stands on a printed page, read back out of the PDF."""

from io import BytesIO

from pypdf import PdfReader

MM = 72 / 25.4


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def texts(pdf: bytes) -> list[str]:
    """Of each page, without the spaces that setting puts between characters."""
    return ["".join(page.extract_text().split()) for page in reader(pdf).pages]


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in whole millimetres."""
    return [(round(page.mediabox.width / MM), round(page.mediabox.height / MM)) for page in reader(pdf).pages]


def places(pdf: bytes, page: int = 0) -> list[tuple[str, float, float, float]]:
    """Each run of text with its left edge and baseline in mm from the upper left corner, and its size in pt."""
    found: list[tuple[str, float, float, float]] = []
    one = reader(pdf).pages[page]
    height = float(one.mediabox.height)

    def visit(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            a, b, c, d, e, f = cm
            x, y = tm[4] * a + tm[5] * c + e, tm[4] * b + tm[5] * d + f
            found.append((text.strip(), x / MM, (height - y) / MM, abs(size * (tm[3] or tm[1]))))

    one.extract_text(visitor_text=visit)
    return found
