"""What the directory calls what people type: everyday words, dialect, and the languages of neighbours and newcomers.

``glossary_lists`` holds it. A word that no document holds (Hebamme, spiraaltje) is asked as the directory's own
(verloskundige, anticonceptie), and the encoder reads those behind the question. Some things are said with several words
that each mean nothing ("ik kom niet rond").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path

from search.analysis import words_of

DIRECTORY = Path(__file__).with_name("glossary_lists")
ANY_ENDING = "*"
AND_THEN = "+"  # between the words of an expression
MOST_BETWEEN = 3  # words between one word of an expression and the next
SHORTEST_BEGINNING = 3
# The article and the particles that Arabic writes onto a word (with, and, for the), the longest first.
_ARABIC = ("\u0600", "\u06ff")
_JOINED_IN_ARABIC = (
    "\u0648\u0627\u0644",
    "\u0628\u0627\u0644",
    "\u0644\u0644",
    "\u0627\u0644",
    "\u0648",
    "\u0628",
    "\u0644",
)

DirectoryWords = tuple[str, ...]


@dataclass(frozen=True)
class ExpressionFound:
    """Folded words of a question that together mean something, and what the directory calls that."""

    words: tuple[str, ...]
    names: DirectoryWords


@dataclass(frozen=True)
class _Glossary:
    """By what is typed, folded: whole words, the beginnings of words, and expressions by their first word."""

    words: dict[str, DirectoryWords] = field(default_factory=dict)
    beginnings: dict[str, DirectoryWords] = field(default_factory=dict)
    expressions: dict[str, list[tuple[list[str], DirectoryWords]]] = field(default_factory=dict)

    def add(self, used: str, names: DirectoryWords) -> None:
        if AND_THEN in used:
            first, *others = words_of(used.replace(AND_THEN, " "))
            self.expressions.setdefault(first, []).append((others, names))
            return
        kept, folded = self.beginnings if used.endswith(ANY_ENDING) else self.words, "".join(words_of(used))
        kept[folded] = tuple(dict.fromkeys((*kept.get(folded, ()), *names)))


def directory_words(word: str) -> DirectoryWords:
    """What the directory calls a folded word; empty when the list doesn't know it."""
    glossary = _glossary()
    found = glossary.words.get(word)
    if found is None and _ARABIC[0] <= word[:1] <= _ARABIC[1]:
        found = next(filter(None, map(glossary.words.get, _without_joined(word))), None)
    return found or _by_beginning(word, glossary.beginnings)


def expressions_in(words: Sequence[str]) -> Iterator[ExpressionFound]:
    """The expressions that folded words hold, in order, with a few others between."""
    for place, word in enumerate(words):
        for others, names in _glossary().expressions.get(word, ()):
            if _holds(words[place + 1 :], others):
                yield ExpressionFound((word, *others), names)


def _holds(words: Sequence[str], others: list[str]) -> bool:
    for other in others:
        near = words[: MOST_BETWEEN + 1]
        if other not in near:
            return False
        words = words[near.index(other) + 1 :]
    return True


def with_directory_words(text: str, limit: int) -> str:
    """The text, and behind it what the directory calls its words, as far as that fits in so many characters."""
    words = words_of(text)
    names = chain(map(directory_words, words), (found.names for found in expressions_in(words)))
    for name in dict.fromkeys(chain.from_iterable(names)):
        if len(text) + 1 + len(name) > limit:
            break
        text = f"{text} {name}"
    return text


def _by_beginning(word: str, beginnings: dict[str, DirectoryWords]) -> DirectoryWords:
    """That of the longest beginning."""
    lengths = range(len(word), SHORTEST_BEGINNING - 1, -1)
    return next((beginnings[word[:length]] for length in lengths if word[:length] in beginnings), ())


def _without_joined(word: str) -> list[str]:
    return [word[len(joined) :] for joined in _JOINED_IN_ARABIC if word.startswith(joined)]


@cache
def _glossary() -> _Glossary:
    glossary = _Glossary()
    for line in _lines():
        names, _, used = line.partition(":")
        for word in used.split():
            glossary.add(word, tuple(words_of(names)))
    return glossary


def _lines() -> list[str]:
    """Those of all its files, without remarks, and with what is wrapped joined again."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(DIRECTORY.glob("*.txt"))]
    kept = [line for line in "\n".join(texts).splitlines() if line and not line.startswith("#")]
    return "\n".join(kept).replace("\n  ", " ").splitlines()
