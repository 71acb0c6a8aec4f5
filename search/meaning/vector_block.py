"""Vectors of many entries in one block of memory, found by key; the ground both kinds of index stand on."""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from search.meaning.port import Vectors
from search.meaning.vector_bytes import quantised

FIRST_CAPACITY = 256
SCORED_AT_ONCE = 4096  # what fits in a processor's own memory
Slots = npt.NDArray[np.intp]


class VectorBlock:
    """Vectors of unit length, kept at four bytes a dimension or, ``is_compact``, at one."""

    def __init__(self, dimensions: int, *, is_compact: bool) -> None:
        self.is_compact = is_compact
        self._rows: npt.NDArray[Any] = np.zeros((FIRST_CAPACITY, dimensions), np.int8 if is_compact else np.float32)
        self._factors = np.ones(FIRST_CAPACITY, np.float32)
        self._keys = np.zeros(FIRST_CAPACITY, np.int64)
        self._slots: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._slots)

    def __contains__(self, key: int) -> bool:
        return key in self._slots

    @property
    def keys(self) -> npt.NDArray[np.int64]:
        return self._keys[: len(self)]

    def put(self, entries: Mapping[int, Vectors]) -> None:
        self._make_room(len(self) + len(entries))
        for key in entries:
            self._slots.setdefault(key, len(self._slots))
        slots = [self._slots[key] for key in entries]
        vectors = np.stack(list(entries.values()))
        self._rows[slots] = quantised(vectors) if self.is_compact else vectors
        self._keys[slots] = list(entries)
        if self.is_compact:
            self._factors[slots] = 1 / np.linalg.norm(self._rows[slots].astype(np.float32), axis=1)

    def remove(self, keys: Collection[int]) -> None:
        """Fill each gap with the last entry, so that what is in use stays together."""
        for key in keys:
            slot = self._slots.pop(key, None)
            if slot is None or slot == len(self._slots):
                continue
            last = len(self._slots)
            for column in (self._rows, self._factors, self._keys):
                column[slot] = column[last]
            self._slots[int(self._keys[slot])] = slot

    def slots_of(self, keys: Collection[int]) -> Slots:
        return np.fromiter((self._slots[key] for key in keys), np.intp, len(keys))

    def vectors(self, slots: Slots) -> Vectors:
        """The vectors in these slots, of unit length."""
        rows: Vectors = self._rows[slots].astype(np.float32) * self._factors[slots, None]
        return rows

    def scores(self, vector: Vectors, slots: Slots | None = None) -> Vectors:
        """Cosines with the vectors in these slots, or with all."""
        if not self.is_compact:
            found: Vectors = self._rows[slice(len(self)) if slots is None else slots] @ vector
            return found
        count = len(self) if slots is None else len(slots)
        scores = np.zeros(count, np.float32)
        for start in range(0, count, SCORED_AT_ONCE):
            step = slice(start, min(count, start + SCORED_AT_ONCE))
            part: Any = step if slots is None else slots[step]
            scores[step] = self._rows[part].astype(np.float32) @ vector * self._factors[part]
        return scores

    def best(self, vector: Vectors, limit: int, slots: Slots | None = None) -> list[tuple[int, float]]:
        """The ``limit`` nearest of the slots, or of all: keys and cosines, best first, then by key."""
        keys = self.keys if slots is None else self._keys[slots]
        scores = self.scores(vector, slots)
        if len(scores) > limit:
            chosen = np.argpartition(-scores, limit - 1)[:limit]
            chosen = np.flatnonzero(scores >= scores[chosen].min())  # all that are equal to the last one
            keys, scores = keys[chosen], scores[chosen]
        order = np.lexsort((keys, -scores))[:limit]
        return list(zip(keys[order].tolist(), scores[order].tolist(), strict=True))

    def _make_room(self, wanted: int) -> None:
        capacity = len(self._keys)
        if wanted <= capacity:
            return
        capacity = max(wanted, capacity * 2)
        for name in ("_rows", "_factors", "_keys"):
            old = getattr(self, name)
            new = np.zeros((capacity, *old.shape[1:]), old.dtype)
            new[: len(old)] = old
            setattr(self, name, new)
