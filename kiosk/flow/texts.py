"""Every word that a person reads stands in texts/LANGUAGE.toml; this forms it."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "texts"


class Texts:
    """The words of one language. `texts("customer.visits", n=23)` is the text with its figures put in.

    A key with `_1` added is used instead when `n` is 1 (English). A missing key or figure raises KeyError: the tests
    compare the languages and look up every key the code names.
    """

    def __init__(self, language: str) -> None:
        self.speak(language)

    def speak(self, language: str) -> None:
        """From now on all who hold these texts have them in this language."""
        self.language = language
        self._table = tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))
        self._texts = _flat(self._table, "")

    def __call__(self, key: str, **figures: Any) -> str:
        one = self._texts.get(f"{key}_1") if figures.get("n") == 1 else None
        return (one if one is not None else self._texts[key]).format(**figures)

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._texts)

    def listed(self, key: str) -> list[Any]:
        """A list in the top level of the file, such as the weekdays or the first palette."""
        found: list[Any] = self._table[key]
        return found


def _flat(table: dict[str, Any], prefix: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            texts |= _flat(value, f"{prefix}{name}.")
        elif isinstance(value, str):
            texts[prefix + name] = value
    return texts
