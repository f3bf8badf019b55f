"""Roman letters of a real keyboard become kana while they are typed (jaconv knows the syllables)."""

import jaconv

_SIGNS = {"-": "ー", ",": "、", ".": "。", "[": "「", "]": "」"}
_VOWELS = frozenset("aiueo")
_AFTER_N = _VOWELS | {"y", "n", "'"}
_LONGEST = 3  # letters before the vowel that could still become a syllable (xts, ltsu)


def is_romaji(letter: str) -> bool:
    """Whether this letter can be part of a syllable, or is a sign that has a Japanese form."""
    return len(letter) == 1 and ((letter.isascii() and letter.isalpha()) or letter in _SIGNS or letter == "'")


def fed(pending: str, letter: str) -> tuple[str, str]:
    """What one more letter gives: kana (or letters that can be no syllable), and what still waits for its vowel.

    >>> fed("k", "a")
    ('か', '')
    >>> fed("n", "k")
    ('ん', 'k')
    >>> fed("k", "k")
    ('っ', 'k')
    """
    letter = letter.lower()
    if letter in _SIGNS:
        return finished(pending) + _SIGNS[letter], ""
    if pending == "n" and letter not in _AFTER_N:
        return "ん", letter
    if pending == "n" and letter in ("n", "'"):
        return "ん", ""
    if letter == "'":
        return finished(pending), ""
    if pending and pending[-1] == letter and letter not in _VOWELS:
        return finished(pending[:-1]) + "っ", letter
    if letter in _VOWELS:
        return str(jaconv.alphabet2kana(pending + letter)), ""
    waiting = pending + letter
    return (waiting[:-_LONGEST], waiting[-_LONGEST:]) if len(waiting) > _LONGEST else ("", waiting)


def finished(pending: str) -> str:
    """What waiting letters are when no more come: n is ん, others stay as they are."""
    return "ん" if pending == "n" else pending
