"""The S-expressions of mozc_emacs_helper, as plain values: lists for lists, dicts for lists of pairs."""

import re
from typing import Any

from hardware.events import Trouble
from hardware.kanji_engine import KanjiError

_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|[()]|[^\s()]+')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def parsed(line: str) -> dict[str, Any]:
    """One answer. Raises KanjiError for what is none."""
    tokens = _TOKENS.findall(line)
    try:
        value, end = _value(tokens, 0)
    except (IndexError, ValueError) as error:
        raise KanjiError(Trouble.BROKEN, "an answer that can't be read") from error
    if end != len(tokens) or not isinstance(value, dict):
        raise KanjiError(Trouble.BROKEN, "an answer that can't be read")
    return value


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _value(tokens: list[str], at: int) -> tuple[Any, int]:
    token = tokens[at]
    if token == ")":
        raise ValueError("a list that ends before it began")
    if token != "(":
        return _atom(token), at + 1
    at += 1
    parts: list[Any] = []
    while tokens[at] != ")":
        part, at = _value(tokens, at)
        parts.append(part)
    return _list(parts), at + 1


class _Symbol(str):
    __slots__ = ()


class _Pair:
    """A list that begins with a symbol: one entry of an association list."""

    __slots__ = ("key", "value")

    def __init__(self, key: str, value: Any) -> None:
        self.key, self.value = key, value


def _atom(token: str) -> Any:
    if token.startswith('"'):
        return _ESCAPED.sub(r"\1", token[1:-1])
    return int(token) if re.fullmatch(r"-?\d+", token) else _Symbol(token)


def _list(parts: list[Any]) -> Any:
    """(key . value) and (key value value) are pairs; a list of pairs is a dict."""
    if parts and isinstance(parts[0], _Symbol):
        return _Pair(parts[0], parts[2] if len(parts) == 3 and parts[1] == "." else parts[1:])
    if parts and all(isinstance(part, _Pair) for part in parts):
        return {part.key: part.value for part in parts}
    return parts
