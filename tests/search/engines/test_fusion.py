from hypothesis import given
from hypothesis import strategies as st

from search.engines.fusion import FUSED_WORD_HITS, WORDS_WEIGHT, fused_head, fused_page

keys = st.lists(st.integers(1, 60), unique=True)


def test_what_both_find_comes_before_what_one_finds_at_the_same_rank() -> None:
    assert fused_head([1, 2], [3, 2], 0.7) == (2, 3, 1)
    assert fused_head([1, 2], [3, 2], 1.0) == (2, 1, 3)


def test_known_words_weigh_more_than_meaning() -> None:
    assert fused_head([9, 8], [4, 5], 1.0) == (9, 8, 4, 5)


def test_the_less_of_the_words_is_known_the_less_they_weigh() -> None:
    assert fused_head([1, 2], [8, 9], 0.9) == (1, 2, 8, 9)
    assert fused_head([1, 2], [8, 9], 0.75) == (8, 1, 9, 2)
    assert fused_head([1, 2], [8, 9], 0.5) == (8, 9, 1, 2)


def test_ties_go_to_the_lower_key() -> None:
    # where words and meaning weigh the same, each of two has the same place once
    alike = 1 / WORDS_WEIGHT**0.5
    assert fused_head([9, 4], [4, 9], alike) == fused_head([4, 9], [9, 4], alike) == (4, 9)


def test_without_words_the_order_is_that_of_meaning() -> None:
    assert fused_head([], [3, 1, 2], 1.0) == (3, 1, 2)


@given(
    by_words=st.lists(st.integers(1, 900), unique=True, max_size=400),
    by_meaning=keys,
    known=st.floats(0, 1),
    size=st.integers(1, 50),
)
def test_pages_hold_every_hit_once(by_words: list[int], by_meaning: list[int], known: float, size: int) -> None:
    rest = [key for key in by_words if key not in by_meaning]
    total = len({*by_words, *by_meaning})
    seen: list[int] = []
    for first in range(0, total + size, size):
        page = fused_page(by_words[:FUSED_WORD_HITS], by_meaning, known, first=first, last=first + size)
        seen += [*page.head, *rest[page.tail_first : page.tail_last]]
    assert len(seen) == total
    assert set(seen) == {*by_words, *by_meaning}
    assert seen == [
        *fused_head(by_words, by_meaning, known),
        *(k for k in by_words[FUSED_WORD_HITS:] if k not in by_meaning),
    ]
