"""The customer screen: who this is to us."""

from kiosk.actions.record import CustomerRecord, TagShown
from kiosk.actions.slip import JobState
from kiosk.actions.visit import AlreadyHere, VisitMade
from kiosk.flow.follow_up_words import reason
from kiosk.flow.intents import (
    HoldSensitive,
    Leave,
    NoLongerTrue,
    OpenDetails,
    OpenNaming,
    OpenNotes,
    OpenSelling,
    OpenTags,
    OpenTimeline,
    PrintSlip,
    RecordVisit,
    ReleaseSensitive,
    SaveName,
    StillTrue,
)
from kiosk.flow.showing.scene import Scene
from kiosk.flow.showing.slip import slip_sign
from kiosk.flow.showing.writing import writing_part, written_line
from kiosk.flow.states import AtCustomer, Naming
from kiosk.flow.views import Button, Chip, CustomerBody, Person, Prompt, Question, Role, TypeBody
from kiosk.flow.writing import begun
from kiosk.rules import prompts
from kiosk.rules.numerals import grouped
from kiosk.rules.units import TagOnId

_MONTH_DAYS = 30
_YEAR_DAYS = 365


def person(scene: Scene, record: CustomerRecord) -> Person:
    expiry = record.expiry
    return Person(
        name=scene.words.name(record.name, record.number),
        reading=record.reading if record.reading != record.name else "",
        number=scene.text("customer.number", number=record.number),
        points=grouped(record.points),
        points_unit=scene.text("customer.points_unit"),
        expiry=scene.text(
            "customer.expiry", points=grouped(expiry.points), date=scene.words.day(expiry.on, today=record.today)
        )
        if expiry
        else "",
        visits=_visits(scene, record),
        sign=scene.text(f"class_sign.{record.sign}") if record.sign is not None else "",
    )


def customer(scene: Scene, state: AtCustomer) -> CustomerBody:
    record = state.record
    return CustomerBody(
        person=person(scene, record),
        greeting=_greeting(scene, record),
        today=_today(scene, state),
        chips=tuple(_chip(scene, tag, state.revealed) for tag in record.tags),
        no_chips=scene.text("customer.no_chips"),
        prompts=tuple(_prompt(scene, topic, record) for topic in prompts.topics(record.acquaintance)),
        question=_question(scene, record, state.revealed),
        slip=slip_sign(scene, state.slip) if state.slip else None,
        actions=_actions(scene, state),
    )


def naming(scene: Scene, state: Naming) -> TypeBody:
    record = state.before.record
    writing = state.writing
    furigana = state.furigana or begun(writing.reading, "")
    title = scene.text("naming.title", who=scene.words.name(record.name, record.number))
    hint = scene.text("naming.hint")
    named = bool(writing.whole.strip())
    return TypeBody(
        actions=(
            scene.back("naming.back"),
            Button(scene.text("naming.save"), SaveName() if named else None, Role.PRIMARY),
        ),
        writing=writing_part(
            scene,
            furigana if state.at_furigana else writing,
            written_line(title, hint, writing, here=not state.at_furigana),
            written_line(scene.text("naming.reading"), "", furigana, here=state.at_furigana, line=1),
        ),
    )


def _visits(scene: Scene, record: CustomerRecord) -> str:
    if not record.visits:
        return scene.text("customer.never")
    if record.last_visit is None:
        return scene.text("customer.first" if record.visits == 1 else "customer.nth", n=record.visits)
    days = record.today - record.last_visit
    if days == 1:
        return scene.text("customer.yesterday", n=record.visits)
    return scene.text("customer.again", days=days, n=record.visits)


def _greeting(scene: Scene, record: CustomerRecord) -> str:
    match prompts.greeting(record.acquaintance):
        case prompts.FirstVisit():
            return scene.text("greeting.first")
        case prompts.HappyBirthday():
            return scene.text("greeting.birthday")
        case prompts.LongTimeNoSee(days):
            months = days // _MONTH_DAYS
            return (
                scene.text("greeting.long_months", n=months)
                if months >= 2
                else scene.text("greeting.long_days", n=days)
            )
        case prompts.Usual():
            return ""


def _today(scene: Scene, state: AtCustomer) -> str:
    match state.visit:
        case VisitMade(earned) if earned:
            return scene.text("customer.visit_made_points", n=earned)
        case VisitMade():
            return scene.text("customer.visit_made")
        case AlreadyHere():
            return scene.text("customer.visit_repeated")
        case None:
            return scene.text("customer.visit_repeated" if state.record.here_today else "customer.visit_not")


