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
    CompositeKey,
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
    pin_hash = TextField(null=True)  # argon2id; NULL: no PIN chosen yet
    failures = IntegerField(default=0)  # wrong PINs since the last right one
    failed_at = BigIntegerField(null=True)


class StaffCard(Row):
    """A card that signs a staff member in; hashed as a customer's is."""

    staff = ForeignKeyField(Staff, on_delete="RESTRICT")
    digest = BlobField(unique=True)
    last4 = TextField()
    kind = TextField(constraints=[Check("kind IN ('felica', 'nfca', 'barcode')")])
    at = BigIntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", backref="made_cards", index=False)


class Household(Row):
    name = TextField(default="")


class Customer(Row):
    household_id: int | None  # the ids that peewee keeps beside its foreign keys
    introduced_by_id: int | None
    merged_into_id: int | None

    number = IntegerField(unique=True, constraints=[Check("number > 0")])
    name = TextField(default="")  # 呼び名; may be empty
    reading = TextField(default="")  # hiragana
    reading_key = TextField(default="", index=True)  # 濁点, 半濁点 and 小書き folded: searched and sorted by
    phone = TextField(default="")  # digits
    phone_tail = TextField(default="", index=True)  # the digits reversed, so that a suffix is a prefix
    household = ForeignKeyField(Household, null=True, on_delete="RESTRICT")
    birth_month = IntegerField(null=True, constraints=[Check("birth_month BETWEEN 1 AND 12")])
    birth_day = IntegerField(null=True, constraints=[Check("birth_day BETWEEN 1 AND 31")])
    email = TextField(default="")
    postcode = TextField(default="")  # 7 digits
    address = TextField(default="")
    introduced_by = ForeignKeyField("self", null=True, on_delete="RESTRICT", backref="introduced")
    last_seen = IntegerField(null=True, index=True)  # business day of the last visit, kept with it
    merged_into = ForeignKeyField("self", null=True, on_delete="RESTRICT", backref="merged")  # the record that is kept
    erased_at = BigIntegerField(null=True)  # the person was made anonymous; the figures stay
    # a letter came back: none is written in vain twice, until the address is another one
    post_trouble = TextField(null=True, constraints=[Check("post_trouble IN ('returned', 'moved')")])
    post_trouble_on = IntegerField(null=True)  # business day
    mail_trouble = TextField(null=True, constraints=[Check("mail_trouble IN ('returned', 'moved')")])
    mail_trouble_on = IntegerField(null=True)
    looked_at_on = IntegerField(null=True)  # business day on which the staff found the record to be right as it is
    at = BigIntegerField()
    bday = IntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)


class CustomerWords(Table):
    """What a living customer is searched by (db.words). Made of the rows, and proved against them by `kiosk verify`."""

    customer = ForeignKeyField(Customer, primary_key=True, on_delete="RESTRICT")
    text = TextField()


class Card(Row):
    customer = ForeignKeyField(Customer, on_delete="RESTRICT")
    digest = BlobField(unique=True)  # keyed hash of the card's number (kiosk.rules.card_number)
    last4 = TextField()
    kind = TextField(constraints=[Check("kind IN ('felica', 'nfca', 'barcode')")])
    state = TextField(constraints=[Check("state IN ('active', 'lost', 'replaced')")])
    at = BigIntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)


class Alias(Row):
    """A code by which an older register knew a customer: its files find the person again."""

    customer = ForeignKeyField(Customer, on_delete="RESTRICT")
    code = TextField(unique=True)
    at = BigIntegerField()
    bday = IntegerField()
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


class Heading(Row):
    """The shop's own heading for facts (趣味, 苦手な食べ物, 休みの曜日)."""

    text = TextField(unique=True)
    sort = IntegerField(default=0)
    active = BooleanField(default=True)


class Fact(Row):
    """A lasting thing about a person or a household, under a heading. Taken off is `off_at`, the row stays."""

    heading_id: int
    household_id: int | None

    heading = ForeignKeyField(Heading, on_delete="RESTRICT")
    text = TextField()
    customer = ForeignKeyField(Customer, null=True, on_delete="RESTRICT")
    household = ForeignKeyField(Household, null=True, on_delete="RESTRICT")
    at = BigIntegerField()
    bday = IntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)
    off_at = BigIntegerField(null=True)
    off_by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", backref="facts_taken_off", index=False)

    class Meta:
        constraints = (Check("(customer_id IS NULL) <> (household_id IS NULL)"),)


