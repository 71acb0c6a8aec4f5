"""Keeps the vectors in the database in step with what is public; what the indexer calls.

A text is encoded once: its vector is found again by the text's hash, whatever is rebuilt. Words never wait for this:
the indexer brings them up to date first, and :func:`follow` returns after a moment with what it managed.
"""

import logging
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction
from django.db.models import Max

from initiatives.models import Initiative
from search.meaning.encoders import EncoderKind, chosen_kind
from search.meaning.models import EntryPassages, PassageVector
from search.meaning.passage_encoder import PassageEncoder, PassageEncoderError, passage_encoder
from search.meaning.passages import content_hash, passages_for
from search.meaning.vector_bytes import QuantisedVector, packed, unpacked

logger = logging.getLogger(__name__)

T = TypeVar("T")

CONSUMER_PREFIX = "vectors:"
BUDGET_S = 2.0
READ_AT_ONCE = 100
ENCODED_AT_ONCE = 4  # entries, so at most twelve texts


@dataclass(frozen=True)
class _Entry:
    """An initiative as it is now: its texts by hash; none when it is not public."""

    key: int
    version: int
    texts: Mapping[str, str]

    @property
    def hashes(self) -> str:
        return " ".join(self.texts)


def consumer_name() -> str | None:
    """Under which name the change ledger tells what the vectors have to follow."""
    kind = chosen_kind()
    return f"{CONSUMER_PREFIX}{kind.name}" if kind else None


def get_ready() -> None:
    """Have the encoder loaded before the first text comes; :class:`PassageEncoderError` when it cannot be."""
    kind = chosen_kind()
    if kind is not None:
        passage_encoder(kind.setting).encode(["."])


def follow(versions: Mapping[int, int], *, budget_s: float = BUDGET_S) -> set[int]:
    """Bring the vectors of these initiatives up to versions that were read before; returns the keys that are.

    Stops after about ``budget_s`` seconds: the other keys are for a next call. So is one whose text the encoder
    cannot take (said in the log), which should be tried ever later.
    """
    kind = chosen_kind()
    if kind is None:
        return set(versions)
    upkeep = _Upkeep(kind, passage_encoder(kind.setting), time.monotonic() + budget_s)
    settled: set[int] = set()
    for keys in _chunks(sorted(versions), READ_AT_ONCE):
        settled |= upkeep.follow({key: versions[key] for key in keys})
        if upkeep.is_out_of_time():
            break
    return settled


def progress() -> tuple[int, int]:
    """How many of the public initiatives have vectors, and how many there are."""
    kind = chosen_kind()
    total = Initiative.objects.published().count()
    if kind is None:
        return total, total
    rows = EntryPassages.objects.filter(encoder=kind.name, key__in=Initiative.objects.published().values("pk"))
    return rows.exclude(hashes="").count(), total


def versions() -> Iterator[tuple[int, int]]:
    """Key and version of every entry that has vectors, in order of key: what a check compares with the ledger."""
    kind = chosen_kind()
    if kind is not None:
        rows = EntryPassages.objects.filter(encoder=kind.name).exclude(hashes="").order_by("key")
        yield from rows.values_list("key", "version").iterator()


def broken_keys() -> Iterator[int]:
    """Entries one of whose vectors is missing or spoilt; have them followed again (the log says how many)."""
    kind = chosen_kind()
    if kind is None:
        return
    rows = EntryPassages.objects.filter(encoder=kind.name).exclude(hashes="").order_by("key")
    upkeep = _Upkeep(kind, passage_encoder(kind.setting), 0.0)
    for entries in _chunks(list(rows.values_list("key", "hashes")), READ_AT_ONCE):
        known = upkeep.known_hashes(name for _key, hashes in entries for name in hashes.split())
        yield from (key for key, hashes in entries if not known.issuperset(hashes.split()))


