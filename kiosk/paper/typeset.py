"""A template and its values become pages, in a process of their own (kiosk.paper.__main__).

typst releases the GIL (no other thread waited longer than without it), but until its process ends it keeps what it has
laid out: 60 MB of a report, 90 MB of 300 labels, more with each. A second process gives them back, is niced, and may
fall without taking the counter along.
"""

import subprocess
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

TEMPLATES = Path(__file__).parent
_SCREEN_PPI = 110.0
_LONGEST_S = 300
"""A document of a thousand letters takes 20 s on a desk's machine under load."""


class Request(msgspec.Struct):
    template: str
    values: bytes  # JSON
    labels: tuple[str, ...] = ()  # of metadata to be told
    ppi: float = 0.0  # 0: PDF


class Made(msgspec.Struct):
    pages: tuple[bytes, ...]  # one PDF, or a PNG of each page
    told: dict[str, list[Any]]


class Unset(Exception):
    """A document could not be set: a bug of ours, or no memory. What typst says of it may hold what was to be printed,
    and is not kept."""


class Typeset:
    """One document; it is set when it is first asked for."""

    def __init__(self, template: str, values: object, labels: tuple[str, ...] = ()) -> None:
        """`values`: anything that msgspec writes as JSON; the template finds it as `values`. `labels`: what will be
        asked by `told`."""
        self._template = template
        self._values = msgspec.json.encode(values)
        self._labels = labels

    def pdf(self) -> bytes:
        """Raises Unset."""
        return self._made.pages[0]

    def pictures(self, ppi: float = _SCREEN_PPI) -> tuple[bytes, ...]:
        """A PNG of each page. Raises Unset."""
        return self._set(Request(self._template, self._values, ppi=ppi)).pages

    def told(self, label: str) -> list[Any]:
        """What the template said of its work: the metadata under a label. Raises Unset."""
        return self._made.told[label]

    @cached_property
    def _made(self) -> Made:
        return self._set(Request(self._template, self._values, self._labels))

    def _set(self, request: Request) -> Made:
        command = [sys.executable, "-m", "kiosk.paper"]
        try:
            done = subprocess.run(
                command,
                input=msgspec.msgpack.encode(request),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=_LONGEST_S,
                check=True,
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failed:
            raise Unset(f"{self._template}: {type(failed).__name__}") from None
        return msgspec.msgpack.decode(done.stdout, type=Made)
