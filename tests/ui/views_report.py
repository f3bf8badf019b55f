"""Samples of the owner's figures, as large as a shop of 100,000 customers makes them. The names are invented."""

from collections.abc import Callable

from kiosk.flow import intents as i
from kiosk.flow.charts import BarRow, Bars, Cell, Chart, Column, Columns, Grid, GridRow, Nothing, Progress
from kiosk.flow.views import (
    Button,
    FigureRow,
    QuestionBody,
    QuestionCard,
    QuestionsBody,
    ReportBody,
    Role,
    Row,
    Toast,
    View,
)
from kiosk.rules.questions import Ask, Who
from kiosk.rules.units import CustomerId

Say = Callable[[str, str], str]


def report_views(say: Say) -> dict[str, View]:
    back = Button(say("もどる", "Back"), i.Back(), Role.QUIET)
    turns = (
        Button(say("◀ 9月", "◀ Sept"), i.TurnMonth(-1)),
        Button(say("11月 ▶", "Nov ▶"), None),
    )
    actions = (
        back,
        Button(say("PDF保存", "As PDF"), i.MakePaper()),
        Button(say("発行する", "Issue"), i.IssueReport(), Role.PRIMARY),
    )

    def report(page: i.ReportPage, figure: str, says: str, chart: Chart, toast: Toast | None = None) -> View:
        words = (
            say("5分類", "Classes"),
            say("移り変わり", "Moves"),
            say("上位の方", "Best"),
            say("初回の方", "New"),
            say("好きな品", "Tastes"),
            say("曜日と時間", "Hours"),
            say("カードなし", "No card"),
        )
        body = ReportBody(
            title=say("2025年10月の顧客分析", "Report of Oct 2025"),
            note=say(
                "今の売上 ¥123,456,789（11月22日の発行時は ¥123,987,654）",
                "Now ¥123,456,789 (issued Nov 22: ¥123,987,654)",
            ),
            turns=turns,
            tabs=tuple(
                Button(word, i.ChoosePage(one), picked=one is page)
                for word, one in zip(words, i.ReportPage, strict=True)
            ),
            figure=figure,
            says=says,
            switch=Button(say("発行時の数字を見る", "Show as issued"), i.ShowIssued(issued=True)),
            chart=chart,
            about=say(
                "人の割合は、一度でもお買い物をした98,765人のうち。離脱は240日以上お買い物のない方。",
                "People: of 98,765 who ever bought. Lapsed: no purchase for 240 days.",
            ),
            actions=actions,
        )
        return View(f"report_{page}", body, toast)

    classes = (
        say("初回", "First"),
        say("よちよち", "Toddling"),
        say("コツコツ", "Steady"),
        say("流行", "Trend"),
        say("優良", "Loyal"),
        say("離脱", "Lapsed"),
        say("カードなし", "No card"),
    )
    bars = Bars(
        (
            say("分類", "Class"),
            say("人数", "People"),
            say("先月末", "Before"),
            say("割合", "Share"),
            say("売上（下の細い棒は先月）", "Sales (thin bar: before)"),
        ),
        tuple(
            BarRow(word, ("23,456", "23,123", "23.4%"), f"¥{n}2,345,678  {n}0.1%", n / 7, (7 - n) / 7)
            for n, word in enumerate(classes, 1)
        ),
    )
    moves = Grid(
        say("先月末→", "Was →"),
        (
            say("人数", "People"),
            *classes[:6],
            *(say("引上率", "Up"), say("維持率", "Kept"), say("離脱率", "Lost"), say("復帰率", "Back")),
        ),
        tuple(
            GridRow(
                word,
                (
                    Cell("32109"),
                    *(Cell("12345", at / 6, framed=at == n, faint=at == 0) for at in range(6)),
                    *(Cell("98%") for _ in range(4)),
                ),
            )
            for n, word in enumerate(classes[:6])
        ),
    )
    tenths = Columns(tuple(Column(f"{n}\n10,000", f"{60 - n * 5}.4%", (11 - n) / 10) for n in range(1, 11)))
    cards = tuple(
        QuestionCard(
            f"{one}  {say('売上のうち、くり返し来る方の分は？', 'How much do repeaters buy?')}",
            "54.5%" if one % 2 else say("12,345人", "12,345"),
            say("30日以内にまた来た方", "in 30 days") if one % 2 else say("お見えでない方", "unseen"),
            (say("先月 56.4%", "before 56.4%"), say("去年 50.8%", "year ago 50.8%")),
            i.OpenQuestion(ask),
        )
        for one, ask in enumerate(Ask, 1)
    )
    saved = Toast(say("reports/2025-10.pdf に保存しました", "Saved as reports/2025-10.pdf"))
    head = say("10の質問（2025年10月）", "Ten questions, Oct 2025")
    reading = Progress(
        say("数えています。ほかの操作をしてもかまいません", "Counting. Do something else meanwhile"), 0.4
    )

    def question(names: str, rows: tuple[Row, ...], waiting: Progress | Nothing | None) -> View:
        figures = tuple(
            FigureRow(
                f"{say('上から', 'tenth no. ')}{n}{say('割目の方', '')}",
                f"{50 - n}.5%",
                "¥123,456,789 ÷ ¥987,654,321",
                say("先月 45.4%　去年 42.9%", "before 45.4%, year ago 42.9%"),
                i.ShowNames(Who(Ask.BEST, "decile", n)),
                picked=n == 1,
            )
            for n in (1, 2)
        )
        return View(
            "question",
            QuestionBody(
                say("6　上位のお客様はどなたか？", "6  Who are the best?"),
                say("もと：カードのあるお客様の12か月の売上。", "Of 12 months' sales with a card."),
                figures,
                names,
                rows,
                waiting,
                (back,),
            ),
        )

    people = tuple(
        Row(f"{say('勅使河原 𠮷左衛門 様', 'Maximiliana F.')} {n}", f"No. {n}", f"¥{9 - n},234,567",
            intent=i.OpenCustomer(CustomerId(n)))
        for n in range(1, 4)
    )  # fmt: skip
    return {
        "report_classes": report(
            i.ReportPage.CLASSES, "¥123,456,789", say("この月の売上です。先月 ¥119,876,543", "Sales of the month"), bars
        ),
        "report_moves": report(
            i.ReportPage.MOVES, "94.4%", say("先月末に現役の方が、現役のまま", "of the active still are"), moves, saved
        ),
        "report_best": report(i.ReportPage.BEST, "65.0%", say("上位20%の方が支えます", "from the best 20%"), tenths),
        "report_taste-none": report(
            i.ReportPage.TASTE, "", "", Nothing(say("好きな品は、まだ分かりません。", "Nothing can be said yet."))
        ),
        "report_hours-reading": report(i.ReportPage.HOURS, "", "", reading),
        "questions": View(
            "questions", QuestionsBody(head, say("押すと、お名前", "Names"), turns, cards, None, (back,))
        ),
        "questions-reading": View("questions", QuestionsBody(head, "", turns, (), reading, (back,))),
        "question": question(say("10,000人", "10,000 people"), people, None),
        "question-reading": question("", (), reading),
    }
