"""The one Dutch analyser: text to tokens, the same for what is indexed and for what is asked, for every engine.

Tokens hold letters and digits only (any script), lower-cased, stemmed, without diacritics, at most 64 characters;
so no engine can split them differently. Stop words are kept: whoever asks decides what they weigh.

A word gives its stem, the stem of its dictionary form (kinderen: kind) and those of its parts. Parts weigh less
because :func:`index_tokens` gives the others ``WORD_REPEATS`` times and a part ``PART_REPEATS`` times.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from search.query import MAX_TERMS, MAX_TEXT_LENGTH, MAX_WORDS
from search.words.compounds import parts_of
from search.words.dutch_words import words_fingerprint
from search.words.folding import fold, readable
from search.words.stems import MAX_TOKEN_LENGTH, guarded_stem, lemma_stem

ANALYSIS_VERSION = 6  # raise it when tokens change: indexes made with another version are rebuilt
WORD_REPEATS = 2
PART_REPEATS = 1
KEPT_WORDS = 60_000

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = "'\u2019\u02bc"
_SHORTENED = re.compile(rf"(?<=\w)[{_APOSTROPHES}]n\b")  # zo'n, m'n: not zon, mn
_APOSTROPHE_IN_WORD = re.compile(rf"(?<=\w)[{_APOSTROPHES}](?=\w)")
_DOT_INSIDE = re.compile(r"\.[^\W\d_]")  # quick to look for
_DOTTED = re.compile(r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])")  # g.g.d, but not www.ggd
_HYPHENATED = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)+")

_CAMEL_CASE = re.compile(r"[A-Z](?<!\w\w)[a-z]{2,}(?:[A-Z][a-z]{2,})+\b")  # a first letter is quicker found than a \b
_CAPITALISED = re.compile("[A-Z][a-z]+")

_ASCII_SEPARATORS = {code: " " for code in range(128) if not chr(code).isalnum()}

__all__ = [
    "ANALYSIS_VERSION",
    "MAX_TOKEN_LENGTH",
    "AnalysedText",
    "WordTokens",
    "analyse",
    "analysis_fingerprint",
    "clean_query",
    "fold",
    "hyphenated_words",
    "index_tokens",
    "phrase_tokens",
    "stem_of",
    "tokens_of_word",
    "words_of",
]


@dataclass(frozen=True)
class WordTokens:
    """What one word is found by: its ``stem``, the stem of its ``lemma`` where another, and of its ``parts``."""

    stem: str
    lemma: str | None = None
    parts: tuple[str, ...] = ()

    @property
    def whole(self) -> tuple[str, ...]:
        """The tokens of the word itself."""
        return (self.stem,) if self.lemma is None else (self.stem, self.lemma)

    @property
    def meaning(self) -> str:
        """The token that all forms of the word share."""
        return self.lemma or self.stem


class AnalysedText(NamedTuple):
    """A text for the index: its ``words`` in order, folded; all its tokens and its plain stems, separated by spaces."""

    words: list[str]
    tokens: str
    stems: str


def analysis_fingerprint() -> str:
    """Another one whenever tokens may be others: by this program, its word list or the setting for a better one."""
    return f"{ANALYSIS_VERSION}-{words_fingerprint()}"


def clean_query(text: str) -> str:
    """Make what a visitor typed safe to store, show and search: at most 200 characters and 40 words."""
    words = unicodedata.normalize("NFC", readable(text[: MAX_TEXT_LENGTH * 4])).split()
    return " ".join(words[:MAX_WORDS])[:MAX_TEXT_LENGTH].rstrip()


def words_of(text: str) -> list[str]:
    """The words of a text, folded: visitors leave diacritics out, so stems are taken of words without them."""
    return _words_in(_joined(fold(text)))


def _words_in(joined: str) -> list[str]:
    return joined.translate(_ASCII_SEPARATORS).split() if joined.isascii() else _WORD.findall(joined)


def _joined(text: str) -> str:
    """Without what stands inside a word: foto's is fotos, g.g.d. is ggd."""
    if "'" in text or "\u2019" in text or "\u02bc" in text:
        text = _APOSTROPHE_IN_WORD.sub("", _SHORTENED.sub("", text))
    return _DOTTED.sub(_without_dots, text) if _DOT_INSIDE.search(text) else text


def _without_dots(match: re.Match[str]) -> str:
    return match.group().replace(".", "")


def hyphenated_words(text: str) -> list[list[str]]:
    """The pieces of each word written with a hyphen; without it they are one word: e-mail is email too."""
    return _hyphenated_in(_joined(fold(text))) if _has_hyphen(text) else []


def _has_hyphen(text: str) -> bool:
    return "-" in text or "\u2010" in text or "\u2011" in text


def _hyphenated_in(joined: str) -> list[list[str]]:
    candidates = [chunk for chunk in joined.split() if _has_hyphen(chunk)]  # the pattern itself looks at every letter
    return [_WORD.findall(match) for chunk in candidates for match in _HYPHENATED.findall(chunk)]


@lru_cache(maxsize=KEPT_WORDS)
def tokens_of_word(word: str) -> WordTokens:
    """All tokens of one folded word; no token is empty but that of a word without anything searchable."""
    stem = guarded_stem(word)
    lemma = lemma_stem(word)
    whole = {stem, lemma}
    parts = (token for part in parts_of(word) for token in (guarded_stem(part), lemma_stem(part)) if token)
    return WordTokens(stem, lemma, tuple(token for token in dict.fromkeys(parts) if token not in whole))


def stem_of(word: str) -> str:
    """The plain stem of one folded word; empty when nothing searchable is left."""
    return tokens_of_word(word).stem


class _WrittenWords(dict[str, tuple[str, str]]):
    """What stands in an index for a word: its tokens and its plain stem, each with a space behind it.

    A text of a large catalogue is mostly words met before, so that finding them is what counts.
    """

    def __missing__(self, word: str) -> tuple[str, str]:
        if len(self) >= KEPT_WORDS:
            self.clear()
        tokens = tokens_of_word(word)
        repeated = [*[token for token in tokens.whole if token] * WORD_REPEATS, *tokens.parts * PART_REPEATS]
        written = self[word] = "".join([f"{token} " for token in repeated]), tokens.stem and f"{tokens.stem} "
        return written


_written = _WrittenWords()


def analyse(text: str) -> AnalysedText:
    """All that an index holds of a text; a word's own tokens weigh twice as much as its parts'."""
    joined = _joined(fold(text))
    words = _words_in(joined)
    tokens, stems = zip(*map(_written.__getitem__, words), strict=True) if words else ((), ())
    hyphenated = _hyphenated_in(joined) if _has_hyphen(text) else ()
    without_hyphen = [_written["".join(pieces)][0] for pieces in hyphenated]
    in_names = [f"{_camel_parts(name)} " for name in _CAMEL_CASE.findall(text)]
    return AnalysedText(words, "".join([*tokens, *without_hyphen, *in_names]).rstrip(), "".join(stems).rstrip())


@lru_cache(maxsize=KEPT_WORDS)
def _camel_parts(word: str) -> str:
    """The plain stems in a name such as GeldWijzerWinkel."""
    return " ".join(phrase_tokens(" ".join(_CAPITALISED.findall(word)[:MAX_TERMS])))


def index_tokens(text: str) -> list[str]:
    """All tokens of a text for the index."""
    return analyse(text).tokens.split()


def phrase_tokens(text: str) -> list[str]:
    """One plain stem for each word, in order: what stands next to each other in a text."""
    return [stem for word in words_of(text) if (stem := tokens_of_word(word).stem)]
