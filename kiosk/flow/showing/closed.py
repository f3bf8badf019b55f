"""The shop can't be opened: the screen says why and what to do, and it is tried again by a touch or by itself."""

from datetime import datetime

from kiosk.actions.obstacle import Obstacle
from kiosk.flow.customer_views import Welcome
from kiosk.flow.intents import TryAgain
from kiosk.flow.views import Button, ChoiceBody, Level, Role, View
from kiosk.flow.words import Words


def closed(words: Words, obstacle: Obstacle, backup: datetime | None) -> View:
    """`backup`: when the newest proved one was made, in the shop's zone, where that can still be read."""
    texts = words.texts
    said = texts(f"closed.{obstacle}")
    if obstacle in (Obstacle.DAMAGED, Obstacle.FAILING) and backup is not None:
        said += " " + texts("closed.backup", moment=words.moment("backup.year_moment", backup))
    again = Button(texts("closed.again"), TryAgain(), Role.PRIMARY, texts("closed.again_detail"))
    body = ChoiceBody(texts("closed.title"), said, (again,), None, Level.BAD)
    # the shop's name can't be read
    return View("fault", body, customer=Welcome(greeting=texts("display.greeting")))
