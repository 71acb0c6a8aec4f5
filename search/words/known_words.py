"""The words of the index, kept so that one that resembles a mistyped word is found in about a millisecond."""

from collections.abc import Iterable

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
        self._by_start: dict[tuple[str, int], list[str]] = {}
        self._by_length: dict[int, list[str]] = {}
        for _number, word in zip(range(MAX_KNOWN_WORDS), words, strict=False):
            if SHORTEST_CORRECTED <= len(word) <= LONGEST_KNOWN and word.isalpha():
                self._by_start.setdefault((word[0], len(word)), []).append(word)
                self._by_length.setdefault(len(word), []).append(word)

    def like(self, word: str, limit: int) -> tuple[str, ...]:
        """Words within the edits allowed, the likest first; others than with the same first letter only where none
        of those is.
        """
        edits = edits_allowed(word)
        if not edits or len(word) > LONGEST_KNOWN:
            return ()
        lengths = range(len(word) - edits, len(word) + edits + 1)
        same_start = [known for length in lengths for known in self._by_start.get((word[0], length), ())]
        found = _nearest(word, same_start, edits, limit)
        if not found:
            found = _nearest(word, [known for length in lengths for known in self._by_length.get(length, ())], 1, limit)
        return tuple(known for known in found if known != word)


def _nearest(word: str, candidates: list[str], edits: int, limit: int) -> list[str]:
    found = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=edits, limit=None)
    return [known for known, _distance, _index in sorted(found, key=lambda hit: (hit[1], hit[0]))][:limit]
