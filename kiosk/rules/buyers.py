"""Who is meant by a row of an old register's sales?

The old register's code says it surely, then the shop's own number, where the name doesn't speak against it; the phone
together with the name; the name alone where a row says nothing else and one customer alone has it. Whoever is meant by
none of these is somebody new, and the rows that say the same mean the same one.
"""

from collections import defaultdict
from collections.abc import Callable

from kiosk.rules.cells import Fault
from kiosk.rules.past_sales import Buyer
from kiosk.rules.search_words import normal
from kiosk.rules.units import CustomerId
from kiosk.value import Hidden, Value


class Person(Value):
    """One of the shop's: the record that is kept. `erased`: nothing of the person is known any more."""

    id: CustomerId
    name: Hidden[str]
    reading: Hidden[str]
    phone: Hidden[str]
    erased: bool = False


class Newcomer(Value):
    """Nobody of the shop's. Equal keys are one person."""

    key: Hidden[tuple[str, str]]


Meant = Person | Newcomer | Fault


class Buyers:
    def __init__(self) -> None:
        self._by_code: dict[str, Person] = {}
        self._by_card: dict[str, Person] = {}
        self._by_number: dict[int, Person] = {}
        self._by_phone: dict[str, list[Person]] = defaultdict(list)
        self._by_name: dict[str, list[Person]] = defaultdict(list)
        self._found: dict[Buyer, Meant] = {}

    def add(self, person: Person) -> None:
        if person.phone:
            self._by_phone[person.phone].append(person)
        if person.name:
            self._by_name[normal(person.name)].append(person)

    def add_number(self, number: int, person: Person) -> None:
        """Of a record that was merged, too: then `person` is the one that was kept."""
        self._by_number[number] = person

    def add_card(self, digest: str, person: Person) -> None:
        self._by_card[digest] = person

    def add_code(self, code: str, person: Person) -> None:
        self._by_code[code] = person

    def find(self, buyer: Buyer, card: Callable[[str], str]) -> Meant:
        """Who it is. A Fault when the row contradicts the shop's data, or several are meant. `card` makes of a code
        what a card with that number is kept by."""
        if buyer not in self._found:
            self._found[buyer] = self._sought(buyer, card)
        return self._found[buyer]

    def _sought(self, buyer: Buyer, card: Callable[[str], str]) -> Meant:
        if buyer.code:
            person = self._by_code.get(buyer.code) or self._by_card.get(card(buyer.code))
            if person is not None:
                return person
        if buyer.number is not None and (person := self._by_number.get(buyer.number)) is not None:
            return person if person.erased or _agree(person, buyer) else Fault.OTHER_NAME
        known_by_more = bool(buyer.code or buyer.number)
        if buyer.phone:
            meant = [person for person in self._by_phone.get(buyer.phone, ()) if _agree(person, buyer)]
        elif buyer.name and not known_by_more:
            meant = [person for person in self._by_name.get(normal(buyer.name), ()) if _agree(person, buyer)]
        else:
            meant = []
        if len(meant) > 1:
            return Fault.SEVERAL
        return meant[0] if meant else Newcomer(_key(buyer))


def _key(buyer: Buyer) -> tuple[str, str]:
    if buyer.code:
        return "code", buyer.code
    if buyer.number is not None:
        return "number", str(buyer.number)
    return f"phone {buyer.phone}", normal(buyer.name)


def _agree(person: Person, buyer: Buyer) -> bool:
    """Nothing that both say about the name is different."""
    return all(
        not ours or not theirs or normal(ours) == normal(theirs)
        for ours, theirs in ((person.name, buyer.name), (person.reading, buyer.reading))
    )
