"""Where an address may be broken, and how it is written downwards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.address_lines import downwards, kanji_number, split_address


@pytest.mark.parametrize(
    ("address", "street", "building"),
    [
        ("東京都大田区丸山町1-2-3 コーポまるみ201号室", "東京都|大田区|丸山町|1-2-3", "コーポまるみ|201号室"),
        ("神奈川県横浜市青葉区美しが丘２丁目１４−５", "神奈川県|横浜市|青葉区|美しが丘|2丁目14-5", ""),
        ("北海道札幌市中央区北1条西2丁目3番4号 札幌ビル5F", "北海道|札幌市|中央区|北1条西2丁目3番4号", "札幌ビル|5F"),
        ("三重県四日市市諏訪町1234番地", "三重県|四日市市|諏訪町|1234番地", ""),
        ("千葉県市川市八幡1-1-1メゾン八幡1003", "千葉県|市川市|八幡|1-1-1", "メゾン八幡|1003"),
        ("福岡県 大野城市 曙町 2-3-1", "福岡県|大野城市|曙町 |2-3-1", ""),
        ("丸山町2ー3ー1", "丸山町|2-3-1", ""),
        ("那智山字奥之院五百三十七番地の二 会館12号棟", "那智山字奥之院|五百三十七番地の二", "会館|12号棟"),
        ("広島県廿日市市下平良一丁目11番1号", "広島県|廿日市市|下平良|一丁目11番1号", ""),
        ("丸山町", "丸山町", ""),
        ("丸山ビル 別館", "丸山ビル", "別館"),
        ("1-2-3", "1-2-3", ""),
    ],
)
def test_an_address_breaks_between_places_and_before_the_building(address: str, street: str, building: str) -> None:
    found = split_address(address)
    assert ("|".join(found.street), "|".join(found.building)) == (street, building)


@given(st.text(alphabet="東京都県市区町村郡1２-ーの丁目番地号条西コーポ A　", max_size=40).filter(str.strip))
def test_nothing_of_an_address_is_lost(address: str) -> None:
    def bare(text: str) -> str:
        narrow = text.translate(str.maketrans("２ー", "2-"))
        return "".join(narrow.split())

    found = split_address(address)
    assert bare("".join((*found.street, *found.building))) == bare(address)


@pytest.mark.parametrize(
    ("text", "upright"),
    [
        ("1-23-405", "一ー二十三ー四〇五"),
        ("10丁目", "十丁目"),
        ("コーポ2号棟201号室", "コーポ二号棟二〇一号室"),
        ("2丁目14-5", "二丁目十四ー五"),
        ("メゾン・ド・A-B", "メゾン・ド・A-B"),
    ],
)
def test_figures_are_kanji_when_written_downwards(text: str, upright: str) -> None:
    assert downwards(text) == upright


@pytest.mark.parametrize(
    ("digits", "kanji"), [("0", "〇"), ("7", "七"), ("10", "十"), ("20", "二十"), ("05", "〇五"), ("110", "一一〇")]
)
def test_kanji_numbers(digits: str, kanji: str) -> None:
    assert kanji_number(digits) == kanji
