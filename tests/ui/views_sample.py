"""A sample of every screen in both languages, with the long and the awkward in it. The names are invented."""

from collections.abc import Callable

from kiosk.flow import intents as i
from kiosk.flow.keys import Keys
from kiosk.flow.views import (
    Button,
    Chip,
    ChoiceBody,
    CustomerBody,
    EventRow,
    EventSign,
    IdleBody,
    Ink,
    InkBody,
    Level,
    ListBody,
    NoteBody,
    Person,
    PickBody,
    PinBody,
    Prompt,
    Question,
    Role,
    Row,
    SaleBody,
    SaleLineRow,
    ShadeBody,
    Sign,
    Stroke,
    Sum,
    TagsBody,
    TimelineBody,
    Toast,
    TypeBody,
    View,
    WritingPart,
    WrittenLine,
)
from kiosk.flow.writing import Piece
from kiosk.value import replace
from tests.ui.views_report import report_views
from tests.ui.views_roster import roster_views

Say = Callable[[str, str], str]

LANGUAGES = ("ja", "en")


def sample_views(language: str) -> dict[str, View]:
    """Name of the sample -> view. The name begins with the screen's name; `idle` and `idle-trouble` are one screen."""

    def say(ja: str, en: str) -> str:
        return ja if language == "ja" else en

    makers = (_idle, _customer, _choices, _attach_and_find, _tags, _lists, _staff, _sale, _timeline, _notes)
    views = {name: view for maker in makers for name, view in maker(say).items()}
    return views | report_views(say) | roster_views(say, _person(say), _long_person(say))


def _person(say: Say) -> Person:
    return Person(
        say("山田 花子 様", "Hanako Yamada"),
        say("やまだ はなこ", ""),
        "No. 00128",
        "1,240",
        say("ポイント", "points"),
        say("うち 120 は11月30日まで", "120 of them until 30 Nov"),
        say("12日ぶり・23回目", "12 days ago, 23rd visit"),
    )


def _long_person(say: Say) -> Person:
    return Person(
        say("勅使河原 𠮷左衛門﨑太郎 様", "Maximiliana Featherstonehaugh-Cholmondeley"),
        say("てしがわら きちざえもんさきたろう", ""),
        "No. 123456",
        "1,234,567",
        say("ポイント", "points"),
        say("うち 1,234,000 は2027年12月31日まで", "1,234,000 of them until 31 Dec 2027"),
        say("3か月ぶり・1,023回目", "3 months ago, 1,023rd visit"),
    )


def _nameless(say: Say) -> Person:
    return Person(
        say("00391 番のお客様", "Customer 00391"),
        "",
        "No. 00391",
        "1",
        say("ポイント", "point"),
        "",
        say("はじめてのご来店", "First visit"),
    )


def _done(say: Say) -> Button:
    return Button(say("おわり", "Done"), i.Leave(), Role.PRIMARY)


def _back(say: Say) -> Button:
    return Button(say("もどる", "Back"), i.Back(), Role.QUIET)


def _stop(say: Say) -> Button:
    return Button(say("やめる", "Never mind"), i.Leave(), Role.QUIET)


def _idle(say: Say) -> dict[str, View]:
    actions = (
        Button(say("さがす", "Find"), i.OpenFind()),
        Button(say("今日のお客様", "Today's customers"), i.OpenToday()),
        Button(say("スリップ", "Slips"), i.OpenSlips(), detail=say("1枚 待っています", "1 is waiting")),
        Button(say("スタッフ", "Staff"), i.OpenStaff(), detail=say("佐藤", "Sato")),
    )
    common = (
        say("まちの電器 やまもと", "Yamamoto Electric"),
        say("11月22日（日）", "Sunday 22 November"),
        "14:05",
        say("カードをタッチしてください", "Please tap your card"),
    )
    fine = (
        Sign(say("リーダー", "Reader"), say("使えます", "ready"), Level.GOOD, i.OpenDevices()),
        Sign(say("プリンター", "Printer"), say("使えます", "ready"), Level.GOOD, i.OpenDevices()),
    )
    lost = (
        Sign(say("リーダー", "Reader"), say("外れています", "unplugged"), Level.BAD, i.OpenDevices()),
        Sign(say("プリンター", "Printer"), say("用紙切れ", "out of paper"), Level.WARN, i.OpenDevices()),
        Sign(say("ランプ", "Lights"), say("ありません", "none"), Level.CALM, i.OpenDevices()),
    )
    note = say(
        "カードリーダーが外れています。ケーブルを確かめてください", "The card reader is unplugged: check its cable"
    )
    return {
        "idle": View("idle", IdleBody(*common, "", fine, actions)),
        "idle-trouble": View("idle", IdleBody(*common, note, lost, actions)),
    }


