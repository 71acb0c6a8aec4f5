import numpy as np
import pytest

from initiatives.synthetic.vocabulary import build_vocabulary, sentences, zipf


def test_zipf_falls_by_rank_and_adds_up_to_one():
    odds = zipf(1000)
    assert odds.sum() == pytest.approx(1.0)
    assert all(odds[:-1] > odds[1:])
    assert odds[0] / odds[9] == pytest.approx((12.7 / 3.7) ** 1.05)


def test_compounds_are_glued_from_the_texts_own_words():
    vocabulary = build_vocabulary(["samen wandelen", "samen koken"], np.random.default_rng(1))

    assert vocabulary.words[0] == "samen"
    assert set(vocabulary.compounds) == {
        "samenwandelen", "samenkoken", "wandelensamen", "wandelenkoken", "kokensamen", "kokenwandelen",
    }  # fmt: skip


def test_sentences_use_every_word_once():
    words = [f"w{number}" for number in range(40)]
    text = sentences(words, np.random.default_rng(2))
    assert text.lower().replace(".", "").split() == words
    assert text.endswith(".")
