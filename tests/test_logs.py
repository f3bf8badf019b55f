"""The log: what went wrong and where, never whose data it was."""

import logging

from kiosk.logs import set_up_logs


def test_a_traceback_quotes_no_message(capsys):
    set_up_logs()
    try:
        try:
            int("さとう")
        except ValueError as cause:
            raise RuntimeError("さとう 様") from cause
    except RuntimeError:
        logging.getLogger("kiosk").exception("a step failed")
    said = capsys.readouterr().err
    assert "a step failed" in said
    assert "RuntimeError" in said
    assert "ValueError" in said
    assert "test_logs.py" in said
    assert "さとう 様" not in said.replace('raise RuntimeError("さとう 様")', "")
    assert "invalid literal" not in said
