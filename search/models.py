"""The change ledger (which initiatives changed, up to which change the index follows) and what is kept beside it."""

from django.db import models
from django.db.models import F, Q


class LedgerEntry(models.Model):
    """One initiative that ever changed; database triggers raise ``want`` in the transaction of the change itself.

    Versions are milliseconds since 1970, raised by at least one each time: they survive a restored backup and a
    clock that steps back. The index is behind while ``have < want``. ``key`` is an initiative's primary key, which
    may be gone. ``next_try_ms`` and ``last_error`` belong to an entry whose document could not be made.
    """

    key = models.BigIntegerField(primary_key=True)
    want = models.BigIntegerField()
    have = models.BigIntegerField(default=0, db_default=0)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    next_try_ms = models.BigIntegerField(default=0, db_default=0)
    last_error = models.CharField(max_length=500, default="", db_default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["want"], condition=Q(want__gt=F("have")), name="search_ledger_dirty")]

    def __str__(self) -> str:
        return f"{self.key}: {self.have} of {self.want}"


class IndexState(models.Model):
    """Which index the ledger's ``have`` speaks of; another one in the directory means it must be rebuilt.

    ``reckoned_on`` is the day for which documents say whether an initiative runs (facet ``actueel``).
    """

    name = models.CharField(max_length=20, primary_key=True, default="live")
    generation = models.CharField(max_length=100)
    reckoned_on = models.DateField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.generation


class PublicRecord(models.Model):
    """The facts of one published initiative as text (:mod:`initiatives.facts`), as of ledger version ``version``.

    Holds only while the ledger wants exactly this version: whoever reads it compares (:mod:`search.records`).
    """

    key = models.BigIntegerField(primary_key=True)
    version = models.BigIntegerField()
    content = models.TextField()

    def __str__(self) -> str:
        return f"{self.key} at {self.version}"


class VocabularyVersion(models.Model):
    """A name for the present state of themes, groups, areas and lines (``live``), and one for that of organisations
    and places (``names``); triggers give a new one at every change.

    Random, so that a change that is rolled back leaves no name that another change could get.
    """

    name = models.CharField(max_length=20, primary_key=True, default="live")
    token = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.token


from search.meaning.models import EntryPassages, PassageVector  # noqa: E402 -- Django looks for models here

__all__ = ["EntryPassages", "IndexState", "LedgerEntry", "PassageVector", "PublicRecord", "VocabularyVersion"]
