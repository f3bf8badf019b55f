"""Every column that can hold words about a person is known: erasing empties it, and a disclosure shows it.

A new column of text or bytes fails here until it is said what it holds.
"""

import re
from zoneinfo import ZoneInfo

import pytest
from peewee import BlobField, TextField

from db import models
from db.connection import FILE, Store
from kiosk.actions.disclosure import NobodyThere, read_held
from kiosk.actions.erasing import erase_person
from kiosk.actions.merging import merge
from kiosk.actions.opening import new_shop, open_books
from kiosk.flow.disclosing import Discloser
from kiosk.flow.texts import Texts
from kiosk.flow.words import Words
from kiosk.rules.ink import Ink, Pen, Stroke, encoded

PERSONAL = {
    "household.name",
    "customer.name",
    "customer.reading",
    "customer.phone",
    "customer.email",
    "customer.postcode",
    "customer.address",
    "customer.post_trouble",
    "customer.mail_trouble",
    "card.last4",
    "alias.code",
    "tag_on.text",
    "fact.text",
    "consent.wording",
    "note.text",
    "note.ink",
    "contact.text",
    "contact.ink",
    "follow_up.subject",
}
"""Written about one person. Erasing empties the column or deletes the row."""

MADE_OF_THEM = {
    "customer.reading_key",
    "customer.phone_tail",
    "customer_words.text",
    "card.digest",  # a keyed hash of the card's number
}
"""Erased too; a disclosure has what they are made of."""

OF_OTHERS = {"household.name"}
"""A disclosure leaves it out: it is the family's."""

KEPT = {
    "the program's own": {"node.uuid", "node.board", "setting.key", "setting.value", "backup_log.file", "change.what",
                          "change.field"},
    "the shop's and its staff's": {
        "shop.name", "shop.zone", "shop.card_key", "staff.name", "staff.role", "staff.pin_hash",
        "staff_card.digest", "staff_card.last4", "staff_card.kind",
        "tag.text", "heading.text", "template.text",
        "product.code", "product.name", "product.reading", "product.reading_key", "product.product_group",
        "letter_rule.name", "letter_rule.kind", "letter_rule.content",
        "letter.name", "letter.kind", "letter.channel", "letter.words", "letter.content", "letter.state",
        "letter.trouble", "backup_log.place",
    },
    "one of a few words that the program knows": {
        "card.kind", "card.state", "wish.channel", "consent.channel", "consent.how",
        "contact.channel", "contact.kind", "follow_up.rule", "follow_up.state", "point_entry.kind", "slip_job.state",
        "recipient.state", "recipient.why", "access_log.what", "class_month.was", "class_month.now",
        "backup_log.trouble", "backup_log.tried", "lookalike.why",
    },
    "ids, hashes and figures, no words": {
        "merge.moved", "follow_up.key", "sale.key", "point_entry.key", "slip_job.key", "slip_job.figures",
        "recipient.message_id", "coupon.code", "report.content",
        "journal.entry",  # encrypted: the key that opens it is on paper alone
    },
    "what was sold: the till's books stay": {"sale_line.name", "sale_line.code", "open_sale.content"},
}  # fmt: skip
"""Erasing leaves it, and why."""

INK = Ink((Stroke(Pen.BROAD, ((7, 9), (4001, 3003))),))
DRAWN = encoded(INK)


def columns():
    return {
        f"{model._meta.table_name}.{field.column_name}"
        for model in models.TABLES
        for field in model._meta.sorted_fields
        if isinstance(field, TextField | BlobField)
    }


def mark(column):
    """What stands in a column: nothing else does."""
    return {"customer.phone": "09087654321", "customer.postcode": "9871234", "card.last4": "M4K7"}.get(
        column, f"しるし{column.replace('.', '').replace('_', '')}"
    )