def _chip(scene: Scene, tag: TagShown, revealed: TagOnId | None) -> Chip:
    marks = []
    if tag.household:
        marks.append(scene.text("customer.household"))
    if tag.until is not None:
        marks.append(scene.text("customer.until", date=scene.words.day(tag.until, today=scene.today)))
    hidden = tag.sensitive
    return Chip(
        text=_tag_text(scene, tag, revealed),
        household=tag.household,
        mark="・".join(marks) if scene.words.texts.language == "ja" else ", ".join(marks),
        hold=HoldSensitive(tag.id) if hidden else None,
        release=ReleaseSensitive() if hidden else None,
    )


def _tag_text(scene: Scene, tag: TagShown, revealed: TagOnId | None) -> str:
    return scene.text("customer.hidden") if tag.sensitive and tag.id != revealed else tag.text


def _prompt(scene: Scene, topic: prompts.Topic, record: CustomerRecord) -> Prompt:
    match topic:
        case prompts.BirthdaySoon(days):
            key = {0: "topic.birthday_today", 1: "topic.birthday_tomorrow"}.get(days, "topic.birthday_soon")
            return Prompt(scene.text("topic.birthday"), scene.text(key, n=days))
        case prompts.LastNote(note):
            lead = scene.text("topic.note", date=scene.words.day(note.on, today=record.today))
            return Prompt(lead, note.text or scene.text("topic.note_drawn"), note.ink)
        case prompts.PointsExpiring(points):
            days = prompts.EXPIRY_AHEAD_DAYS
            return Prompt(
                scene.text("topic.expiring"), scene.text("topic.expiring_points", points=grouped(points), n=days)
            )
        case prompts.LifeEnding(life, days):
            return Prompt(scene.text("topic.life"), _age(scene, life.name, days))
        case prompts.TagDue(text):
            return Prompt(scene.text("topic.due"), scene.text("topic.due_tag", text=text))
        case prompts.LastPurchase(bought, days):
            key = "topic.bought_yesterday" if days == 1 else "topic.bought_days"
            return Prompt(scene.text("topic.bought"), scene.text(key, name=bought.name, n=days))
        case prompts.IntroducedBy(introducer):
            name = scene.words.name(introducer.name, introducer.number)
            return Prompt(scene.text("topic.introduced"), scene.text("topic.introduced_by", name=name))
        case prompts.FollowUpOpen(why):
            return Prompt(scene.text("topic.follow_up"), reason(scene.words, why, scene.today))
        case prompts.LongAbsence(days):
            months = days // _MONTH_DAYS
            day = scene.words.day(record.last_visit, today=record.today) if record.last_visit is not None else ""
            return Prompt(scene.text("topic.absence"), scene.text("topic.absence_months", date=day, n=months))
        case prompts.LastVisit(days):
            key = "topic.last_visit_yesterday" if days == 1 else "topic.last_visit_days"
            day = scene.words.day(record.last_visit, today=record.today) if record.last_visit is not None else ""
            return Prompt(scene.text("topic.last_visit"), scene.text(key, date=day, n=days))


def _age(scene: Scene, name: str, days: int) -> str:
    """How long ago it was sold: in years, or in months when it is not yet two years."""
    years = days // _YEAR_DAYS
    if years >= 2:
        return scene.text("topic.life_years", name=name, n=years)
    return scene.text("topic.life_months", name=name, n=max(1, round(days / _MONTH_DAYS)))


def _question(scene: Scene, record: CustomerRecord, revealed: TagOnId | None) -> Question | None:
    """One stale tag at a time. A hidden one asks as ●●●; its words can be read while its chip is held."""
    due = next((tag for tag in record.tags if tag.due), None)
    if due is None:
        return None
    return Question(
        text=_tag_text(scene, due, revealed),
        ask=scene.text("customer.ask"),
        yes=Button(scene.text("customer.yes"), StillTrue(due.id)),
        no=Button(scene.text("customer.no"), NoLongerTrue(due.id)),
    )


def _actions(scene: Scene, state: AtCustomer) -> tuple[Button, ...]:
    actions = [Button(scene.text("customer.leave"), Leave(), Role.QUIET)]
    actions.append(Button(scene.text("customer.rename" if state.record.name else "customer.name"), OpenNaming()))
    if scene.prints:
        came_out = state.slip is not None and state.slip.state in (JobState.PRINTED, JobState.UNKNOWN)
        busy = state.slip is not None and state.slip.state is JobState.SENDING
        key = "customer.slip_again" if came_out else "customer.slip"
        actions.append(Button(scene.text(key), None if busy else PrintSlip()))
    if not state.record.here_today:
        actions.append(Button(scene.text("customer.record"), RecordVisit()))
    actions.append(Button(scene.text("customer.timeline"), OpenTimeline()))
    actions.append(Button(scene.text("customer.details"), OpenDetails()))
    actions.append(Button(scene.text("customer.note"), OpenNotes()))
    actions.append(Button(scene.text("customer.tags"), OpenTags()))
    actions.append(Button(scene.text("customer.sell"), OpenSelling(), Role.PRIMARY))
    return tuple(actions)