_CHANNELS = Check("channel IN ('visit', 'phone', 'post', 'mail', 'sms')")


class Wish(Row):
    """What the customer said about being contacted by one channel. The one that holds has no `off_at`."""

    customer = ForeignKeyField(Customer, on_delete="RESTRICT")
    channel = TextField(constraints=[_CHANNELS])
    allowed = BooleanField()
    every_days = IntegerField(null=True, constraints=[Check("every_days > 0")])  # not more often than this
    at = BigIntegerField()
    bday = IntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)
    off_at = BigIntegerField(null=True)
    off_by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", backref="wishes_taken_off", index=False)


class Consent(Row):
    """Proof of opt-in: when, how, which wording, by which staff. Withdrawn is `off_at`."""

    by_id: int | None

    customer = ForeignKeyField(Customer, on_delete="RESTRICT")
    channel = TextField(constraints=[Check("channel IN ('mail', 'sms')")])
    how = TextField()
    wording = TextField()
    at = BigIntegerField()
    bday = IntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)
    off_at = BigIntegerField(null=True)
    off_by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", backref="consents_taken_off", index=False)


class FollowUp(Row):
    """Something to do for one customer by a date, made by a rule (kiosk.rules.follow_ups) with the business day.

    open · done · let_go: the staff decided · past: the customer came by themselves, or the moment for it is over.
    """

    customer_id: int

    customer = ForeignKeyField(Customer, on_delete="RESTRICT")
    rule = TextField()
    key = TextField(unique=True)  # the occasion: what was made for it once is not made again
    since = IntegerField()  # business day of what it is about: the purchase, the birthday
    figure = IntegerField(null=True)  # days, such as the usual ones between two visits
    subject = TextField(default="")  # a product's name, or a tag's text
    due = IntegerField()  # business day by which it is to be done
    wait_until = IntegerField(null=True)  # put off: not in the list before this business day
    state = TextField(default="open", constraints=[Check("state IN ('open', 'done', 'let_go', 'past')")])
    at = BigIntegerField()
    bday = IntegerField()
    settled_at = BigIntegerField(null=True)
    settled_bday = IntegerField(null=True)
    settled_by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)

    class Meta:
        indexes = (
            (("bday",), False),
            SQL('CREATE INDEX "follow_up_open" ON "follow_up" ("due") WHERE "state" = \'open\''),
        )
        constraints = (
            Check("(state = 'open') = (settled_at IS NULL)"),
            Check("(settled_at IS NULL) = (settled_bday IS NULL)"),
        )


_KINDS = Check("kind IN ('exchange', 'selling')")


class LetterRule(Row):
    """Whom to write to, saved under a name. `content` is JSON of kiosk.rules.choosing.Choice."""

    name = TextField(unique=True)
    kind = TextField(constraints=[_KINDS])
    content = TextField()
    active = BooleanField(default=True)
    at = BigIntegerField()
    bday = IntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)


class Letter(Row):
    """おたより: one contact with many customers. `content` is whom it was chosen for, as a LetterRule's.

    draft · sending: some still wait · stopped: by a person, or by what `trouble` says · done · dropped: a draft that
    was thrown away. A letter by slip is a coupon, worth `coupon_yen` for `coupon_days` from the day of its slip.
    """

    rule_id: int | None
    by_id: int | None

    name = TextField()
    kind = TextField(constraints=[_KINDS])
    channel = TextField(constraints=[Check("channel IN ('post', 'mail', 'slip', 'csv')")])
    words = TextField(default="")
    content = TextField()
    rule = ForeignKeyField(LetterRule, null=True, on_delete="RESTRICT")
    coupon_yen = IntegerField(null=True, constraints=[Check("coupon_yen > 0")])
    coupon_days = IntegerField(null=True, constraints=[Check("coupon_days > 0")])
    state = TextField(constraints=[Check("state IN ('draft', 'sending', 'stopped', 'done', 'dropped')")])
    trouble = TextField(null=True)  # kiosk.rules.letters.Stopped
    sent_on = IntegerField(null=True)  # business day on which it began to be sent
    at = BigIntegerField()
    bday = IntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)

    class Meta:
        constraints = (
            Check("(channel = 'slip') = (coupon_yen IS NOT NULL)"),
            Check("(coupon_yen IS NULL) = (coupon_days IS NULL)"),
            Check("(state IN ('draft', 'dropped')) = (sent_on IS NULL)"),
        )