def _customer(say: Say) -> dict[str, View]:
    actions = (
        Button(say("呼び名", "Name"), i.OpenNaming()),
        Button(say("おわり", "Done"), i.Leave(), Role.QUIET),
        Button(say("タグ", "Tags"), i.OpenTags(), Role.PRIMARY),
    )
    many = (
        Button(say("呼び名", "Name"), i.OpenNaming()),
        Button(say("スリップ再発行", "Print slip again"), i.ReprintSlip(7)),
        Button(say("ご来店を記録", "Record the visit"), i.RecordVisit()),
        Button(say("おわり", "Done"), i.Leave(), Role.QUIET),
        Button(say("タグ", "Tags"), i.OpenTags(), Role.PRIMARY),
    )
    chips = (
        Chip(say("配達は15時以降", "Deliver after 15:00")),
        Chip(say("水曜休み", "Closed on Wednesdays"), mark=say("30日まで", "until the 30th")),
        Chip(say("お子さんは人参が苦手", "Child dislikes carrots"), household=True, mark=say("ご家庭", "household")),
        Chip("●●●", hold=i.HoldSensitive(5), release=i.ReleaseSensitive()),
    )
    prompts = (
        Prompt(
            say("前回のメモ", "Last note"),
            say("洗濯機の音が大きいとのこと。次に様子をうかがう", "The washing machine is loud: ask how it is now"),
        ),
        Prompt(say("お誕生日", "Birthday"), say("5日後です（11月27日）", "in 5 days (27 November)")),
        Prompt(say("ご紹介", "Introduced by"), say("佐藤様のご紹介", "Ms Sato")),
    )
    question = Question(
        say("お母様の介護で日中はお留守", "Away by day, caring for her mother"),
        say("今もそうですか？", "Is this still so?"),
        Button(say("はい", "Yes"), i.StillTrue(3)),
        Button(say("終わった", "It is over"), i.NoLongerTrue(3)),
    )
    undo = Button(say("取り消す", "Undo"), i.Undo(41), Role.QUIET)
    recorded = say("ご来店を記録しました　＋1ポイント", "Visit recorded, +1 point")
    return {
        "customer": View(
            "customer",
            CustomerBody(
                _person(say),
                say("お久しぶりです、12日ぶりですね", "Nice to see you again after 12 days"),
                recorded,
                chips,
                "",
                prompts,
                None,
                Sign(say("スリップ", "Slip"), say("印刷しました", "printed"), Level.GOOD),
                actions,
            ),
        ),
        "customer-question": View(
            "customer",
            CustomerBody(
                _person(say),
                say("お久しぶりです、3か月ぶりですね", "It has been 3 months, good to see you"),
                recorded,
                chips,
                "",
                prompts,
                question,
                Sign(
                    say("スリップ", "Slip"), say("用紙切れで待っています", "waits for paper"), Level.WARN, i.OpenSlips()
                ),
                many,
            ),
        ),
        "customer-long": View(
            "customer",
            CustomerBody(
                _long_person(say),
                "",
                say("今日は2回目のタッチです", "Second tap today"),
                (
                    Chip(
                        say(
                            "玄関の呼び鈴が壊れているので裏口へまわってお声がけください",
                            "The door bell is broken: go round to the back door and call out",
                        )
                    ),
                    *chips,
                ),
                "",
                prompts[:1],
                None,
                None,
                actions,
            ),
            toast=Toast(say("「水曜休み」を付けました", "“Closed on Wednesdays” is on"), undo),
        ),
        "customer-new": View(
            "customer",
            CustomerBody(
                _nameless(say),
                say("はじめまして、ありがとうございます", "Welcome, and thank you"),
                recorded,
                (),
                say("タグはまだありません。気づいたことを一つどうぞ", "No tags yet. Add one thing you noticed"),
                (),
                None,
                None,
                actions,
            ),
            toast=Toast(say("00391 番で登録しました", "Enrolled as number 00391"), undo),
        ),
    }


