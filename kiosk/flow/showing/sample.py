"""Screens of a sample shop: that it is one, and what goes when it is put away."""

from kiosk.flow.intents import AskSampleAway, OpenSample, PutSampleAway
from kiosk.flow.sample_states import AskingSampleAway
from kiosk.flow.showing.scene import Scene
from kiosk.flow.views import Body, Button, ChoiceBody, Level, ListBody, Role, Row, Sign


def sample_sign(scene: Scene) -> tuple[Sign, ...]:
    """On the idle screen for as long as the shop is one."""
    if not scene.sample:
        return ()
    return (Sign(scene.text("sample.sign"), scene.text("sample.invented"), Level.CALM, OpenSample()),)


def about_sample(scene: Scene) -> ListBody:
    from kiosk.actions.sample_shop import sample_owner  # a real shop has no use for the sample's data

    owner = sample_owner()
    return ListBody(
        title=scene.text("sample.title"),
        rows=(
            Row(scene.text("sample.try"), scene.text("sample.try_detail")),
            Row(owner.name, scene.text("sample.owner"), scene.text("sample.pin", pin=owner.pin)),
        ),
        empty="",
        actions=(scene.back("sample.back"), Button(scene.text("sample.away"), AskSampleAway())),
    )


def asking_away(scene: Scene, state: AskingSampleAway) -> Body:
    leave = scene.back("sample_away.back")
    if state.sure:
        go = Button(
            scene.text("sample_sure.go"), PutSampleAway(), Role.DANGER, detail=scene.text("sample_sure.go_detail")
        )
        return ChoiceBody(scene.text("sample_sure.title"), scene.text("sample_sure.text"), (go,), leave, Level.BAD)
    found = state.contents
    rows = [
        Row(
            scene.text("sample_away.goes"),
            scene.text("sample_away.goes_detail", customers=found.customers),
            level=Level.BAD,
        )
    ]
    if found.customers_since or found.sales_since:
        since = scene.text("sample_away.since_detail", customers=found.customers_since, sales=found.sales_since)
        rows.append(Row(scene.text("sample_away.since"), since, level=Level.BAD))
    rows.append(Row(scene.text("sample_away.stays"), scene.text("sample_away.stays_detail"), level=Level.GOOD))
    go = Button(scene.text("sample_away.go"), PutSampleAway(), Role.DANGER)
    return ListBody(scene.text("sample_away.title"), tuple(rows), "", (leave, go))


def putting_away(scene: Scene) -> ChoiceBody:
    return ChoiceBody(scene.text("sample_gone.title"), scene.text("sample_gone.text"), (), None)
