"""What must be known of the indexed words to plan a question: how rare a token is, which words look like another."""

from collections.abc import Hashable
from typing import Protocol


class Lexicon(Protocol):
    """The words of one state of the index. Both engines plan with the same one, so that they find the same."""

    @property
    def state(self) -> Hashable:
        """Another value whenever frequencies may have changed."""
        ...

    @property
    def documents(self) -> int:
        """How many documents there are."""
        ...

    def frequency(self, token: str) -> int:
        """How many documents hold the token (stemmed, as :mod:`search.analysis` makes it)."""
        ...

    def words_with_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Known words (folded, not stemmed) that begin so, those in most documents first."""
        ...

    def words_like(self, word: str, limit: int) -> tuple[str, ...]:
        """Known words (folded, not stemmed) at a small edit distance, the likest first."""
        ...
