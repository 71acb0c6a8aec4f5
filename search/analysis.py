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

from search.query import MAX_TERMS, MAX_TEXT_LENGTH
from search.words.compounds import parts_of
from search.words.dutch_words import words_fingerprint
from search.words.folding import fold, readable
from search.words.stems import MAX_TOKEN_LENGTH, guarded_stem, lemma_stem

ANALYSIS_VERSION = 4  # raise it when tokens change: indexes made with another version are rebuilt
WORD_REPEATS = 2
PART_REPEATS = 1
KEPT_WORDS = 60_000

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = "'\u2019\u02bc"
_SHORTENED = re.compile(rf"(?<=\w)[{_APOSTROPHES}]n\b")  # zo'n, m'n: not zon, mn
_APOSTROPHE_IN_WORD = re.compile(rf"(?<=\w)[{_APOSTROPHES}](?=\w)")
_DOTTED = re.compile(r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])")  # g.g.d, but not www.ggd
_HYPHENATED = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)+")

_CAMEL_CASE = re.compile(r"\b(?:[A-Z][a-z]{2,}){2,}\b")
_CAPITALISED = re.compile("[A-Z][a-z]+")

__all__ = [
    "ANALYSIS_VERSION",
    "MAX_TOKEN_LENGTH",
    "WordTokens",
    "analysis_fingerprint",
    "clean_query",
    "fold",
    "hyphenated_words",
    "index_text",
    "index_text_of",
    "index_tokens",
    "phrase_tokens",
    "phrase_tokens_of",
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


def analysis_fingerprint() -> str:
    """Another one whenever tokens may be others: by this program, its word list or the setting for a better one."""
    return f"{ANALYSIS_VERSION}-{words_fingerprint()}"


def clean_query(text: str) -> str:
    """Make what a visitor typed safe to store, show and search: at most 200 characters and 12 words."""
    words = unicodedata.normalize("NFC", readable(text[: MAX_TEXT_LENGTH * 4])).split()
    return " ".join(words[:MAX_TERMS])[:MAX_TEXT_LENGTH].rstrip()


def words_of(text: str) -> list[str]:
    """The words of a text, folded: visitors leave diacritics out, so stems are taken of words without them."""
    return _WORD.findall(_joined(fold(text)))


def _joined(text: str) -> str:
    """Without what stands inside a word: foto's is fotos, g.g.d. is ggd."""
    if "'" in text or "\u2019" in text or "\u02bc" in text:
        text = _APOSTROPHE_IN_WORD.sub("", _SHORTENED.sub("", text))
    return _DOTTED.sub(_without_dots, text) if "." in text else text


def _without_dots(match: re.Match[str]) -> str:
    return match.group().replace(".", "")


def hyphenated_words(text: str) -> list[list[str]]:
    """The pieces of each word written with a hyphen; without it they are one word: e-mail is email too."""
    if "-" not in text and "\u2010" not in text and "\u2011" not in text:
        return []
    return [_WORD.findall(match) for match in _HYPHENATED.findall(_joined(fold(text)))]


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


@lru_cache(maxsize=KEPT_WORDS)
def _indexed(word: str) -> str:
    tokens = tokens_of_word(word)
    whole = [token for token in tokens.whole if token]
    return " ".join([*whole * WORD_REPEATS, *tokens.parts * PART_REPEATS])


def index_text(text: str) -> str:
    """All tokens of a text for the index, separated by spaces; a word's own weigh twice as much as its parts'."""
    return index_text_of(words_of(text), text)


def index_text_of(words: list[str], text: str) -> str:
    """The same for whoever has the words of the text already."""
    without_hyphen = ("".join(pieces) for pieces in hyphenated_words(text))
    whole = " ".join(filter(None, map(_indexed, [*words, *without_hyphen])))
    joined = _CAMEL_CASE.findall(text)
    return " ".join([whole, *map(_camel_parts, joined)]) if joined else whole


@lru_cache(maxsize=KEPT_WORDS)
def _camel_parts(word: str) -> str:
    """The plain stems in a name such as GeldWijzerWinkel."""
    return " ".join(phrase_tokens(" ".join(_CAPITALISED.findall(word)[:MAX_TERMS])))


def index_tokens(text: str) -> list[str]:
    """What :func:`index_text` gives, as a list."""
    return index_text(text).split()


def phrase_tokens(text: str) -> list[str]:
    """One plain stem for each word, in order: what stands next to each other in a text."""
    return phrase_tokens_of(words_of(text))


def phrase_tokens_of(words: list[str]) -> list[str]:
    """The same of words."""
    return [stem for word in words if (stem := tokens_of_word(word).stem)]
