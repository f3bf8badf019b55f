"""Letters to all sorts of people, as they come in a shop's roster: what the pictures show and the tests measure."""

from kiosk.rules.addressing import Addressed, addressed

HOME = "東京都大田区丸山町1-2-3 コーポまるみ201号室"
POSTCODE = "1440001"


def letter(*names: str, postcode: str = POSTCODE, address: str = HOME) -> Addressed:
    made = addressed(names, postcode, address)
    assert isinstance(made, Addressed)
    return made


LETTERS = {
    "one": letter("山田 太郎"),
    "couple": letter("山田 太郎", "山田 花子"),
    "rare": letter(
        "𠮷野 髙﨑", address="北海道札幌市中央区北1条西2丁目3番4号 札幌グランドレジデンス時計台通り東館1203号室"
    ),
    "in a company": letter("株式会社まるみ電器産業 営業第二部 髙﨑 一"),
    "company": letter("株式会社まるみ電器ホールディングスインターナショナル東日本統括事業本部"),
    "family": letter("山田 太郎", "山田 花子", "山田 一郎", "山田 さくら"),
    "long name": letter("勅使河原 龍之介左衛門", postcode="", address="鹿児島県鹿児島市"),
    "short": letter("佐藤", address="丸山町2"),
    "longest name": letter("クリストファー・アレクサンダー・ヴァン・デル・ベルグ・フォン・シュヴァルツェンベルガー"),
    "two families": letter("山田 太郎", "佐藤 花子", address="京都府京都市中京区寺町通御池上る上本能寺前町488"),
    "many": letter(*(f"髙橋 {given}" for given in "一二三四五")),
    "brackets": letter(
        "（株）まるみ（旧、丸山）「電器」事業（第二）部（お客様窓口、ご担当）",
        address="丸山町（大字）、（字）西町（元、東町）「丸山」1 （仮）ビル、（別館）",
    ),
    "doctor": letter("丸山医院 田中先生", address="長野県北佐久郡軽井沢町大字長倉2381番地1"),
    "countryside": letter(
        "小鳥遊 千代",
        address="和歌山県東牟婁郡那智勝浦町大字那智山字奥之院五百三十七番地の二"
        " 国際交流会館アネックス・グリーンヒルズ南紀白浜12号棟1408号室",
    ),
}
NO_GLYPH = letter("山田 ต", address="กรุงเทพ")
TOO_LONG = letter("あ い", address="あ" * 500)
