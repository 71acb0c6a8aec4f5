"""Vectors as bytes: read back near what they were, or known to be spoilt."""

import numpy as np
import pytest

from search.meaning.vector_bytes import packed, quantised, unpacked


def random_vectors(count: int, dimensions: int = 384) -> np.ndarray:
    vectors = np.random.default_rng(5).normal(size=(count, dimensions)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_cosines_move_by_less_than_any_cut_off_means() -> None:
    vectors, questions = random_vectors(200), random_vectors(40)
    kept = quantised(vectors).astype(np.float32)
    kept /= np.linalg.norm(kept, axis=1, keepdims=True)
    assert np.abs(kept @ questions.T - vectors @ questions.T).max() < 0.004


def test_bytes_are_read_back_as_they_were_written() -> None:
    vector = quantised(random_vectors(1))[0]
    assert np.array_equal(unpacked(packed(vector), 384), vector)
    assert len(packed(vector)) == 388


def test_a_vector_of_nothing_is_no_error() -> None:
    assert not quantised(np.zeros((1, 384), np.float32)).any()


@pytest.mark.parametrize("spoil", [lambda b: b[:-1], lambda b: b + b"\0", lambda b: b"\1" + b[1:], lambda _: b""])
def test_spoilt_bytes_are_no_vector(spoil) -> None:
    content = packed(quantised(random_vectors(1))[0])
    assert unpacked(spoil(content), 384) is None
    assert unpacked(content, 512) is None


def test_one_turned_bit_is_noticed_wherever_it_is() -> None:
    content = packed(quantised(random_vectors(1))[0])
    for place in range(0, len(content), 7):
        turned = bytearray(content)
        turned[place] ^= 1
        assert unpacked(bytes(turned), 384) is None
