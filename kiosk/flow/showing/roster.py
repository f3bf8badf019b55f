"""名簿の手入れ: which list, and each row with what settles it."""

from kiosk.actions.roster import RosterLine
from kiosk.flow.intents import ChooseRoster, LookAt, MarkTrouble, OpenLookalikes, OpenSheet, Section, StopWriting
from kiosk.flow.showing.scene import Scene
from kiosk.flow.states import AtRoster
from kiosk.flow.views import Button, ListBody, PickBody, Row
from kiosk.rules.numerals import grouped
from kiosk.rules.reach import DeliveryTrouble
from kiosk.rules.roster import RosterList
from kiosk.rules.wishes import Channel


def lists(scene: Scene) -> PickBody:
    return PickBody(
        person=None,
        title=scene.text("roster.title"),
        options=(
            *(
                Button(scene.text(f"roster.{which}"), ChooseRoster(which), detail=scene.text(f"roster.{which}_detail"))
                for which in RosterList
            ),
            Button(scene.text("roster.lookalikes"), OpenLookalikes(), detail=scene.text("roster.lookalikes_detail")),
        ),
        columns=2,
        leave=scene.back("roster.back"),
    )


def roster(scene: Scene, state: AtRoster) -> ListBody:
    found = state.found
    title = scene.text(f"roster.{state.which}")
    if state.trouble is not None:
        empty = scene.text("roster.unreadable")
    else:
        empty = scene.text("roster.reading" if found is None else "roster.empty")
    return ListBody(
        title=scene.text("roster.list", title=title, n=grouped(found.total)) if found else title,
        rows=tuple(_row(scene, state.which, line) for line in found.lines) if found and not state.trouble else (),
        empty=empty,
        actions=(scene.back("roster.back"),),
        note=scene.text("roster.hint") if found and found.lines else "",
    )


def _row(scene: Scene, which: RosterList, line: RosterLine) -> Row:
    section = Section.CONTACT if which is RosterList.NO_CONSENT else Section.BASICS
    return Row(
        title=scene.words.name(line.name, line.number),
        detail=_detail(scene, which, line),
        intent=OpenSheet(line.customer, section),
        buttons=_buttons(scene, which, line),
    )


def _detail(scene: Scene, which: RosterList, line: RosterLine) -> str:
    if line.since is None:
        return scene.text("roster.never_seen")
    day = scene.words.day(line.since, today=scene.today)
    if which in (RosterList.RETURNED, RosterList.MOVED):
        return scene.text(f"roster.{which}_{line.channel}", date=day)
    return scene.text("roster.last_seen", date=day)


def _buttons(scene: Scene, which: RosterList, line: RosterLine) -> tuple[Button, ...]:
    """At most two: the row itself opens the sheet, where an address is put right."""
    stop = Button(scene.text("roster.stop"), StopWriting(line.customer))
    fine = Button(scene.text("roster.fine"), LookAt(line.customer))
    arrives = Button(scene.text("roster.arrives"), MarkTrouble(line.customer, line.channel, None))
    moved = Button(scene.text("roster.has_moved"), MarkTrouble(line.customer, line.channel, DeliveryTrouble.MOVED))
    return {
        RosterList.RETURNED: (moved if line.channel is Channel.POST else stop, arrives),
        RosterList.MOVED: (stop, arrives),
        RosterList.UNSEEN: (stop, fine),
        RosterList.NO_CONSENT: (fine,),
        RosterList.NO_ADDRESS: (fine,),
    }[which]
