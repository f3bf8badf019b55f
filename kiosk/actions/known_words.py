"""The words that this shop has used already: they come before an engine's."""

from collections import Counter
from collections.abc import Iterator

from db.models import Tag
from kiosk.actions.books import Books
from kiosk.rules.kana import hiragana, is_kana, reading_key

MOST = 3
_LOOKED_AT = 50
_LAST = "\U0010ffff"
_LEAST = 2  # characters of a word that is worth offering because a tag has it: one kanji is in many


def known_names(books: Books, reading: str) -> tuple[str, ...]:
    """How customers' names that sound so are written, family names too, the most frequent first; 3 at most."""
    key = reading_key(reading)
    if not key:
        return ()
    wanted = hiragana(reading)
    rows = books.queries.by_reading.all(low=key, high=key + _LAST, limit=_LOOKED_AT)
    names = Counter(name for row in rows for name in _sounding(wanted, row.name, row.reading))
    return tuple(name for name, _ in names.most_common(MOST))


def used_in_tags(books: Books, offered: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the offered words that stand in one of the shop's own tags; 3 at most."""
    words = [word for word in offered if len(word) >= _LEAST and not is_kana(word)]
    if not words:
        return ()
    texts = [tag.text for tag in Tag.select(Tag.text).where(Tag.active)]
    return tuple(word for word in words if any(word in text for text in texts))[:MOST]


def _sounding(wanted: str, name: str, reading: str) -> Iterator[str]:
    parts, sounds = name.split(), reading.split()
    pairs = [(name, reading), *(zip(parts, sounds, strict=True) if len(parts) == len(sounds) > 1 else ())]
    for written, sound in pairs:
        if hiragana(sound) == wanted and not is_kana(written):
            yield written
