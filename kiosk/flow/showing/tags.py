"""The palette of tags, and the hours."""

from kiosk.actions.tags import Preset, on_already
from kiosk.flow.intents import (
    ChooseScope,
    CycleReview,
    CycleUntil,
    PickHour,
    ToggleSensitive,
    ToggleTag,
    TurnPage,
)
from kiosk.flow.showing.customer import person
from kiosk.flow.showing.scene import Scene
from kiosk.flow.states import PickingHour, Tagging
from kiosk.flow.steps.tags import PAGE
from kiosk.flow.views import Button, PickBody, Role, TagsBody
from kiosk.rules.tags import HOUR, HOURS, Review, Scope, Until, asks_hour

_REVIEW_KEYS = {
    Review.PRESET: "tags.preset",
    Review.MONTH: "tags.review_month",
    Review.QUARTER: "tags.review_quarter",
    Review.HALF_YEAR: "tags.half_year",
    Review.YEAR: "tags.year",
    Review.NEVER: "tags.never",
}
_UNTIL_KEYS = {until: f"tags.{until}" for until in Until}


def palette(scene: Scene, state: Tagging) -> TagsBody:
    pages = max(1, -(-len(state.presets) // PAGE))
    shown = state.presets[state.page * PAGE : (state.page + 1) * PAGE]
    turns = (
        Button(scene.text("tags.less"), TurnPage(-1) if state.page > 0 else None),
        Button(scene.text("tags.more"), TurnPage(1) if state.page < pages - 1 else None),
    )
    return TagsBody(
        person=person(scene, state.before.record),
        presets=tuple(_preset(scene, state, preset) for preset in shown),
        page=scene.text("tags.page", page=state.page + 1, pages=pages) if pages > 1 else "",
        pages=turns if pages > 1 else (),
        options=_options(scene, state),
        actions=(Button(scene.text("tags.done"), scene.back("tags.done").intent, Role.PRIMARY),),
    )


def hours(scene: Scene, state: PickingHour) -> PickBody:
    return PickBody(
        person=person(scene, state.before.before.record),
        title=scene.text("pick_hour.title", text=_label(scene, state.preset)),
        options=tuple(Button(scene.text("pick_hour.hour", hour=hour), PickHour(hour)) for hour in HOURS),
        columns=7,
        leave=scene.back("pick_hour.back"),
    )


def _label(scene: Scene, preset: Preset) -> str:
    return preset.text.replace(HOUR, scene.text("tags.hour_mark")) if asks_hour(preset.text) else preset.text


def _preset(scene: Scene, state: Tagging, preset: Preset) -> Button:
    on = on_already(state.before.record, preset, state.options.scope)
    label = on.text if on is not None else _label(scene, preset)
    return Button(label, ToggleTag(preset.id), picked=on is not None, detail="●" if preset.sensitive else "")


def _options(scene: Scene, state: Tagging) -> tuple[Button, ...]:
    options = state.options
    return (
        *(
            Button(
                scene.text(f"tags.{scope}"),
                ChooseScope(scope),
                detail=scene.text("tags.scope"),
                picked=options.scope is scope,
            )
            for scope in Scope
        ),
        Button(scene.text(_UNTIL_KEYS[options.until]), CycleUntil(), detail=scene.text("tags.until")),
        Button(scene.text(_REVIEW_KEYS[options.review]), CycleReview(), detail=scene.text("tags.review")),
        Button(
            scene.text("tags.sensitive_yes" if options.sensitive else "tags.sensitive_no"),
            ToggleSensitive(),
            detail=scene.text("tags.sensitive"),
            picked=options.sensitive,
        ),
    )
