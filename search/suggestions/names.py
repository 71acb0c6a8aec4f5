"""All names the public may know of but initiatives' own, sorted by word, to be found by the beginning of a word."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain, islice
from sys import intern
from typing import NamedTuple

from initiatives.models import Area, Organisation, Place, TargetGroup, Theme
from search.analysis import words_of

MAX_SCANNED = 2000
_AFTER_ALL_WORDS = "\U0010ffff"


class NameKind(StrEnum):
    """What a name is of."""

    THEME = "thema"
    TARGET_GROUP = "doelgroep"
    AREA = "gebied"
    ORGANISATION = "organisatie"
    PLACE = "locatie"
    ADDRESS = "adres"  # of a place


class NamedThing(NamedTuple):
    """``words`` are those of its own name, folded; ``others`` its other names with theirs."""

    kind: NameKind
    slug: str
    words: tuple[str, ...]
    others: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def all_words(self) -> set[str]:
        return {*self.words, *(word for _, words in self.others for word in words)}

    def other_name(self, starts: tuple[str, ...]) -> str:
        """The other name that has a word with one of these beginnings; empty when its own name has one."""
        if _begins(self.words, starts):
            return ""
        return next((name for name, words in self.others if _begins(words, starts)), "")


class Names:
    """Never changes. Work grows with what is asked for, not with how many names there are."""

    def __init__(self, things: Iterable[NamedThing] = ()) -> None:
        self._things = tuple(things)
        postings = sorted((word, number) for number, thing in enumerate(self._things) for word in thing.all_words())
        self._words = [word for word, _ in postings]
        self._numbers = array("L", (number for _, number in postings))

    def __len__(self) -> int:
        return len(self._things)

    def words_with_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Distinct words that begin so, in alphabetical order, out of the first few thousand."""
        found = islice((self._words[position] for position in self._beginning(prefix)), MAX_SCANNED)
        return tuple(islice(dict.fromkeys(found), limit))

    def holding(self, whole: Sequence[str], beginnings: Sequence[str]) -> tuple[NamedThing, ...]:
        """What holds every word of ``whole`` and a word with one of ``beginnings``.

        Names that begin so come first, what only has another name like it last.
        """
        either = [self._beginning(beginning) for beginning in beginnings]
        each = [[self._ending_at(word)] for word in whole]
        rarest = min([either, *each], key=lambda ranges: sum(map(len, ranges)))
        numbers = sorted({self._numbers[position] for position in islice(chain(*rarest), MAX_SCANNED)})
        starts = tuple(beginnings)
        things = [thing for thing in map(self._things.__getitem__, numbers) if _holds(thing, whole, starts)]
        return tuple(sorted(things, key=lambda thing: _rank(thing, (*whole, *starts)[0], starts)))

    def _beginning(self, prefix: str) -> range:
        first = bisect_left(self._words, prefix)
        return range(first, bisect_left(self._words, prefix + _AFTER_ALL_WORDS, lo=first))

    def _ending_at(self, word: str) -> range:
        first = bisect_left(self._words, word)
        return range(first, bisect_left(self._words, word + "\0", lo=first))


def _holds(thing: NamedThing, whole: Sequence[str], starts: tuple[str, ...]) -> bool:
    words = thing.all_words()
    return words.issuperset(whole) and _begins(words, starts)


def _begins(words: Iterable[str], starts: tuple[str, ...]) -> bool:
    return any(word.startswith(starts) for word in words)


def _rank(thing: NamedThing, first: str, starts: tuple[str, ...]) -> int:
    if thing.words and thing.words[0].startswith(first):
        return 0
    return 1 if _begins(thing.words, starts) else 2


def read_names() -> Names:
    """From the database: what is accepted, and no address or name of a home."""
    return Names(chain(_terms(), _areas(), _organisations(), _places()))


def _terms() -> Iterator[NamedThing]:
    themes, groups = Theme.objects.all(), TargetGroup.objects.all()
    for slug, name, synonyms in themes.values_list("slug", "name", "synonyms"):
        yield from _named(NameKind.THEME, slug, name, *synonyms)
    for slug, name, synonyms in groups.values_list("slug", "name", "synonyms"):
        yield from _named(NameKind.TARGET_GROUP, slug, name, *synonyms)


def _areas() -> Iterator[NamedThing]:
    for slug, name, aliases in Area.objects.values_list("slug", "name", "aliases").iterator():
        yield from _named(NameKind.AREA, slug, name, *aliases)


def _organisations() -> Iterator[NamedThing]:
    rows = Organisation.objects.accepted().order_by("name", "pk")
    for slug, name, aliases in rows.values_list("slug", "name", "aliases").iterator():
        yield from _named(NameKind.ORGANISATION, slug, name, *aliases)


def _places() -> Iterator[NamedThing]:
    rows = Place.objects.accepted().filter(is_home=False).order_by("name", "pk")
    fields = ("slug", "name", "aliases", "street_address", "postcode", "town")
    for slug, name, aliases, street, postcode, town in rows.values_list(*fields).iterator():
        yield from _named(NameKind.PLACE, slug, name, *aliases)
        if street or postcode:
            yield from _named(NameKind.ADDRESS, slug, f"{street} {postcode.replace(' ', '')} {postcode} {town}")


def _named(kind: NameKind, slug: str, name: str, *others: str) -> Iterator[NamedThing]:
    thing = NamedThing(kind, slug, _words(name), tuple((other, _words(other)) for other in others))
    if thing.all_words():
        yield thing


def _words(name: str) -> tuple[str, ...]:
    return tuple(map(intern, dict.fromkeys(words_of(name))))
