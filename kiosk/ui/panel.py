"""The panel's size and what Kivy must be told about it before it is imported. The one place for Kivy's settings.

Importing kivy.core.window opens a window, so `prepare` comes first, once per process, and every module that imports
Kivy is imported after it.
"""

import logging
import os
from typing import Any, Final

from kiosk.value import Value

COUNTER_WINDOW: Final = "kokyaku"
DISPLAY_WINDOW: Final = "kokyaku-display"
"""By these a compositor knows the windows (systemd/labwc/rc.xml)."""
PLACED: Final = "KOKYAKU_PLACED"
"""Set where a compositor gives each window its screen, and all of that: one that asks for a screen gets the first."""

AWAKE_FPS = 60
ASLEEP_FPS = 20  # a first touch waits 50 ms at most; a card wakes the screen at once (KIVY_CLOCK=interrupt)

# the panels that are sold for this machine: 7" 800x480, 7" 1024x600, 10.1" 1280x800, and 7" 720x1280, turned
_DPI = {(800, 480): 131, (1024, 600): 169, (1280, 800): 150, (1280, 720): 210}
_USUAL_DPI = 150
# the layouts are drawn for this; on a larger panel everything grows, up to that factor
_DRAWN_FOR_MM = (154.0, 90.0)
_MOST_GROWTH = 1.35
_MM_PER_INCH = 25.4


class Panel(Value):
    width: int  # px
    height: int

    @property
    def dpi(self) -> float:
        """What Kivy's mm() reckons with: the panel's own dots per inch, times the growth of the layouts on it."""
        real = _DPI.get((self.width, self.height), _USUAL_DPI)
        width_mm, height_mm = (px / real * _MM_PER_INCH for px in (self.width, self.height))
        growth = min(width_mm / _DRAWN_FOR_MM[0], height_mm / _DRAWN_FOR_MM[1])
        return real * min(growth, _MOST_GROWTH)


def has_display() -> bool:
    return bool(os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")) or (
        os.environ.get("SDL_VIDEODRIVER", "offscreen") != "offscreen"
    )


def _trouble(record: logging.LogRecord) -> bool:
    """Kivy sets its own level back to INFO, and traces each input driver of Linux that is missing; none is wanted."""
    return record.levelno >= logging.WARNING and "is not supported by your version of linux" not in record.getMessage()


def prepare(panel: Panel, extra_width: int, full_screen: bool, turned: int | None, window: str) -> None:
    """Set Kivy's environment and configuration. Without a display real pixels are drawn off screen. `turned` is what
    `turn` will be told."""
    if not has_display():
        os.environ["SDL_VIDEODRIVER"] = "offscreen"
    os.environ.update(
        KIVY_NO_ARGS="1",
        KIVY_NO_CONFIG="1",
        KIVY_NO_ENV_CONFIG="1",
        KIVY_LOG_MODE="PYTHON",
        KIVY_CLOCK="interrupt",
        KIVY_DPI=f"{panel.dpi:.2f}",
        KIVY_METRICS_DENSITY="1",
        KIVY_METRICS_FONTSCALE="1",
        SDL_VIDEO_WAYLAND_ALLOW_LIBDECOR="0",  # a compositor without a desktop hangs otherwise
        SDL_NO_SIGNAL_HANDLERS="1",
        SDL_MOUSE_FOCUS_CLICKTHROUGH="1",  # else a touch that brings the focus is lost
        SDL_VIDEO_X11_WMCLASS=window,
    )
    logging.getLogger("kivy").addFilter(_trouble)
    from kivy.config import Config

    width, height = panel.width + extra_width, panel.height
    if turned in (90, 270):
        width, height = height, width
    graphics = {
        "width": width,
        "height": height,
        "multisamples": 0,  # the default of 2 triples a frame's cost in software GL
        "maxfps": AWAKE_FPS,
        "fullscreen": "auto" if full_screen and PLACED not in os.environ else 0,
        "borderless": int(full_screen),
        "resizable": 0,
        "show_cursor": int(not full_screen),
    }
    for key, value in graphics.items():
        Config.set("graphics", key, str(value))
    Config.set("kivy", "exit_on_escape", "0")
    # SDL already gives every finger as a mouse; Kivy's own readers of /dev/input would double each touch
    Config.remove_section("input")
    Config.add_section("input")
    Config.set("input", "mouse", "mouse,disable_multitouch")


def turn(window: Any, turned: int | None) -> None:
    """Turn the picture clockwise by so many degrees upon the panel; Kivy turns the touches back. None: by 90 where the
    window is taller than wide, or becomes so (a compositor tells the size late): the layouts are wide."""

    def fit(*_: Any) -> None:
        width, height = window.system_size
        # Kivy turns the other way round
        window.rotation = -(turned if turned is not None else 90 if height > width else 0)

    window.bind(system_size=fit)
    fit()


def flip(window: Any) -> None:
    """In place of Kivy's own handler: the frame is on the screen when this returns."""
    from kivy.graphics.opengl import glFinish

    window.flip()
    # software GL draws behind our back: a time taken now would be too early, and unfinished frames pile up (1 GB seen)
    glFinish()