def _choices(say: Say) -> dict[str, View]:
    return {
        "unknown_card": View(
            "unknown_card",
            ChoiceBody(
                say("はじめて見るカードです", "This card is new here"),
                say("どなたのカードでしょうか？", "Whose card is it?"),
                (
                    Button(
                        say("カードの追加・交換", "Add or replace a card"),
                        i.AttachCard(),
                        detail=say("もう登録のあるお客様", "A customer we know"),
                    ),
                    Button(
                        say("はじめてのお客様", "A new customer"),
                        i.EnrolCustomer(),
                        Role.PRIMARY,
                        say("名前はあとでかまいません", "The name can wait"),
                    ),
                ),
                _stop(say),
            ),
        ),
        "lost_card": View(
            "lost_card",
            ChoiceBody(
                say("なくしたと届けのあったカードです", "This card was reported lost"),
                say(
                    "ポイントは使えません。ご本人かどうか、呼び名を確かめてください",
                    "Its points can't be used. Make sure of the customer by asking the name",
                ),
                (
                    Button(
                        say("見つかった", "It was found"),
                        i.CardFound(),
                        detail=say("また使えるようにする", "Use it again"),
                    ),
                ),
                _stop(say),
                Level.BAD,
                _person(say),
            ),
        ),
        "random_card": View(
            "random_card",
            ChoiceBody(
                say("このカードは使えません", "This card can't be used"),
                say(
                    "スマートフォンは毎回ちがう番号を見せるため、会員カードになりません。プラスチックのカードをお使いください",
                    "A phone shows a different number at every tap, so it can't be a member card. Use a plastic one",
                ),
                (),
                Button(say("わかりました", "I see"), i.Leave(), Role.QUIET),
                Level.WARN,
            ),
        ),
        "several_cards": View(
            "several_cards",
            ChoiceBody(
                say("カードが2枚あります", "There are two cards"),
                say("1枚だけタッチしてください", "Please tap one card alone"),
                (),
                _stop(say),
                Level.WARN,
            ),
        ),
        "another_card": View(
            "another_card",
            ChoiceBody(
                say("別のカードがタッチされました", "Another card was tapped"),
                say("入力中の呼び名がまだ保存されていません", "The name being typed has not been saved yet"),
                (
                    Button(say("入力をつづける", "Go on typing"), i.KeepGoing()),
                    Button(
                        say("新しいカードへ", "Take the new card"),
                        i.TakeNewCard(),
                        Role.PRIMARY,
                        say("入力は消えます", "What was typed is dropped"),
                    ),
                ),
                None,
                Level.WARN,
            ),
        ),
        "attach": View(
            "attach",
            ChoiceBody(
                say("このお客様のカードにしますか？", "Give this customer the card?"),
                say("いままでのカードはどうしますか？", "What about the card used until now?"),
                (
                    Button(say("なくした", "It is lost"), i.ConfirmAttach(i.OldCards.LOST), Role.DANGER),
                    Button(say("両方使う", "Use both"), i.ConfirmAttach(i.OldCards.KEEP)),
                    Button(say("取りかえる", "Replace it"), i.ConfirmAttach(i.OldCards.REPLACED), Role.PRIMARY),
                ),
                _back(say),
                person=_person(say),
            ),
        ),
        "fault": View(
            "fault",
            ChoiceBody(
                say("うまくいきませんでした", "That did not work"),
                say(
                    "記録は変わっていません。もう一度お試しください。10秒で最初の画面に戻ります",
                    "Nothing was changed. Please try again. The first screen comes back in 10 seconds",
                ),
                (),
                Button(say("最初の画面へ", "To the first screen"), i.Leave(), Role.QUIET),
                Level.BAD,
            ),
        ),
    }


