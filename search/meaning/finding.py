"""Finds what is near a question in meaning: encoder, vectors and cut-offs together, in one process.

Thread-safe: questions are answered while vectors change. A question's vector is kept, so that a change of the catalogue
costs a known question no encoding.
"""

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from search.meaning.cutoffs import centred, entry_vector, most_for, near_enough
from search.meaning.encoders import MAX_QUERY_CHARACTERS
from search.meaning.indexes import index_for
from search.meaning.port import Encoder, Vectors
from search.words.glossary import with_directory_words

REMEMBERED_TEXTS = 20_000
WORD = (1 << 64) - 1


@dataclass(frozen=True)
class Found:
    """Keys with their scores, best first; ``generation`` names the vectors they were found among."""

    generation: int
    nearest: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class _Known:
    vector: Vectors
    found: Found


class MeaningFinder:
    """Answers for one encoder; give ``count`` when so many entries are about to be put."""

    def __init__(self, encoder: Encoder, *, count: int = 0) -> None:
        self.encoder = encoder
        self._index = index_for(count, encoder.dimensions)
        self._marks: dict[int, int] = {}
        self._generation = 0
        self._lock = threading.RLock()
        self._encoding = threading.Lock()  # no encoder promises to take two texts at once
        self._known: OrderedDict[str, _Known] = OrderedDict()

    def __len__(self) -> int:
        return len(self._index)

    @property
    def generation(self) -> int:
        """The same for the same entries at the same changes, in whatever order they came, in any process."""
        return self._generation

    def put(self, entries: Mapping[int, tuple[int, Vectors]]) -> None:
        """Set entries: by key the moment of their change, and the vectors of their passages, the whole first."""
        vectors = {key: entry_vector(found, self.encoder.name) for key, (_changed, found) in entries.items()}
        with self._lock:
            self._index.put(vectors)
            self._renew(entries, (_mixed(key, changed) for key, (changed, _found) in entries.items()))

    def remove(self, keys: Collection[int]) -> None:
        with self._lock:
            self._index.remove(keys)
            self._renew(keys, (0 for _key in keys))

    def settle(self, limit: int) -> bool:
        """Make later questions faster; whether there is more to do."""
        with self._lock:
            return self._index.settle(limit)

    def known(self, text: str) -> Found | None:
        """What was found for a text before, if nothing changed since. Takes no time."""
        with self._lock:
            known = self._known.get(text)
            if known is None or known.found.generation != self._generation:
                return None
            self._known.move_to_end(text)
            return known.found

    def has_encoded(self, text: str) -> bool:
        """Whether its vector is known, so that finding it takes but a comparison."""
        return text in self._known

    def find(self, text: str) -> Found:
        """What is near a text (:func:`search.meaning.question_texts.question_text`), encoding it if it is new."""
        with self._lock:
            known = self._known.get(text)
        vector = known.vector if known else self._vector(text)
        with self._lock:
            found = Found(self._generation, self._nearest(vector))
            self._known[text] = _Known(vector, found)
            self._known.move_to_end(text)
            if len(self._known) > REMEMBERED_TEXTS:
                self._known.popitem(last=False)
        return found

    def _vector(self, text: str) -> Vectors:
        with self._encoding:
            vector = self.encoder.encode_query(with_directory_words(text, MAX_QUERY_CHARACTERS))
        return centred(vector, self.encoder.name)

    def _nearest(self, vector: Vectors) -> tuple[tuple[int, float], ...]:
        nearest = self._index.nearest(vector, most_for(len(self._index)))
        return tuple(near_enough(nearest, self.encoder.name))

    def _renew(self, keys: Iterable[int], marks: Iterable[int]) -> None:
        for key, mark in zip(keys, marks, strict=True):
            self._generation ^= self._marks.pop(key, 0) ^ mark
            if mark:
                self._marks[key] = mark


def _mixed(key: int, changed: int) -> int:
    """A 63-bit number that looks random (SplitMix64)."""
    value = (key * 0x9E3779B97F4A7C15 + changed) & WORD
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & WORD
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & WORD
    return ((value ^ (value >> 31)) >> 1) | 1
