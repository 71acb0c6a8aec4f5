"""Meaning beside words: what an encoder and an index of vectors must be able to do."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class Encoder(Protocol):
    """Turns text into vectors of unit length; texts of like meaning lie near each other, in any of its languages.

    ``name`` names model and version: vectors of different names are never compared. ``dimensions`` is their length.
    """

    name: str
    dimensions: int

    def encode_query(self, text: str) -> Vectors:
        """One vector, shape (dimensions,), of a question of at most 200 characters."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts of the catalogue, shape (texts, dimensions)."""
        ...


class MeaningIndex(Protocol):
    """One vector of unit length per entry; ``nearest`` may be approximate, its scores are exact."""

    def put(self, entries: Mapping[int, Vectors]) -> None:
        """Set entries' vectors, shape (dimensions,) each; a key that is there is replaced."""
        ...

    def remove(self, keys: Collection[int]) -> None:
        """Take entries out; unknown keys are nothing to do."""
        ...

    def settle(self, limit: int) -> bool:
        """Do some of the work that was put off, for at most so many entries; whether there is more."""
        ...

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[int, float]]:
        """Keys with their scores (cosine, -1 to 1), best first, then by key; each key once."""
        ...

    def __len__(self) -> int: ...
