"""Figures as they stand on screens, slips and papers, the same in every language."""


def grouped(figure: int) -> str:
    """1,240."""
    return f"{figure:,}"


def yen(figure: int) -> str:
    """¥1,240, and −¥1,240 with a real minus."""
    return f"¥{figure:,}" if figure >= 0 else f"−¥{-figure:,}"


def tenths(figure: int) -> str:
    """25 as 2.5. Not below 0."""
    return f"{figure // 10}.{figure % 10}"
