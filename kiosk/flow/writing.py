"""What is being written with the keys: the text, the kana that are not yet converted, and how they may be written.

A frozen value and pure functions; each key gives the next one. The kana stay here whatever becomes of the engine, so
that nothing is lost when it dies. `reading` tells how the whole text sounds, gathered from what was converted.
"""

import unicodedata

from hardware.events import Segment
from kiosk.flow.keys import Keys
from kiosk.rules.kana import hiragana, is_kana, katakana, typed
from kiosk.rules.kanji_variants import with_variants
from kiosk.rules.romaji import fed, finished, is_romaji
from kiosk.value import Hidden, Value, replace

MOST = 200  # characters of a text
MOST_COMPOSED = 40  # characters of a composition: what comes after begins the next one
MARKS = "゛゜小"
_ROOM = 23.5  # letters' widths on one page of candidates
_BETWEEN = 1.3  # of a letter's width: the edges of a candidate's button
_LEAST = 1.6
_OLD_FORMS_OF = 2  # candidates; what is unlikely is not made more of
_MOST_OFFERS = 18


class Span(Value):
    """From `start` up to `end` the text sounds like `reading`."""

    start: int
    end: int
    reading: Hidden[str]


class Piece(Value):
    """A part of the composition as it is shown; `focused`: its candidates are those on the screen."""

    text: Hidden[str]
    focused: bool = False


class Writing(Value):
    text: Hidden[str] = ""
    caret: int = 0  # in the text; the composition stands there
    spans: Hidden[tuple[Span, ...]] = ()
    kana: Hidden[str] = ""  # the composition
    at: int = 0  # the caret in it
    romaji: Hidden[str] = ""  # letters of a real keyboard that wait for their vowel
    keys: Keys = Keys.KANA
    shift: bool = False
    asked: int = 0  # number of the question whose answer belongs to the composition
    segments: Hidden[tuple[Segment, ...]] = ()
    known: Hidden[tuple[str, ...]] = ()  # the shop's own words for the whole composition
    choices: tuple[int, ...] = ()  # one for each segment while converting
    focus: int = 0
    page: int = 0
    waits: bool = False  # 変換 was pressed before the answer came
    converts: bool = True  # False: kana are the text (search, readings)
    names: bool = False  # old forms of kanji are offered too
    decided: Hidden[tuple[tuple[str, str], ...]] = ()  # what the last key chose, to be learned

    # what is seen

    @property
    def converting(self) -> bool:
        return bool(self.choices)

    @property
    def composing(self) -> bool:
        return bool(self.kana or self.romaji)

    @property
    def composition(self) -> tuple[Piece, ...]:
        if self.converting:
            words = self._written()
            return tuple(Piece(word, place == self.focus) for place, word in enumerate(words))
        return (Piece(self.kana[: self.at] + self.romaji + self.kana[self.at :]),) if self.composing else ()

    @property
    def composed(self) -> str:
        return "".join(piece.text for piece in self.composition)

    @property
    def whole(self) -> str:
        """The text as it would be if it ended now."""
        return self.text[: self.caret] + self.composed + self.text[self.caret :]

    @property
    def shown_caret(self) -> int:
        """The caret in the whole."""
        inside = len(self.composed) if self.converting else self.at + len(self.romaji)
        return self.caret + inside

    @property
    def reading(self) -> str:
        """How the whole sounds, in hiragana; what can't be known is left out."""
        return committed(self)._sound()

    @property
    def offers(self) -> tuple[str, ...]:
        """The candidates, best first: of the segment in focus, or of the whole composition."""
        if self.converting:
            return self._ways(self.focus)
        if not self.kana or not self.converts:
            return ()
        words = (*self.known, *(word for word, _ in self._wholes()), self.kana, katakana(self.kana))
        return tuple(dict.fromkeys(words))[:_MOST_OFFERS]

    @property
    def pages(self) -> tuple[tuple[int, ...], ...]:
        """The numbers of the candidates that stand side by side, page after page."""
        pages: list[tuple[int, ...]] = []
        room = 0.0
        for number, word in enumerate(self.offers):
            need = max(_LEAST, _width(word)) + _BETWEEN
            if pages and need <= room:
                pages[-1] += (number,)
                room -= need
            else:
                pages.append((number,))
                room = _ROOM - need
        return tuple(pages)

    @property
    def wants_conversion(self) -> bool:
        """Whether the engine should be asked about the composition."""
        return self.converts and bool(self.kana) and not self.segments and not self.asked

    def _ways(self, place: int) -> tuple[str, ...]:
        segment = self.segments[place]
        alone = len(self.segments) == 1
        words = segment.candidates
        if self.names:
            words = (*with_variants(words[:_OLD_FORMS_OF]), *words[_OLD_FORMS_OF:])
        own = (segment.reading, katakana(segment.reading))
        return tuple(dict.fromkeys((*(self.known if alone else ()), *words, *own)))

    def _written(self) -> list[str]:
        return [self._ways(place)[choice] for place, choice in enumerate(self.choices)]

    def _wholes(self) -> list[tuple[str, tuple[str, ...]]]:
        """The whole composition converted: the best, then the best but for one segment; with the words it is of."""
        ways = [self._ways(place) for place in range(len(self.segments))]
        if not ways:
            return []
        best = [words[0] for words in ways]
        found = [tuple(best)]
        deepest = _MOST_OFFERS if len(ways) == 1 else 4
        for choice in range(1, deepest):
            for place, words in enumerate(ways):
                if choice < len(words):
                    found.append((*best[:place], words[choice], *best[place + 1 :]))
        return [("".join(words), words) for words in found]

    def _sound(self) -> str:
        sound, at = "", 0
        for span in self.spans:
            sound += _own_sound(self.text[at : span.start]) + span.reading
            at = span.end
        return sound + _own_sound(self.text[at:])


