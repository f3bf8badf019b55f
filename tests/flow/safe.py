"""The encrypted data of a card, as the counter of a test has it; the test says what comes of what was asked."""

from dataclasses import dataclass, field


@dataclass
class Safe:
    """Remembers what was asked of the vault; the test says what comes of it."""

    is_open: bool = False
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def make(self, pin: str) -> int:
        return self._ask("make", pin)

    def open(self, pin: str) -> int:
        return self._ask("open", pin)

    def change(self, old: str, new: str) -> int:
        return self._ask("change", old, new)

    @property
    def number(self) -> int:
        """Of what was asked last."""
        return len(self.asked)

    def _ask(self, *words: str) -> int:
        self.asked.append(words)
        return len(self.asked)
