"""Dutch stems of folded words, guarded against the stemmer's known mistakes."""

import re
import threading

import Stemmer

from search.words.dutch_words import dutch_words
from search.words.folding import fold

MAX_TOKEN_LENGTH = 64
SHORTEST_TRUSTED_STEM = 4  # shorter Kraaij-Pohlmann stems throw different words together (gezond, zon)

# What every stemmer gets wrong and matters here: old people are no parents, money matters are one word, a discount is
# not short, to pay a bill is no sum.
EXCEPTIONS = {
    "oudere": "oudere",
    "ouderen": "oudere",
    "financien": "financ",
    "financieel": "financ",
    "financiele": "financ",
    "korting": "korting",
    "kortingen": "korting",
    "rekening": "rekening",
    "rekeningen": "rekening",
}
_WORD = re.compile(r"[^\W_]+")
_stemmers = threading.local()  # a Stemmer object must not be used by two threads at once


def guarded_stem(word: str) -> str:
    """The stem of a folded word: letters and digits only, at most 64; empty when nothing searchable is left."""
    exception = EXCEPTIONS.get(word)
    if exception is not None:
        return exception
    stem = _stem(word[:MAX_TOKEN_LENGTH])
    return stem if stem.isascii() and stem.isalnum() else _clean(stem)


def lemma_stem(word: str) -> str | None:
    """The stem of a folded word's dictionary form (kinderen: kind), where that is another."""
    lemma = dutch_words().lemma(word)
    if lemma is None or lemma[:1] != word[:1] or word in EXCEPTIONS:  # beter is no form of goed to a seeker
        return None
    stem = guarded_stem(lemma)
    return stem if stem and stem != guarded_stem(word) else None


def _clean(stem: str) -> str:
    return "".join(_WORD.findall(fold(stem)))[:MAX_TOKEN_LENGTH]


def _stem(word: str) -> str:
    """Kraaij-Pohlmann, but Porter where that takes too much: ge, a consonant before -en, or all but three letters."""
    kraaij_pohlmann, porter = _thread_stemmers()
    stem: str = kraaij_pohlmann.stemWord(word)
    if _strips_own_s(word, stem):
        return word
    if len(stem) < SHORTEST_TRUSTED_STEM or _strips_ge(word, stem) or _strips_consonant(word, stem):
        return str(porter.stemWord(word))
    return stem


def _strips_own_s(word: str, stem: str) -> bool:
    """Whether its last letter went though it is no plural: kans is not kan, fonds not fond."""
    return word.endswith("s") and stem == word[:-1] and word in dutch_words() and dutch_words().lemma(word) is None


def _strips_ge(word: str, stem: str) -> bool:
    """Whether ge went from its beginning or from inside (gezin, zin; werkgever, werkver)."""
    return word[:-3].count("ge") > stem.count("ge")


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