def _attach_and_find(say: Say) -> dict[str, View]:
    title = say("お客様をさがす（よみ・電話・番号）", "Find a customer (reading, phone, number)")
    hint = say("よみの初めの2、3文字", "First letters of the reading, or digits")
    rows = tuple(
        Row(
            say(f"{name} 様", name),
            say(f"{reading}　No. {number:05}", f"No. {number:05}"),
            intent=i.OpenCustomer(number),
        )
        for number, (name, reading) in enumerate(
            (
                ("山田 花子", "やまだ はなこ"),
                ("山田 太郎", "やまだ たろう"),
                ("山谷 𠮷江", "やまたに よしえ"),
                ("八俣 次郎", "やまた じろう"),
                ("山高 実", "やまたか みのる"),
            ),
            start=128,
        )
    )
    back = (_back(say),)
    return {
        "find": View("find", TypeBody(title, "", hint, (), "", back)),
        "find-results": View("find", TypeBody(title, "やまた", hint, rows, say("ほか12名", "12 more"), back)),
        "find-none": View("find", TypeBody(title, "ぴょんきち", hint, (), say("見つかりません", "Nobody found"), back)),
        "naming": View(
            "naming",
            TypeBody(
                "",
                "",
                "",
                (),
                "",
                (_back(say), Button(say("登録する", "Save"), i.SaveName(), Role.PRIMARY)),
                writing=_writing(say),
            ),
        ),
        "filling-fault": View("filling", _refused(say)),
    }


def _refused(say: Say) -> TypeBody:
    """What was written can't be taken: why stands where candidates would."""
    line = WrittenLine(say("電話　佐藤 和子 様", "Phone: 佐藤 和子"), "", "0901234", caret=7)
    return TypeBody(
        "",
        "",
        "",
        (),
        say(
            "電話番号のけたが足りません。市外局番から入れてください",
            "The phone number is too short: begin with the area code",
        ),
        (_back(say), Button(say("登録", "Save"), i.SaveText(), Role.PRIMARY)),
        writing=replace(_writing(say), lines=(line,), keys=Keys.DIGITS, candidates=(), pages=()),
    )


def _writing(say: Say) -> WritingPart:
    reading = "かずえちよみざえもん"
    return WritingPart(
        lines=(
            WrittenLine(
                say("お呼びする名前", "Name"), "", "勅使河原 ", (Piece("一枝", True), Piece("千代美左衛門")), "様", 9
            ),
            WrittenLine(say("ふりがな", "Reading"), "", "てしがわら " + reading, select=i.ChooseLine(1)),
        ),
        keys=Keys.KANA,
        shift=False,
        candidates=tuple(
            Button(word, i.ChooseCandidate(word), picked=word == "一枝")
            for word in ("一枝", "和枝", "かずえ千代美左衛門様", "カズエ")
        ),
        pages=(Button(say("前へ", "Prev"), i.TurnCandidates(-1)), Button(say("次へ", "More"), i.TurnCandidates(1))),
        functions=(
            *(
                Button(label, i.SwitchKeys(keys), Role.QUIET, picked=keys is Keys.KANA)
                for keys, label in zip(Keys, ("かな", "カナ", "ABC", "123"), strict=True)
            ),
            Button("、", i.Key("、")),
            Button("。", i.Key("。")),
            Button(say("空白", "Space"), i.SpaceKey()),
            Button("←", i.MoveCaret(-1), Role.QUIET),
            Button("→", i.MoveCaret(1), Role.QUIET),
        ),
        convert=Button(say("次の候補", "Next"), i.ConvertKey()),
        commit=Button(say("確定", "Enter"), i.CommitKey()),
        notice="",
    )


