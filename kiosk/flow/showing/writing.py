"""The keyboard as it is shown: the lines that are written, candidates, and the keys that carry words."""

from kiosk.flow.intents import (
    ChooseCandidate,
    ChooseLine,
    CommitKey,
    ConvertKey,
    Key,
    MoveCaret,
    ShiftKey,
    SpaceKey,
    SwitchKeys,
    TurnCandidates,
)
from kiosk.flow.keys import Keys
from kiosk.flow.showing.scene import Scene
from kiosk.flow.views import Button, Role, WritingPart, WrittenLine
from kiosk.flow.writing import Writing


def written_line(title: str, hint: str, writing: Writing, *, here: bool = True, line: int = 0) -> WrittenLine:
    """A line that is being written; `here`: the keys write into this one."""
    return WrittenLine(
        title=title,
        hint=hint,
        before=writing.text[: writing.caret],
        pieces=writing.composition,
        after=writing.text[writing.caret :],
        caret=writing.shown_caret if here else -1,
        select=None if here else ChooseLine(line),
    )


def writing_part(scene: Scene, writing: Writing, *lines: WrittenLine) -> WritingPart:
    """The keys for what is being written, which is one of the lines."""
    offers, pages = writing.offers, writing.pages
    page = pages[min(writing.page, len(pages) - 1)] if pages else ()
    current = writing.choices[writing.focus] if writing.converting else -1
    return WritingPart(
        lines=lines,
        keys=writing.keys,
        shift=writing.shift,
        candidates=tuple(
            Button(offers[number], ChooseCandidate(offers[number]), picked=number == current) for number in page
        ),
        pages=_pages(scene, len(pages)),
        functions=_functions(scene, writing),
        convert=_convert(scene, writing),
        commit=Button(scene.text("keys.commit"), CommitKey() if writing.composing else None, Role.PLAIN),
        notice=scene.text("keys.no_kanji") if writing.converts and scene.kanji and not scene.converts else "",
    )


def _pages(scene: Scene, pages: int) -> tuple[Button, ...]:
    if pages < 2:
        return ()
    return (
        Button(scene.text("keys.less"), TurnCandidates(-1)),
        Button(scene.text("keys.more"), TurnCandidates(1)),
    )


def _convert(scene: Scene, writing: Writing) -> Button:
    if writing.converting:
        return Button(scene.text("keys.next"), ConvertKey())
    able = writing.converts and writing.composing and scene.converts
    return Button(scene.text("keys.convert"), ConvertKey() if able else None)


def _functions(scene: Scene, writing: Writing) -> tuple[Button, ...]:
    """The lowest row: what the keys write, two signs or the shift, the space bar, the caret."""
    shift = Button(scene.text("keys.shift"), ShiftKey(), picked=writing.shift)
    signs = (shift,) if writing.keys is Keys.LATIN else tuple(Button(sign, Key(sign)) for sign in "、。")
    return (
        *(
            Button(scene.text(f"keys.{keys}"), SwitchKeys(keys), Role.QUIET, picked=keys is writing.keys)
            for keys in Keys
        ),
        *signs,
        Button(scene.text("keys.space"), SpaceKey()),
        Button(scene.text("keys.left"), MoveCaret(-1), Role.QUIET),
        Button(scene.text("keys.right"), MoveCaret(1), Role.QUIET),
    )
