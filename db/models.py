"""The tables, as data.md of the design names them. All are STRICT; money and points are whole numbers with CHECKs.

Ids are 63-bit (db.ids). `at` is UTC milliseconds since 1970, `bday` a business day as days since 1970 in the shop's
zone, stored and never derived. `by` is the staff member who did it.
"""

from peewee import (
    SQL,
    BigIntegerField,
    BlobField,
    BooleanField,
    Check,
    DatabaseProxy,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

database = DatabaseProxy()


class Table(Model):
    class Meta:
        database = database
        legacy_table_names = False
        strict_tables = True


class Row(Table):
    """A table whose key is a 63-bit id of ours."""

    id = BigIntegerField(primary_key=True)


class Node(Table):
    """One installation. After a restore, a clone or on another board the node is new, so that two copies can merge."""

    id = IntegerField(primary_key=True, constraints=[Check("id BETWEEN 0 AND 4095")])
    uuid = TextField(unique=True)
    board = TextField()
    at = BigIntegerField()


class Clock(Table):
    """One row: the last committed time, below which no event time ever falls."""

    id = IntegerField(primary_key=True, constraints=[Check("id = 1")])
    last_at = BigIntegerField()


class Shop(Table):
    id = IntegerField(primary_key=True, constraints=[Check("id = 1")])
    name = TextField()
    zone = TextField()  # IANA name
    cutoff_hour = IntegerField(constraints=[Check("cutoff_hour BETWEEN 0 AND 23")])
    card_key = BlobField(null=True)  # fingerprint of the key that hashes card numbers; the key itself is a file


class Setting(Table):
    """The shop's own choices; `value` is JSON. What is absent has its default in kiosk.rules.settings."""

    key = TextField(primary_key=True)
    value = TextField()


class Staff(Row):
    name = TextField()
    role = TextField(constraints=[Check("role IN ('staff', 'owner')")])
    active = BooleanField(default=True)


class Household(Row):
    name = TextField(default="")


class Customer(Row):
    number = IntegerField(unique=True, constraints=[Check("number > 0")])
    name = TextField(default="")  # 呼び名; may be empty
    reading = TextField(default="")  # hiragana
    reading_key = TextField(default="", index=True)  # 濁点, 半濁点 and 小書き folded: searched and sorted by
    phone = TextField(default="")  # digits
    phone_tail = TextField(default="", index=True)  # the digits reversed, so that a suffix is a prefix
    household = ForeignKeyField(Household, null=True, on_delete="RESTRICT")
    birth_month = IntegerField(null=True, constraints=[Check("birth_month BETWEEN 1 AND 12")])
    birth_day = IntegerField(null=True, constraints=[Check("birth_day BETWEEN 1 AND 31")])
    at = BigIntegerField()
    bday = IntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)


class Card(Row):
    customer = ForeignKeyField(Customer, on_delete="RESTRICT")
    digest = BlobField(unique=True)  # keyed hash of the card's number (kiosk.rules.card_number)
    last4 = TextField()
    kind = TextField(constraints=[Check("kind IN ('felica', 'nfca')")])
    state = TextField(constraints=[Check("state IN ('active', 'lost', 'replaced')")])
    at = BigIntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)


class Tag(Row):
    """A preset of the shop's palette. `text` may hold {hour}: then the palette asks for it."""

    text = TextField(unique=True)
    sort = IntegerField(default=0)
    sensitive = BooleanField(default=False)
    review_months = IntegerField(null=True, constraints=[Check("review_months > 0")])
    active = BooleanField(default=True)


class TagOn(Row):
    """A tag put on a customer or a household. Taken off is `off_at`, the row stays."""

    tag = ForeignKeyField(Tag, null=True, on_delete="RESTRICT")
    text = TextField()
    customer = ForeignKeyField(Customer, null=True, on_delete="RESTRICT")
    household = ForeignKeyField(Household, null=True, on_delete="RESTRICT")
    sensitive = BooleanField(default=False)
    until = IntegerField(null=True)  # business day, the last one on which it holds
    review_on = IntegerField(null=True)  # business day from which the counter asks whether it is still so
    at = BigIntegerField()
    bday = IntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)
    off_at = BigIntegerField(null=True)
    off_by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", backref="taken_off", index=False)

    class Meta:
        constraints = (Check("(customer_id IS NULL) <> (household_id IS NULL)"),)


