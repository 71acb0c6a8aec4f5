"""The words of one state of the embedded index."""

import threading
import time
from collections.abc import Hashable
from dataclasses import dataclass

from search.engines.embedded import schema as fields
from search.engines.embedded.snapshot import Snapshot
from search.words.known_words import KnownWords

KEPT_SECONDS = 5.0  # a word just published is known at once, but is not proposed for a mistyped one before this


class EmptyLexicon:
    """That of an installation without an index."""

    state: Hashable = None
    documents = 0

    def frequency(self, token: str) -> int:
        return 0

    def words_with_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        return ()

    def words_like(self, word: str, limit: int) -> tuple[str, ...]:
        return ()


class RecentWords:
    """All words of an index, read again at most every five seconds, as reading takes a while in a large one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._words = KnownWords(())
        self._state: Hashable = None
        self._read_at = 0.0

    def of(self, snapshot: Snapshot) -> KnownWords:
        with self._lock:
            is_new_index = self._state is None or self._state[0] != snapshot.state[0]  # type: ignore[index]  # a tuple
            is_old = snapshot.state != self._state and time.monotonic() - self._read_at > KEPT_SECONDS
            if is_new_index or is_old:
                self._words = KnownWords(word for word, _ in snapshot.searcher.terms_with_prefix(fields.WORDS, ""))
                self._state, self._read_at = snapshot.state, time.monotonic()
            return self._words


@dataclass(frozen=True)
class EmbeddedLexicon:
    """Reads the index itself, so a frequency is never older than the last commit."""

    snapshot: Snapshot
    recent_words: RecentWords

    @property
    def state(self) -> Hashable:
        return self.snapshot.state

    @property
    def documents(self) -> int:
        return self.snapshot.searcher.num_docs

    def frequency(self, token: str) -> int:
        return self.snapshot.searcher.doc_freq(fields.TOKENS, token)

    def words_with_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        return tuple(word for word, _ in self.snapshot.searcher.terms_with_prefix(fields.WORDS, prefix, limit=limit))

    def words_like(self, word: str, limit: int) -> tuple[str, ...]:
        return self.recent_words.of(self.snapshot).like(word, limit)
