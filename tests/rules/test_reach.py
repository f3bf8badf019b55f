from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.reach import (
    Allowed,
    ContactKind,
    DeliveryTrouble,
    Reachable,
    Reached,
    Refusal,
    Refused,
    Wished,
    reach,
    ways,
)
from kiosk.rules.wishes import CONSENTED, Channel

TODAY = 20_000
days = st.integers(TODAY - 400, TODAY)
people = st.builds(
    Reachable,
    erased=st.booleans(),
    address=st.booleans(),
    phone=st.booleans(),
    email=st.booleans(),
    post_trouble=st.none() | st.sampled_from(DeliveryTrouble),
    mail_trouble=st.none() | st.sampled_from(DeliveryTrouble),
    wishes=st.lists(
        st.builds(Wished, st.sampled_from(Channel), st.booleans(), st.none() | st.integers(1, 365)), max_size=6
    ).map(tuple),
    consents=st.frozensets(st.sampled_from(CONSENTED)),
    last=st.lists(st.builds(Reached, st.sampled_from(Channel), days), max_size=6).map(tuple),
)
channels = st.sampled_from(Channel)
kinds = st.sampled_from(ContactKind)
ANYBODY = Reachable(address=True, phone=True, email=True)


@given(people, channels, kinds)
def test_a_no_outranks_everything_but_the_erasing(who, channel, kind):
    if any(wish.channel is channel and not wish.allowed for wish in who.wishes):
        why = Refusal.ERASED if who.erased else Refusal.WISH
        assert reach(channel, kind, who, TODAY) == Refused(why)


@given(people, channels)
def test_advertising_by_mail_or_sms_needs_consent(who, channel):
    allowed = reach(channel, ContactKind.SELLING, who, TODAY) == Allowed()
    assert not (allowed and channel in CONSENTED and channel not in who.consents)


@given(people, channels)
def test_whoever_may_be_sold_to_may_be_thanked(who, channel):
    if reach(channel, ContactKind.SELLING, who, TODAY) == Allowed():
        assert reach(channel, ContactKind.EXCHANGE, who, TODAY) == Allowed()


@given(people, channels, kinds)
def test_never_more_often_than_the_person_wishes(who, channel, kind):
    if reach(channel, kind, who, TODAY) == Allowed():
        every = [wish.every_days or 0 for wish in who.wishes if wish.channel is channel]
        for reached in who.last:
            assert reached.channel is not channel or TODAY - reached.on >= max(every, default=0)


@given(people, channels, kinds)
def test_too_soon_says_when_it_is_not_any_more(who, channel, kind):
    found = reach(channel, kind, who, TODAY)
    if isinstance(found, Refused) and found.why is Refusal.TOO_SOON:
        assert found.until > TODAY
        assert reach(channel, kind, who, found.until) == Allowed()
        assert reach(channel, kind, who, found.until - 1) == found


@given(people, kinds)
def test_nobody_is_written_to_in_vain(who, kind):
    for channel in ways(kind, who, TODAY):
        assert not who.erased
        assert channel is not Channel.MAIL or (who.email and who.mail_trouble is None)
        assert channel is not Channel.POST or (who.address and who.post_trouble is None)
        assert channel not in (Channel.PHONE, Channel.SMS) or who.phone


@given(people, kinds)
def test_whoever_wants_no_contact_is_reached_by_nothing(who, kind):
    refused = {wish.channel for wish in who.wishes if not wish.allowed}
    if who.erased or refused.issuperset(Channel):
        assert ways(kind, who, TODAY) == ()


def test_somebody_who_said_nothing_may_be_thanked_by_any_way_there_is():
    assert ways(ContactKind.EXCHANGE, ANYBODY, TODAY) == tuple(Channel)
    assert ways(ContactKind.SELLING, ANYBODY, TODAY) == (Channel.VISIT, Channel.PHONE, Channel.POST)
    assert ways(ContactKind.EXCHANGE, Reachable(), TODAY) == ()


def test_each_refusal_has_its_reason():
    def why(channel, **known):
        return reach(channel, ContactKind.SELLING, Reachable(**known), TODAY)

    assert why(Channel.POST, erased=True, address=True) == Refused(Refusal.ERASED)
    assert why(Channel.POST, address=True, wishes=(Wished(Channel.POST, False),)) == Refused(Refusal.WISH)
    assert why(Channel.MAIL, email=True) == Refused(Refusal.NO_CONSENT)
    assert why(Channel.MAIL, consents=frozenset({Channel.MAIL})) == Refused(Refusal.NO_ADDRESS)
    assert why(Channel.POST, address=True, post_trouble=DeliveryTrouble.RETURNED) == Refused(Refusal.RETURNED)
    assert why(Channel.POST, address=True, post_trouble=DeliveryTrouble.MOVED) == Refused(Refusal.MOVED)
    seldom = (Wished(Channel.POST, True, 90),)
    assert why(Channel.POST, address=True, wishes=seldom, last=(Reached(Channel.POST, TODAY - 30),)) == Refused(
        Refusal.TOO_SOON, TODAY + 60
    )
    assert why(Channel.POST, address=True, wishes=seldom, last=(Reached(Channel.PHONE, TODAY - 30),)) == Allowed()
