"""くわしく: the sheet of one person, section by section."""

from kiosk.actions.card_state import CardShown
from kiosk.actions.person import SomeoneShown
from kiosk.actions.wishes import ConsentShown
from kiosk.flow.intents import (
    ChooseSection,
    EditDetail,
    FindIntroducer,
    FindMember,
    FindSame,
    ForgetIntroducer,
    LeaveHousehold,
    MarkCard,
    MarkTrouble,
    OpenConsent,
    OpenCustomer,
    OpenDisclosure,
    OpenErase,
    OpenHeading,
    OpenHeadings,
    OpenWish,
    Section,
    UndoMerge,
)
from kiosk.flow.showing.customer import person
from kiosk.flow.showing.scene import Scene
from kiosk.flow.states import Detailing
from kiosk.flow.views import Button, Entry, Level, Role, SheetBody
from kiosk.rules.cards import CardState
from kiosk.rules.details import Detail, spaced_phone, spaced_postcode
from kiosk.rules.reach import DeliveryTrouble
from kiosk.rules.wishes import CONSENTED, Channel

_TWO_COLUMNS = (Section.BASICS, Section.FACTS, Section.CONTACT)
_MONTH = 30
_YEAR = 365


def sheet(scene: Scene, state: Detailing) -> SheetBody:
    entries, actions = {
        Section.BASICS: _basics,
        Section.FACTS: _facts,
        Section.HOUSEHOLD: _household,
        Section.CONTACT: _contact,
        Section.INTRODUCTION: _introduction,
        Section.CARDS: _cards,
        Section.RECORD: _record,
    }[state.section](scene, state)
    return SheetBody(
        person=person(scene, state.before.record),
        tabs=tuple(
            Button(scene.text(f"section.{section}"), ChooseSection(section), picked=section is state.section)
            for section in Section
        ),
        entries=entries,
        columns=2 if state.section in _TWO_COLUMNS else 1,
        empty=scene.text(f"section.{state.section}_empty"),
        actions=(*actions, scene.back("person.back")),
    )


Shown = tuple[tuple[Entry, ...], tuple[Button, ...]]


def _basics(scene: Scene, state: Detailing) -> Shown:
    sheet = state.sheet
    birthday = scene.words.birthday(*sheet.birthday) if sheet.birthday else ""
    values = {
        Detail.NAME: sheet.name,
        Detail.READING: sheet.reading,
        Detail.PHONE: spaced_phone(sheet.phone),
        Detail.EMAIL: sheet.email,
        Detail.BIRTHDAY: birthday,
        Detail.POSTCODE: spaced_postcode(sheet.postcode),
        Detail.ADDRESS: sheet.address,
    }
    number = Entry(scene.text("detail.number"), str(sheet.number))
    entries = [
        Entry(scene.text(f"detail.{detail}"), value, intent=EditDetail(detail)) for detail, value in values.items()
    ]
    return (*entries[:2], number, *entries[2:]), ()


def _facts(scene: Scene, state: Detailing) -> Shown:
    entries = []
    for heading in state.sheet.headings:
        facts = state.sheet.under(heading.id)
        shared = bool(facts) and all(fact.household for fact in facts)
        words = scene.text("person.between").join(
            scene.text("person.shared", text=fact.text) if fact.household and not shared else fact.text
            for fact in facts
        )
        mark = scene.text("customer.household") if shared else ""
        entries.append(Entry(heading.text, words, mark, OpenHeading(heading.id)))
    return tuple(entries), (Button(scene.text("person.headings"), OpenHeadings()),)


def _household(scene: Scene, state: Detailing) -> Shown:
    members = state.sheet.members
    leave = [Button(scene.text("person.leave_household"), LeaveHousehold())] if members else []
    return tuple(_someone(scene, member) for member in members), (
        *leave,
        Button(scene.text("person.find_member"), FindMember()),
    )


def _contact(scene: Scene, state: Detailing) -> Shown:
    """A channel that needs consent has it beside it; then the others."""
    wishes = {channel: _wished(scene, state, channel) for channel in Channel}
    consented = [entry for channel in CONSENTED for entry in (wishes[channel], _consent(scene, state, channel))]
    others = (wishes[channel] for channel in Channel if channel not in CONSENTED)
    return (*consented, *others), _deliveries(scene, state)


def _wished(scene: Scene, state: Detailing, channel: Channel) -> Entry:
    """What came back stands beside the wish: until the address is another one, nothing is sent."""
    text, mark = _wish(scene, state, channel)
    title, trouble = scene.text(f"channel.{channel}"), _troubles(state).get(channel)
    if trouble is None:
        return Entry(title, text, mark, OpenWish(channel))
    return Entry(title, scene.text(f"refusal.{trouble}_short"), text or mark, OpenWish(channel), level=Level.WARN)


