"""Words that mean the same to a seeker: the names and synonyms editors keep with themes and target groups.

Each theme and each group is one set of expressions. A question that holds one of them finds the others too, in one
step: what the others stand for elsewhere is not followed, so sets that point at each other do no harm.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from initiatives.models import TargetGroup, Theme
from search.analysis import tokens_of_word, words_of
from search.vocabulary import vocabulary_token
from search.words.stop_words import STOP_WORDS

MAX_OTHERS = 40
MAX_EXPRESSIONS = 20_000
MAX_WORDS_IN_EXPRESSION = 6

Expression = tuple[str, ...]  # one token for each word that says something


@dataclass(frozen=True)
class SynonymMatch:
    """An expression found in a question: how many of its words it takes, and what else means the same."""

    length: int
    others: tuple[Expression, ...]


class Synonyms:
    """All sets of one state of the database, named by ``token``. Not changed after it was made."""

    def __init__(self, sets: Iterable[Sequence[str]] = (), token: Hashable = None) -> None:
        self.token = token
        self._sets: list[tuple[Expression, ...]] = []
        self._found_by: dict[str, list[tuple[Expression, int]]] = {}
        count = 0
        for names in sets:
            expressions = _expressions(names)
            count += len(expressions)
            if count > MAX_EXPRESSIONS:
                break
            if len(expressions) > 1:
                self._add(expressions)
        for entries in self._found_by.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def _add(self, expressions: tuple[Expression, ...]) -> None:
        for expression in expressions:
            self._found_by.setdefault(expression[0], []).append((expression, len(self._sets)))
        self._sets.append(expressions)

    def begins_with(self, token: str) -> bool:
        """Whether any expression does."""
        return token in self._found_by

    def at(self, tokens: Sequence[str], start: int) -> SynonymMatch | None:
        """The longest expression that begins at a place in a question's tokens, stop words left out."""
        entries = self._found_by.get(tokens[start], ())
        fitting = [entry for entry in entries if tuple(tokens[start : start + len(entry[0])]) == entry[0]]
        if not fitting:
            return None
        longest = fitting[0][0]
        numbers = [number for expression, number in fitting if expression == longest]
        others = chain.from_iterable(zip_longest_first(*(self._sets[number] for number in numbers)))
        distinct = dict.fromkeys(other for other in others if other != longest)
        return SynonymMatch(len(longest), tuple(distinct)[:MAX_OTHERS])


def zip_longest_first(*sets: Sequence[Expression]) -> Iterable[list[Expression]]:
    """The first of each set, then the second of each, and so on."""
    for place in range(max(map(len, sets))):
        yield [expressions[place] for expressions in sets if place < len(expressions)]


def _expressions(names: Sequence[str]) -> tuple[Expression, ...]:
    return tuple(dict.fromkeys(expression for name in names if (expression := expression_of(name))))


def expression_of(name: str) -> Expression:
    """A name as tokens; empty when it says nothing, or so much that nobody will ask it."""
    words = [tokens_of_word(word) for word in words_of(name) if word not in STOP_WORDS]
    tokens = tuple(word.meaning for word in words if word.stem)
    return tokens if len(tokens) <= MAX_WORDS_IN_EXPRESSION else ()


NO_SYNONYMS = Synonyms()
_kept: Synonyms = NO_SYNONYMS


def load_synonyms(token: str | None = None) -> Synonyms:
    """The synonyms of now: one query, three when they changed; none when the vocabulary's ``token`` is known already.

    The token is read before the content and every change makes a new one, so what is kept is never older than it says.
    """
    global _kept
    current = token or vocabulary_token()
    kept = _kept
    if current is None or kept.token != current:
        kept = Synonyms(_sets_in_database(), current)
        _kept = kept if current is not None else NO_SYNONYMS
    return kept


def _sets_in_database() -> list[list[str]]:
    rows = chain(
        Theme.objects.order_by("pk").values_list("name", "synonyms"),
        TargetGroup.objects.order_by("pk").values_list("name", "synonyms"),
    )
    return [[name, *synonyms] for name, synonyms in rows]
