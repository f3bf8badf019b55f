from kiosk.rules.notes import Draft, Slot, filled, next_slot


def test_slots_are_asked_in_their_order():
    text = "{weekday}曜の{hour}時に配達"
    assert next_slot(text) is Slot.WEEKDAY
    text = filled(text, Slot.WEEKDAY, "金")
    assert next_slot(text) is Slot.HOUR
    text = filled(text, Slot.HOUR, "15")
    assert (text, next_slot(text)) == ("金曜の15時に配達", None)
    assert next_slot("{hour}時、{weekday}曜") is Slot.HOUR


def test_the_same_slot_twice_is_asked_twice():
    assert filled("{hour}時から{hour}時", Slot.HOUR, "9") == "9時から{hour}時"


def test_a_draft_stays_out_of_logs():
    assert "にんじん" not in repr(Draft("にんじん"))
    assert Draft().empty
    assert not Draft("あ").empty
