"""Which texts speak of a crisis: a list of expressions, made ready to be looked for in what visitors type.

A word of an expression answers to itself without regard for case and accents, to words with the same stem, and, from
eight letters, to a word with one typing error. ``*`` at its begin or end stands for any letters, ``...`` between
words for at most two other words. A word may be typed in two parts ("zelf moord").
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.analysis import clean_query, stem_of, words_of

MAX_WORDS_BETWEEN = 2
SHORTEST_WITH_TYPO = 8
SHORTEST_STEM = 4
SHORTEST_WORD = 3
SHORTEST_WITH_STAR = 4
KEPT_ANSWERS = 2000
_GAP = re.compile(r"\s*(?:\.\.\.|\u2026)\s*")


class CrisisKind(TextChoices):
    """What an expression speaks of; decides which help line stands first."""

    SUICIDE = "zelfdoding", _("Suicide or self-harm")
    VIOLENCE = "geweld", _("Violence at home or abuse")


@dataclass(frozen=True)
class PatternWord:
    """One word of an expression, folded, without its stars; ``gap`` is how many other words may stand before it."""

    word: str
    stem: str
    begins_open: bool
    ends_open: bool
    gap: int

    def fits(self, typed: str) -> bool:
        if self.begins_open:
            return self.word in typed if self.ends_open else typed.endswith(self.word)
        if self.ends_open and typed.startswith(self.word):
            return True
        if typed == self.word:
            return True
        return self._has_stem_of(typed) or self._is_mistyped(typed)

    def _has_stem_of(self, typed: str) -> bool:
        return not self.ends_open and len(self.stem) >= SHORTEST_STEM and stem_of(typed) == self.stem

    def _is_mistyped(self, typed: str) -> bool:
        return len(self.word) >= SHORTEST_WITH_TYPO and is_one_edit_away(typed, self.word)


Pattern = tuple[PatternWord, ...]


def pattern_of(expression: str) -> Pattern:
    """The words of an expression; empty when it holds no letter or digit."""
    words: list[PatternWord] = []
    for part_number, part in enumerate(_GAP.split(expression)):
        for position, raw in enumerate(part.split()):
            gap = MAX_WORDS_BETWEEN if part_number and not position else 0
            words.extend(_pattern_words(raw, gap))
    return tuple(words)


def _pattern_words(raw: str, gap: int) -> list[PatternWord]:
    """Usually one; a word like "self-harm" comes apart as it does in what is typed."""
    parts = words_of(raw)
    last = len(parts) - 1
    return [
        PatternWord(
            part,
            stem_of(part),
            begins_open=raw.startswith("*") and index == 0,
            ends_open=raw.endswith("*") and index == last,
            gap=gap if index == 0 else 0,
        )
        for index, part in enumerate(parts)
    ]


def pattern_problem(expression: str) -> str | Promise:
    """Why an expression would match too much or nothing; empty when it is fine."""
    words = pattern_of(expression)
    if sum(len(word.word) for word in words) < SHORTEST_WORD:
        return _("Write at least three letters.")
    if any((word.begins_open or word.ends_open) and len(word.word) < SHORTEST_WITH_STAR for word in words):
        return _("A word with a star needs at least four letters.")
    if any("*" in part.strip("*") for part in expression.split()):
        return _("A star may stand only at the begin or the end of a word.")
    return ""


@dataclass(frozen=True)
class CrisisList:
    """All expressions, ready to be asked; the same text is worked out once."""

    patterns: tuple[tuple[Pattern, CrisisKind], ...] = ()

    @classmethod
    def of(cls, expressions: Iterable[tuple[str, str]]) -> "CrisisList":
        """``expressions`` are pairs of text and kind."""
        made = ((pattern_of(text), CrisisKind(kind)) for text, kind in expressions)
        return cls(tuple((pattern, kind) for pattern, kind in made if pattern))

    @cached_property
    def kinds_in(self) -> Callable[[str], tuple[CrisisKind, ...]]:
        """What a text speaks of; empty when of no crisis."""
        return lru_cache(maxsize=KEPT_ANSWERS)(self._kinds_in)

    def _kinds_in(self, text: str) -> tuple[CrisisKind, ...]:
        words = words_of(clean_query(text))
        joined = [first + second for first, second in pairwise(words)]
        found = {
            kind
            for pattern, kind in self.patterns
            if _occurs(pattern, words) or (len(pattern) == 1 and any(map(pattern[0].fits, joined)))
        }
        return tuple(kind for kind in CrisisKind if kind in found)


def _occurs(pattern: Pattern, words: Sequence[str]) -> bool:
    return any(_follows(pattern, words, start) for start in range(len(words)))


def _follows(pattern: Pattern, words: Sequence[str], start: int) -> bool:
    """Whether the pattern's words stand here in order, the first one at ``start``."""
    first, *rest = pattern
    if start >= len(words) or not first.fits(words[start]):
        return False
    if not rest:
        return True
    return any(_follows(tuple(rest), words, start + 1 + skipped) for skipped in range(rest[0].gap + 1))


def is_one_edit_away(first: str, second: str) -> bool:
    """Whether one letter added, dropped, changed, or two neighbours swapped make one word the other."""
    if abs(len(first) - len(second)) > 1:
        return False
    start = next((at for at, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return len(first) != len(second)
    one, other = first[start:], second[start:]
    swapped = len(one) > 1 and one[1::-1] == other[:2] and one[2:] == other[2:]
    return swapped or one[1:] == other[1:] or one[1:] == other or one == other[1:]