class Note(Row):
    customer = ForeignKeyField(Customer, on_delete="RESTRICT")
    text = TextField()
    sensitive = BooleanField(default=False)
    at = BigIntegerField()
    bday = IntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)


class Visit(Row):
    """One business day on which a customer came; several taps are one visit."""

    customer = ForeignKeyField(Customer, on_delete="RESTRICT", index=False)  # the unique index below serves it
    bday = IntegerField()
    at = BigIntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)
    clock_ok = BooleanField(default=True)

    class Meta:
        indexes = ((("customer", "bday"), True), (("bday", "at"), False))


class PointLot(Row):
    """Points issued together. `left` is what entries leave of it; kept by the application, proved by `kiosk verify`."""

    customer = ForeignKeyField(Customer, on_delete="RESTRICT")
    bday = IntegerField()
    expires = IntegerField(null=True)  # business day, the last one on which they can be spent
    points = IntegerField(constraints=[Check("points > 0")])
    left = IntegerField(constraints=[Check('"left" >= 0 AND "left" <= points')])

    class Meta:
        indexes = (
            SQL('CREATE INDEX "point_lot_open" ON "point_lot" ("customer_id", "expires") WHERE "left" > 0'),
            SQL('CREATE INDEX "point_lot_due" ON "point_lot" ("expires") WHERE "left" > 0'),
        )


class PointEntry(Row):
    """One line of the append-only ledger. Never updated, never deleted (triggers refuse it)."""

    customer = ForeignKeyField(Customer, on_delete="RESTRICT")
    lot = ForeignKeyField(PointLot, on_delete="RESTRICT")
    delta = IntegerField(constraints=[Check("delta <> 0")])
    kind = TextField(constraints=[Check("kind IN ('visit', 'expire')")])
    visit = ForeignKeyField(Visit, null=True, on_delete="RESTRICT")
    key = TextField(unique=True)  # idempotency: the same deed twice is refused
    at = BigIntegerField()
    bday = IntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)


class SlipJob(Row):
    """A slip that was promised. Figures, not words: the name is looked up when it is printed, and never kept here.

    waiting: not yet sent · sending: handed to the printer (found so at start: unknown) · printed · not_sent: surely no
    paper came out · unknown · dropped: the staff let it go.
    """

    customer = ForeignKeyField(Customer, on_delete="RESTRICT")
    visit = ForeignKeyField(Visit, null=True, on_delete="RESTRICT")
    figures = TextField()  # JSON of kiosk.rules.slips.SlipFigures
    state = TextField(
        constraints=[Check("state IN ('waiting', 'sending', 'printed', 'not_sent', 'unknown', 'dropped')")]
    )
    copies = IntegerField(default=0, constraints=[Check("copies >= 0")])  # that came out, or may have
    key = TextField(unique=True)
    at = BigIntegerField()
    bday = IntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)

    class Meta:
        indexes = (
            (("bday", "at"), False),
            SQL(
                'CREATE INDEX "slip_job_open" ON "slip_job" ("state")'
                " WHERE \"state\" IN ('waiting', 'sending', 'not_sent', 'unknown')"
            ),
        )


class AccessLog(Row):
    """Who saw or changed what is sensitive or powerful: reveals, card changes, staff changes. Names nobody by name."""

    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)
    customer = ForeignKeyField(Customer, null=True, on_delete="RESTRICT")
    what = TextField()
    ref = BigIntegerField(null=True)  # id of the row it is about
    at = BigIntegerField()
    bday = IntegerField()


TABLES: tuple[type[Table], ...] = (
    Node,
    Clock,
    Shop,
    Setting,
    Staff,
    Household,
    Customer,
    Card,
    Tag,
    TagOn,
    Note,
    Visit,
    PointLot,
    PointEntry,
    SlipJob,
    AccessLog,
)
