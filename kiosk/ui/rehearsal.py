"""Bodies that fill each layout once before anyone is there: the first customer of the day waits for no widgets."""

from kiosk.flow.charts import Cell, Grid, GridRow
from kiosk.flow.intents import Back, PickLine
from kiosk.flow.views import (
    Body,
    Button,
    Chip,
    ChoiceBody,
    CustomerBody,
    Entry,
    EventRow,
    EventSign,
    FigureRow,
    IdleBody,
    Ink,
    InkBody,
    Level,
    ListBody,
    NoteBody,
    PairBody,
    Person,
    PickBody,
    PinBody,
    Prompt,
    Question,
    QuestionBody,
    QuestionCard,
    QuestionsBody,
    ReportBody,
    Row,
    SaleBody,
    SaleLineRow,
    ShadeBody,
    SheetBody,
    Side,
    Sign,
    Sum,
    TagsBody,
    TimelineBody,
    TypeBody,
)

_BUTTON = Button("あ", None, detail="あ")
_PERSON = Person("あ", "あ", "1", "1", "あ", "あ", "あ")
_SIGN = Sign("あ", "あ", Level.GOOD)
_ROW = Row("あ", "あ", "あ")
_LINE = SaleLineRow("あ", "あ", "1", PickLine(None), picked=False)
_SIDE = Side("あ", (Prompt("あ", "あ"),) * 8, _BUTTON)

_GRID = Grid("あ", ("あ",) * 10, (GridRow("あ", (Cell("1"),) * 10),) * 7)
_CARD = QuestionCard("あ", "1", "あ", ("あ", "あ"), Back())


def rehearsal(body: type) -> Body:
    """A body of this type with about as much in it as on a usual day."""
    bodies: tuple[Body, ...] = (
        IdleBody("あ", "あ", "1", "あ", "あ", (_SIGN,) * 3, (_BUTTON,) * 5),
        CustomerBody(
            _PERSON,
            "あ",
            "あ",
            (Chip("あ", mark="あ"),) * 5,
            "あ",
            (Prompt("あ", "あ"),) * 3,
            Question("あ", "あ", _BUTTON, _BUTTON),
            _SIGN,
            (_BUTTON,) * 5,
        ),
        SaleBody(
            _PERSON,
            "",
            "",
            (_LINE,) * 4,
            "",
            (Sum("あ", "1"),) * 3,
            _BUTTON,
            "あ",
            "1",
            (_BUTTON,) * 5,
            (_BUTTON,) * 2,
            (_BUTTON,) * 2,
        ),
        ChoiceBody("あ", "あ", (_BUTTON,) * 3, _BUTTON, person=_PERSON),
        TagsBody(_PERSON, (_BUTTON,) * 15, "1", (_BUTTON,) * 2, (_BUTTON,) * 5, (_BUTTON,) * 2),
        TypeBody("あ", "あ", "あ", (_ROW,) * 6, "あ", (_BUTTON,) * 2),
        ListBody("あ", (_ROW,) * 6, "あ", (_BUTTON,) * 2),
        PickBody(_PERSON, "あ", (_BUTTON,) * 14, 7, _BUTTON),
        PinBody("あ", "あ", 4, 8, "あ", True, _BUTTON, _BUTTON),
        ShadeBody(_BUTTON),
        TimelineBody(_PERSON, (EventRow(EventSign.SALE, "1", "1", "あ", "あ", "1"),) * 6, "あ", None, (_BUTTON,)),
        NoteBody(
            _PERSON,
            "あ",
            "あ",
            None,
            (_BUTTON,) * 12,
            "1",
            (_BUTTON,) * 2,
            (_BUTTON,) * 6,
            (_BUTTON,) * 2,
            (_BUTTON,) * 2,
        ),
        InkBody(_PERSON, "あ", Ink(), 1, 0, (_BUTTON,) * 3, (_BUTTON,) * 2),
        SheetBody(_PERSON, (_BUTTON,) * 7, (Entry("あ", "あ", "あ", buttons=(_BUTTON,)),) * 8, 2, "あ", (_BUTTON,) * 3),
        PairBody("あ", "あ", (_SIDE, _SIDE), _BUTTON),
        ReportBody("あ", "あ", (_BUTTON,) * 2, (_BUTTON,) * 7, "1", "あ", None, _GRID, "あ", (_BUTTON,) * 3),
        QuestionsBody("あ", "あ", (_BUTTON,) * 2, (_CARD,) * 10, None, (_BUTTON,)),
        QuestionBody(
            "あ", "あ", (FigureRow("あ", "1", "あ", "あ", None, False),) * 3, "あ", (_ROW,) * 5, None, (_BUTTON,)
        ),
    )
    return next(one for one in bodies if type(one) is body)
