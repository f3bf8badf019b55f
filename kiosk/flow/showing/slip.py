"""How a slip fares, in a word."""

from kiosk.actions.slip import JobState
from kiosk.flow.showing.idle import trouble_word
from kiosk.flow.showing.scene import Scene
from kiosk.flow.states import SlipSeen
from kiosk.flow.views import Level, Sign

LEVELS = {JobState.PRINTED: Level.GOOD, JobState.NOT_SENT: Level.WARN, JobState.UNKNOWN: Level.WARN}


def slip_sign(scene: Scene, slip: SlipSeen) -> Sign:
    if slip.state is JobState.NOT_SENT and slip.trouble is not None:
        word = scene.text("slipstate.not_sent_why", why=trouble_word(scene, slip.trouble))
    else:
        word = scene.text(f"slipstate.{slip.state}")
    return Sign(scene.text("slipstate.title"), word, LEVELS.get(slip.state, Level.CALM))
