"""Two indexes of vectors: one compares with each, one with those a graph leads to."""

from collections.abc import Collection, Mapping
from itertools import islice

import numpy as np
from usearch.index import Index as Graph

from search.meaning.port import MeaningIndex, Vectors
from search.meaning.threads import threads_here
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

    def settle(self, limit: int) -> bool:
        return False

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[int, float]]:
        return self._block.best(vector, limit) if len(self._block) else []


class GraphIndex:
    """Finds likely neighbours in a graph (usearch) and scores those exactly; one byte a dimension.

    Adding to the graph takes a quarter of a millisecond an entry, so new ones wait ``outside`` it and are compared one
    by one until :meth:`settle` has time for them: nothing that was put is missed.
    """

    def __init__(self, dimensions: int) -> None:
        self._block = VectorBlock(dimensions, is_compact=True)
        self._outside: dict[int, None] = {}
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
        self._take_out_of_graph(entries)
        self._block.put(entries)
        self._outside.update(dict.fromkeys(entries))

    def remove(self, keys: Collection[int]) -> None:
        self._take_out_of_graph(keys)
        self._block.remove(keys)
        for key in keys:
            self._outside.pop(key, None)

    def settle(self, limit: int) -> bool:
        keys = list(islice(self._outside, limit))
        if keys:
            vectors = self._block.vectors(self._block.slots_of(keys))
            self._graph.add(np.array(keys, np.uint64), vectors, threads=threads_here())
        for key in keys:
            del self._outside[key]
        return bool(self._outside)

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[int, float]]:
        if not len(self._block):
            return []
        inside = len(self._block) - len(self._outside)
        likely: list[int] = []
        if inside:
            likely = self._graph.search(vector, min(inside, limit * RESCORED_PER_WANTED)).keys.tolist()
        known = dict.fromkeys(key for key in likely if key in self._block)
        return self._block.best(vector, limit, self._block.slots_of([*known, *self._outside]))

    def _take_out_of_graph(self, keys: Collection[int]) -> None:
        inside = [key for key in dict.fromkeys(keys) if key in self._block and key not in self._outside]
        if inside:
            self._graph.remove(np.array(inside, np.uint64))


def index_for(count: int, dimensions: int) -> MeaningIndex:
    """An empty index that suits so many entries."""
    return ExactIndex(dimensions) if count <= LARGEST_EXACT else GraphIndex(dimensions)
