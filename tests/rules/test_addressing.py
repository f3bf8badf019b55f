"""To whom a letter goes: 様 and 御中, several of one family, companies."""

import pytest

from kiosk.rules.addressing import MOST_NAMES, Addressed, Fault, addressed, sender

ADDRESS = "東京都大田区丸山町1-2-3"


def written(*names: str) -> tuple[str, list[str]]:
    """The organisation, and the names line by line."""
    letter = addressed(names, "1440001", ADDRESS)
    assert isinstance(letter, Addressed)
    lines = [" ".join(part for part in (name.family or "", name.given, name.title) if part) for name in letter.names]
    return "".join(letter.company), lines


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("山田 太郎", "山田 太郎 様"),
        ("山田　太郎", "山田 太郎 様"),
        ("𠮷野", "𠮷野 様"),
        ("花ちゃん", "花ちゃん 様"),
        ("服部", "服部 様"),
        ("山田 太郎様", "山田 太郎 様"),
        ("魚屋さん", "魚屋 様"),
        ("田中先生", "田中 先生"),
        ("様", "様 様"),
        ("株式会社まるみ", "株式会社まるみ 御中"),
        ("㈱まるみ 営業部", "㈱まるみ 営業部 御中"),
        ("丸山町内会", "丸山町内会 御中"),
        ("丸山町内会 御中", "丸山町内会 御中"),
        ("同好会まるみ 御中", "同好会まるみ 御中"),
        ("山田商店", "山田商店 御中"),
    ],
)
def test_one_name(name: str, line: str) -> None:
    assert written(name) == ("", [line])


@pytest.mark.parametrize(
    ("name", "company", "line"),
    [
        ("株式会社まるみ 髙﨑 一", "株式会社まるみ ", "髙﨑 一 様"),
        ("株式会社 まるみ 営業部 髙﨑 一", "株式会社まるみ 営業部 ", "髙﨑 一 様"),
        ("㈱まるみ 服部", "㈱まるみ ", "服部 様"),
        ("まるみ医院 田中先生", "まるみ医院 ", "田中 先生"),
    ],
)
def test_a_person_in_a_company_is_written_below_it(name: str, company: str, line: str) -> None:
    above, lines = written(name)
    assert (above.strip(), lines) == (company.strip(), [line])


def test_a_family_name_that_all_share_stands_once() -> None:
    assert written("山田 太郎", "山田 花子") == ("", ["山田 太郎 様", "花子 様"])


def test_people_of_several_families_are_written_in_full() -> None:
    assert written("山田 太郎", "佐藤 花子") == ("", ["山田 太郎 様", "佐藤 花子 様"])


def test_the_same_name_twice_and_empty_ones_are_one() -> None:
    assert written("山田 太郎", "", "山田　太郎") == ("", ["山田 太郎 様"])


def test_more_names_than_a_letter_takes_become_the_family() -> None:
    many = [f"山田 {given}" for given in "一二三四五"]
    assert len(many) > MOST_NAMES
    assert written(*many) == ("", ["山田 一 様", "ご家族 様"])


def test_a_shop_and_its_people() -> None:
    assert written("山田商店", "山田 太郎", "山田 花子") == ("山田商店", ["山田 太郎 様", "花子 様"])


def test_without_a_name_or_an_address_there_is_no_letter() -> None:
    assert addressed(["", " "], "1440001", ADDRESS) is Fault.NO_NAME
    assert addressed(["山田"], "1440001", " ") is Fault.NO_ADDRESS


def test_nothing_personal_is_in_what_is_logged() -> None:
    assert "山田" not in repr(addressed(["山田 太郎"], "1440001", ADDRESS))
    assert "丸山" not in repr(addressed(["山田 太郎"], "1440001", ADDRESS))


@pytest.mark.parametrize("address", ["〒144-0001 東京都大田区", "1440001東京都大田区", "〒144−0001　東京都大田区"])
def test_the_shop_s_postcode_is_told_from_its_address(address: str) -> None:
    shop = sender("まるみ電器", address)
    assert (shop.postcode, "".join(shop.address.street)) == ("1440001", "東京都大田区")


def test_a_shop_s_address_may_have_no_postcode() -> None:
    assert sender("まるみ電器", "東京都大田区丸山町1-2-3").postcode == ""
