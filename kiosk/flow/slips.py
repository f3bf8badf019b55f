"""A slip's figures put into words, line by line."""

from datetime import tzinfo

from hardware.slip import Align, Gap, Line, Mark, Pair, Rule, Size, Slip, Words
from kiosk.actions.slip import SlipToPrint
from kiosk.flow.words import Words as Form
from kiosk.flow.words import grouped
from kiosk.rules.business_day import day_of, local_time


def form_slip(slip: SlipToPrint, words: Form, zone: tzinfo) -> Slip:
    """Shop, date, customer, points, next expiry, the shop's words. Never a tag, never a note."""
    texts, figures = words.texts, slip.figures
    local = local_time(figures.at, zone)
    lines: list[Line] = []
    if slip.again:
        lines += [Mark(texts("slip.again")), Gap()]
    lines += [
        Words(slip.shop or texts("idle.shop"), Size.LARGE, Align.CENTRE, bold=True),
        Words(words.moment("slip.date", local), Size.SMALL, Align.CENTRE),
        Gap(),
        Words(words.name(slip.name, slip.number, room="slip"), bold=True),
        Rule(),
        Pair(texts("slip.before"), texts("slip.points", n=grouped(figures.before))),
    ]
    if figures.earned:
        lines.append(Pair(texts("slip.earned"), texts("slip.plus", n=grouped(figures.earned))))
    lines.append(Pair(texts("slip.now"), texts("slip.points", n=grouped(figures.now)), Size.LARGE, bold=True))
    if figures.expires is not None:
        last = words.day(figures.expires, today=day_of(local.date()))
        lines.append(Words(texts("slip.expiry", points=grouped(figures.expiring), date=last), Size.SMALL))
    lines += [
        Rule(),
        Words(texts("slip.visits", n=figures.visits), align=Align.CENTRE),
        Words(texts("slip.thanks"), align=Align.CENTRE),
        *([Gap()] if slip.words else []),
    ]
    lines += [Words(text, align=Align.CENTRE) for text in slip.words]
    lines += [Gap(), Words(texts("slip.not_receipt"), Size.SMALL, Align.CENTRE)]
    return Slip(tuple(lines))
