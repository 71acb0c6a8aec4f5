"""Vectors for a benchmark's catalogue: real ones as far as that takes minutes, made up beyond.

Made-up ones are kept under the names of the real texts, so that from there on all goes its usual way.
"""

import time
from collections.abc import Iterator, Sequence

import numpy as np

from initiatives.models import Initiative
from search import vector_following
from search.meaning.encoders import EncoderKind, chosen_kind
from search.meaning.models import PassageVector
from search.meaning.passage_encoder import passage_encoder
from search.meaning.passages import content_hash, passages_for
from search.meaning.port import Vectors
from search.meaning.vector_bytes import packed, quantised

MOST_ENCODED = 10_000  # initiatives
EXAMPLES = 200
TEXTS_AT_ONCE = 12
AT_ONCE = 500
MIXED = 3  # real vectors in a made-up one
NOISE = 0.2  # its length, beside that of the mixture


def have_vectors() -> None:
    """Give each initiative its vectors under the chosen encoder, unless it has them; also what changed since."""
    kind, started = chosen_kind(), time.perf_counter()
    if kind is None or not vector_following.has_work():
        return
    keys = list(Initiative.objects.published().order_by("pk").values_list("pk", flat=True))
    if len(keys) > MOST_ENCODED:
        _make_up(kind, keys)
    while vector_following.has_work():
        vector_following.drain()
    how = "made up" if len(keys) > MOST_ENCODED else "encoded"
    print(f"vectors of {len(keys):,}, {how}: {time.perf_counter() - started:.1f} s", flush=True)


def _make_up(kind: EncoderKind, keys: Sequence[int]) -> None:
    chance, examples = np.random.default_rng(7), _examples(kind, keys[:EXAMPLES])
    for at in range(0, len(keys), AT_ONCE):
        names = sorted({name for name, _text in _texts(kind, keys[at : at + AT_ONCE])})
        vectors = quantised(_mixed(chance, examples, len(names)))
        rows = [
            PassageVector(content_hash=name, encoder=kind.name, vector=packed(vector))
            for name, vector in zip(names, vectors, strict=True)
        ]
        PassageVector.objects.bulk_create(rows, ignore_conflicts=True)


def _examples(kind: EncoderKind, keys: Sequence[int]) -> Vectors:
    """Real vectors of texts of some initiatives, shape (texts, dimensions)."""
    texts = list(dict(_texts(kind, keys)).values())
    batches = (texts[at : at + TEXTS_AT_ONCE] for at in range(0, len(texts), TEXTS_AT_ONCE))
    vectors = [vector for batch in batches for vector in passage_encoder(kind.setting).encode(batch)]
    return _of_unit_length(np.stack(vectors).astype(np.float32))


def _mixed(chance: np.random.Generator, examples: Vectors, count: int) -> Vectors:
    mixtures = (
        chance.dirichlet(np.ones(MIXED), count)[:, :, None]
        * examples[chance.integers(len(examples), size=(count, MIXED))]
    )
    noise = _of_unit_length(chance.standard_normal((count, examples.shape[1])).astype(np.float32))
    return _of_unit_length(_of_unit_length(mixtures.sum(axis=1).astype(np.float32)) + NOISE * noise)


def _of_unit_length(vectors: Vectors) -> Vectors:
    scaled: Vectors = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
    return scaled


def _texts(kind: EncoderKind, keys: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Each passage with the name its vector has."""
    for found in passages_for(keys):
        yield from ((content_hash(kind.name, text), text) for text in found.texts)
