"""Choices of people that are saved under a name, to be used again."""

import msgspec

from db.models import LetterRule
from kiosk.actions.books import Books
from kiosk.rules.choosing import Choice
from kiosk.rules.reach import ContactKind
from kiosk.rules.units import LetterRuleId
from kiosk.value import Hidden, Value


class RuleShown(Value):
    id: LetterRuleId
    name: str
    kind: ContactKind
    choice: Hidden[Choice]


class RuleSaved(Value):
    """`before`: there was one of that name, and this is how it was."""

    rule: RuleShown
    before: RuleShown | None


class RulePutAway(Value):
    rule: LetterRuleId


LetterRuleDeed = RuleSaved | RulePutAway


def letter_rules(books: Books) -> tuple[RuleShown, ...]:
    return tuple(_rule(row) for row in LetterRule.select().where(LetterRule.active == 1).order_by(LetterRule.name))


def save_rule(books: Books, name: str, kind: ContactKind, choice: Choice) -> RuleSaved:
    """Under this name; another one of the same name is replaced."""
    with books.deed() as deed:
        row = LetterRule.get_or_none(LetterRule.name == name)
        before = _rule(row) if row is not None and row.active else None
        rule = LetterRuleId(books.store.new_id() if row is None else row.id)
        if row is None:
            LetterRule.insert(
                id=rule, name=name, kind=kind, content=kept(choice), at=deed.at, bday=deed.bday, by=deed.by
            ).execute()
        else:
            LetterRule.update(kind=kind, content=kept(choice), active=True).where(LetterRule.id == rule).execute()
    return RuleSaved(RuleShown(rule, name, kind, choice), before)


def put_rule_away(books: Books, rule: LetterRuleId) -> RulePutAway:
    with books.deed():
        _keep(rule, active=False)
    return RulePutAway(rule)


def undo(books: Books, done: LetterRuleDeed) -> None:
    with books.deed():
        match done:
            case RulePutAway(rule):
                _keep(rule, active=True)
            case RuleSaved(rule, None):
                _keep(rule.id, active=False)
            case RuleSaved(rule, RuleShown(kind=kind, choice=choice)):
                LetterRule.update(kind=kind, content=kept(choice)).where(LetterRule.id == rule.id).execute()


def _keep(rule: LetterRuleId, *, active: bool) -> None:
    LetterRule.update(active=active).where(LetterRule.id == rule).execute()


def read(content: str) -> Choice:
    return msgspec.json.decode(content, type=Choice)


def rule_of(choice: Choice, kind: ContactKind) -> int | None:
    """The saved choice that this one is, if it is one."""
    same = (LetterRule.content == kept(choice)) & (LetterRule.kind == kind) & (LetterRule.active == 1)
    row = LetterRule.select(LetterRule.id).where(same).first()
    return None if row is None else int(row.id)


def kept(choice: Choice) -> str:
    """As a choice is kept in the books."""
    return msgspec.json.encode(choice).decode()


def _rule(row: LetterRule) -> RuleShown:
    return RuleShown(LetterRuleId(row.id), row.name, ContactKind(row.kind), read(row.content))
