"""A message is whole and says what was meant, whatever stands in a name, a subject or an address."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from zoneinfo import ZoneInfo

import pytest

from kiosk.rules.mail import MailWords, NoAddress, envelope_address, message, missing
from kiosk.rules.settings import MailSettings, SaleSettings, Settings, ShopSettings
from kiosk.rules.units import Instant

SAID = MailWords("秋の点検", "佐藤 様", "お元気ですか。", ("まるみ電器",))


def made(shop: str = "まるみ電器", recipient: str = "hanako@example.jp", said: MailWords = SAID) -> EmailMessage:
    content = message(
        said,
        shop=shop,
        sender="shop@marumi.example",
        recipient=recipient,
        message_id="<1@marumi.example>",
        at=Instant(0),
        zone=ZoneInfo("Asia/Tokyo"),
    )
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))
    return message_from_bytes(content, policy=default)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\x0b", "\x85"])
def test_a_line_break_begins_no_other_header(end: str):
    mail = made(shop=f"まるみ{end}Bcc: a@example.jp", said=MailWords(f"秋{end}Bcc: b@example.jp", "", "", ()))
    assert mail["Bcc"] is None
    assert mail["Subject"] == "秋 Bcc: b@example.jp"
    assert mail["From"].addresses[0].addr_spec == "shop@marumi.example"


def test_a_shop_is_named_as_it_is_called():
    assert made(shop='電器の"まるみ", <本店>')["From"].addresses[0].display_name == '電器の"まるみ", <本店>'


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("hanako@example.jp", "hanako@example.jp"),
        ("taro.@docomo.ne.jp", '"taro."@docomo.ne.jp'),
        ("ta..ro@ezweb.ne.jp", '"ta..ro"@ezweb.ne.jp'),
        ("-ta/ro?@docomo.ne.jp", "-ta/ro?@docomo.ne.jp"),
    ],
)
def test_old_addresses_of_telephone_companies_are_addresses(kept: str, said: str):
    assert envelope_address(kept) == said
    assert made(recipient=kept)["To"]


@pytest.mark.parametrize(
    "kept",
    ["", "hanako", "@a.jp", "hanako@", "a@b@a.jp", "a b@a.jp", "花子@a.jp", "a@例.jp", "a@a", "a@a..jp", "a@a.jp\n"],
)
def test_what_is_no_address_is_said_to_be_none(kept: str):
    with pytest.raises(NoAddress):
        envelope_address(kept)
    with pytest.raises(NoAddress):
        made(recipient=kept)


def test_a_sender_who_is_no_address_is_missing():
    """Else each customer's address would be taken for the wrong one."""
    shop = Settings(
        shop=ShopSettings(name="まるみ電器"),
        sale=SaleSettings(address="本町1-2"),
        mail=MailSettings(host="mail.example", sender="店@marumi.example"),
    )
    assert missing(shop, has_password=False) == ("sender",)
