"""今もそうですか？ A stale fact, and its two answers beside it."""

from kivy.properties import StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.views import Question
from kiosk.ui import theme
from kiosk.ui.widgets import big_button, ja_label  # noqa: F401  the kv beside this names them
from kiosk.ui.widgets.plate import Plate

theme.load_style(__file__)


class QuestionCard(BoxLayout, Plate):
    text = StringProperty("")
    ask = StringProperty("")

    def paint(self, question: Question) -> None:
        self.text = question.text
        self.ask = question.ask
        self.ids.yes.paint(question.yes)
        self.ids.no.paint(question.no)
