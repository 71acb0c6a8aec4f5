"""Once a day: vectors of texts that no entry has any more go, and old traces of entries that are gone."""

import time
from collections.abc import Callable, Iterable

from django.db import transaction

from search.meaning.encoders import chosen_kind
from search.meaning.models import EntryPassages, PassageVector

PARTS = "0123456789abcdef"  # of the vectors, by how their hash begins: bounds what is held in memory
DELETED_AT_ONCE = 500
TOMBSTONE_MS = 24 * 60 * 60 * 1000
CLOCKS_DIFFER_MS = 60_000


def forget_unused(*, between: Callable[[], object] = lambda: None) -> int:
    """Delete them part by part, with time ``between`` for other work; returns how many vectors went.

    Those of an encoder that is not in use stay, for when it is chosen again.
    """
    kind = chosen_kind()
    if kind is None:
        return 0
    began_ms, count = int(time.time() * 1000), 0
    EntryPassages.objects.filter(encoder=kind.name, hashes="", changed__lt=began_ms - TOMBSTONE_MS).delete()
    for part in PARTS:
        used = _used(kind.name, part, since_ms=0)
        vectors = PassageVector.objects.filter(encoder=kind.name, content_hash__startswith=part)
        unused = sorted(set(vectors.values_list("content_hash", flat=True)) - used)
        for start in range(0, len(unused), DELETED_AT_ONCE):
            names = unused[start : start + DELETED_AT_ONCE]
            count += _delete(kind.name, part, names, since_ms=began_ms - CLOCKS_DIFFER_MS)
            between()
        between()
    return count


def _used(encoder: str, part: str, *, since_ms: int) -> set[str]:
    """Hashes in this part that entries have, of those that changed since."""
    rows = EntryPassages.objects.filter(encoder=encoder, changed__gte=since_ms)
    found = rows.values_list("hashes", flat=True).iterator()
    return {name for hashes in found for name in hashes.split() if name.startswith(part)}


def _delete(encoder: str, part: str, names: Iterable[str], *, since_ms: int) -> int:
    """Delete those that are still unused, holding them fast first: whoever gives one to an entry does so too
    (:mod:`search.meaning.upkeep`), on whichever machine.
    """
    with transaction.atomic():
        rows = PassageVector.objects.filter(encoder=encoder, content_hash__in=names)
        held = set(rows.select_for_update().order_by("content_hash").values_list("content_hash", flat=True))
        gone, _ = rows.filter(content_hash__in=held - _used(encoder, part, since_ms=since_ms)).delete()
    return gone
