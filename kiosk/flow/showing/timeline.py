"""これまで: each event as a row, with its sign; months as headings."""

from kiosk.actions.timeline import Event, Item, Unreadable, What
from kiosk.flow.intents import HoldEvent, MoreRows, ReleaseSensitive, ShowSale
from kiosk.flow.showing.customer import person
from kiosk.flow.showing.scene import Scene
from kiosk.flow.states import AtTimeline
from kiosk.flow.views import EventRow, EventSign, TimelineBody
from kiosk.rules.business_day import business_day
from kiosk.rules.notes import Kind
from kiosk.rules.numerals import grouped
from kiosk.rules.units import BusinessDay, SaleId

_SIGNS = {
    What.SALE: EventSign.SALE,
    What.REFUND: EventSign.REFUND,
    What.VISIT: EventSign.VISIT,
    What.TAG_ON: EventSign.TAG_ON,
    What.TAG_OFF: EventSign.TAG_OFF,
}
_KINDS = {
    Kind.NOTE: EventSign.NOTE,
    Kind.PHONE: EventSign.PHONE,
    Kind.POST: EventSign.POST,
    Kind.MAIL: EventSign.MAIL,
    Kind.VISIT: EventSign.CALL_AT_DOOR,
    Kind.SLIP: EventSign.POST,
    Kind.TALK: EventSign.TALK,
}


def timeline(scene: Scene, state: AtTimeline) -> TimelineBody:
    rows, month = [], ""
    for place, event in enumerate(state.events):
        day = business_day(event.at, scene.zone, scene.cutoff_hour)
        named = scene.words.month(day)
        rows.append(_row(scene, event, place, day, "" if named == month else named, place == state.revealed))
        month = named
    return TimelineBody(
        person=person(scene, state.before.record),
        rows=tuple(rows),
        empty=scene.text("timeline.empty"),
        more=MoreRows(len(state.events)) if state.more else None,
        actions=(scene.back("timeline.back"),),
    )


def _row(scene: Scene, event: Event, place: int, day: BusinessDay, month: str, revealed: bool) -> EventRow:
    hidden = event.sensitive and not revealed
    detail, ink = _detail(scene, event), event.ink
    if hidden:
        detail, ink = scene.text("customer.hidden"), None
    elif isinstance(ink, Unreadable):
        detail, ink = scene.text("timeline.unreadable_ink", text=detail).strip(), None
    return EventRow(
        sign=_SIGNS[event.what] if event.what is not What.NOTE else _KINDS[event.kind],
        when=scene.words.month_day(day),
        time=scene.words.time(event.at, scene.zone),
        title=_title(scene, event),
        detail=detail,
        end=_total(scene, event),
        ink=ink,
        month=month,
        hold=HoldEvent(place) if event.sensitive else None,
        release=ReleaseSensitive() if event.sensitive else None,
        press=ShowSale(SaleId(event.id)) if event.what is What.SALE else None,
    )


def _title(scene: Scene, event: Event) -> str:
    match event.what:
        case What.NOTE:
            return scene.text(f"said.{event.kind}")
        case What.TAG_ON | What.TAG_OFF if event.household:
            return scene.text(f"timeline.{event.what}_household")
        case _:
            return scene.text(f"timeline.{event.what}")


def _detail(scene: Scene, event: Event) -> str:
    match event.what:
        case What.SALE:
            return _items(scene, event.items)
        case What.REFUND:
            day = "" if event.of_day is None else scene.words.day(event.of_day, today=scene.today)
            return scene.text("timeline.refund_of", date=day, items=_items(scene, event.items))
        case _:
            return event.text


def _items(scene: Scene, items: tuple[Item, ...]) -> str:
    """In one line."""
    return scene.text("timeline.comma").join(
        item.name if abs(item.quantity) == 1 else scene.text("timeline.item", name=item.name, n=abs(item.quantity))
        for item in items
    )


def _total(scene: Scene, event: Event) -> str:
    if event.what not in (What.SALE, What.REFUND):
        return ""
    return scene.text("timeline.yen" if event.total >= 0 else "timeline.yen_back", yen=grouped(abs(event.total)))
