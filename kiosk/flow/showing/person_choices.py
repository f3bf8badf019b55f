"""Choices about a person: facts under a heading, a wish, a consent, which of two records, erase."""

from kiosk.actions.pair import RecordPicture
from kiosk.flow.intents import (
    ChooseScope,
    ConfirmErase,
    GiveConsent,
    KeepHeading,
    KeepRecord,
    NewHeading,
    RaiseHeading,
    RenameHeading,
    SayWish,
    ToggleFact,
    WithdrawConsent,
    WriteFact,
)
from kiosk.flow.showing.customer import person
from kiosk.flow.showing.person import consent_words, wish_words
from kiosk.flow.showing.scene import Scene
from kiosk.flow.states import AtHeading, AtHeadings, Comparing, Erasing, PickingWish, TakingConsent
from kiosk.flow.views import Button, ChoiceBody, Level, ListBody, PairBody, PickBody, Prompt, Role, Row, Side, TagsBody
from kiosk.rules.details import spaced_phone
from kiosk.rules.facts import asks_weekday
from kiosk.rules.numerals import grouped
from kiosk.rules.tags import Scope
from kiosk.rules.wishes import HOW_OFTEN_DAYS, How

_MOST = 15  # of a palette


def facts(scene: Scene, state: AtHeading) -> TagsBody:
    """The weekdays where they are asked, then what is on, then what is known of several customers."""
    household = state.scope is Scope.HOUSEHOLD
    on = [fact.text for fact in state.before.sheet.under(state.heading.id) if fact.household is household]
    days = scene.words.weekdays() if asks_weekday(state.heading.text) else ()
    shown = (*days, *on, *state.often)
    return TagsBody(
        person=person(scene, state.before.before.record),
        title=state.heading.text,
        presets=tuple(Button(text, ToggleFact(text), picked=text in on) for text in list(dict.fromkeys(shown))[:_MOST]),
        page="",
        pages=(),
        options=tuple(
            Button(
                scene.text(f"tags.{scope}"),
                ChooseScope(scope),
                detail=scene.text("tags.scope"),
                picked=scope is state.scope,
            )
            for scope in Scope
        ),
        actions=(
            scene.back("facts.back"),
            Button(scene.text("facts.write"), WriteFact(), Role.PRIMARY),
        ),
    )


def headings(scene: Scene, state: AtHeadings) -> ListBody:
    first = state.headings[0].id if state.headings else None
    return ListBody(
        title=scene.text("headings.title"),
        rows=tuple(
            Row(
                title=heading.text,
                detail="" if heading.active else scene.text("headings.away"),
                level=Level.CALM,
                buttons=(
                    Button(
                        scene.text("headings.up"),
                        RaiseHeading(heading.id) if heading.active and heading.id != first else None,
                    ),
                    Button(scene.text("headings.rename"), RenameHeading(heading.id)),
                    Button(
                        scene.text("headings.put_away" if heading.active else "headings.bring_back"),
                        KeepHeading(heading.id),
                    ),
                ),
            )
            for heading in state.headings
        ),
        empty=scene.text("headings.empty"),
        actions=(scene.back("headings.back"), Button(scene.text("headings.new"), NewHeading(), Role.PRIMARY)),
    )


def wish(scene: Scene, state: PickingWish) -> PickBody:
    now = state.before.sheet.wish(state.channel)
    choices: list[tuple[str, SayWish]] = [
        (wish_words(scene, every), SayWish(True, every)) for every in (None, *HOW_OFTEN_DAYS)
    ]
    choices.append((scene.text("wish.no"), SayWish(False)))
    picked = None if now is None else SayWish(now.allowed, now.every_days)
    options = [Button(words, said, picked=said == picked) for words, said in choices]
    if now is not None:
        options.append(Button(scene.text("wish.forget"), SayWish(None), Role.QUIET))
    return PickBody(
        person=person(scene, state.before.before.record),
        title=scene.text("wish.title", channel=scene.text(f"channel.{state.channel}")),
        options=tuple(options),
        columns=2,
        leave=scene.back("wish.back"),
    )


def consent(scene: Scene, state: TakingConsent) -> ChoiceBody:
    """The wording stands there to be read aloud or shown to the customer; given, it can be withdrawn."""
    given = state.given
    give = tuple(
        Button(scene.text(f"how.{how}"), GiveConsent(how), detail=scene.text(f"how.{how}_detail")) for how in How
    )
    withdraw = Button(
        scene.text("consent.withdraw"), WithdrawConsent(), Role.DANGER, detail=scene.text("consent.withdraw_detail")
    )
    return ChoiceBody(
        title=scene.text("consent.taken", by=given.by, words=consent_words(scene, given))
        if given
        else scene.text(f"consent.{state.channel}"),
        text=state.wording,
        choices=(withdraw,) if given else give,
        leave=scene.back("consent.back"),
        person=person(scene, state.before.before.record),
    )


def compare(scene: Scene, state: Comparing) -> PairBody:
    left, right = state.pair
    return PairBody(
        title=scene.text("compare.title"),
        text=scene.text("compare.text"),
        sides=(_side(scene, left), _side(scene, right)),
        leave=scene.back("compare.back"),
    )


def _side(scene: Scene, record: RecordPicture) -> Side:
    last = scene.words.day(record.last_visit, today=scene.today) if record.last_visit is not None else ""
    cards = scene.text("person.between").join(
        scene.text("card.name", kind=scene.text(f"card.{card.kind}"), last4=card.last4) for card in record.cards
    )
    values = {
        "number": str(record.number),
        "reading": record.reading,
        "phone": spaced_phone(record.phone),
        "birthday": scene.words.birthday(*record.birthday) if record.birthday else "",
        "points": grouped(record.points),
        "visits": scene.text("compare.visit_count", n=record.visits),
        "last": last,
        "cards": cards,
    }
    return Side(
        name=scene.words.name(record.name, record.number),
        lines=tuple(
            Prompt(scene.text(f"compare.{key}"), value or scene.text("compare.none")) for key, value in values.items()
        ),
        keep=Button(scene.text("compare.keep"), KeepRecord(record.id), Role.PRIMARY),
    )


def erase(scene: Scene, state: Erasing) -> ChoiceBody:
    name = "erase_sure" if state.sure else "erase"
    return ChoiceBody(
        title=scene.text(f"{name}.title"),
        text=scene.text(f"{name}.text"),
        choices=(
            Button(scene.text(f"{name}.go"), ConfirmErase(), Role.DANGER, detail=scene.text(f"{name}.go_detail")),
        ),
        leave=scene.back("erase.back"),
        level=Level.BAD,
        person=person(scene, state.before.before.record),
    )
