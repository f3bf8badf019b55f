"""A document is set in a process of its own: it leaves nothing behind here, and its failures say nothing personal."""

import subprocess
import sys

import pytest

from kiosk.paper import typeset
from kiosk.paper.typeset import Typeset, Unset

NAMED = {"letters": [{"name": "髙﨑"}]}


def test_the_kiosk_itself_never_loads_typst() -> None:
    program = (
        "import sys, kiosk.paper.labels, kiosk.paper.postcards, kiosk.paper.report, kiosk.paper.disclosure\n"
        "from kiosk.paper.layouts import LAYOUTS\n"
        "from kiosk.rules.addressing import addressed\n"
        "made = kiosk.paper.labels.labels([addressed(['山田'], '', '東京')], LAYOUTS[0]).document.pdf()\n"
        "print(made[:5], 'typst' in sys.modules)\n"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.split("\n")[0] == "b'%PDF-' False"


def test_a_template_that_fails_says_which_and_nothing_of_what_was_to_be_printed(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(Unset) as failed:
        Typeset("labels", NAMED).pdf()
    assert "labels" in str(failed.value)
    assert "髙﨑" not in str(failed.value)
    assert failed.value.__cause__ is None
    assert failed.value.__suppress_context__
    written = capfd.readouterr()
    assert (written.out, written.err) == ("", "")


def test_a_process_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "_LONGEST_S", 0.001)
    with pytest.raises(Unset, match="TimeoutExpired"):
        Typeset("labels", NAMED).pdf()


def test_nothing_that_is_printed_is_shown_by_a_document() -> None:
    assert "髙﨑" not in repr(Typeset("labels", NAMED))
