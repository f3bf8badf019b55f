"""Who this is to us: head, a line to say aloud, tags, the question of a stale one, what to talk about."""

from kivy.properties import NumericProperty, StringProperty

from kiosk.flow.views import Body, Chip, CustomerBody, Sign
from kiosk.ui import theme
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets import actions, glyph, head, ja_label, prompt_lines  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.chip import TagChip
from kiosk.ui.widgets.filling import fill
from kiosk.ui.widgets.question import QuestionCard
from kiosk.ui.widgets.sign import StateSign

theme.load_style(__file__)


class CustomerScreen(Screen):
    greeting = StringProperty("")
    today = StringProperty("")
    no_chips = StringProperty("")
    slip_natural = NumericProperty(0)  # px that the slip's state takes in one line

    def paint(self, body: Body) -> None:
        assert isinstance(body, CustomerBody)
        self.ids.person.paint(body.person)
        self.greeting, self.today = body.greeting, body.today
        self.no_chips = "" if body.chips else body.no_chips
        signs: tuple[Sign, ...] = (body.slip,) if body.slip else ()
        fill(self.ids.slip, signs, _slip_sign, StateSign.paint)
        self.slip_natural = max((sign.natural for sign in self.ids.slip.children), default=0)
        chips: tuple[Chip, ...] = body.chips
        fill(self.ids.chips, chips, TagChip, TagChip.paint)
        questions = (body.question,) if body.question else ()
        fill(self.ids.question, questions, QuestionCard, QuestionCard.paint)
        self.ids.prompts.paint(body.prompts)
        self.ids.actions.paint(body.actions)
        self.ids.scroll.scroll_y = 1


def _slip_sign() -> StateSign:
    return StateSign(bare=True)
