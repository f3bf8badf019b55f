"""Percentiles of a row of measurements."""

from collections.abc import Sequence


def percentiles(values: Sequence[float], digits: int = 1) -> dict[str, float]:
    """p50, p95, p99 of at least one value."""
    ordered = sorted(values)
    return {f"p{p}": round(ordered[min(len(ordered) - 1, len(ordered) * p // 100)], digits) for p in (50, 95, 99)}
