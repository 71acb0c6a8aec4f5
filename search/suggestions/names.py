"""All names the public may know of but initiatives' own, sorted by word, to be found by the beginning of a word."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain, islice
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
    """``words`` are those of all its names, folded, the words of its own name first."""

    kind: NameKind
    slug: str
    words: tuple[str, ...]


class Names:
    """Never changes. Work grows with what is asked for, not with how many names there are."""

    def __init__(self, things: Iterable[NamedThing] = ()) -> None:
        self._things = tuple(things)
        postings = sorted((word, number) for number, thing in enumerate(self._things) for word in set(thing.words))
        self._words = [word for word, _ in postings]
        self._numbers = array("L", (number for _, number in postings))

    def __len__(self) -> int:
        return len(self._things)

    def words_with_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Distinct words that begin so, in alphabetical order, out of the first few thousand."""
        found = islice((self._words[position] for position in self._beginning(prefix)), MAX_SCANNED)
        return tuple(islice(dict.fromkeys(found), limit))

    def holding(self, whole: Sequence[str], beginnings: Sequence[str]) -> tuple[NamedThing, ...]:
        """What holds every word of ``whole`` and a word with one of ``beginnings``; names that begin so come first."""
        either = [self._beginning(beginning) for beginning in beginnings]
        each = [[self._ending_at(word)] for word in whole]
        rarest = min([either, *each], key=lambda ranges: sum(map(len, ranges)))
        numbers = sorted({self._numbers[position] for position in islice(chain(*rarest), MAX_SCANNED)})
        starts = tuple(beginnings)
        things = [thing for thing in map(self._things.__getitem__, numbers) if _holds(thing, whole, starts)]
        return tuple(sorted(things, key=lambda thing: not thing.words[0].startswith((*whole[:1], *starts)[0])))

    def _beginning(self, prefix: str) -> range:
        first = bisect_left(self._words, prefix)
        return range(first, bisect_left(self._words, prefix + _AFTER_ALL_WORDS, lo=first))

    def _ending_at(self, word: str) -> range:
        first = bisect_left(self._words, word)
        return range(first, bisect_left(self._words, word + "\0", lo=first))


def _holds(thing: NamedThing, whole: Sequence[str], starts: tuple[str, ...]) -> bool:
    return all(word in thing.words for word in whole) and any(word.startswith(starts) for word in thing.words)


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
            yield from _named(NameKind.ADDRESS, slug, street, postcode.replace(" ", ""), postcode, town)


def _named(kind: NameKind, slug: str, *names: str) -> Iterator[NamedThing]:
    words = tuple(dict.fromkeys(word for name in names for word in words_of(name)))
    if words:
        yield NamedThing(kind, slug, words)
