"""Every word stands in both languages, the code names no other, and none is left over."""

import ast
import string
from pathlib import Path

import pytest

from kiosk.flow.texts import Texts

KIOSK = Path(__file__).parent.parent / "kiosk"
SPEAKING = {"text", "texts", "say", "warn", "back", "_choice", "_leave", "moment", "_texts"}
JA, EN = Texts("ja"), Texts("en")


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def constants():
    """Every string constant, every beginning and every end of an f-string in the code."""
    whole, begins, ends = set(), set(), set()
    for path in KIOSK.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
                begins.add(node.values[0].value)
            if isinstance(node, ast.JoinedStr) and len(node.values) == 2 and isinstance(node.values[1], ast.Constant):
                ends.add(node.values[1].value)
    return whole, begins, ends


def named():
    """Every text that a call names outright."""
    for path in KIOSK.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            for argument in node.args:
                text = argument.value if isinstance(argument, ast.Constant) else None
                if name in SPEAKING and isinstance(text, str) and "." in text and " " not in text:
                    yield f"{path.name}:{node.lineno}", text


def test_both_languages_have_the_same_texts():
    plural = {key for key in EN.keys if key.endswith("_1") and key.removesuffix("_1") in EN.keys}
    assert JA.keys == EN.keys - plural


@pytest.mark.parametrize("key", sorted(JA.keys))
def test_both_languages_put_in_the_same_figures(key):
    # English writes months by name and needs no month's number, and the other way round
    # … nor has it names for the public holidays
    free = {"month", "month_name", "weekday", "year", "holiday"}
    assert placeholders(JA._texts[key]) - free == placeholders(EN._texts[key]) - free


def test_every_text_that_the_code_names_exists():
    missing = [(place, key) for place, key in named() if key not in JA]
    assert missing == []


def test_no_text_is_left_over():
    whole, begins, ends = constants()
    unused = [
        key
        for key in sorted(JA.keys)
        if key not in whole
        and key.removesuffix("_detail") not in whole
        and not any("." in begin and key.startswith(begin) for begin in begins)
        and f".{key.rpartition('.')[2].removesuffix('_detail')}" not in ends
    ]
    assert unused == []


def test_a_plural_of_one():
    assert EN("customer.visit_made_points", n=1) == "Visit recorded, +1 point"
    assert EN("customer.visit_made_points", n=2) == "Visit recorded, +2 points"


def test_presets_of_both_languages_match():
    assert [{**preset, "text": ""} for preset in JA.listed("presets")] == [
        {**preset, "text": ""} for preset in EN.listed("presets")
    ]


def test_templates_of_both_languages_ask_for_the_same():
    assert [placeholders(template["text"]) for template in JA.listed("templates")] == [
        placeholders(template["text"]) for template in EN.listed("templates")
    ]
