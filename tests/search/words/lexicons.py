"""A lexicon made of texts, as an index would give it."""

from collections import Counter
from collections.abc import Hashable

from search.analysis import index_tokens, words_of
from search.words.known_words import KnownWords


class TextLexicon:
    """One document a text."""

    def __init__(self, *texts: str) -> None:
        self.state: Hashable = texts
        self.documents = len(texts)
        self._frequencies = Counter(token for text in texts for token in set(index_tokens(text)))
        self._words = Counter(word for text in texts for word in set(words_of(text)))
        self._known = KnownWords(self._words)

    def frequency(self, token: str) -> int:
        return self._frequencies[token]

    def words_with_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        return tuple(word for word, _ in self._words.most_common() if word.startswith(prefix))[:limit]

    def words_like(self, word: str, limit: int) -> tuple[str, ...]:
        return self._known.like(word, limit)
