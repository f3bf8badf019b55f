"""Lists: who came today, the slips."""

from kiosk.actions.slip import OPEN, JobState
from kiosk.flow.intents import DropSlip, OpenCustomer, OpenNotesOf, OpenTagsOf, ReprintSlip
from kiosk.flow.showing.scene import Scene
from kiosk.flow.showing.slip import LEVELS
from kiosk.flow.states import AtSlips, AtToday
from kiosk.flow.views import Button, Level, ListBody, Role, Row


def today(scene: Scene, state: AtToday) -> ListBody:
    return ListBody(
        title=scene.text("today.title", n=len(state.rows)),
        rows=tuple(
            Row(
                title=scene.words.name(row.name, row.number),
                detail=scene.text("timeline.comma").join(row.bought) or scene.text("today.bought_nothing"),
                end=scene.words.time(row.at, scene.zone),
                level=Level.GOOD if row.learned else Level.CALM,
                intent=OpenCustomer(row.customer),
                buttons=(
                    Button(scene.text("customer.tags"), OpenTagsOf(row.customer)),
                    Button(scene.text("customer.note"), OpenNotesOf(row.customer)),
                ),
            )
            for row in state.rows
        ),
        empty=scene.text("today.empty"),
        actions=(scene.back("today.back"),),
    )


def slips(scene: Scene, state: AtSlips) -> ListBody:
    rows = []
    for job in state.jobs:
        buttons = []
        if job.state in OPEN:
            buttons.append(Button(scene.text("slips.drop"), DropSlip(job.id), Role.QUIET))
        if scene.prints and job.state is not JobState.SENDING:
            buttons.append(Button(scene.text("slips.again" if job.again else "slips.print"), ReprintSlip(job.id)))
        rows.append(
            Row(
                title=scene.words.name(job.name, job.number),
                detail=scene.text(
                    "slips.detail",
                    time=scene.words.time(job.at, scene.zone),
                    state=scene.text(f"slipstate.{job.state}"),
                ),
                level=LEVELS.get(job.state, Level.CALM),
                buttons=tuple(buttons),
            )
        )
    return ListBody(
        title=scene.text("slips.title"),
        rows=tuple(rows),
        empty=scene.text("slips.empty"),
        actions=(scene.back("slips.back"),),
    )
