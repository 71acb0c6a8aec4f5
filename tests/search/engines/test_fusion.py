from hypothesis import given
from hypothesis import strategies as st

from search.engines.fusion import FUSED_WORD_HITS, fused_head, fused_page

keys = st.lists(st.integers(1, 60), unique=True)


def test_what_both_find_comes_before_what_one_finds_at_the_same_rank() -> None:
    assert fused_head([1, 2], [3, 2]) == (2, 1, 3)


def test_ties_go_to_the_lower_key() -> None:
    assert fused_head([9], [4]) == (4, 9)


def test_without_words_the_order_is_that_of_meaning() -> None:
    assert fused_head([], [3, 1, 2]) == (3, 1, 2)


@given(by_words=st.lists(st.integers(1, 900), unique=True, max_size=400), by_meaning=keys, size=st.integers(1, 50))
def test_pages_hold_every_hit_once(by_words: list[int], by_meaning: list[int], size: int) -> None:
    rest = [key for key in by_words if key not in by_meaning]
    total = len({*by_words, *by_meaning})
    seen: list[int] = []
    for first in range(0, total + size, size):
        page = fused_page(by_words[:FUSED_WORD_HITS], by_meaning, first=first, last=first + size)
        seen += [*page.head, *rest[page.tail_first : page.tail_last]]
    assert len(seen) == total
    assert set(seen) == {*by_words, *by_meaning}
    assert seen == [*fused_head(by_words, by_meaning), *(k for k in by_words[FUSED_WORD_HITS:] if k not in by_meaning)]