def begun(text: str, reading: str, *, names: bool = False) -> Writing:
    """A text that is there already, to be changed. Its words keep their own sounds where the spaces tell them."""
    words, sounds = text.split(" "), reading.split(" ")
    if len(words) != len(sounds):
        words, sounds = [text], [reading]
    spans, at = [], 0
    for word, sound in zip(words, sounds, strict=True):
        if word and sound:
            spans.append(Span(at, at + len(word), sound))
        at += len(word) + 1
    return Writing(text=text, caret=len(text), spans=tuple(spans), names=names)


# keys


def key(writing: Writing, text: str) -> Writing:
    """One key of the screen: a kana, a sign, a digit, a letter, or ゛ ゜ 小 which change the last kana."""
    writing = _settled(writing)
    if text in MARKS:
        return _marked(writing, text)
    if len(writing.whole) >= MOST:
        return writing
    if writing.converting:
        writing = committed(writing)
    if not _joins(writing, text):
        shown = katakana(text) if writing.keys is Keys.KATAKANA else text
        return replace(_inserted(committed(writing), shown, _own_sound(shown)), shift=False, decided=())
    if len(writing.kana) >= MOST_COMPOSED:
        writing = committed(writing)
    kana = writing.kana[: writing.at] + text + writing.kana[writing.at :]
    return _composed(writing, kana, writing.at + len(text))


def letter(writing: Writing, char: str) -> Writing:
    """One letter of a real keyboard: romaji where kana are written, otherwise itself."""
    if writing.keys not in (Keys.KANA, Keys.KATAKANA) or not is_romaji(char):
        return key(writing, char)
    if writing.converting:
        writing = committed(writing)
    kana, waiting = fed(writing.romaji, char)
    writing = replace(writing, romaji="")
    for sound in kana:
        writing = key(writing, sound)
    return replace(writing, romaji=waiting, decided=())


def space(writing: Writing) -> Writing:
    return _inserted(committed(writing), " ", " ")


def erased(writing: Writing) -> Writing:
    """⌫: a conversion becomes kana again, then the composition goes, then the text."""
    if writing.converting:
        return replace(writing, choices=(), focus=0, page=0, decided=())
    if writing.romaji:
        return replace(writing, romaji=writing.romaji[:-1], decided=())
    if writing.kana:
        if not writing.at:
            return writing
        return _composed(writing, writing.kana[: writing.at - 1] + writing.kana[writing.at :], writing.at - 1)
    if not writing.caret:
        return replace(writing, decided=())
    return _cut(writing, writing.caret - 1, writing.caret)


