"""Typed reading of tables of keys and values, with errors that name the nearest good key and the place.

Used for kiosk.toml (the machine's config) and for the shop's settings. The types are msgspec structs; what msgspec
finds wrong is said again in words.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from enum import Enum
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

S = TypeVar("S", bound=msgspec.Struct)


class BadKey(ValueError):
    """A key that does not exist. `nearest` is "" when nothing is near."""

    def __init__(self, key: str, nearest: str) -> None:
        super().__init__(f"there is no key “{key}”" + (f"; did you mean “{nearest}”?" if nearest else ""))
        self.key = key
        self.nearest = nearest


class BadValue(ValueError):
    """A value of the wrong type or out of its range."""

    def __init__(self, key: str, value: object, wanted: str) -> None:
        super().__init__(f"“{key}” can't be {value!r}: it has to be {wanted}")
        self.key = key


def good_keys(struct: type[msgspec.Struct]) -> dict[str, Any]:
    """Every dotted key of a struct with its type."""
    return dict(_walk(struct, ""))


def _walk(struct: type[msgspec.Struct], prefix: str) -> Iterator[tuple[str, Any]]:
    for name, kind in get_type_hints(struct, include_extras=True).items():
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            yield from _walk(kind, f"{prefix}{name}.")
        elif not name.startswith("_"):
            yield prefix + name, kind


def checked(struct: type[S], values: Mapping[str, Any]) -> S:
    """Nested tables as the struct; raises BadKey or BadValue for the first thing that is wrong."""
    keys = good_keys(struct)
    tables = {key.rpartition(".")[0] for key in keys}
    for key, value in _flat(values, "", tables):
        if key in tables:
            raise BadValue(key, value, "a table")
        if key not in keys:
            raise BadKey(key, nearest(key, [*keys, *filter(None, tables)]))
        if not takes(keys[key], value):
            raise BadValue(key, value, wanted(keys[key]))
    return msgspec.convert(values, struct)


def takes(kind: Any, value: Any) -> bool:
    """Whether a key of this type may have this value."""
    try:
        msgspec.convert(value, kind, strict=True)
    except msgspec.ValidationError:
        return False
    return True


def nearest(key: str, keys: Iterable[str]) -> str:
    """The good key most like this one, looking at the whole and at the last part alone; "" when nothing is near."""
    good = list(keys)
    if found := get_close_matches(key, good, n=1, cutoff=0.6):
        return found[0]
    tails = {name.rpartition(".")[2]: name for name in good}
    close = get_close_matches(key.rpartition(".")[2], tails, n=1, cutoff=0.6)
    return tails[close[0]] if close else ""


def wanted(kind: Any) -> str:
    """What a value of this type has to be, in words."""
    parts = get_args(kind)
    if get_origin(kind) is Annotated:
        described = [meta.description for meta in parts[1:] if isinstance(meta, msgspec.Meta) and meta.description]
        if described:
            return described[0]
        return wanted(parts[0]) + "".join(_limits(meta) for meta in parts[1:] if isinstance(meta, msgspec.Meta))
    if get_origin(kind) is Literal:
        return "one of " + ", ".join(str(part) for part in parts)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "one of " + ", ".join(str(member.value) for member in kind)
    if parts and type(None) in parts:
        return wanted(next(part for part in parts if part is not type(None)))
    if get_origin(kind) is tuple:
        return "a list of texts"
    return {bool: "true or false", int: "a whole number", str: "text"}[kind]


def _limits(meta: msgspec.Meta) -> str:
    if meta.ge is not None and meta.le is not None:
        return f" from {meta.ge} to {meta.le}"
    return f" of at most {meta.max_length}" if meta.max_length is not None else ""


def _flat(values: Mapping[str, Any], prefix: str, tables: set[str]) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        key = prefix + name
        if isinstance(value, Mapping) and key in tables:
            yield from _flat(value, f"{key}.", tables)
        else:
            yield key, value