class Contact(Row):
    """The shop got in touch with a customer, or the customer with the shop."""

    customer = ForeignKeyField(Customer, on_delete="RESTRICT", index=False)  # the index below serves it
    # talk: at the counter, of which nobody wishes to have less
    channel = TextField(constraints=[Check("channel IN ('visit', 'phone', 'post', 'mail', 'sms', 'talk', 'slip')")])
    text = TextField()
    ink = BlobField(null=True)  # as a note's
    sensitive = BooleanField(default=False)
    kind = TextField(default="exchange", constraints=[_KINDS])
    follow_up = ForeignKeyField(FollowUp, null=True, on_delete="RESTRICT")  # that it settled
    letter = ForeignKeyField(Letter, null=True, on_delete="RESTRICT")  # that it was
    at = BigIntegerField()
    bday = IntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)

    class Meta:
        indexes = ((("customer", "at"), False),)


class Merge(Row):
    """Two records of one person were made one. `moved` is JSON (kiosk.actions.merging): which rows changed hands."""

    kept_id: int
    gone_id: int

    kept = ForeignKeyField(Customer, on_delete="RESTRICT", backref="merges")
    gone = ForeignKeyField(Customer, on_delete="RESTRICT", backref="gone_in")
    moved = TextField()
    at = BigIntegerField()
    bday = IntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)
    undone_at = BigIntegerField(null=True)


class Lookalike(Row):
    """Two records that may be one person's, as a join of two copies found them. `one` is the older one; with `apart_at`
    somebody said that they are two."""

    one = ForeignKeyField(Customer, on_delete="RESTRICT", backref="lookalikes", index=False)
    other = ForeignKeyField(Customer, on_delete="RESTRICT", backref="older_lookalikes")
    why = TextField(constraints=[Check("why IN ('card', 'phone', 'name')")])
    at = BigIntegerField()
    bday = IntegerField()
    apart_at = BigIntegerField(null=True)
    apart_by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)

    class Meta:
        indexes = ((("one", "other"), True),)
        constraints = (Check("one_id < other_id"),)


class Note(Row):
    """What was said or done, typed or drawn by finger."""

    customer = ForeignKeyField(Customer, on_delete="RESTRICT", index=False)  # the index below serves it
    text = TextField()
    ink = BlobField(null=True)  # strokes as drawn (kiosk.rules.ink)
    sensitive = BooleanField(default=False)
    at = BigIntegerField()
    bday = IntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)

    class Meta:
        indexes = ((("customer", "at"), False),)


class Template(Row):
    """A sentence of the shop's own to begin a note with. `text` may hold {weekday} and {hour}: then they are asked."""

    text = TextField(unique=True)
    sort = IntegerField(default=0)
    used = IntegerField(default=0, constraints=[Check("used >= 0")])  # how often, for the order on the screen
    active = BooleanField(default=True)


class Visit(Row):
    """One business day on which a customer came; several taps are one visit."""

    customer = ForeignKeyField(Customer, on_delete="RESTRICT", index=False)  # the unique index below serves it
    bday = IntegerField()
    at = BigIntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)
    clock_ok = BooleanField(default=True)

    class Meta:
        indexes = ((("customer", "bday"), True), (("bday", "at"), False), (("customer", "at"), False))


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


class Product(Row):
    """A thing that is sold. Prices are yen with tax."""

    code = TextField(null=True, unique=True)  # JAN in 13 digits, or another code as it is read
    name = TextField()
    reading = TextField(default="")
    reading_key = TextField(default="", index=True)
    price = IntegerField(constraints=[Check("price >= 0")])
    rate = IntegerField(constraints=[Check("rate IN (8, 10)")])  # consumption tax, per cent
    product_group = TextField(default="")
    life_days = IntegerField(null=True, constraints=[Check("life_days > 0")])  # 買い替えの目安
    points_percent = IntegerField(default=100, constraints=[Check("points_percent BETWEEN 0 AND 1000")])  # 0: none
    active = BooleanField(default=True)
    at = BigIntegerField()
    bday = IntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)

    class Meta:
        indexes = (SQL('CREATE INDEX "product_life" ON "product" ("life_days") WHERE "life_days" IS NOT NULL'),)


_SALE_SUMS = "goods, discount, points_used, total, gross_10, tax_10, gross_8, tax_8, earned"


