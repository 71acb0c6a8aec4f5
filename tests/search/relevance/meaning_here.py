"""Meaning in this process: the finder, vectors and cut-offs that serve, without the socket and its time-out.

So that what is measured depends on nothing but the texts, however busy the machine is, and so that a catalogue that
only this process sees, inside a transaction, can be asked too.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from django.conf import settings
from django.test import override_settings

from search.meaning import client, upkeep
from search.meaning.client import Candidates, MeaningClient
from search.meaning.encoders import ENCODERS, NONE, make_encoder
from search.meaning.finding import MeaningFinder
from search.meaning.vector_source import VectorSource
from search.models import LedgerEntry

LONGEST_S = 300.0


@contextmanager
def meaning_of(setting: str) -> Iterator[None]:
    """Within the block the search finds by what this encoder makes of all that is public; ``none``: by words alone."""
    with override_settings(NAVIGATOR_ENCODER=setting):
        if setting == NONE:
            yield
            return
        _encode_all()
        finder = VectorSource(make_encoder(ENCODERS[setting])).loaded()
        here = ClientHere(finder, Path(settings.MEANING_DIR))
        with patch.object(client, "get_client", lambda: here):
            yield


def _encode_all() -> None:
    versions = dict(LedgerEntry.objects.values_list("key", "want"))
    started = time.monotonic()
    while len(settled := upkeep.follow(versions)) < len(versions):
        if time.monotonic() - started > LONGEST_S:
            raise TimeoutError(f"{len(versions) - len(settled)} initiatives have no vectors after {LONGEST_S:.0f} s")


class ClientHere(MeaningClient):
    """Asks the finder itself."""

    def __init__(self, finder: MeaningFinder, directory: Path) -> None:
        super().__init__(directory)
        self._finder = finder

    def _ask(self, text: str) -> tuple[int, Candidates]:
        found = self._finder.find(text)
        keys = tuple(key for key, _score in found.nearest)
        return found.generation, Candidates(keys, tuple(score for _key, score in found.nearest))
