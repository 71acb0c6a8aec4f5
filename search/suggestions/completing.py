"""What a half-typed question may become: the last word completed, and put right where it is mistyped."""

from dataclasses import dataclass

from rapidfuzz.distance import OSA

from search.analysis import words_of
from search.suggestions.names import Names
from search.words.lexicon import Lexicon

MAX_COMPLETIONS = 50
MAX_COMPARED = 500
SHARED_BEGINNING = 2  # letters that a mistyped word has in common with the one that was meant
SHORTEST_CORRECTED = 4
SECOND_MISTAKE_FROM = 8  # letters


@dataclass(frozen=True)
class Completion:
    """``whole`` are the words before the last one; ``known`` are words of initiatives' names the last one may become.

    ``is_corrected``: nothing begins as it was typed, and ``known`` begin nearly so, the likest first.
    """

    whole: tuple[str, ...]
    typed: str
    known: tuple[str, ...]
    is_corrected: bool = False

    @property
    def beginnings(self) -> tuple[str, ...]:
        """How a word of another name must begin."""
        return self.known if self.is_corrected else (self.typed,)


def completion_of(text: str, lexicon: Lexicon, names: Names) -> Completion | None:
    """``None`` when the text holds no word."""
    *whole, last = words_of(text) or [""]
    if not last:
        return None
    known = lexicon.words_with_prefix(last, MAX_COMPLETIONS)
    if known or names.words_with_prefix(last, 1) or len(last) < SHORTEST_CORRECTED:
        return Completion(tuple(whole), last, known)
    return Completion(tuple(whole), last, words_beginning_nearly(last, lexicon, names), is_corrected=True)


def words_beginning_nearly(typed: str, lexicon: Lexicon, names: Names) -> tuple[str, ...]:
    """Known words of which a beginning is one mistake away from what was typed, two for a long word."""
    beginning = typed[:SHARED_BEGINNING]
    words = {*lexicon.words_with_prefix(beginning, MAX_COMPARED), *names.words_with_prefix(beginning, MAX_COMPARED)}
    most = 2 if len(typed) >= SECOND_MISTAKE_FROM else 1
    ranked = sorted((mistakes_in_beginning(typed, word), word) for word in words)
    return tuple(word for mistakes, word in ranked if mistakes <= most)[:MAX_COMPLETIONS]


def mistakes_in_beginning(typed: str, word: str) -> int:
    """The smallest edit distance between what was typed and a beginning of the word, swapped letters counting once."""
    lengths = range(len(typed) - 1, len(typed) + 2)
    return min(int(OSA.distance(typed, word[:length])) for length in lengths)
