"""Vectors as they are kept: one byte a dimension, behind a checksum, so that spoilt ones are known as such.

Rounding to 8 bits moves a cosine by less than 0.002, far below any cut-off's meaning.
"""

import zlib

import numpy as np
import numpy.typing as npt

from search.meaning.port import Vectors

QuantisedVector = npt.NDArray[np.int8]

LARGEST = 127
CHECKSUM_BYTES = 4


def quantised(vectors: Vectors) -> npt.NDArray[np.int8]:
    """Each vector stretched until its largest dimension is 127; its length is not kept, as it is 1."""
    largest = np.abs(vectors).max(axis=-1, keepdims=True)
    stretched: npt.NDArray[np.int8] = np.rint(vectors * (LARGEST / np.maximum(largest, 1e-12))).astype(np.int8)
    return stretched


def packed(vector: QuantisedVector) -> bytes:
    content = vector.tobytes()
    return zlib.crc32(content).to_bytes(CHECKSUM_BYTES, "big") + content


def unpacked(content: bytes, dimensions: int) -> QuantisedVector | None:
    """The vector again; ``None`` when the bytes are of another length or not what was written."""
    checksum, values = content[:CHECKSUM_BYTES], content[CHECKSUM_BYTES:]
    if len(values) != dimensions or zlib.crc32(values).to_bytes(CHECKSUM_BYTES, "big") != checksum:
        return None
    return np.frombuffer(values, dtype=np.int8)
