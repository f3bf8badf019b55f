"""A stick that the system mounted by its own rule (systemd/), and how it is given back: systemd unmounts it, for the
kiosk itself may not. What somebody mounted by hand, or a desktop did, is theirs."""

import logging
import re
import subprocess
from enum import StrEnum
from pathlib import Path
from typing import Final

from kiosk.actions.places import device_at

logger = logging.getLogger(__name__)

RULED: Final = Path("/media/kokyaku")
"""Below it the rule mounts, and nobody else."""

WITHIN: Final = 60.0
"""Seconds: a slow stick has much to write before it can be unmounted."""

_NAME: Final = re.compile(r"[a-z0-9]+")  # as the unit's own script takes it


class Removal(StrEnum):
    """What came of giving a stick back."""

    OUT = "out"  # nothing of it is in use: it may be pulled
    KEPT = "kept"  # it may not: something still uses it, or systemd would not


def is_ruled(place: Path) -> bool:
    """Whether a stick is mounted there now, by the rule."""
    return place.parent == RULED and device_at(place) is not None


def give_back(place: Path) -> Removal:
    """Have what was written brought onto the stick, and the stick unmounted. Blocks a minute at most; never raises."""
    device = device_at(place)
    if device is not None and _NAME.fullmatch(device.name):
        words = ["systemctl", "--no-ask-password", "start", f"kokyaku-unmount@{device.name}.service"]
        try:
            subprocess.run(words, check=True, capture_output=True, timeout=WITHIN, stdin=subprocess.DEVNULL)
        except (OSError, subprocess.SubprocessError) as error:
            logger.warning("a stick was not unmounted: %s", error)
    # what is there is believed, not what was said
    return Removal.OUT if device_at(place) is None else Removal.KEPT