class _Upkeep:
    """One call's work for one encoder."""

    def __init__(self, kind: EncoderKind, encoder: PassageEncoder, deadline: float) -> None:
        self._kind = kind
        self._encoder = encoder
        self._deadline = deadline

    def is_out_of_time(self) -> bool:
        return time.monotonic() > self._deadline

    def follow(self, versions: Mapping[int, int]) -> set[int]:
        """First all that needs no encoder, then the rest, a few entries at a time."""
        entries = self._entries(versions)
        known = self.known_hashes(name for entry in entries for name in entry.texts)
        ready = [entry for entry in entries if entry.texts.keys() <= known]
        settled = self._write(ready, {})
        waiting = [entry for entry in entries if entry.key not in settled]
        for few in _chunks(waiting, ENCODED_AT_ONCE):
            if settled and self.is_out_of_time():
                break
            settled |= self._encode_and_write(few, known)
        return settled

    def _entries(self, versions: Mapping[int, int]) -> list[_Entry]:
        texts = {found.key: found.texts for found in passages_for(versions)}
        return [
            _Entry(key, version, {content_hash(self._kind.name, text): text for text in texts.get(key, ())})
            for key, version in versions.items()
        ]

    def known_hashes(self, names: Iterable[str]) -> set[str]:
        """Those of which a sound vector is kept."""
        rows = PassageVector.objects.filter(content_hash__in=set(names)).values_list("content_hash", "vector")
        vectors = {name: unpacked(bytes(vector), self._kind.dimensions) for name, vector in rows}
        spoilt = [name for name, vector in vectors.items() if vector is None]
        if spoilt:
            logger.warning("%d vectors of %s are spoilt; encoding them again", len(spoilt), self._kind.name)
        return vectors.keys() - set(spoilt)

    def _encode_and_write(self, entries: Sequence[_Entry], known: set[str]) -> set[int]:
        texts = {name: text for entry in entries for name, text in entry.texts.items() if name not in known}
        vectors = self._encoded(texts)
        complete = [entry for entry in entries if entry.texts.keys() <= known | vectors.keys()]
        known |= vectors.keys()
        return self._write(complete, vectors)

    def _encoded(self, texts: Mapping[str, str]) -> dict[str, QuantisedVector]:
        """Vectors of all texts; where the lot is too much for the encoder, of those it can take one by one."""
        try:
            return dict(zip(texts, self._encoder.encode(list(texts.values())), strict=True))
        except PassageEncoderError as error:
            logger.warning("a batch cannot be encoded (%s); taking its texts one by one", error)
        found: dict[str, QuantisedVector] = {}
        for name, text in texts.items():
            try:
                found[name] = self._encoder.encode([text])[0]
            except PassageEncoderError:
                logger.exception("a text of %d characters cannot be encoded now", len(text))
        return found

    def _write(self, entries: Sequence[_Entry], vectors: Mapping[str, QuantisedVector]) -> set[int]:
        """Keys of those written: all but those whose vectors were forgotten this moment, which are for a next call."""
        new = [
            PassageVector(content_hash=name, encoder=self._kind.name, vector=packed(vector))
            for name, vector in vectors.items()
        ]
        with transaction.atomic():
            held = _held_fast(name for entry in entries for name in entry.texts) | vectors.keys()
            written = [entry for entry in entries if entry.texts.keys() <= held]
            PassageVector.objects.bulk_create(
                new, update_conflicts=True, unique_fields=["content_hash"], update_fields=["encoder", "vector"]
            )
            EntryPassages.objects.bulk_create(
                self._rows(written, vectors.keys()),
                update_conflicts=True,
                unique_fields=["encoder", "key"],
                update_fields=["version", "hashes", "changed"],
            )
        return {entry.key for entry in written}

    def _rows(self, entries: Sequence[_Entry], renewed: Iterable[str]) -> Iterator[EntryPassages]:
        """Rows to write; one whose vectors stay as they are keeps its place in the order of changes."""
        of_encoder = EntryPassages.objects.filter(encoder=self._kind.name)
        rows = of_encoder.filter(key__in=[entry.key for entry in entries]).values_list("key", "hashes", "changed")
        before = {key: (hashes, changed) for key, hashes, changed in rows}
        latest = of_encoder.aggregate(latest=Max("changed"))["latest"] or 0
        now = max(int(time.time() * 1000), latest + 1)
        for entry in entries:
            hashes, changed = before.get(entry.key, ("", now))
            if hashes != entry.hashes or not entry.texts.keys().isdisjoint(renewed):
                changed = now
            if entry.texts or entry.key in before:
                yield EntryPassages(
                    encoder=self._kind.name,
                    key=entry.key,
                    version=entry.version,
                    hashes=entry.hashes,
                    changed=changed,
                )


def _held_fast(names: Iterable[str]) -> set[str]:
    """Those of which a vector is kept, and will be until the transaction ends."""
    rows = PassageVector.objects.select_for_update().filter(content_hash__in=set(names)).order_by("content_hash")
    return set(rows.values_list("content_hash", flat=True))


def _chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
