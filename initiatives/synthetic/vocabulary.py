"""Dutch-like words in natural proportions: the catalogue's own words, and compounds glued from them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

ZIPF_EXPONENT, ZIPF_SHIFT = 1.05, 2.7  # Mandelbrot's form of Zipf's law
COMPOUNDS = 12_000
MIN_NOUN_LETTERS, MAX_NOUN_LETTERS = 5, 10
_WORD = re.compile(r"[a-zà-ÿ]+(?:-[a-zà-ÿ]+)*")


def zipf(count: int) -> np.ndarray:
    """Probabilities of ``count`` items by rank, most frequent first."""
    weights = 1.0 / (np.arange(1, count + 1) + ZIPF_SHIFT) ** ZIPF_EXPONENT
    return np.asarray(weights / weights.sum())


@dataclass(frozen=True)
class Vocabulary:
    """``words`` by falling frequency; ``compounds`` are the made-up ones among them."""

    words: np.ndarray
    compounds: np.ndarray


def sentences(words: list[str], rng: np.random.Generator) -> str:
    """Cut words into sentences of 6 to 16 words."""
    parts, start = [], 0
    while start < len(words):
        end = start + int(rng.integers(6, 17))
        parts.append(" ".join(words[start:end]).capitalize() + ".")
        start = end
    return " ".join(parts)


def build_vocabulary(texts: Iterable[str], rng: np.random.Generator) -> Vocabulary:
    """Count the words of ``texts`` and add compounds of two of their longer words, scattered over the ranks."""
    counts = Counter(word for text in texts for word in _WORD.findall(text.lower()))
    own = [word for word, _count in counts.most_common()]
    nouns = [word for word in own if MIN_NOUN_LETTERS <= len(word) <= MAX_NOUN_LETTERS and word.isalpha()]
    pairs = rng.integers(0, len(nouns), size=(COMPOUNDS, 2))
    compounds = sorted({nouns[first] + nouns[second] for first, second in pairs if first != second})
    # The commonest words stay in front; compounds are rare words, as in real text.
    head, tail = own[:500], own[500:] + compounds
    rng.shuffle(tail)
    return Vocabulary(np.array(head + tail, dtype=object), np.array(compounds, dtype=object))
