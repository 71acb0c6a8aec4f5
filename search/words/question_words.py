"""What a visitor typed, read as words, words written with a hyphen, and phrases in quotes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from search.analysis import WordTokens, clean_query, fold, hyphenated_words, phrase_tokens, tokens_of_word, words_of
from search.query import MAX_WORDS
from search.words.glossary import DirectoryWords, expressions_in
from search.words.plan import QuestionForm
from search.words.stop_words import STOP_WORDS

MAX_PHRASES = 4
WORDS_OF_A_NAME = 2
SMALL_WORDS_OF_A_SENTENCE = 3
_QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb'
_QUOTED = re.compile(f"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]")
_CAPITALS = re.compile(r"\b[A-Z]{2,6}\b")
_LAST_IS_TYPED = re.compile(r"[^\W_]$")


@dataclass(frozen=True)
class QuestionWord:
    """One distinct word, folded. ``is_last``: it may go on being typed; ``is_abbreviation``: typed in capitals;
    ``pieces``: what stood between its hyphens; ``names``: what else the directory calls an expression named so.
    """

    word: str
    tokens: WordTokens
    is_stop_word: bool
    is_last: bool = False
    is_abbreviation: bool = False
    pieces: tuple[str, ...] = ()
    names: DirectoryWords = ()


@dataclass(frozen=True)
class QuestionText:
    """``joined`` are words typed with a hyphen, written without, by the words they are made of. ``named`` is what the
    directory calls the expressions in it, one word each, and ``explained`` the words of these.
    """

    words: tuple[QuestionWord, ...]
    phrases: tuple[tuple[str, ...], ...]
    joined: Mapping[tuple[str, ...], str]
    named: tuple[QuestionWord, ...] = ()
    explained: frozenset[str] = frozenset()

    @property
    def form(self) -> QuestionForm:
        if sum(word.is_stop_word for word in self.words) >= SMALL_WORDS_OF_A_SENTENCE:
            return QuestionForm.SENTENCE
        return QuestionForm.NAME if len(self.words) <= WORDS_OF_A_NAME else QuestionForm.SEVERAL


def read_question(text: str) -> QuestionText:
    """A phrase has two words at least, as one word needs no neighbour."""
    clean = clean_query(text)
    phrases = (tuple(phrase_tokens(quoted)) for quoted in _QUOTED.findall(clean)[:MAX_PHRASES])
    joined = {tuple(pieces): "".join(pieces) for pieces in hyphenated_words(clean)}
    words = _words(clean)
    found = tuple(expressions_in(words_of(clean)))
    explained = frozenset(chain.from_iterable(expression.words for expression in found))
    named = _named(dict.fromkeys(expression.names for expression in found), words)
    return QuestionText(words, tuple(phrase for phrase in phrases if len(phrase) > 1), joined, named, explained)


def _named(calls: Iterable[DirectoryWords], words: tuple[QuestionWord, ...]) -> tuple[QuestionWord, ...]:
    typed = {word.tokens.meaning for word in words}
    named = (QuestionWord(names[0], tokens_of_word(names[0]), is_stop_word=False, names=names) for names in calls)
    return tuple(word for word in named if word.tokens.meaning not in typed)


def _words(clean: str) -> tuple[QuestionWord, ...]:
    found = dict.fromkeys(word for word in words_of(clean) if tokens_of_word(word).stem)
    words = tuple(found)[:MAX_WORDS]
    last = words[-1] if words and _LAST_IS_TYPED.search(fold(clean)) else None
    is_shouted = clean.isupper() and " " in clean
    abbreviations = set() if is_shouted else {fold(word) for word in _CAPITALS.findall(clean)}
    return tuple(
        QuestionWord(word, tokens_of_word(word), word in STOP_WORDS, word == last, word in abbreviations)
        for word in words
    )
