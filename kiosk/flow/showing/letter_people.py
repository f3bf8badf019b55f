"""Whom a letter is for: how it goes, what is asked for, and who that is."""

from collections.abc import Sequence

from kiosk.actions.choosing import Offered
from kiosk.flow.intents import SaveText, TurnPage
from kiosk.flow.letter_intents import (
    ChooseWay,
    NameLetterRule,
    OpenCondition,
    OpenLetterRules,
    PutRuleAway,
    ShowLeftOut,
    ShowPeople,
    SwitchKind,
    TouchCondition,
    UseLetterRule,
    WriteLetter,
)
from kiosk.flow.letter_states import (
    AtCondition,
    AtLetterRules,
    AtPeople,
    ChoosingPeople,
    NamingRule,
    PickingWay,
)
from kiosk.flow.showing.letters import letter_typing
from kiosk.flow.showing.scene import Scene
from kiosk.flow.views import Button, ChoiceBody, Level, ListBody, Role, Row, TagsBody, TypeBody
from kiosk.rules.choosing import (
    BIRTHDAY_MONTHS,
    BOUGHT_DAYS,
    SEEN_DAYS,
    TOTAL_YEN,
    Choice,
    Chosen,
    Condition,
    FactIs,
    Picked,
    picked,
)
from kiosk.rules.classes import CustomerClass
from kiosk.rules.letters import Way
from kiosk.rules.numerals import grouped, yen
from kiosk.rules.units import ProductId

_PAGE = 15  # of a palette
_SHOWN = 300
"""Names of a list: whoever looks at more of them sees none."""

_DAYS = {
    Condition.BOUGHT: BOUGHT_DAYS,
    Condition.SEEN: SEEN_DAYS,
    Condition.UNSEEN: SEEN_DAYS,
    Condition.NEW: SEEN_DAYS,
}


def ways(scene: Scene, state: PickingWay) -> ChoiceBody:
    offered = [way for way in Way if way is not Way.SLIP or scene.prints]
    return ChoiceBody(
        title=scene.text("letter_way.title"),
        text=scene.text("letter_way.text"),
        choices=tuple(
            Button(scene.text(f"letter.way_{way}"), ChooseWay(way), detail=scene.text(f"letter_way.{way}_detail"))
            for way in offered
        ),
        leave=scene.back("letter_way.back"),
    )


def choosing(scene: Scene, state: ChoosingPeople) -> ListBody:
    """What is asked for, one row each; all of it has to hold."""
    kind = Row(
        title=scene.text("choosing.kind"),
        detail=scene.text(f"choosing.kind_{state.kind}_detail"),
        end=scene.text(f"choosing.kind_{state.kind}"),
        intent=SwitchKind(),
    )
    return ListBody(
        title=scene.text("choosing.title", way=scene.text(f"letter.way_{state.way}")),
        rows=(kind, *(_condition(scene, state, one) for one in Condition)),
        empty="",
        actions=(
            scene.back("choosing.back"),
            Button(scene.text("choosing.rules"), OpenLetterRules()),
            Button(scene.text("choosing.people"), ShowPeople(), Role.PRIMARY),
        ),
    )


def _condition(scene: Scene, state: ChoosingPeople, condition: Condition) -> Row:
    asked = picked(state.choice, condition)
    return Row(
        title=scene.text(f"condition.{condition}"),
        detail=scene.text("choosing.between").join(_value(scene, condition, one, state.offered) for one in asked)
        or scene.text("choosing.any"),
        end=scene.text("choosing.set") if asked else "",
        level=Level.GOOD if asked else Level.CALM,
        intent=OpenCondition(condition),
    )


