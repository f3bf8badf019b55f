"""Tags: put on, taken off, still true or not, and each of these undone."""

from db.models import Tag, TagOn
from kiosk.actions.access import require_reveal
from kiosk.actions.books import Books, Deed
from kiosk.actions.household import household_of
from kiosk.actions.record import CustomerRecord, TagShown
from kiosk.rules.tags import Review, Scope, Until, filled_in, last_day, review_day
from kiosk.rules.units import BusinessDay, TagId, TagOnId
from kiosk.value import Hidden, Value

CONFIRMED_MONTHS = 6
"""When a tag without a preset of its own was confirmed: ask again after half a year."""


class Preset(Value):
    """One of the shop's own tags. `used`: how often it is on, for the order of the palette."""

    id: TagId
    text: str
    sensitive: bool
    review_months: int | None
    used: int


class Options(Value):
    """How the next tag is put on. `sensitive` adds to the preset's own mark, never takes it away."""

    scope: Scope = Scope.PERSON
    until: Until = Until.ALWAYS
    review: Review = Review.PRESET
    sensitive: bool = False


class TagPutOn(Value):
    tag_on: TagOnId
    text: Hidden[str]
    sensitive: bool


class TagTakenOff(Value):
    tag_on: TagOnId
    text: Hidden[str]
    sensitive: bool


class TagConfirmed(Value):
    tag_on: TagOnId
    text: Hidden[str]
    sensitive: bool
    asked_from: BusinessDay | None  # what it was before


TagDeed = TagPutOn | TagTakenOff | TagConfirmed


def presets(books: Books) -> tuple[Preset, ...]:
    """The palette, most used first."""
    return tuple(
        Preset(TagId(row.id), row.text, bool(row.sensitive), row.review_months, row.used)
        for row in books.queries.presets.all()
    )


def on_already(record: CustomerRecord, preset: Preset, scope: Scope) -> TagShown | None:
    """The preset as it is on for this scope, whatever hour it says."""
    return next(
        (tag for tag in record.tags if tag.tag == preset.id and tag.household is (scope is Scope.HOUSEHOLD)), None
    )


def put_on(books: Books, record: CustomerRecord, preset: Preset, options: Options, hour: int | None = None) -> TagPutOn:
    """Put a preset on the person or the household; a person without one gets a household of one."""
    text = preset.text if hour is None else filled_in(preset.text, hour)
    sensitive = preset.sensitive or options.sensitive
    with books.deed() as deed:
        household = household_of(books, record.id) if options.scope is Scope.HOUSEHOLD else None
        tag_on = TagOnId(books.store.new_id())
        TagOn.insert(
            id=tag_on,
            tag=preset.id,
            text=text,
            customer=None if household else record.id,
            household=household,
            sensitive=sensitive,
            until=last_day(options.until, deed.bday),
            review_on=review_day(options.review, preset.review_months, deed.bday),
            at=deed.at,
            bday=deed.bday,
            by=deed.by,
        ).execute()
    return TagPutOn(tag_on, text, sensitive)


def take_off(books: Books, tag: TagShown) -> TagTakenOff:
    with books.deed() as deed:
        _off(deed, tag.id)
    return TagTakenOff(tag.id, tag.text, tag.sensitive)


def confirm(books: Books, tag: TagShown) -> TagConfirmed:
    """今もそうですか？ はい: ask again when the preset says, or in half a year."""
    with books.deed() as deed:
        asked_from = TagOn.select(TagOn.review_on).where(TagOn.id == tag.id).scalar()
        months = Tag.select(Tag.review_months).where(Tag.id == tag.tag).scalar()
        again = review_day(Review.PRESET, months or CONFIRMED_MONTHS, deed.bday)
        TagOn.update(review_on=again).where(TagOn.id == tag.id).execute()
    return TagConfirmed(tag.id, tag.text, tag.sensitive, asked_from)


def undo(books: Books, done: TagDeed) -> None:
    """As if it had not been. Once is enough: a second undo changes nothing."""
    with books.deed():
        match done:
            case TagPutOn(tag_on):
                TagOn.delete().where(TagOn.id == tag_on).execute()
            case TagTakenOff(tag_on):
                TagOn.update(off_at=None, off_by=None).where(TagOn.id == tag_on).execute()
            case TagConfirmed(tag_on, asked_from=before):
                TagOn.update(review_on=before).where(TagOn.id == tag_on).execute()


def reveal(books: Books, record: CustomerRecord, tag: TagShown) -> None:
    """A sensitive tag is looked at: the access log keeps who and when. Raises NobodySignedIn."""
    require_reveal(books)
    with books.deed() as deed:
        books.log_access(deed, "sensitive_tag_seen", customer=record.id, ref=tag.id)


def _off(deed: Deed, tag_on: TagOnId) -> None:
    TagOn.update(off_at=deed.at, off_by=deed.by).where((TagOn.id == tag_on) & TagOn.off_at.is_null()).execute()
