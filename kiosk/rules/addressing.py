"""To whom a letter goes, as it is written on paper: 様 and 御中, several of one family (連名), companies.

The honorifics are part of a Japanese address and no words of the screen: they are the same in every language of it.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from kiosk.rules.address_lines import Address, split_address, words
from kiosk.rules.details import spaced_postcode
from kiosk.value import Hidden, Value

PERSON = "様"
COMPANY = "御中"
EVERYBODY = "ご家族"
MOST_NAMES = 4
"""Names on one letter; more become the first one and ご家族様."""

_FORM = (
    r"(?:株式会社|有限会社|合同会社|合資会社|合名会社|[\(（][株有同資名][\)）]|㈱|㈲"
    r"|(?:一般|公益)?(?:社団|財団)法人|医療法人(?:社団|財団)?|社会福祉法人|学校法人|宗教法人|(?:特定非営利活動|NPO)法人)"
)
_BARE_FORM = re.compile(_FORM)
# none of these ends a family name or a given name
_ENDING = (
    r"(?:商店街?|商会|工業所?|産業|製作所|工務店|事務所|営業所|出張所|支店|本店|組合|協会|連合会|町内会|自治会|老人会|婦人会|委員会"
    r"|学校|大学|高校|幼稚園|保育園|病院|医院|クリニック|診療所|薬局|歯科|役所|役場|センター|ホテル|旅館|食堂|美容室|理容室|工房"
    r"|図書館|公民館|神社|教会|銀行|信用金庫|農協|郵便局|ストア|電器|電機|建設|不動産)"
)
_ORGANISATION = re.compile(rf".*{_FORM}.*|.+{_ENDING}")
_DEPARTMENT = re.compile(r".+(?:部|課|係|室|支店|営業所|工場|センター|店|グループ|チーム)")
_FAMILIES_LIKE_DEPARTMENTS = re.compile(
    "服部|阿部|安部|矢部|渡部|岡部|磯部|園部|長谷部|日下部|戸部|綾部|軽部|建部|田部|南部|曽我部|物部|跡部|刑部"
    "|小室|氷室|岩室|三室|大室"
)
_POSTCODE = re.compile(r"\s*〒?\s*(\d{3})[-−ー]?(\d{4})(?!\d)\s*(.*)", re.DOTALL)
_TITLE = re.compile(r"\s*(?P<title>様|さま|さん|殿|御中|先生)$")
_OWN_TITLES = {"御中": COMPANY, "先生": "先生"}
_INSIDE = re.compile(rf"({_FORM}|[^・]*・)")


class Fault(StrEnum):
    """Why a letter can't be addressed."""

    NO_NAME = "no_name"
    NO_ADDRESS = "no_address"
    NO_GLYPH = "no_glyph"  # a character that no font of ours has
    TOO_LONG = "too_long"  # for the paper, at the smallest size that can be read


class Name(Value):
    """山田 太郎 様. Of several of one family, `family` is "" from the second on: its room stays empty."""

    family: Hidden[str]
    given: Hidden[str]
    title: str = PERSON


class Addressed(Value):
    """`company`: the pieces of an organisation above the person's name, between which a line may end. A letter to the
    organisation itself has one name, with 御中."""

    address: Address
    names: tuple[Name, ...]
    company: Hidden[tuple[str, ...]] = ()
    postcode: Hidden[str] = ""  # seven digits, or ""

    @property
    def spaced_postcode(self) -> str:
        return spaced_postcode(self.postcode)

    @property
    def characters(self) -> str:
        """Everything that will be written."""
        names = (part for name in self.names for part in (name.family, name.given, name.title))
        return "".join((self.postcode, *self.address.street, *self.address.building, *self.company, *names))


class Sender(Value):
    """The shop."""

    name: str
    address: Address
    postcode: str = ""  # seven digits, or ""

    @property
    def characters(self) -> str:
        return "".join((self.name, self.postcode, *self.address.street, *self.address.building))


def sender(name: str, address: str) -> Sender:
    """A postcode before the address is told from it: 〒144-0001 東京都….

    >>> sender("まるみ電器", "〒144-0001 東京都大田区").postcode
    '1440001'
    """
    found = _POSTCODE.fullmatch(address)
    return Sender(name, split_address(found[3] if found else address), found[1] + found[2] if found else "")


def addressed(names: Sequence[str], postcode: str, address: str) -> Addressed | Fault:
    """A letter to one or several people at one address, the first one first.

    >>> [(one.family, one.given, one.title) for one in addressed(["山田 太郎", "山田 花子"], "", "東京").names]
    [('山田', '太郎', '様'), ('', '花子', '様')]
    >>> [(one.given, one.title) for one in addressed(["㈱まるみ 営業部"], "", "東京").names]
    [('㈱まるみ 営業部', '御中')]
    """
    known = tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
    if not known:
        return Fault.NO_NAME
    if not address.strip():
        return Fault.NO_ADDRESS
    place = split_address(address)
    bare, title = _without_title(known[0])
    company, person = _organisation(bare) if title is not PERSON or _is_company(bare) else ("", bare)
    if title == COMPANY or (company and not person and not known[1:]):
        return Addressed(place, (Name("", bare, COMPANY),), (), postcode)
    first = (_name(person, title),) if person else ()
    return Addressed(place, _family(first + tuple(map(_titled, known[1:]))), name_pieces(company), postcode)


def name_pieces(name: str) -> tuple[str, ...]:
    """Between which a line may end: at spaces, after ・, and between 株式会社 and the name."""
    return tuple(piece for word in words(name) for piece in _INSIDE.split(word) if piece and piece.strip())


def _is_company(name: str) -> bool:
    return any(_ORGANISATION.fullmatch(word) for word in name.split())


def _organisation(name: str) -> tuple[str, str]:
    """The organisation with its departments, and the person in it ("" for the organisation itself)."""
    parts = name.split()
    end = next((at + 1 for at, word in enumerate(parts) if _ORGANISATION.fullmatch(word)), 0)
    if not end:
        return "", name
    if end < len(parts) and end == 1 and _BARE_FORM.fullmatch(parts[0]):
        end += 1  # 株式会社 まるみ
    while end < len(parts) and _is_department(parts[end]):
        end += 1
    return " ".join(parts[:end]), " ".join(parts[end:])


def _is_department(word: str) -> bool:
    return _DEPARTMENT.fullmatch(word) is not None and _FAMILIES_LIKE_DEPARTMENTS.fullmatch(word) is None


def _without_title(name: str) -> tuple[str, str]:
    found = _TITLE.search(name)
    if found is None or not found.start():
        return name, PERSON
    return name[: found.start()], _OWN_TITLES.get(found["title"], PERSON)


def _titled(name: str) -> Name:
    return _name(*_without_title(name))


def _name(name: str, title: str) -> Name:
    family, _, given = name.partition(" ")
    return Name(family, given, title) if given and " " not in given else Name("", name, title)


def _family(names: tuple[Name, ...]) -> tuple[Name, ...]:
    """A family name that all share stands once; of too many names the first one, and ご家族様."""
    if len(names) > MOST_NAMES:
        return names[0], Name("", EVERYBODY, PERSON)
    first = names[0].family
    if not first or any(name.family != first for name in names):
        return names
    return (names[0], *(Name("", name.given, name.title) for name in names[1:]))
