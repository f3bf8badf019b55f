"""The night's comparison: once a business day, while nobody is served, and an alarm when a figure is wrong."""

from db.models import CustomerStat
from kiosk.actions.follow_ups_made import propose
from kiosk.cli import main

SATO = "0101000000000001"


def sell(counter):
    counter.tap(SATO)
    counter.press("はじめてのお客様")
    counter.press("お会計")
    counter.type("500")
    counter.press("お会計")
    counter.press("おわり")


def spoil(counter):
    CustomerStat.update(total=CustomerStat.total + 7).execute()


def asked(counter):
    """How many comparisons wait to be read; the day's follow-ups are sought beside them."""
    return sum(getattr(read, "func", None) is not propose for read in counter.archive.asked.values())


def test_figures_that_are_right_say_nothing(counter):
    sell(counter)
    counter.session.rest()
    counter.reads()
    counter.expect("idle")
    counter.expect_no_text("集計")


def test_a_wrong_figure_is_an_alarm_with_what_to_do_until_it_is_counted_again(counter, caplog, capsys):
    sell(counter)
    counter.next_day()
    spoil(counter)
    counter.session.rest()
    counter.reads()
    counter.expect_text("集計", "1件 合いません")
    assert "customer_stat" in caplog.text
    assert "total 507, but the sales make 500" in caplog.text
    counter.press("1件 合いません")
    counter.expect("devices")
    counter.expect_text("kiosk verify --rebuild")
    counter.close()
    assert main(["verify", "--data", str(counter.folder)]) == 1
    assert "kiosk verify --rebuild を実行すると、集計し直します" in capsys.readouterr().out
    assert main(["verify", "--data", str(counter.folder), "--rebuild"]) == 0
    assert "total 507, but the sales make 500" in capsys.readouterr().out
    counter.open()
    counter.expect_no_text("集計")
    assert CustomerStat.get().total == 500


def test_the_alarm_outlives_a_restart_and_ends_with_the_next_nights_comparison(counter):
    sell(counter)
    spoil(counter)
    counter.session.rest()
    counter.reads()
    counter.reopen()
    counter.expect_text("1件 合いません")
    CustomerStat.update(total=500).execute()
    counter.session.rest()
    assert not asked(counter)  # today it was done
    counter.next_day()
    counter.session.rest()
    counter.reads()
    counter.expect_no_text("集計")


def test_it_waits_until_nobody_is_served_and_is_done_once_a_day(counter):
    counter.session.rest()
    counter.reads()
    counter.next_day()
    counter.tap(SATO)
    counter.session.rest()
    assert not asked(counter)
    counter.press("はじめてのお客様")
    counter.press("おわり")
    counter.session.rest()
    counter.session.rest()
    assert asked(counter) == 1
    counter.reads()
    counter.reopen()
    counter.session.rest()
    assert not asked(counter)


def test_what_can_not_be_read_is_tried_again_the_next_day(counter):
    counter.session.rest()
    counter.reading_fails()
    counter.expect("idle")
    counter.session.rest()
    assert not asked(counter)
    counter.next_day()
    counter.session.rest()
    assert asked(counter) == 1


def test_in_english(english):
    english.tap(SATO)
    english.press("New customer")
    english.press("Sale")
    english.type("500")
    english.press("Pay")
    english.press("Done")
    spoil(english)
    english.session.rest()
    english.reads()
    english.expect_text("Figures", "1 wrong")
