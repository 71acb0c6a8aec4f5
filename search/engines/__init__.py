"""The engine this installation searches with."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.engines.embedded.engine import EmbeddedEngine
from search.engines.port import SearchEngine
from search.words.lexicon import Lexicon


def get_engine() -> SearchEngine:
    """The engine that answers questions."""
    return embedded_engine()


@lru_cache(maxsize=1)
def embedded_engine() -> EmbeddedEngine:
    """One per process; ``embedded_engine.cache_clear()`` after changing ``SEARCH_INDEX_DIR``."""
    return EmbeddedEngine(Path(settings.SEARCH_INDEX_DIR))


def get_lexicon() -> Lexicon:
    """The words every question is planned with, whichever engine answers it."""
    return embedded_engine().lexicon()
