"""Two indexes of vectors: one compares with each, one with those a graph leads to."""

from collections.abc import Collection, Mapping

import numpy as np
from usearch.index import Index as Graph

from search.meaning.port import MeaningIndex, Vectors
from search.meaning.vector_block import VectorBlock

LARGEST_EXACT = 20_000  # entries; comparing with each of them takes about a millisecond
RESCORED_PER_WANTED = 2
CONNECTIVITY = 16
EXPANSION_ADD = 64
EXPANSION_SEARCH = 200


class ExactIndex:
    """Compares with every entry: simple, and fast enough for a few thousand."""

    def __init__(self, dimensions: int) -> None:
        self._block = VectorBlock(dimensions, is_compact=False)

    def __len__(self) -> int:
        return len(self._block)

    def put(self, entries: Mapping[int, Vectors]) -> None:
        if entries:
            self._block.put(entries)

    def remove(self, keys: Collection[int]) -> None:
        self._block.remove(keys)

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[int, float]]:
        return self._block.best(vector, limit) if len(self._block) else []


class GraphIndex:
    """Finds likely neighbours in a graph (usearch) and scores those exactly; one byte a dimension."""

    def __init__(self, dimensions: int) -> None:
        self._block = VectorBlock(dimensions, is_compact=True)
        self._graph = Graph(
            ndim=dimensions,
            metric="cos",
            dtype="i8",
            connectivity=CONNECTIVITY,
            expansion_add=EXPANSION_ADD,
            expansion_search=EXPANSION_SEARCH,
        )

    def __len__(self) -> int:
        return len(self._block)

    def put(self, entries: Mapping[int, Vectors]) -> None:
        if not entries:
            return
        self.remove([key for key in entries if key in self._block])
        self._block.put(entries)
        self._graph.add(np.fromiter(entries, np.uint64, len(entries)), np.stack(list(entries.values())))

    def remove(self, keys: Collection[int]) -> None:
        known = [key for key in keys if key in self._block]
        if known:
            self._graph.remove(np.array(known, np.uint64))
            self._block.remove(known)

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[int, float]]:
        if not len(self._block):
            return []
        likely = self._graph.search(vector, min(len(self._block), limit * RESCORED_PER_WANTED)).keys
        known = [key for key in dict.fromkeys(likely.tolist()) if key in self._block]
        return self._block.best(vector, limit, self._block.slots_of(known))


def index_for(count: int, dimensions: int) -> MeaningIndex:
    """An empty index that suits so many entries."""
    return ExactIndex(dimensions) if count <= LARGEST_EXACT else GraphIndex(dimensions)