class Sale(Row):
    """One purchase; with `of`, a refund of all or part of that one: then no figure is above 0. Never updated, never
    deleted (triggers refuse it). Yen with tax, `earned` and `points_used` in points."""

    of = ForeignKeyField("self", null=True, on_delete="RESTRICT", backref="refunds", index=False)  # below, of refunds
    customer = ForeignKeyField(Customer, null=True, on_delete="RESTRICT", index=False)  # the index below serves it
    goods = IntegerField()  # the lines together
    discount = IntegerField()  # on the whole
    points_used = IntegerField()
    total = IntegerField()  # to pay
    gross_10 = IntegerField()  # of the total, taxed at 10 %
    tax_10 = IntegerField()
    gross_8 = IntegerField()
    tax_8 = IntegerField()
    earned = IntegerField()
    key = TextField(unique=True)  # idempotency
    clock_ok = BooleanField(default=True)
    at = BigIntegerField()
    bday = IntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)

    class Meta:
        # an index of all sales, nearly each of them no refund, SQLite would walk to find those
        indexes = (
            (("customer", "bday"), False),
            (("bday", "at"), False),
            (("customer", "at"), False),
            SQL('CREATE INDEX "sale_of_id" ON "sale" ("of_id") WHERE "of_id" IS NOT NULL'),
        )
        constraints = (
            Check("total = goods - discount - points_used"),
            Check("total = gross_10 + gross_8"),
            Check(f"of_id IS NOT NULL OR min({_SALE_SUMS}) >= 0"),
            Check(f"of_id IS NULL OR max({_SALE_SUMS}) <= 0"),
        )


_LINE_SUMS = "discount, amount, discount_share, points_share, net, earned"


class SaleLine(Row):
    """One item of a sale, or with `of` that much of that line taken back (then no figure is above 0)."""

    sale = ForeignKeyField(Sale, on_delete="RESTRICT", index=False)  # the unique index below serves it
    of = ForeignKeyField("self", null=True, on_delete="RESTRICT", backref="taken_back", index=False)  # as a sale's
    place = IntegerField(constraints=[Check("place >= 0")])
    product = ForeignKeyField(Product, null=True, on_delete="RESTRICT")  # NULL: an amount was typed
    name = TextField()
    code = TextField()
    rate = IntegerField(constraints=[Check("rate IN (8, 10)")])
    quantity = IntegerField(constraints=[Check("quantity <> 0")])
    price = IntegerField(constraints=[Check("price >= 0")])  # of one
    discount = IntegerField()  # on this line
    amount = IntegerField()
    discount_share = IntegerField()  # of the discount on the whole
    points_share = IntegerField()  # of the points used
    net = IntegerField()
    earned = IntegerField()  # its share of the points earned

    class Meta:
        indexes = (
            (("sale", "place"), True),
            SQL('CREATE INDEX "sale_line_of_id" ON "sale_line" ("of_id") WHERE "of_id" IS NOT NULL'),
        )
        constraints = (
            Check("amount = quantity * price - discount"),
            Check("net = amount - discount_share - points_share"),
            Check(
                f"(of_id IS NULL AND quantity > 0 AND min({_LINE_SUMS}) >= 0)"
                f" OR (of_id IS NOT NULL AND quantity < 0 AND max({_LINE_SUMS}) <= 0)"
            ),
        )


class OpenSale(Table):
    """The sale that is being rung up, so that a restart brings it back. One row or none; `content` is JSON."""

    id = IntegerField(primary_key=True, constraints=[Check("id = 1")])
    content = TextField()
    at = BigIntegerField()


class PointEntry(Row):
    """One line of the append-only ledger. Never updated, never deleted (triggers refuse it).

    visit, earn, opening (what an earlier system owed): issue a lot · spend, expire: take from one · take_back: earned
    points that a refund takes · give_back: spent points that a refund returns, or that a merge took and its undo
    returns · debt (no lot): taken back though already spent · settle: a debt is paid from a lot (one entry with the
    lot, one without) · merge: points move to the record that is kept.
    """

    customer = ForeignKeyField(Customer, on_delete="RESTRICT")
    lot = ForeignKeyField(PointLot, null=True, on_delete="RESTRICT")
    delta = IntegerField(constraints=[Check("delta <> 0")])
    kind = TextField(
        constraints=[
            Check(
                "kind IN ('visit', 'earn', 'spend', 'expire', 'take_back', 'give_back', 'debt', 'settle', 'merge',"
                " 'opening')"
            )
        ]
    )
    visit = ForeignKeyField(Visit, null=True, on_delete="RESTRICT")
    sale = ForeignKeyField(Sale, null=True, on_delete="RESTRICT")  # or the refund
    key = TextField(unique=True)  # idempotency: the same deed twice is refused
    at = BigIntegerField()
    bday = IntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)

    class Meta:
        indexes = (SQL('CREATE INDEX "point_entry_debt" ON "point_entry" ("customer_id") WHERE "lot_id" IS NULL'),)