def _troubles(state: Detailing) -> dict[Channel, DeliveryTrouble | None]:
    return {Channel.POST: state.sheet.post_trouble, Channel.MAIL: state.sheet.mail_trouble}


def _deliveries(scene: Scene, state: Detailing) -> tuple[Button, ...]:
    """A letter or a mail came back, where there is an address to which it could go; or it arrives after all."""
    sheet, buttons = state.sheet, []
    for channel, address in ((Channel.POST, sheet.address), (Channel.MAIL, sheet.email)):
        trouble = _troubles(state)[channel]
        if address:
            key = f"person.{channel}_came_back" if trouble is None else f"person.{channel}_arrives"
            new = DeliveryTrouble.RETURNED if trouble is None else None
            buttons.append(Button(scene.text(key), MarkTrouble(sheet.id, channel, new)))
    return tuple(buttons)


def _wish(scene: Scene, state: Detailing, channel: Channel) -> tuple[str, str]:
    wish = state.sheet.wish(channel)
    if wish is None:
        return "", scene.text("wish.unknown")
    if not wish.allowed:
        return scene.text("wish.no"), ""
    return wish_words(scene, wish.every_days), ""


def wish_words(scene: Scene, every_days: int | None) -> str:
    """してよい, and how often."""
    if every_days is None:
        return scene.text("wish.yes")
    if every_days >= _YEAR:
        return scene.text("wish.yes_year")
    return scene.text("wish.yes_months", n=every_days // _MONTH)


def _consent(scene: Scene, state: Detailing, channel: Channel) -> Entry:
    title = scene.text(f"consent.{channel}")
    given = state.sheet.consent(channel)
    if given is None:
        return Entry(title, "", scene.text("consent.none"), OpenConsent(channel))
    return Entry(title, consent_words(scene, given), "", OpenConsent(channel), level=Level.GOOD)


def consent_words(scene: Scene, given: ConsentShown) -> str:
    """When and how it was given."""
    return scene.text(
        "consent.given", date=scene.words.day(given.on, today=scene.today), how=scene.text(f"how.{given.how}")
    )


def _introduction(scene: Scene, state: Detailing) -> Shown:
    sheet = state.sheet
    entries = []
    if sheet.introducer is not None:
        entries.append(_someone(scene, sheet.introducer, scene.text("person.introducer")))
    entries += [_someone(scene, brought, scene.text("person.brought")) for brought in sheet.brought]
    forget = [Button(scene.text("person.forget_introducer"), ForgetIntroducer())] if sheet.introducer else []
    return tuple(entries), (*forget, Button(scene.text("person.find_introducer"), FindIntroducer()))


def _cards(scene: Scene, state: Detailing) -> Shown:
    return tuple(_card(scene, card) for card in state.sheet.cards), ()


def _card(scene: Scene, card: CardShown) -> Entry:
    works = card.state is CardState.ACTIVE
    button = (
        Button(scene.text("card.mark_lost"), MarkCard(card.id, CardState.LOST))
        if works
        else Button(scene.text("card.mark_works"), MarkCard(card.id, CardState.ACTIVE))
    )
    return Entry(
        scene.text("card.name", kind=scene.text(f"card.{card.kind}"), last4=card.last4),
        scene.text(f"card.{card.state}"),
        buttons=(button,),
        level=Level.GOOD if works else Level.WARN,
    )


def _record(scene: Scene, state: Detailing) -> Shown:
    entries = tuple(
        Entry(
            _name(scene, merge.gone),
            scene.text("merge.done", date=scene.words.day(merge.on, today=state.sheet.today), number=merge.gone.number),
            buttons=(Button(scene.text("merge.undo"), UndoMerge(merge.id)),),
        )
        for merge in state.sheet.merges
    )
    disclose = Entry(
        scene.text("person.disclosure"),
        scene.text("person.disclosure_detail"),
        buttons=(Button(scene.text("person.disclose"), OpenDisclosure()),),
    )
    return (*entries, disclose), (
        Button(scene.text("person.erase"), OpenErase(), Role.DANGER),
        Button(scene.text("person.find_same"), FindSame()),
    )


def _someone(scene: Scene, someone: SomeoneShown, mark: str = "") -> Entry:
    if someone.erased:
        return Entry(scene.text("person.erased", number=someone.number), "", mark)
    words = scene.text("find.row", number=someone.number, reading=someone.reading)
    return Entry(_name(scene, someone), words, mark, OpenCustomer(someone.id))


def _name(scene: Scene, someone: SomeoneShown) -> str:
    return scene.words.name(someone.name, someone.number)