@pytest.fixture
def shop(tmp_path):
    """A person of whom every column says something, in two records that were made one."""
    folder = tmp_path / "shop"
    store = Store.open(folder)
    books = open_books(store, folder, new_shop("オーナー", []))
    new = store.new_id
    with books.deed() as deed:
        when = {"at": deed.at, "bday": deed.bday}
        home, person, twin, heading = new(), new(), new(), new()
        models.Household.insert(id=home, name=mark("household.name")).execute()
        for number, row in enumerate((person, twin), 1):
            models.Customer.insert(
                id=row, number=number, household=home, birth_month=3, birth_day=3, post_trouble="returned",
                post_trouble_on=deed.bday, mail_trouble="moved", mail_trouble_on=deed.bday, **when,
                **{name: mark(f"customer.{name}") for name in ("name", "reading", "phone", "email", "postcode",
                                                              "address")},
                reading_key=mark("customer.reading_key"), phone_tail=mark("customer.phone")[::-1],
            ).execute()  # fmt: skip
        models.Heading.insert(id=heading, text="見出し").execute()
        letter = new()
        models.Letter.insert(
            id=letter, name="秋のおたより", kind="selling", channel="post", content="{}", state="done",
            sent_on=deed.bday, **when,
        ).execute()  # fmt: skip
        for row in (person, twin):
            of = {"customer": row, **when}
            models.Card.insert(
                id=new(), customer=row, digest=str(row).encode(), last4=mark("card.last4"), kind="felica",
                state="active", at=deed.at,
            ).execute()  # fmt: skip
            models.Alias.insert(id=new(), code=f"{mark('alias.code')}{row}", **of).execute()
            models.TagOn.insert(id=new(), text=mark("tag_on.text"), sensitive=True, **of).execute()
            models.Fact.insert(id=new(), heading=heading, text=mark("fact.text"), **of).execute()
            models.Wish.insert(id=new(), channel="phone", allowed=False, **of).execute()
            models.Consent.insert(
                id=new(), channel="mail", how="paper", wording=mark("consent.wording"), **of
            ).execute()
            models.Note.insert(id=new(), text=mark("note.text"), ink=DRAWN, sensitive=True, **of).execute()
            models.Contact.insert(
                id=new(), channel="phone", text=mark("contact.text"), ink=DRAWN, kind="exchange", letter=letter, **of
            ).execute()
            models.FollowUp.insert(
                id=new(), rule="after", key=f"after:{row}", since=deed.bday, subject=mark("follow_up.subject"),
                due=deed.bday, **of,
            ).execute()  # fmt: skip
            models.Recipient.insert(id=new(), letter=letter, customer=row, state="sent", at=deed.at).execute()
        books.log_access(deed, "sensitive_note_seen", customer=person)
    merge(books, person, twin)
    yield books, person
    store.close()


def everything(books):
    """All that any table holds, as text; bytes as they are."""
    found = []
    for model in models.TABLES:
        for row in books.store.database.execute_sql(f'SELECT * FROM "{model._meta.table_name}"').fetchall():
            found += row
    return found


def disclosed(books, person):
    with Store.open_reader(books.store.folder) as reader:
        held = read_held(reader, person, lambda done, total: None)
    if isinstance(held, NobodyThere):
        return held
    return Discloser(Words(Texts("ja")), books.settings, books.today()).form(held)


def texts_of(paper):
    return [cell for section in paper.sections for row in section.rows for cell in row.cells]


def test_every_column_is_spoken_of():
    kept = [column for of_a_kind in KEPT.values() for column in of_a_kind]
    assert len(kept) == len(set(kept))
    known = PERSONAL | MADE_OF_THEM | set(kept)
    assert columns() - known == set(), "say what these columns hold"
    assert known - columns() == set(), "these columns are gone"


@pytest.mark.parametrize("column", sorted(PERSONAL | MADE_OF_THEM - {"customer_words.text", "card.digest"}))
def test_erasing_leaves_nothing_of_it(shop, column):
    books, person = shop
    table, name = column.split(".")
    wanted = {"ink": DRAWN, "post_trouble": "returned", "mail_trouble": "moved", "phone_tail": "12345678090"}.get(
        name, mark(column)
    )

    def there():
        rows = books.store.database.execute_sql(f'SELECT "{name}" FROM "{table}"').fetchall()
        return any(value is not None and value.startswith(wanted) for (value,) in rows)

    assert there()
    erase_person(books, person)
    assert not there()


def test_no_day_says_when_the_birthday_was(shop):
    books, person = shop
    birthday = books.today() + 9
    models.FollowUp.update(rule="birthday", since=birthday, due=birthday).execute()
    erase_person(books, person)
    assert birthday not in everything(books)


