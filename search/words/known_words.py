"""The words of the index, kept so that one that resembles a mistyped word is found in about a millisecond."""

from collections.abc import Iterable
from itertools import islice

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST_CORRECTED = 4
TWO_EDITS_FROM = 8
MAX_KNOWN_WORDS = 300_000
LONGEST_KNOWN = 40


def edits_allowed(word: str) -> int:
    """How many edits (two letters swapped count as one) a word of this length may be away from what was meant."""
    if len(word) < SHORTEST_CORRECTED:
        return 0
    return 1 if len(word) < TWO_EDITS_FROM else 2


class KnownWords:
    """Folded words by first letter and length. Not changed after it was made, so threads may share it."""

    def __init__(self, words: Iterable[str]) -> None:
        kept = (word for word in words if SHORTEST_CORRECTED <= len(word) <= LONGEST_KNOWN and word.isalpha())
        self._words = frozenset(islice(kept, MAX_KNOWN_WORDS))
        self._by_start: dict[tuple[str, int], list[str]] = {}
        for word in self._words:
            self._by_start.setdefault((word[0], len(word)), []).append(word)
        self._first_letters = "".join({letter for letter, _ in self._by_start})

    def like(self, word: str, limit: int) -> tuple[str, ...]:
        """Words within the edits allowed, the likest first; with another first letter only where none has the same."""
        edits = edits_allowed(word)
        if not edits or len(word) > LONGEST_KNOWN:
            return ()
        lengths = range(len(word) - edits, len(word) + edits + 1)
        same_start = [known for length in lengths for known in self._by_start.get((word[0], length), ())]
        found = _nearest(word, same_start, edits) or sorted(self._with_other_start(word))
        return tuple(known for known in found if known != word)[:limit]

    def _with_other_start(self, word: str) -> set[str]:
        """Words one edit away at their first letter: another one, one less, one more, or the first two swapped."""
        tries = {word[1:], word[1] + word[0] + word[2:]}
        for letter in self._first_letters:
            tries.add(letter + word[1:])
            tries.add(letter + word)
        return {known for known in tries if known in self._words}


def _nearest(word: str, candidates: list[str], edits: int) -> list[str]:
    found = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=edits, limit=None)
    return [known for known, _distance, _index in sorted(found, key=lambda hit: (hit[1], hit[0]))]
