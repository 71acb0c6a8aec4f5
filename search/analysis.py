"""The one Dutch analyser: text to tokens, the same for what is indexed and for what is asked, for every engine.

Tokens hold letters and digits only (any script), lower-cased, stemmed, without diacritics, at most 64 characters;
so no engine can split them differently. Stop words are kept: an engine weighs words by their rarity, so that "de"
decides nothing beside another word and still finds something when it stands alone.
"""

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from search.query import MAX_TERMS, MAX_TEXT_LENGTH

ANALYSIS_VERSION = 1  # raise it when tokens change: indexes made with another version are rebuilt
MAX_TOKEN_LENGTH = 64
SHORTEST_TRUSTED_STEM = 4  # shorter Kraaij-Pohlmann stems throw different words together (gezond, zon)

_SEPARATED_CATEGORIES = frozenset({"Cc", "Zl", "Zp"})
_DROPPED_CATEGORIES = frozenset({"Cf", "Cs", "Co", "Cn"})  # zero-width, surrogates, private use, unassigned
_COMBINING_MARKS = re.compile("[\u0300-\u036f]")
_APOSTROPHE_IN_WORD = re.compile(r"(?<=\w)['\u2019\u02bc](?=\w)")
_WORD = re.compile(r"[^\W_]+")
_stemmers = threading.local()  # a Stemmer object must not be used by two threads at once


@dataclass(frozen=True)
class QueryTerm:
    """One word of a question: ``word`` as typed (folded) and the ``tokens`` any of which answers it."""

    word: str
    tokens: tuple[str, ...]


def clean_query(text: str) -> str:
    """Make what a visitor typed safe to store, show and search: at most 200 characters and 12 words."""
    readable = "".join(_readable(character) for character in text[: MAX_TEXT_LENGTH * 4])
    words = unicodedata.normalize("NFC", readable).split()
    return " ".join(words[:MAX_TERMS])[:MAX_TEXT_LENGTH].rstrip()


def _readable(character: str) -> str:
    category = unicodedata.category(character)
    if category in _SEPARATED_CATEGORIES:
        return " "
    return "" if category in _DROPPED_CATEGORIES else character


def fold(text: str) -> str:
    """Case and diacritics taken away, Latin ligatures and sharp s written out."""
    return unicodedata.normalize("NFC", _COMBINING_MARKS.sub("", unicodedata.normalize("NFKD", text.casefold())))


def words_of(text: str) -> list[str]:
    """The words of a text, folded: visitors leave diacritics out, so stems are taken of words without them."""
    return _WORD.findall(_APOSTROPHE_IN_WORD.sub("", fold(text)))


@lru_cache(maxsize=50_000)
def token_of(word: str) -> str:
    """The token of one folded word: its guarded stem; empty when nothing searchable is left."""
    return "".join(_WORD.findall(fold(_guarded_stem(word[:MAX_TOKEN_LENGTH]))))[:MAX_TOKEN_LENGTH]


def _guarded_stem(word: str) -> str:
    """Kraaij-Pohlmann, but Porter where that takes too much: ge-, a consonant before -en, or all but three letters."""
    kraaij_pohlmann, porter = _thread_stemmers()
    stem: str = kraaij_pohlmann.stemWord(word)
    strips_prefix = word.startswith("ge") and not stem.startswith("ge")
    if strips_prefix or len(stem) < SHORTEST_TRUSTED_STEM or _strips_consonant(word, stem):
        return str(porter.stemWord(word))
    return stem


def _strips_consonant(word: str, stem: str) -> bool:
    """Whether more than -en went from its end (schulden, schul), other than one of two equal letters (mannen, man)."""
    if not word.endswith("en") or not word.startswith(stem) or len(stem) >= len(word) - 2:
        return False
    return word[len(stem)] != word[len(stem) - 1]


def _thread_stemmers() -> tuple[Stemmer.Stemmer, Stemmer.Stemmer]:
    if not hasattr(_stemmers, "pair"):
        _stemmers.pair = (Stemmer.Stemmer("dutch"), Stemmer.Stemmer("dutch_porter"))
    pair: tuple[Stemmer.Stemmer, Stemmer.Stemmer] = _stemmers.pair
    return pair


def tokens_of(text: str) -> list[str]:
    """All tokens of a text, in order, repeats kept."""
    return [token for word in words_of(text) if (token := token_of(word))]


def query_terms(text: str) -> tuple[QueryTerm, ...]:
    """The distinct terms of a question, at most twelve; empty when it holds no letter or digit."""
    terms: dict[str, QueryTerm] = {}
    for word in words_of(clean_query(text)):
        token = token_of(word)
        if token and token not in terms:
            terms[token] = QueryTerm(word, (token,))
    return tuple(terms.values())[:MAX_TERMS]
