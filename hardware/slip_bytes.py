"""A slip's picture as the bytes an ESC/POS printer takes: initialise, one raster, cut.

A picture, because the printer's own characters differ by country and model, and python-escpos has no Japanese ones.
"""

import re

from PIL import Image

# python-escpos measures a picture against a named printer; these are the ones with the heads of hardware.slip_raster
_PROFILES = {576: "TM-T20II", 384: "POS-5890"}

# DLE EOT, DLE ENQ and DLE DC4 are obeyed as soon as received (Epson's quick reference), so a printer may find them
# inside a picture too, and answer or open the drawer. The four points slips looked at each held one such pair
_REAL_TIME = re.compile(rb"\x10(?=[\x04\x05\x14])")


def encode(picture: Image.Image, opens_drawer: bool = False) -> bytes:
    """All bytes of one slip, for a picture 576 or 384 dots wide: about 52 KB for 9 cm of 80 mm paper.

    No byte of it is a real-time command: where the picture would form one, a dot beside a black dot turns black.
    The first call imports escpos, which takes a second and writes a cache into the temporary folder.
    """
    from escpos.printer import Dummy

    printer = Dummy(profile=_PROFILES[picture.width])
    printer.hw("INIT")
    if opens_drawer:
        printer.cashdraw(2)  # the pin on which nearly every drawer is wired
    printer.image(picture)
    if picture.width == 384:
        printer.print_and_feed(4)  # most 58 mm printers have no cutter that would feed the paper past the tear bar
    printer.cut(feed=False)
    return _REAL_TIME.sub(b"\x18", printer.output)