def _tags(say: Say) -> dict[str, View]:
    texts = (
        ("配達は○時以降", "Deliver after …"),
        ("水曜休み", "Closed on Wednesdays"),
        ("耳が遠い", "Hard of hearing"),
        ("杖・車いす", "Stick or wheelchair"),
        ("領収書いつも", "Always wants a receipt"),
        ("玄関先に置く", "Leave at the door"),
        ("不在なら隣へ", "If out, to the neighbour"),
        ("車まで運ぶ", "Carry to the car"),
        ("お電話は午前中", "Phone in the morning"),
        ("袋いらない", "No bag"),
        ("アレルギー", "Allergies"),
        ("減塩", "Low salt"),
        ("お子さんは人参が苦手", "Child dislikes carrots"),
        ("介護中", "Caring for a relative"),
        ("猫がいる", "Has a cat"),
    )
    presets = tuple(
        Button(say(*text), i.ToggleTag(number), picked=number in (1, 12)) for number, text in enumerate(texts)
    )
    options = (
        Button(
            say("このお客様", "This person"), i.ChooseScope(i.Scope.PERSON), detail=say("だれの", "Whose"), picked=True
        ),
        Button(say("ご家庭", "Household"), i.ChooseScope(i.Scope.HOUSEHOLD), detail=say("だれの", "Whose")),
        Button(say("ずっと", "Always"), i.CycleUntil(), detail=say("いつまで", "Until")),
        Button(say("6か月後に聞く", "In 6 months"), i.CycleReview(), detail=say("見直し", "Ask again")),
        Button(say("見せる", "Shown"), i.ToggleSensitive(), detail=say("●●●で隠す", "Hide as ●●●")),
    )
    hours = tuple(Button(say(f"{hour}時", f"{hour}:00"), i.PickHour(hour), picked=hour == 15) for hour in range(8, 22))
    return {
        "tags": View(
            "tags",
            TagsBody(
                _person(say),
                presets,
                "1 / 2",
                (
                    Button(say("前", "Prev"), None),
                    Button(say("次", "Next"), i.TurnPage(1)),
                ),
                options,
                (_done(say),),
            ),
            toast=Toast(
                say("「水曜休み」を付けました", "“Closed on Wednesdays” is on"),
                Button(say("取り消す", "Undo"), i.Undo(41), Role.QUIET),
            ),
        ),
        "tags-few": View("tags", TagsBody(_long_person(say), presets[:4], "", (), options, (_done(say),))),
        "pick_hour": View(
            "pick_hour",
            PickBody(_person(say), say("配達は何時以降ですか？", "Deliver after what hour?"), hours, 7, _back(say)),
        ),
    }


def _lists(say: Say) -> dict[str, View]:
    today = tuple(
        Row(
            say(f"{name} 様", f"Customer {number}"),
            say(f"{number}回目・No. {number:05}", f"visit {number}, No. {number:05}"),
            f"{8 + number // 6}:{number * 7 % 60:02}",
            intent=i.OpenCustomer(number),
        )
        for number, name in enumerate(("山田 花子", "佐藤 実", "鈴木 みどり", "高橋 一郎") * 6, start=1)
    )
    slips = (
        Row(
            say("山田 花子 様", "Hanako Yamada"),
            say("14:05　用紙切れで印刷していません", "14:05, not printed: out of paper"),
            level=Level.WARN,
            buttons=(
                Button(say("印刷する", "Print"), i.ReprintSlip(7)),
                Button(say("いらない", "Drop it"), i.DropSlip(7), Role.QUIET),
            ),
        ),
        Row(
            say("00391 番のお客様", "Customer 00391"),
            say("13:40　出たかどうかわかりません", "13:40, may or may not have come out"),
            level=Level.BAD,
            buttons=(
                Button(say("再発行", "Print again"), i.ReprintSlip(6)),
                Button(say("いらない", "Let it go"), i.DropSlip(6), Role.QUIET),
            ),
        ),
        Row(say("佐藤 実 様", "Minoru Sato"), say("13:12", "13:12"), say("印刷しました", "printed"), Level.GOOD),
    )
    devices = (
        Row(say("カードリーダー", "Card reader"), "RC-S380/P", say("使えます", "ready"), Level.GOOD),
        Row(
            say("プリンター", "Printer"),
            say("用紙を入れると、そのまま使えます", "Put paper in and it goes on"),
            say("用紙切れ", "out of paper"),
            Level.WARN,
        ),
        Row(say("ランプとブザー", "Light and buzzer"), "", say("この機械にはありません", "not on this machine")),
    )
    staff = tuple(
        Row(say(ja, en), say(role_ja, role_en), end, level, i.ChooseStaff(number))
        for number, (ja, en, role_ja, role_en, end, level) in enumerate(
            (
                ("佐藤", "Sato", "店主", "owner", say("今のスタッフ", "at the counter"), Level.GOOD),
                ("鈴木", "Suzuki", "スタッフ", "staff", "", Level.CALM),
            )
        )
    )
    back = (_back(say),)
    return {
        "today": View("today", ListBody(say("今日のお客様　24名", "Today: 24 customers"), today, "", back)),
        "today-empty": View(
            "today",
            ListBody(
                say("今日のお客様", "Today"), (), say("まだどなたもいらしていません", "Nobody has come yet"), back
            ),
        ),
        "slips": View("slips", ListBody(say("スリップ", "Slips"), slips, "", back)),
        "devices": View("devices", ListBody(say("機器", "Devices"), devices, "", back)),
        "staff": View("staff", ListBody(say("スタッフを選ぶ", "Who is at the counter?"), staff, "", back)),
    }