class SlipJob(Row):
    """A slip that was promised. Figures, not words: the name is looked up when it is printed, and never kept here.

    waiting: not yet sent · sending: handed to the printer (found so at start: unknown) · printed · not_sent: surely no
    paper came out · unknown · dropped: the staff let it go.
    """

    customer = ForeignKeyField(Customer, null=True, on_delete="RESTRICT")  # NULL: a sale without a card
    visit = ForeignKeyField(Visit, null=True, on_delete="RESTRICT")
    sale = ForeignKeyField(Sale, null=True, on_delete="RESTRICT")
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
        constraints = (Check("customer_id IS NOT NULL OR sale_id IS NOT NULL"),)


class Recipient(Row):
    """Somebody to whom a letter goes. It stays with the record that was chosen, also when that one is merged.

    waiting · sending: with the mail server (found so at start: unknown) · sent · refused: no such address · not_sent:
    surely not, may be tried again · unknown · left_out: at the moment of sending `why` stood against it.
    """

    letter_id: int
    customer_id: int
    contact_id: int | None

    letter = ForeignKeyField(Letter, on_delete="RESTRICT", index=False)  # the unique index below serves it
    customer = ForeignKeyField(Customer, on_delete="RESTRICT", index=False)
    state = TextField(
        constraints=[Check("state IN ('waiting', 'sending', 'sent', 'refused', 'not_sent', 'unknown', 'left_out')")]
    )
    why = TextField(null=True)  # kiosk.rules.letters.LeftOut
    message_id = TextField(null=True, unique=True)  # of the e-mail, the same with each try
    contact = ForeignKeyField(Contact, null=True, unique=True, on_delete="RESTRICT")
    at = BigIntegerField()

    class Meta:
        indexes = (
            (("letter", "customer"), True),
            SQL('CREATE INDEX "recipient_waiting" ON "recipient" ("customer_id") WHERE "state" = \'waiting\''),
        )
        constraints = (Check("(state = 'left_out') = (why IS NOT NULL)"),)


class Coupon(Row):
    """So many yen off, once, until a day; handed over on the slip `job`. `sale`: where it was used."""

    code = TextField(unique=True)
    yen = IntegerField(constraints=[Check("yen > 0")])
    valid_until = IntegerField()  # business day, the last one
    recipient = ForeignKeyField(Recipient, unique=True, on_delete="RESTRICT")
    job = ForeignKeyField(SlipJob, on_delete="RESTRICT")
    sale = ForeignKeyField(Sale, null=True, unique=True, on_delete="RESTRICT")
    at = BigIntegerField()
    bday = IntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)


class AccessLog(Row):
    """Who saw or changed what is sensitive or powerful: reveals, card changes, staff changes. Names nobody by name."""

    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)
    customer = ForeignKeyField(Customer, null=True, on_delete="RESTRICT")
    what = TextField()
    ref = BigIntegerField(null=True)  # id of the row it is about
    at = BigIntegerField()
    bday = IntegerField()


class Change(Table):
    """When a value was last changed in place, so that of two copies of the shop the newest holds (db.changes)."""

    what = TextField()  # table
    row = BigIntegerField()  # 0 for a setting
    field = TextField()  # first column of what changes together, or a setting's key; empty: the row was deleted
    at = BigIntegerField(null=True)  # NULL until the transaction ends

    class Meta:
        primary_key = CompositeKey("what", "row", "field")
        without_rowid = True
        indexes = (SQL('CREATE INDEX "change_now" ON "change" ("what") WHERE "at" IS NULL'),)


class Journal(Table):
    """Each commit once more, encrypted (db.journal); an empty entry is the mark from which numbers go on."""

    id = BigIntegerField(primary_key=True)  # numbered without a gap
    at = BigIntegerField()
    schema = BigIntegerField()  # number of the last migration
    entry = BlobField()


class CustomerStat(Table):
    """Net sales of one person, merged records together. Only of those who bought on a day or more (product.md).

    A refund takes from the day of its sale; a fully returned sale is none. Kept inside the sale's transaction.
    """

    customer = ForeignKeyField(Customer, primary_key=True, on_delete="RESTRICT")
    days = IntegerField(constraints=[Check("days > 0")])  # business days with a sale
    sales = IntegerField(constraints=[Check("sales >= days")])
    first = IntegerField()  # business day
    second = IntegerField(null=True, constraints=[Check("(second IS NULL) = (days = 1)")])
    last = IntegerField(constraints=[Check('"last" >= "first"')])
    total = IntegerField(constraints=[Check("total >= 0")])  # yen


