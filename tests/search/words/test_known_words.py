"""Which known word a mistyped one resembles."""

import random
import time

import pytest

from search.words.known_words import KnownWords

KNOWN = KnownWords(["eenzaamheid", "wandelen", "wandeling", "schulden", "hulp", "huis", "opvoeden", "hulpverlening"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("eenzamhied", "eenzaamheid"),
        ("wandlen", "wandelen"),
        ("schudlen", "schulden"),
        ("hlup", "hulp"),
        ("upvoeden", "opvoeden"),
        ("hulpverleening", "hulpverlening"),
    ],
)
def test_the_likest_comes_first(typed: str, meant: str) -> None:
    assert KNOWN.like(typed, 5)[0] == meant


@pytest.mark.parametrize("typed", ["hul", "auto", "xwandelxx", "", "w" * 10_000, "\u05d0\u05d1\u05d2\u05d3"])
def test_too_short_and_too_different_words_resemble_nothing(typed: str) -> None:
    assert KNOWN.like(typed, 5) == ()


def test_a_large_vocabulary_is_quick() -> None:
    source = random.Random(4)
    words = ["".join(source.choices("aeiounrstdlkgvm", k=source.randint(4, 16))) for _ in range(50_000)]
    known = KnownWords(words)
    typed = [word[:3] + word[4:] for word in words[:40]]
    start = time.thread_time()
    for word in typed:
        known.like(word, 12)
    assert (time.thread_time() - start) / len(typed) < 0.02