def _staff(say: Say) -> dict[str, View]:
    def pad(typed: int, message: str, *, may_try: bool) -> PinBody:
        return PinBody(
            say("勅使河原 𠮷左衛門さんの番号", "PIN of Maximiliana Featherstonehaugh"),
            say("番号を入れるか、スタッフカードをタッチしてください", "Enter the PIN, or touch the staff card"),
            typed,
            8,
            message,
            may_try,
            Button(say("決定", "OK"), i.EnterPin() if may_try and typed else None, Role.PRIMARY),
            _back(say),
            Level.WARN if message else Level.CALM,
        )

    locked = say(
        "番号を10回まちがえたので止めています。この機械のコマンド kiosk staff unlock で解除できます",
        "10 wrong PINs: it is locked. The command kiosk staff unlock on this machine unlocks it",
    )
    lift = Button(
        say("タッチで表示", "Touch to show"), i.LiftShade(), Role.QUIET, say("いま隠しています", "Covered for now")
    )
    people = tuple(
        Button(say(ja, en), i.ChooseStaff(number), detail=say("スタッフ", "staff"), picked=number == 2)
        for number, (ja, en) in enumerate(
            (
                ("山田 花子", "Hanako"),
                ("佐藤", "Sato"),
                ("鈴木", "Suzuki"),
                ("勅使河原 𠮷左衛門", "Maximiliana F."),
                ("高橋", "Takahashi"),
            )
        )
    )
    return {
        "pin": View("pin", pad(3, "", may_try=True)),
        "pin-locked": View("pin", pad(0, locked, may_try=False)),
        "shade": View("customer", ShadeBody(lift)),
        "who": View(
            "who", ChoiceBody(say("どなたですか？", "Who is it?"), say("お名前を", "Names"), people, _back(say))
        ),
    }


