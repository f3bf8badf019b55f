"""Samples of the person's screens, with the long and the awkward in it. The names are invented."""

from collections.abc import Callable

from kiosk.flow import intents as i
from kiosk.flow.views import (
    Button,
    Entry,
    Level,
    PairBody,
    Person,
    Prompt,
    Role,
    SheetBody,
    Side,
    TagsBody,
    Toast,
    View,
)
from kiosk.rules.cards import CardState
from kiosk.rules.details import Detail
from kiosk.rules.wishes import Channel

Say = Callable[[str, str], str]


def roster_views(say: Say, person: Person, long_person: Person) -> dict[str, View]:
    back = Button(say("もどる", "Back"), i.Back(), Role.QUIET)

    def tabs(picked: int) -> tuple[Button, ...]:
        words = (
            say("基本", "Basics"),
            say("人となり", "Facts"),
            say("ご家庭", "Home"),
            say("連絡", "Contact"),
            say("紹介", "Brought"),
            say("カード", "Cards"),
            say("記録", "Record"),
        )
        return tuple(
            Button(word, i.ChooseSection(section), picked=place == picked)
            for place, (word, section) in enumerate(zip(words, i.Section, strict=True))
        )

    basics = (
        Entry(
            say("お名前", "Name"),
            say("勅使河原 𠮷左衛門﨑太郎", "M. Featherstonehaugh"),
            intent=i.EditDetail(Detail.NAME),
        ),
        Entry(say("番号", "Number"), "123456"),
        Entry(say("電話", "Phone"), "090-1234-5678", intent=i.EditDetail(Detail.PHONE)),
        Entry(say("お誕生日", "Birthday"), "", intent=i.EditDetail(Detail.BIRTHDAY)),
        Entry(say("メール", "E-mail"), "teshigawara.kichizaemon@mail.example", intent=i.EditDetail(Detail.EMAIL)),
        Entry(
            say("ご住所", "Address"),
            say("本町大字中之島字西浦1234番地5 コーポ花水木203", "203 Hanamizuki, 1234-5 Nishiura, Honcho"),
            intent=i.EditDetail(Detail.ADDRESS),
        ),
    )
    cards = (
        Entry(
            "FeliCa …0001",
            say("使えます", "works"),
            buttons=(Button(say("紛失にする", "Mark as lost"), i.MarkCard(1, CardState.LOST)),),
            level=Level.GOOD,
        ),
        Entry(
            "NFC …0002",
            say("紛失", "lost"),
            buttons=(Button(say("また使う", "Works again"), i.MarkCard(2, CardState.ACTIVE)),),
            level=Level.WARN,
        ),
    )
    contact = tuple(
        Entry(word, "", say("うかがっていません", "not asked"), i.OpenWish(channel))
        for word, channel in (
            (say("訪問", "Visit"), Channel.VISIT),
            (say("電話", "Phone"), Channel.PHONE),
            (say("郵便", "Post"), Channel.POST),
            (say("メール", "E-mail"), Channel.MAIL),
        )
    )
    brought = tuple(
        Entry(
            say(f"紹介 {number}郎 様", f"Guest {number}"),
            f"No.{number}",
            say("ご紹介した方", "was introduced"),
            i.OpenCustomer(number),
        )
        for number in range(1, 13)
    )
    record = (
        Button(say("情報を消去する", "Erase person"), i.OpenErase(), Role.DANGER),
        Button(say("同じ方の記録とまとめる", "Same person, two records"), i.FindSame()),
        back,
    )
    merged = Toast(say("1つにまとめました", "Now one record"), Button(say("取り消す", "Undo"), i.Undo(41)))
    refused = Toast(
        say("まとめたポイントが使われたので、元に戻せません", "The points were used: this can't be undone any more")
    )
    leads = (
        say("番号", "Number"),
        say("よみ", "Reading"),
        say("電話", "Phone"),
        say("お誕生日", "Birthday"),
        say("ポイント", "Points"),
        say("ご来店", "Visits"),
        say("最後のご来店", "Last visit"),
        say("カード", "Cards"),
    )
    values = ("123456", "てしがわら", "090-1234-5678", "—", "1,234,567", "1,023", "2025-11-22", "FeliCa …0001")
    sides = tuple(
        Side(
            name,
            tuple(map(Prompt, leads, values)),
            Button(say("こちらを残す", "Keep this one"), i.KeepRecord(number), Role.PRIMARY),
        )
        for number, name in ((1, say("山田 花子 様", "Hanako Yamada")), (2, long_person.name))
    )
    scopes = (
        Button(say("ご本人", "Person"), None, detail=say("だれの", "About"), picked=True),
        Button(say("ご家庭", "Household"), None, detail=say("だれの", "About")),
    )
    hobbies = tuple(Button(word, i.ToggleFact(word)) for word in (say("囲碁", "Go"), say("家庭菜園", "Gardening")))
    write = Button(say("ことばで書く", "Write"), i.WriteFact(), Role.PRIMARY)
    return {
        "person_basics": View("person_basics", SheetBody(person, tabs(0), basics, 2, "", (back,))),
        "person_basics-long": View("person_basics", SheetBody(long_person, tabs(0), basics, 2, "", (back,))),
        "person_cards": View("person_cards", SheetBody(person, tabs(5), cards, 1, "", (back,))),
        "person_contact": View("person_contact", SheetBody(person, tabs(3), contact, 2, "", (back,))),
        "person_introduction": View("person_introduction", SheetBody(person, tabs(4), brought, 1, "", (back,))),
        "person_record": View(
            "person_record",
            SheetBody(person, tabs(6), (), 1, say("記録はまだありません", "Nothing recorded yet"), record),
            toast=merged,
        ),
        "person_record-refused": View("person_record", SheetBody(person, tabs(6), cards, 1, "", record), toast=refused),
        "compare": View(
            "compare",
            PairBody(
                say("同じ方ですか？", "Is this one person?"),
                say("明日まで元に戻せます。", "This can be undone until tomorrow."),
                (sides[0], sides[1]),
                back,
            ),
        ),
        "facts": View("facts", TagsBody(person, hobbies, "", (), scopes, (back, write), say("趣味", "Hobbies"))),
    }
