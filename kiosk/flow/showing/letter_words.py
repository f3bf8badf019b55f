"""A letter as it is written, looked at once more, and made."""

from kiosk.actions.letters import LetterShown
from kiosk.flow.intents import Back, SaveText
from kiosk.flow.letter_intents import (
    CheckLetter,
    ChoosePaper,
    DropDraft,
    EditLetter,
    LetterText,
    SendLetter,
    SetCouponDays,
    SetCouponYen,
    StartAt,
    UseLetterTemplate,
)
from kiosk.flow.letter_paper import PAPERS, POSTCARDS, labels_of
from kiosk.flow.letter_states import CheckingLetter, Drafting, MakingLetter, PickingStart, WritingLetter
from kiosk.flow.showing.letters import letter_typing
from kiosk.flow.showing.scene import Scene
from kiosk.flow.views import Button, ChoiceBody, Level, ListBody, PickBody, Role, Row, TypeBody
from kiosk.rules.letters import COUPON_DAYS, COUPON_YEN, Way, takes_words
from kiosk.rules.numerals import grouped, yen

_START_COLUMNS = 6


def drafting(scene: Scene, state: Drafting) -> ListBody:
    return ListBody(
        title=scene.text("draft.title", way=scene.text(f"letter.way_{state.letter.way}"), n=_people(state)),
        rows=(*_warnings(scene, state), *_texts(scene, state), *_coupon(scene, state), *_templates(scene, state)),
        empty="",
        actions=(
            scene.back("draft.back"),
            Button(scene.text("draft.drop"), DropDraft(), Role.DANGER),
            Button(scene.text("draft.check"), CheckLetter() if state.ready else None, Role.PRIMARY),
        ),
    )


def _people(state: Drafting) -> str:
    chosen = state.before.selection
    return grouped(len(chosen.people)) if chosen is not None else ""


def _warnings(scene: Scene, state: Drafting) -> tuple[Row, ...]:
    return tuple(
        Row(scene.text(f"mail_missing.{one}"), scene.text(f"mail_missing.{one}_detail"), level=Level.WARN)
        for one in state.missing
    )


def _texts(scene: Scene, state: Drafting) -> tuple[Row, ...]:
    letter = state.letter
    edit = scene.text("draft.edit")
    rows = [
        Row(
            title=letter.name,
            detail=scene.text(f"draft.name_{letter.way}"),
            intent=EditLetter(LetterText.NAME),
            buttons=(Button(edit, EditLetter(LetterText.NAME)),),
        )
    ]
    if takes_words(letter.way):
        rows.append(
            Row(
                title=scene.text(f"draft.words_{letter.way}"),
                detail=letter.words or scene.text(f"draft.no_words_{letter.way}"),
                intent=EditLetter(LetterText.WORDS),
                buttons=(Button(edit, EditLetter(LetterText.WORDS)),),
                level=Level.CALM if letter.words else Level.WARN,
            )
        )
    return tuple(rows)


def _coupon(scene: Scene, state: Drafting) -> tuple[Row, ...]:
    if state.letter.coupon is None:
        return ()
    worth, days = state.letter.coupon
    return (
        Row(
            title=scene.text("draft.coupon_yen", yen=yen(worth)),
            detail="",
            buttons=tuple(Button(yen(one), SetCouponYen(one), picked=one == worth) for one in COUPON_YEN),
        ),
        Row(
            title=scene.text("draft.coupon_days", n=days),
            detail="",
            buttons=tuple(
                Button(scene.text("draft.days", n=one), SetCouponDays(one), picked=one == days) for one in COUPON_DAYS
            ),
        ),
    )


def _templates(scene: Scene, state: Drafting) -> tuple[Row, ...]:
    """Words to begin with, of the letter's kind, while there are none."""
    if not takes_words(state.letter.way) or state.letter.words:
        return ()
    return tuple(
        Row(
            title=template["name"],
            detail=template["words"],
            intent=UseLetterTemplate(place),
            buttons=(Button(scene.text("draft.use"), UseLetterTemplate(place)),),
        )
        for place, template in enumerate(scene.words.texts.listed("letter_templates"))
        if template["kind"] == state.letter.kind
    )


def writing(scene: Scene, state: WritingLetter) -> TypeBody:
    written = bool(state.writing.whole.strip())
    title, hint = scene.text(f"draft.{state.what}_title"), scene.text(f"draft.{state.what}_hint")
    return letter_typing(scene, state.writing, title, hint, SaveText() if written else None)


def checking(scene: Scene, state: CheckingLetter) -> ChoiceBody:
    letter, people = state.before.letter, _people(state.before)
    return ChoiceBody(
        title=scene.text("checking.title", name=letter.name, n=people),
        text=scene.text(f"checking.{letter.way}", n=people, **_worth(letter)),
        choices=tuple(_paper(scene, state, key) for key in PAPERS) if letter.way is Way.POST else (_go(scene, letter),),
        leave=scene.back("checking.back"),
        level=Level.WARN if letter.way is Way.CSV else Level.CALM,
    )


def _worth(letter: LetterShown) -> dict[str, object]:
    return {} if letter.coupon is None else {"yen": yen(letter.coupon[0]), "days": letter.coupon[1]}


def _go(scene: Scene, letter: LetterShown) -> Button:
    return Button(scene.text(f"checking.go_{letter.way}"), SendLetter(), detail=scene.text("checking.go_detail"))


def _paper(scene: Scene, state: CheckingLetter, key: str) -> Button:
    if key == POSTCARDS:
        lacks = state.lacks_for_postcards
        return Button(
            scene.text("paper.postcards"),
            ChoosePaper(key) if lacks is None else None,
            detail=scene.text("paper.postcards_detail" if lacks is None else f"paper.postcards_no_{lacks}"),
        )
    return Button(
        scene.text("paper.labels", n=labels_of(key)), ChoosePaper(key), detail=scene.text(f"paper.labels_{key}")
    )


def start(scene: Scene, state: PickingStart) -> PickBody:
    return PickBody(
        person=None,
        title=scene.text("paper.start"),
        options=tuple(Button(str(place + 1), StartAt(place)) for place in range(labels_of(state.paper))),
        columns=_START_COLUMNS,
        leave=scene.back("paper.back"),
    )


def making(scene: Scene, state: MakingLetter) -> ChoiceBody:
    if state.failed is not None:
        return ChoiceBody(
            title=scene.text("making.failed"),
            text=scene.text(f"unwritten.{state.failed}"),
            choices=(),
            leave=scene.back("making.back"),
            level=Level.BAD,
        )
    return ChoiceBody(
        title=scene.text("making.title"),
        text=scene.text("making.text", done=grouped(state.done), total=grouped(state.total)),
        choices=(),
        leave=Button(scene.text("making.cancel"), Back(), Role.QUIET),
        done=state.done / max(state.total, 1),
    )
