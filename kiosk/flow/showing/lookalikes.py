"""同じ方かもしれません: each pair with why it is one, and what settles it."""

from kiosk.actions.lookalikes import Resemblance
from kiosk.flow.intents import CompareLookalikes, TellApart
from kiosk.flow.showing.scene import Scene
from kiosk.flow.states import AtLookalikes
from kiosk.flow.views import Button, ListBody, Row


def at_lookalikes(scene: Scene, state: AtLookalikes) -> ListBody:
    found = state.found
    title = scene.text("lookalikes.title", n=found.total) if found.total else scene.text("roster.lookalikes")
    return ListBody(
        title=title,
        rows=tuple(_row(scene, pair) for pair in found.pairs),
        empty=scene.text("lookalikes.empty"),
        actions=(scene.back("roster.back"),),
        note=scene.text("lookalikes.hint") if found.pairs else "",
    )


def _row(scene: Scene, pair: Resemblance) -> Row:
    one, other = (scene.words.name(name, number) for name, number in zip(pair.names, pair.numbers, strict=True))
    numbers = scene.text("lookalikes.numbers", one=pair.numbers[0], other=pair.numbers[1])
    return Row(
        title=scene.text("lookalikes.pair", one=one, other=other),
        detail=f"{numbers}　{scene.text(f'joining.why.{pair.why}')}",
        buttons=(
            Button(scene.text("lookalikes.same"), CompareLookalikes(pair.one, pair.other)),
            Button(scene.text("lookalikes.apart"), TellApart(pair.one, pair.other)),
        ),
    )
