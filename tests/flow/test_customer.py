"""The customer's screen: names, what to talk about, points that expire; and finding people."""

from db.models import Customer, Note, PointEntry, PointLot
from hardware.events import DeviceName, Trouble
from kiosk.actions.words import refresh_words
from kiosk.rules.kana import reading_key
from kiosk.rules.units import CustomerId

SATO, TANAKA = "0101000000000001", "0101000000000002"


def enrol(counter, uid=SATO):
    counter.tap(uid)
    counter.press("はじめてのお客様")


def named(counter, kana, uid=SATO):
    enrol(counter, uid)
    counter.press("お名前を入れる")
    counter.type(kana)
    counter.press("この名前にする")
    counter.expect("customer")


def test_the_name_may_follow(counter):
    named(counter, "わたな゛へ゛")
    counter.expect_text("わたなべ 様")
    assert Customer.get().reading_key == reading_key("わたなべ")


def test_a_wrong_name_is_undone_or_typed_again(counter):
    named(counter, "さとお")
    counter.press("取り消す")
    counter.expect_text("お客様 1番")
    counter.press("お名前を入れる")
    counter.type("さとお")
    counter.press("この名前にする")
    counter.press("お名前を直す")
    counter.erase()
    counter.type("う")
    counter.press("この名前にする")
    counter.expect_text("さとう 様")
    assert Customer.get().reading == "さとう"


def test_a_key_pressed_by_mistake_is_erased(counter):
    enrol(counter)
    counter.press("お名前を入れる")
    counter.type("やまた゛")
    counter.erase()
    counter.type("だ")
    counter.press("この名前にする")
    counter.expect_text("やまだ 様")


def test_somebody_without_a_card_is_found_by_reading_and_recorded(counter):
    named(counter, "さとう")
    counter.press("おわり")
    counter.next_day()
    counter.press("さがす")
    counter.type("さと")
    counter.press("さとう 様")
    counter.expect("customer")
    counter.expect_text("本日のご来店は記録していません")
    counter.press("ご来店を記録")
    counter.expect_text("ご来店を記録しました")
    assert len(counter.tray.slips) == 2


def test_found_by_the_end_of_the_phone_number(counter):
    named(counter, "さとう")
    with counter.books.deed() as deed:
        Customer.update(phone="09012345678", phone_tail="87654321090").execute()
        refresh_words(counter.books, deed, CustomerId(Customer.get().id))
    counter.press("おわり")
    counter.press("さがす")
    counter.type("5678")
    counter.expect_text("さとう 様", "電話 …5678")


def test_found_by_what_a_note_says_and_never_by_a_sensitive_one(counter):
    named(counter, "さとう")
    with counter.books.deed() as deed:
        customer = CustomerId(Customer.get().id)
        for text, sensitive in (("お孫さんがたいこを始めた", False), ("かいごのご家族あり", True)):
            Note.insert(
                id=counter.books.store.new_id(), customer=customer, text=text, sensitive=sensitive, at=deed.at,
                bday=deed.bday,
            ).execute()  # fmt: skip
        refresh_words(counter.books, deed, customer)
    counter.press("おわり")
    counter.press("さがす")
    counter.type("た")
    counter.expect_text("さとう 様", "メモ「お孫さんがたいこを始めた」")
    counter.type("いこ")
    counter.expect_text("さとう 様", "メモ「お孫さんがたいこを始めた」")
    counter.erase()
    counter.erase()
    counter.erase()
    counter.type("さと")
    counter.expect_text("さとう 様")
    counter.expect_no_text("メモ「")
    counter.erase()
    counter.erase()
    counter.type("かいご")
    counter.expect_text("見つかりません")


def test_a_name_is_found_while_its_kana_is_still_typed(counter):
    named(counter, "やまさき")
    counter.press("おわり")
    counter.press("さがす")
    for typed in "やまさ":
        counter.type(typed)
        counter.expect_text("やまさき 様")
    counter.type("゛")
    counter.expect_text("やまざ", "やまさき 様")


def test_nobody_found_is_said(counter):
    counter.press("さがす")
    counter.type("ぬ")
    counter.expect_text("見つかりません")


def test_topics_and_greeting(counter):
    named(counter, "さとう")
    row = Customer.get()
    today = counter.books.today()
    Customer.update(birth_month=12, birth_day=1).execute()
    Note.insert(
        id=1, customer=row.id, text="冷蔵庫のご相談", at=counter.clock.ms, bday=today, by=counter.books.staff
    ).execute()
    counter.next_day(3)
    counter.tap(SATO)
    counter.expect_text("お誕生日", "あと6日", "冷蔵庫のご相談", "3日ぶり・2回目")
    counter.next_day(70)
    counter.tap(SATO)
    counter.expect_text("「お久しぶりです。2か月ぶりですね」")


def test_points_expire_with_the_business_day_and_only_once(counter):
    counter.set("points.visit", 10)
    counter.set("points.months", 1)
    enrol(counter)
    counter.expect_text("うち 10 は 12月31日まで")
    counter.next_day(39)  # 31 December: the last day
    assert PointLot.get().left == 10
    counter.next_day(1)
    counter.next_day(1)
    assert PointLot.get().left == 0
    assert [entry.delta for entry in PointEntry.select().order_by(PointEntry.id)] == [10, -10]


def test_by_activity_a_visit_prolongs_all_points(counter):
    counter.set("points.visit", 10)
    counter.set("points.months", 1)
    counter.set("points.expiry", "activity")
    enrol(counter)
    counter.next_day(20)
    counter.tap(SATO)
    counter.expect_text("うち 20 は 2026年1月12日まで")


def test_today_lists_who_came(counter):
    named(counter, "さとう", SATO)
    named(counter, "たなか", TANAKA)
    counter.press("おわり")
    counter.press("今日のお客様")
    counter.expect_text("今日のお客様　2人", "さとう 様", "たなか 様")
    counter.press("たなか 様")
    counter.expect("customer")


def test_devices_say_what_to_do(counter):
    counter.lose(DeviceName.READER, Trouble.TAKEN)
    counter.expect_text("カードリーダーが使えません")
    counter.from_menu("機器")
    counter.expect_text("port100")
    counter.press("もどる")
    counter.regain(DeviceName.READER)
    counter.expect_no_text("カードリーダーが使えません")


def test_who_is_at_the_counter_is_written_with_every_deed(counter):
    enrol(counter)
    assert Customer.get().by_id == counter.books.staff is not None
