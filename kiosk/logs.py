"""The log: one line to standard error (the journal on a Pi). Nothing personal is ever written to it."""

import logging
import sys


def set_up_logs(level: int = logging.INFO) -> None:
    """Once, by the program that starts. Tracebacks show places and types; libraries only speak of trouble."""
    logging.basicConfig(
        stream=sys.stderr, level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )
    for name in ("nfc", "usb", "escpos", "PIL", "kivy", "peewee"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