def cleared(writing: Writing) -> Writing:
    return Writing(keys=writing.keys, converts=writing.converts, names=writing.names)


def cancelled(writing: Writing) -> Writing:
    """Esc: the conversion becomes kana again, or the composition goes; the text stays."""
    return erased(writing) if writing.converting else _composed(replace(writing, romaji=""), "", 0)


def moved(writing: Writing, by: int) -> Writing:
    """← →: to the next segment while converting, within the composition, or in the text."""
    writing = _settled(writing)
    if writing.converting:
        focus = max(0, min(len(writing.choices) - 1, writing.focus + by))
        return replace(writing, focus=focus, page=0, decided=())
    if writing.kana:
        return replace(writing, at=max(0, min(len(writing.kana), writing.at + by)), decided=())
    return replace(writing, caret=max(0, min(len(writing.text), writing.caret + by)), decided=())


def switched(writing: Writing, keys: Keys) -> Writing:
    """The composition goes on over digits (はいたつは15じ), not over letters."""
    goes_on = keys in (Keys.KANA, Keys.DIGITS) and not writing.converting
    return replace(replace(_settled(writing), decided=()) if goes_on else committed(writing), keys=keys, shift=False)


def shifted(writing: Writing) -> Writing:
    return replace(writing, shift=not writing.shift)


# conversion


def converted(writing: Writing) -> Writing:
    """変換, and pressed again 次の候補."""
    writing = _settled(writing)
    if writing.converting:
        ways = len(writing._ways(writing.focus))
        choice = (writing.choices[writing.focus] + 1) % ways
        return _on_page_of(_chosen(writing, choice), choice)
    if not writing.segments:
        return replace(writing, waits=bool(writing.kana) and writing.converts, decided=())
    return replace(writing, choices=(0,) * len(writing.segments), focus=0, page=0, waits=False, decided=())


def chosen(writing: Writing, number: int) -> Writing:
    """A candidate was touched: the next segment is asked about, after the last all is text."""
    offers = writing.offers
    if not 0 <= number < len(offers):
        return writing
    if not writing.converting:
        words = dict(writing._wholes()).get(offers[number], ())
        sounds = tuple(segment.reading for segment in writing.segments)
        decided = tuple(zip(sounds, words, strict=True)) if words and offers[number] not in writing.known else ()
        return replace(_inserted(_bare(writing), offers[number], writing.kana), decided=decided)
    writing = _chosen(writing, number)
    if writing.focus + 1 < len(writing.choices):
        return replace(writing, focus=writing.focus + 1, page=0)
    return committed(writing)


def committed(writing: Writing) -> Writing:
    """確定: the composition becomes text as it is shown."""
    writing = _settled(writing)
    if writing.converting:
        words = writing._written()
        after = _bare(writing)
        for segment, word in zip(writing.segments, words, strict=True):
            after = _inserted(after, word, segment.reading)
        return replace(after, decided=tuple((s.reading, w) for s, w in zip(writing.segments, words, strict=True)))
    if writing.kana:
        return _inserted(_bare(writing), writing.kana, hiragana(writing.kana))
    return replace(writing, decided=())


def as_katakana(writing: Writing) -> Writing:
    """カタカナに: the composition becomes katakana."""
    writing = _settled(writing)
    if not writing.kana:
        return writing
    return _inserted(_bare(writing), katakana(writing.kana), hiragana(writing.kana))


def turned(writing: Writing, by: int) -> Writing:
    """Another page of candidates; after the last comes the first."""
    pages = len(writing.pages)
    return replace(writing, page=(writing.page + by) % pages, decided=()) if pages else writing


def asked(writing: Writing, request: int) -> Writing:
    return replace(writing, asked=request)


