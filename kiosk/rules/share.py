"""A part of a whole, kept as both, so that a report can say of what a percentage is one."""

from collections.abc import Sequence

from kiosk.value import Value


class Share(Value):
    """Whole numbers of people or yen; 0 ≤ part ≤ whole."""

    part: int
    whole: int

    @property
    def hundredths(self) -> int | None:
        """Percent × 100, half rounded up (4886: 48.86 %); None when there is no whole to be a part of."""
        return (self.part * 20_000 + self.whole) // (2 * self.whole) if self.whole else None

    @property
    def percent(self) -> float | None:
        """48.86; for JSON and for bars."""
        exact = self.hundredths
        return None if exact is None else exact / 100

    @classmethod
    def joined(cls, shares: Sequence["Share"]) -> "Share":
        """Of parts of one whole."""
        return cls(sum(share.part for share in shares), shares[0].whole)

    @property
    def rest(self) -> "Share":
        """What is not in the part."""
        return Share(self.whole - self.part, self.whole)