def test_no_word_of_the_person_is_left_anywhere(shop):
    books, person = shop
    marks = [mark(column) for column in PERSONAL if not column.endswith(("ink", "trouble"))]
    erase_person(books, person)
    left = everything(books)
    assert DRAWN not in left
    texts = "\n".join(value for value in left if isinstance(value, str))
    content = b"".join((books.store.folder / name).read_bytes() for name in (FILE, f"{FILE}-wal"))
    for word in marks:
        assert word not in texts
        assert word.encode() not in content
    assert DRAWN not in content


@pytest.mark.parametrize("column", sorted(PERSONAL - OF_OTHERS))
def test_a_disclosure_shows_it(shop, column):
    books, person = shop
    paper = disclosed(books, person)
    if column.endswith("ink"):
        title = {"note": "メモ", "contact": "連絡の記録"}[column.partition(".")[0]]
        (section,) = [section for section in paper.sections if section.title.startswith(title)]
        assert [row.ink for row in section.rows] == [INK, INK]
        return
    wanted = {
        "customer.phone": "090-8765-4321",
        "customer.postcode": "987-1234",
        "customer.post_trouble": "戻ってきました",
        "customer.mail_trouble": "アドレスが変わりました",
    }.get(column, mark(column))
    assert any(text.startswith(wanted) for text in texts_of(paper))


def test_a_disclosure_has_nothing_of_others(shop):
    books, person = shop
    with books.deed() as deed:
        other, home = books.store.new_id(), models.Customer.get_by_id(person).household_id
        when = {"at": deed.at, "bday": deed.bday}
        models.Customer.insert(id=other, number=9, name="ほかのひと", household=home, **when).execute()
        models.TagOn.insert(id=books.store.new_id(), household=home, text="ご家庭のこと", **when).execute()
        models.Note.insert(id=books.store.new_id(), customer=other, text="ほかのメモ", **when).execute()
        models.Customer.update(introduced_by=other).where(models.Customer.id == person).execute()
        models.Staff.update(name="はたらくひと").execute()
    paper = disclosed(books, person)
    said = "\n".join(texts_of(paper))
    for word in ("ほかのひと", "ご家庭のこと", "ほかのメモ", "はたらくひと", mark("household.name")):
        assert word not in said
    pairs = dict(row.cells for row in paper.sections[0].rows)
    assert pairs["ご家庭の人数"] == "2"
    assert pairs["ご家庭のタグ・人となり（件数のみ）"] == "1"
    assert pairs["ご紹介でのご来店"] == "はい"
    assert pairs["まとめた記録の番号"] == "2"


def test_nobody_is_left_to_be_disclosed(shop):
    books, person = shop
    erase_person(books, person)
    assert disclosed(books, person) == NobodyThere()


def test_the_zone_of_the_shop_is_that_of_the_paper(shop):
    books, person = shop
    section = next(section for section in disclosed(books, person).sections if section.title.startswith("会員カード"))
    from datetime import datetime

    now = datetime.fromtimestamp(books.now() / 1000, ZoneInfo("Asia/Tokyo"))
    assert section.rows[0].cells[3].startswith(f"{now:%Y/%m/%d}")


WORDS = {
    "card.kind": "kind",
    "card.state": "state",
    "wish.channel": "channel",
    "contact.channel": "channel",
    "contact.kind": "kind",
    "follow_up.state": "state",
    "customer.post_trouble": "post_trouble",
    "customer.mail_trouble": "mail_trouble",
    "letter.channel": "channel",
    "recipient.state": "state",
    "slip_job.state": "state",
    "point_entry.kind": "moved",
}


def allowed(column):
    """What a CHECK of the table lets stand there."""
    table, name = column.split(".")
    model = next(model for model in models.TABLES if model._meta.table_name == table)
    field = next(field for field in model._meta.sorted_fields if field.column_name == name)
    checks = "".join(str(check.sql) for check in field.constraints)
    return re.findall(r"'(\w+)'", checks)


@pytest.mark.parametrize(("column", "room"), WORDS.items())
def test_every_word_of_the_program_has_a_word_on_the_paper(column, room):
    found = allowed(column)
    assert found
    for language in ("ja", "en"):
        assert all(f"disclosure.{room}.{word}" in Texts(language) for word in found)
