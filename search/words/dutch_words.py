"""Which Dutch words there are, and their lemmas: in memory as hashes, small enough for every web worker.

The words come with simplemma. ``NAVIGATOR_DUTCH_WORDS`` may name a better list, one word a line; its words are added
to those that compounds may be made of.
"""

import logging
import threading
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np
import simplemma
from django.conf import settings
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from search.words.folding import fold
from search.words.more_words import MORE_WORDS

MAX_WORD_LENGTH = 64
MAX_LIST_BYTES = 20_000_000
_HASH_MASK = (1 << 64) - 1
_NO_LEMMA = 0
logger = logging.getLogger(__name__)
_loading = threading.Lock()


@dataclass(frozen=True)
class DutchWords:
    """Folded words by hash. A word that is none is taken for one about once in ten million million times.

    ``hashes`` are sorted; ``lemma_numbers`` stand beside them, 0 where a word is its own lemma; lemma ``n`` is in
    ``lemmas`` between ``bounds[n]`` and ``bounds[n + 1]``.
    """

    hashes: "array[int]"
    lemma_numbers: "array[int]"
    bounds: "array[int]"
    lemmas: bytes

    def __contains__(self, word: str) -> bool:
        return self._position(word) is not None

    def lemma(self, word: str) -> str | None:
        """The dictionary form of a known word, folded; ``None`` for a word that is unknown or its own lemma."""
        position = self._position(word)
        number = _NO_LEMMA if position is None else self.lemma_numbers[position]
        if number == _NO_LEMMA:
            return None
        return self.lemmas[self.bounds[number] : self.bounds[number + 1]].decode()

    def _position(self, word: str) -> int | None:
        wanted = hash(word) & _HASH_MASK
        position = bisect_left(self.hashes, wanted)
        return position if position < len(self.hashes) and self.hashes[position] == wanted else None


def dutch_words() -> DutchWords:
    """The words of this installation; read at first use (about half a second), by one thread."""
    with _loading:
        return _read(str(settings.NAVIGATOR_DUTCH_WORDS))


def words_fingerprint() -> str:
    """Another one whenever other words are known: tokens made with others don't fit."""
    return _fingerprint(str(settings.NAVIGATOR_DUTCH_WORDS))


@lru_cache(maxsize=2)
def _fingerprint(listed: str) -> str:
    return f"{simplemma.__version__}-{zlib.crc32(_content(listed)):08x}"


@lru_cache(maxsize=2)
def _read(listed: str) -> DutchWords:
    lemmas_by_word = DefaultDictionaryFactory(cache_max_size=0).get_dictionary("nl")
    return _compact(lemmas_by_word, chain(MORE_WORDS, _listed_words(_content(listed))))


def _content(listed: str) -> bytes:
    """The file's bytes, cut at twenty million; nothing without a file that can be read."""
    if not listed:
        return b""
    try:
        with Path(listed).open("rb") as file:
            return file.read(MAX_LIST_BYTES)
    except OSError as error:
        logger.error("NAVIGATOR_DUTCH_WORDS cannot be read, so compounds are split less well: %s", error)
        return b""


def _listed_words(content: bytes) -> Iterator[str]:
    for line in content.decode(errors="replace").splitlines():
        word = fold(line.strip())
        if word.isalpha() and len(word) <= MAX_WORD_LENGTH:
            yield word


def _compact(lemmas_by_word: Mapping[str, str], others: Iterable[str]) -> DutchWords:
    numbers: dict[str, int] = {"": _NO_LEMMA}
    hashes, lemma_numbers = array("Q"), array("I")
    for word, lemma in lemmas_by_word.items():
        known, meant = _plain(word), _plain(lemma)
        hashes.append(hash(known) & _HASH_MASK)
        lemma_numbers.append(numbers.setdefault(meant, len(numbers)) if meant != known else _NO_LEMMA)
    for word in others:
        hashes.append(hash(word) & _HASH_MASK)
        lemma_numbers.append(_NO_LEMMA)
    return _sorted(hashes, lemma_numbers, list(numbers))


def _plain(word: str) -> str:
    """Folded and without apostrophes, as words of a text are."""
    return word if word.isascii() and word.isalpha() and word.islower() else fold(word).replace("'", "")


def _sorted(hashes: "array[int]", lemma_numbers: "array[int]", lemmas: list[str]) -> DutchWords:
    """The first of equal words stays: it came from the dictionary with lemmas."""
    unsorted = np.frombuffer(hashes, dtype=np.uint64)
    distinct, firsts = np.unique(unsorted, return_index=True)
    encoded = [lemma.encode() for lemma in lemmas]
    bounds = np.cumsum([0, *map(len, encoded)], dtype=np.uint32)
    numbers = np.frombuffer(lemma_numbers, dtype=np.uint32)[firsts]
    return DutchWords(
        array("Q", distinct.tobytes()), array("I", numbers.tobytes()), array("I", bounds.tobytes()), b"".join(encoded)
    )