def _sale(say: Say) -> dict[str, View]:
    whole, this = say("全体", "whole"), say("この行", "this line")

    def functions(about: str, points: str = "", lines: bool = True) -> tuple[Button, ...]:
        ready = about if lines else ""
        return (
            Button(say("数量", "Quantity"), i.SetQuantity() if about == this else None, detail=ready and this),
            Button(say("値引", "¥ off"), i.DiscountYen() if lines else None, detail=ready),
            Button(say("割引", "% off"), i.DiscountPercent() if lines else None, detail=ready),
            Button(say("ポイント", "Points"), i.SpendPoints() if points else None, detail=points),
            Button(say("消す", "Remove"), i.RemoveLine() if about == this else None, detail=ready and this),
        )

    def adds(typed: str) -> tuple[Button, ...]:
        return tuple(
            Button(f"＋{rate}%", i.AddAmount(rate) if typed else None, detail=say(word, said))
            for rate, word, said in ((10, "標準税率", "standard"), (8, "軽減税率", "reduced"))
        )

    def total(yen: str, picked: bool = False) -> Button:
        return Button(say("合計", "Total"), i.PickLine(None), detail=yen, picked=picked)

    def actions(yen: str) -> tuple[Button, ...]:
        paid = Button(say("お会計", "Take payment"), i.Settle() if yen else None, Role.PRIMARY, yen)
        return Button(say("やめる", "Cancel"), i.DropSale(), Role.QUIET), paid

    def line(place: int, ja: str, en: str, detail: str, amount: str, picked: bool = False) -> SaleLineRow:
        return SaleLineRow(say(ja, en), detail, amount, i.PickLine(place), picked)

    who, empty = say("カードなし", "No card"), say("金額を打つか、商品を読み取ってください", "Type an amount, or scan")
    invite = say("タッチすると 12 ポイント付きます", "A tap of the card would earn 12 points")
    reduced = say("8%（軽減）", "8% (reduced)")
    three = (
        line(0, "LED電球 60形", "LED bulb, 60 W", "2 × ¥980　−¥100", "¥1,860"),
        line(1, "牛乳 1L", "Milk, 1 l", f"3 × ¥198　{reduced}", "¥594", True),
        line(2, "金額", "Amount", "10%", "¥350"),
    )
    awkward = (
        line(
            0,
            "髙﨑𠮷牧場 低温殺菌ノンホモ牛乳 900ml",
            "Takasaki Ranch non-homogenised milk, 900 ml",
            f"10 × ¥1,280　−¥1,000　{reduced}",
            "¥11,800",
        ),
        line(1, "冷蔵庫 とりつけ込み", "Refrigerator, fitted", "9 × ¥1,111,111　10%", "¥9,999,999"),
        line(2, "単三乾電池", "AA batteries", say("割引 5%　−¥35", "5% off, −¥35"), "¥663"),
    )
    twelve = tuple(
        line(place, f"商品 {place + 1}", f"Item {place + 1}", "10%", f"¥{place * 110 + 90:,}", place == 11)
        for place in range(12)
    )
    sums = (
        Sum(say("小計", "Subtotal"), "¥2,804"),
        Sum(say("値引", "Discount"), "−¥100"),
        Sum(say("ポイント利用", "Points used"), "−¥240"),
    )
    most = (
        Sum(say("小計", "Subtotal"), "¥10,012,462"),
        Sum(say("値引", "Discount"), "−¥12,463"),
    )
    type_amount, type_number = say("金額", "Amount"), say("金額・数量・値引", "Amount, quantity or discount")
    return {
        "sale": View(
            "sale",
            SaleBody(
                _person(say),
                "",
                "",
                three,
                "",
                sums,
                total("¥2,464"),
                type_number,
                "¥1,200",
                functions(this, say("1,240まで", "≤ 1,240")),
                adds("¥1,200"),
                actions("¥2,464"),
            ),
        ),
        "sale-empty": View(
            "sale",
            SaleBody(
                None,
                who,
                say("カードをタッチするとポイントが付きます", "A tap of the card would earn points"),
                (),
                empty,
                (),
                total("¥0"),
                type_amount,
                "",
                functions(whole, lines=False),
                adds(""),
                actions(""),
            ),
        ),
        "sale-no-card": View(
            "sale",
            SaleBody(
                None,
                who,
                invite,
                (line(0, "金額", "Amount", "10%", "¥1,200", True),),
                "",
                (),
                total("¥1,200"),
                type_number,
                "",
                functions(this),
                adds(""),
                actions("¥1,200"),
            ),
            toast=Toast(
                say("「牛乳 1L」を消しました", "“Milk, 1 l” is off"),
                Button(say("取り消す", "Undo"), i.Undo(43), Role.QUIET),
            ),
        ),
        "sale-long": View(
            "sale",
            SaleBody(
                _long_person(say),
                "",
                "",
                awkward,
                "",
                most,
                total("¥9,999,999", picked=True),
                type_number,
                "¥9,999,999",
                functions(whole, say("全部", "all")),
                adds("¥9,999,999"),
                actions("¥9,999,999"),
            ),
        ),
        "sale-twelve": View(
            "sale",
            SaleBody(
                _nameless(say),
                "",
                "",
                twelve,
                "",
                sums[:1],
                total("¥8,340"),
                type_number,
                "¥5",
                functions(this),
                adds("¥5"),
                actions("¥8,340"),
            ),
            toast=Toast(say("バーコードを読み取れませんでした", "The barcode could not be read"), level=Level.WARN),
        ),
    }


INK = Ink((Stroke(24, ((300, 300), (600, 500), (900, 280))), Stroke(52, ((1200, 400),))))


