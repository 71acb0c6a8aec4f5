"""Vectors as rows: each text's by what it says, and which ones an entry has. They outlive any index.

Not backed up with care: whatever is lost is encoded again. No triggers, no signals: only :mod:`search.meaning.upkeep`
writes here.
"""

from django.db import models


class PassageVector(models.Model):
    """What one encoder makes of one text (:func:`search.meaning.passages.content_hash`), as bytes
    (:mod:`search.meaning.vector_bytes`).
    """

    content_hash = models.CharField(max_length=32, primary_key=True)
    encoder = models.CharField(max_length=50)
    vector = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.encoder} {self.content_hash}"


class EntryPassages(models.Model):
    """Which passages an initiative has in the eyes of one encoder, as of ledger version ``version``.

    ``hashes`` are content hashes with a space between, the whole first; empty once it is not public any more, so that
    whoever holds its vectors hears of that. ``changed`` orders changes: milliseconds since 1970, never lower than
    what is there.
    """

    encoder = models.CharField(max_length=50)
    key = models.BigIntegerField()
    version = models.BigIntegerField()
    hashes = models.CharField(max_length=100, blank=True)
    changed = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["encoder", "key"], name="search_entry_passages_key")]
        indexes = [models.Index(fields=["encoder", "changed"], name="search_entry_passages_new")]

    def __str__(self) -> str:
        return f"{self.key} at {self.version}"
