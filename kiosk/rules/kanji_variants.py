"""Family names are written in old forms too (髙橋, 山﨑, 𠮷田): the forms that a conversion may lack."""

_FORMS = {
    "高": "髙",
    "崎": "﨑",
    "吉": "𠮷",
    "浜": "濱",
    "沢": "澤",
    "斉": "斎齊齋",
    "斎": "齋",
    "辺": "邊邉",
    "島": "嶋",
    "広": "廣",
    "桜": "櫻",
    "国": "國",
}
_LONGEST = 4  # characters: longer is no family name


def with_variants(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words in their order, each short one followed by its old forms; nothing twice."""
    return tuple(dict.fromkeys(form for word in words for form in (word, *_variants(word))))


def _variants(word: str) -> list[str]:
    if len(word) > _LONGEST:
        return []
    return [word.replace(plain, old) for plain, forms in _FORMS.items() if plain in word for old in forms]