def _timeline(say: Say) -> dict[str, View]:
    long = say(
        "洗濯機の買い替えを年内に考えたいとお話。設置場所の幅は六十四センチ。搬入は裏口から、ご主人がおられる土曜の午後に",
        "Wants a new washing machine this year; the place is 64 cm wide. Deliver by the back door, on a Saturday",
    )
    rows = (
        EventRow(
            EventSign.SALE,
            say("22日（日）", "Sun 22"),
            "14:05",
            say("お買い上げ", "Purchase"),
            say("単3電池 ×3、LED電球", "Batteries ×3, lamp"),
            "¥2,620",
            month=say("2026年11月", "Nov 2026"),
            press=i.ShowSale(i.SaleId(1)),
        ),
        EventRow(EventSign.NOTE, say("21日（土）", "Sat 21"), "10:00", say("メモ", "Note"), long, ink=INK),
        EventRow(
            EventSign.NOTE,
            say("20日（金）", "Fri 20"),
            "9:30",
            say("おぼえ", "Noted"),
            "●●●",
            hold=i.HoldEvent(2),
            release=i.ReleaseSensitive(),
        ),
    )
    many = tuple(EventRow(EventSign.VISIT, f"{day}", "10:00", f"{say('ご来店', 'Visit')} {day}") for day in range(30))
    back = (_back(say),)
    return {
        "timeline": View("timeline", TimelineBody(_person(say), rows, "", None, back)),
        "timeline-many": View("timeline", TimelineBody(_long_person(say), many, "", i.MoreRows(30), back)),
        "timeline-empty": View(
            "timeline", TimelineBody(_nameless(say), (), say("まだ何もありません", "Nothing yet"), None, back)
        ),
    }


def _notes(say: Say) -> dict[str, View]:
    templates = tuple(
        Button(say(f"○曜の○時に配達のお約束 {place}", f"Delivery promised for … at …:00 {place}"), i.UseTemplate(place))
        for place in range(12)
    )
    kinds = (
        Button(say("メモ", "Note"), i.ChooseKind(i.Kind.NOTE), picked=True),
        Button(say("お電話", "Phone"), i.ChooseKind(i.Kind.PHONE)),
        Button(say("お手紙", "Letter"), i.ChooseKind(i.Kind.POST)),
        Button(say("メール", "Mail"), i.ChooseKind(i.Kind.MAIL)),
        Button(say("訪問", "House call"), i.ChooseKind(i.Kind.VISIT)),
        Button(say("かくす ●●●", "Hide ●●●"), i.ToggleSensitive()),
    )
    ways = (Button(say("文字で書く", "Type"), i.OpenTyping()), Button(say("手で書く", "Draw"), i.OpenInk()))
    pages = (Button(say("前", "Prev"), None), Button(say("次", "Next"), i.TurnPage(1)))
    text = say("金曜の15時に配達のお約束　見積もりをお渡しした", "Delivery promised for Friday at 15:00")
    save = Button(say("保存する", "Save"), i.SaveNote(), Role.PRIMARY)
    tools = (
        Button(say("ふつう", "Medium"), i.CyclePen(), detail=say("ペン", "Pen")),
        Button(say("一画もどす", "Undo stroke"), i.UndoStroke()),
        Button(say("全部消す", "Clear all"), i.ClearInk()),
    )
    take = (_back(say), Button(say("これでよい", "That's it"), i.TakeInk(), Role.PRIMARY))
    return {
        "note": View(
            "note",
            NoteBody(_person(say), text, "", INK, templates, "1 / 2", pages, kinds, ways, (_stop(say), save)),
        ),
        "note-empty": View(
            "note",
            NoteBody(
                _person(say),
                "",
                say("文を選んでください", "Pick a sentence"),
                None,
                templates[:3],
                "",
                (),
                kinds,
                ways,
                (_stop(say), save),
            ),
        ),
        "note_ink": View("note_ink", InkBody(_person(say), "", INK, 24, 2, tools, take)),
        "note_ink-empty": View(
            "note_ink", InkBody(_person(say), say("ここに書いてください", "Write here"), Ink(), 24, 0, tools, take)
        ),
    }
