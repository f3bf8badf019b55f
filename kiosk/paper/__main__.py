"""`python -m kiosk.paper`: sets one document in a process of its own (kiosk.paper.typeset says why).

A request comes on stdin, a document goes out on stdout, both as msgpack: nothing that is printed stands in a command
line or a file. Exit code 1: the template failed; typst's own words are swallowed, they may hold what was to be printed.
"""

import os
import sys

import msgspec
import typst

from kiosk.fonts import FOLDER
from kiosk.paper.typeset import TEMPLATES, Made, Request

_PATIENCE = 10
"""nice: a tap at the counter comes first."""


def main() -> int:
    os.nice(_PATIENCE)
    request = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Request)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
    compiler = typst.Compiler(
        TEMPLATES / f"{request.template}.typ",
        root=TEMPLATES,
        font_paths=fonts,
        sys_inputs={"values": request.values.decode()},
    )
    try:
        pages = compiler.compile(format="png", ppi=request.ppi) if request.ppi else compiler.compile(format="pdf")
        told = {label: msgspec.json.decode(compiler.query(f"<{label}>", field="value")) for label in request.labels}
    except RuntimeError:
        return 1
    made = Made((pages,) if isinstance(pages, bytes) else tuple(pages or ()), told)
    sys.stdout.buffer.write(msgspec.msgpack.encode(made))
    return 0


if __name__ == "__main__":
    sys.exit(main())