class DayStat(Table):
    """Net sales of one business day, and of these those without a card."""

    bday = IntegerField(primary_key=True)
    sales = IntegerField(constraints=[Check("sales >= cardless_sales")])
    total = IntegerField(constraints=[Check("total >= cardless_total")])
    cardless_sales = IntegerField(constraints=[Check("cardless_sales >= 0")])
    cardless_total = IntegerField(constraints=[Check("cardless_total >= 0")])


class MonthCustomer(Table):
    """CustomerStat's figures of one month. `month`: months since January 1970."""

    month = IntegerField()
    customer = ForeignKeyField(Customer, on_delete="RESTRICT")
    days = IntegerField(constraints=[Check("days > 0")])
    sales = IntegerField(constraints=[Check("sales >= days")])
    first = IntegerField()
    last = IntegerField(constraints=[Check('"last" >= "first"')])
    total = IntegerField(constraints=[Check("total >= 0")])

    class Meta:
        primary_key = CompositeKey("month", "customer")
        without_rowid = True


class ProductMonth(Table):
    """What was sold of a product in one month, less what was taken back of it."""

    month = IntegerField()
    product = ForeignKeyField(Product, on_delete="RESTRICT")
    quantity = IntegerField(constraints=[Check("quantity > 0")])
    net = IntegerField(constraints=[Check("net >= 0")])

    class Meta:
        primary_key = CompositeKey("month", "product")
        without_rowid = True


class ClassMonth(Table):
    """How many went from one class at the end of the month before to another at the end of this month.

    Only of months that are over. What changes a sale of the past removes the rows of its month and of those after it;
    they are made again when they are asked for. `was` is empty for those who had not bought before; a class that has
    lapsed has `-lapsed` behind its name. `total`: net sales to them in the month.
    """

    month = IntegerField()
    was = TextField()
    now = TextField()
    people = IntegerField(constraints=[Check("people > 0")])
    total = IntegerField(constraints=[Check("total >= 0")])

    class Meta:
        primary_key = CompositeKey("month", "was", "now")
        without_rowid = True


class Report(Row):
    """A month's report as it was issued: figures, no names. Later refunds don't change it."""

    month = IntegerField(index=True)
    content = TextField()  # JSON of kiosk.rules.report
    at = BigIntegerField()
    bday = IntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)


class BackupLog(Row):
    """One run of the backup. `file`: what was made and proved; `trouble`: why none was (actions.backup_trouble)."""

    at = BigIntegerField()  # when it ended
    bday = IntegerField()
    by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=False)  # NULL: the night's
    file = TextField(null=True)
    size = BigIntegerField(null=True, constraints=[Check("size > 0")])
    people = IntegerField(null=True, constraints=[Check("people >= 0")])  # who can be found
    trouble = TextField(null=True)
    tried = TextField(null=True)  # what came of bringing it back as a trial
    place = TextField(default="usb", constraints=[SQL("DEFAULT 'usb'")])  # as kiosk.toml names it

    class Meta:
        indexes = (SQL('CREATE INDEX "backup_log_made" ON "backup_log" ("id") WHERE "file" IS NOT NULL'),)
        constraints = (
            Check("(file IS NULL) = (size IS NULL) AND (file IS NULL) = (people IS NULL)"),
            Check("(file IS NULL) = (trouble IS NOT NULL)"),
        )


TABLES: tuple[type[Table], ...] = (
    Node,
    Clock,
    Shop,
    Setting,
    Staff,
    StaffCard,
    Household,
    Customer,
    CustomerWords,
    Card,
    Alias,
    Tag,
    TagOn,
    Heading,
    Fact,
    Wish,
    Consent,
    FollowUp,
    LetterRule,
    Letter,
    Contact,
    Merge,
    Lookalike,
    Note,
    Template,
    Visit,
    Product,
    Sale,
    SaleLine,
    OpenSale,
    PointLot,
    PointEntry,
    SlipJob,
    Recipient,
    Coupon,
    AccessLog,
    Change,
    Journal,
    CustomerStat,
    DayStat,
    MonthCustomer,
    ProductMonth,
    ClassMonth,
    Report,
    BackupLog,
)