def condition(scene: Scene, state: AtCondition) -> TagsBody:
    """What can be asked for; what was asked for stands there too when nobody has it any more."""
    asked, offered = picked(state.before.choice, state.condition), state.before.offered
    values = tuple(dict.fromkeys((*_offered(state), *asked)))
    pages = max(1, -(-len(values) // _PAGE))
    page = min(state.page, pages - 1)
    return TagsBody(
        person=None,
        title=scene.text(f"condition.{state.condition}"),
        presets=tuple(
            Button(
                value.text if isinstance(value, FactIs) else _value(scene, state.condition, value, offered),
                TouchCondition(state.condition, value),
                detail=_heading(value, offered) if isinstance(value, FactIs) else "",
                picked=value in asked,
            )
            for value in values[page * _PAGE : (page + 1) * _PAGE]
        ),
        page=scene.text("tags.page", page=page + 1, pages=pages) if pages > 1 else "",
        pages=(
            Button(scene.text("tags.less"), TurnPage(-1) if page else None),
            Button(scene.text("tags.more"), TurnPage(1) if page < pages - 1 else None),
        )
        if pages > 1
        else (),
        options=(),
        actions=(Button(scene.text("condition.back"), scene.back("condition.back").intent, Role.PRIMARY),),
    )


def _offered(state: AtCondition) -> Sequence[Picked]:
    offered = state.before.offered
    match state.condition:
        case Condition.CLASS:
            return tuple(CustomerClass)
        case Condition.LAPSED:
            return (False, True)
        case Condition.TOTAL:
            return TOTAL_YEN
        case Condition.BIRTHDAY:
            return BIRTHDAY_MONTHS
        case condition if condition in _DAYS:
            return _DAYS[condition]
        case Condition.TAG if offered is not None:
            return offered.tags
        case Condition.FACT if offered is not None:
            return tuple(one.fact for one in offered.facts)
        case Condition.GROUP if offered is not None:
            return offered.groups
        case Condition.PRODUCT if offered is not None:
            return tuple(one.id for one in offered.products)
        case _:
            return ()


def _value(scene: Scene, condition: Condition, value: Picked, offered: Offered | None) -> str:
    match condition, value:
        case Condition.CLASS, _:
            return scene.text(f"condition.class_{value}")
        case Condition.LAPSED, _:
            return scene.text("condition.lapsed_yes" if value else "condition.lapsed_no")
        case Condition.HOUSEHOLD, _:
            return scene.text("condition.household_yes")
        case Condition.TOTAL, int():
            return scene.text("condition.total_from", yen=yen(value))
        case Condition.BIRTHDAY, _:
            return scene.text(f"condition.birthday_in_{value}")
        case Condition.PRODUCT, _:
            return _product(scene, value, offered)
        case Condition.FACT, FactIs():
            return _fact(scene, value, offered)
        case _, int():
            return scene.text(f"condition.{condition}_days", n=value)
        case _:
            return str(value)


def _product(scene: Scene, value: Picked, offered: Offered | None) -> str:
    names = {one.id: one.name for one in offered.products} if offered is not None else {}
    return names.get(ProductId(value), scene.text("condition.other_product")) if isinstance(value, int) else ""


def _fact(scene: Scene, fact: FactIs, offered: Offered | None) -> str:
    heading = _heading(fact, offered)
    return scene.text("condition.fact_is", heading=heading, text=fact.text) if heading else fact.text


def _heading(fact: FactIs, offered: Offered | None) -> str:
    headings = {one.fact.heading: one.heading for one in offered.facts} if offered is not None else {}
    return headings.get(fact.heading, "")


def rules(scene: Scene, state: AtLetterRules) -> ListBody:
    return ListBody(
        title=scene.text("letter_rules.title"),
        rows=tuple(
            Row(
                title=rule.name,
                detail=scene.text(f"choosing.kind_{rule.kind}"),
                intent=UseLetterRule(rule.id),
                buttons=(Button(scene.text("letter_rules.away"), PutRuleAway(rule.id)),),
            )
            for rule in state.rules
        ),
        empty=scene.text("letter_rules.empty"),
        actions=(
            scene.back("letter_rules.back"),
            Button(
                scene.text("letter_rules.save"),
                NameLetterRule() if state.before.choice != Choice() else None,
                Role.PRIMARY,
            ),
        ),
    )


def naming_rule(scene: Scene, state: NamingRule) -> TypeBody:
    named = bool(state.writing.whole.strip())
    title, hint = scene.text("letter_rules.name_title"), scene.text("letter_rules.name_hint")
    return letter_typing(scene, state.writing, title, hint, SaveText() if named else None)


def people(scene: Scene, state: AtPeople) -> ListBody:
    if state.selection is None:
        key = "people.failed" if state.failed else "people.looking"
        again = (Button(scene.text("people.again"), ShowPeople(), Role.PRIMARY),) if state.failed else ()
        return ListBody(scene.text("people.title_looking"), (), scene.text(key), (scene.back("people.back"), *again))
    chosen, left_out = state.selection.people, state.selection.left_out
    shown = left_out if state.left_out else chosen
    known = {one.id: one for one in chosen}
    rows = tuple(_chosen(scene, one, None if one.instead is None else known[one.instead]) for one in shown[:_SHOWN])
    if len(shown) > _SHOWN:
        rows += (Row(scene.text("people.more", n=grouped(len(shown) - _SHOWN)), ""),)
    other = "people.show_people" if state.left_out else "people.show_left_out"
    return ListBody(
        title=scene.text("people.title", n=grouped(len(chosen)), out=grouped(len(left_out))),
        rows=rows,
        empty=scene.text("people.nobody_out" if state.left_out else "people.nobody"),
        actions=(
            scene.back("people.back"),
            Button(scene.text(other, n=grouped(len(chosen if state.left_out else left_out))), ShowLeftOut()),
            Button(scene.text("people.go"), WriteLetter() if chosen else None, Role.PRIMARY),
        ),
    )


def _chosen(scene: Scene, one: Chosen, instead: Chosen | None) -> Row:
    number = scene.text("people.number", number=one.number)
    if instead is not None:
        name = scene.words.name(instead.name, instead.number)
        number = scene.text("people.instead", number=number, name=name)
    return Row(
        title=scene.words.name(one.name, one.number),
        detail=number,
        end="" if one.left_out is None else scene.text(f"left_out.{one.left_out}"),
        level=Level.CALM if one.left_out is None else Level.WARN,
    )