def answered(writing: Writing, request: int, segments: tuple[Segment, ...], known: tuple[str, ...]) -> Writing:
    """The engine's answer, when it still belongs to the composition. It never changes a letter of it, nor a conversion
    that somebody is looking at."""
    if request != writing.asked or not writing.kana or writing.converting:
        return writing
    if "".join(segment.reading for segment in segments) != writing.kana:
        segments = ()  # none, or of another sentence: no candidate may lose a sound
    writing = replace(writing, segments=segments, known=known, page=0)
    return converted(writing) if writing.waits and segments else replace(writing, waits=False)


# inside


def _joins(writing: Writing, text: str) -> bool:
    """Whether a key belongs to the composition, or begins one."""
    if not writing.converts:
        return False
    if writing.keys is Keys.DIGITS:
        return bool(writing.kana) and text in "0123456789"
    return writing.keys is Keys.KANA and (is_kana(text) or bool(writing.kana))


def _settled(writing: Writing) -> Writing:
    """Without romaji that waits: an n is ん, other letters stay as they are."""
    if not writing.romaji:
        return writing
    rest = finished(writing.romaji)
    writing = replace(writing, romaji="")
    if not writing.converts or writing.keys is Keys.KATAKANA:
        rest = katakana(rest) if writing.keys is Keys.KATAKANA else rest
        return _inserted(writing, rest, _own_sound(rest))
    return _composed(writing, writing.kana[: writing.at] + rest + writing.kana[writing.at :], writing.at + len(rest))


def _marked(writing: Writing, mark: str) -> Writing:
    if writing.converting:
        writing = erased(writing)
    if writing.kana:
        before = typed(writing.kana[: writing.at], mark)
        return _composed(writing, before + writing.kana[writing.at :], writing.at)
    if not writing.caret:
        return writing
    last = writing.text[writing.caret - 1]
    changed = typed(hiragana(last), mark)
    if not is_kana(last) or changed == hiragana(last):
        return writing
    shown = changed if hiragana(last) == last else katakana(changed)
    return _inserted(_cut(writing, writing.caret - 1, writing.caret), shown, changed)


def _composed(writing: Writing, kana: str, at: int) -> Writing:
    """Another composition: what was known of the one before is no more."""
    return replace(
        writing,
        kana=kana,
        at=at,
        asked=0,
        segments=(),
        known=(),
        choices=(),
        focus=0,
        page=0,
        waits=False,
        decided=(),
    )


def _bare(writing: Writing) -> Writing:
    return _composed(writing, "", 0)


def _chosen(writing: Writing, choice: int) -> Writing:
    choices = (*writing.choices[: writing.focus], choice, *writing.choices[writing.focus + 1 :])
    return replace(writing, choices=choices, decided=())


def _on_page_of(writing: Writing, number: int) -> Writing:
    return replace(writing, page=next((at for at, page in enumerate(writing.pages) if number in page), 0))


def _inserted(writing: Writing, text: str, reading: str) -> Writing:
    """Text at the caret, that sounds so; no more than there is room for."""
    text = text[: MOST - len(writing.text)]
    if not text:
        return writing
    at, size = writing.caret, len(text)
    spans = [span for span in writing.spans if span.end <= at]
    later = [Span(span.start + size, span.end + size, span.reading) for span in writing.spans if span.start >= at]
    own = [Span(at, at + size, reading)] if reading != _own_sound(text) else []
    return replace(
        writing,
        text=writing.text[:at] + text + writing.text[at:],
        caret=at + size,
        spans=(*spans, *own, *later),
    )


def _cut(writing: Writing, start: int, end: int) -> Writing:
    """Without these characters; of a word that is cut in two the sound is no longer known."""
    size = end - start
    spans = [span for span in writing.spans if span.end <= start]
    later = [Span(span.start - size, span.end - size, span.reading) for span in writing.spans if span.start >= end]
    return replace(
        writing,
        text=writing.text[:start] + writing.text[end:],
        caret=start,
        spans=(*spans, *later),
        decided=(),
    )


def _own_sound(text: str) -> str:
    """How a text sounds that was never converted: kana, letters, digits and spaces are themselves."""
    return "".join(hiragana(char) for char in text if is_kana(char) or (char.isascii() and char.isprintable()))


def _width(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.6 for char in text)
