"""The change ledger (the version of each initiative), what each index must still do, and what is kept beside it."""

from django.db import models
from django.db.models import Q


class LedgerEntry(models.Model):
    """One initiative that ever changed; database triggers raise ``want`` in the transaction of the change itself.

    Versions are milliseconds since 1970, raised by at least one each time: they survive a restored backup and a
    clock that steps back. ``key`` is an initiative's primary key, which may be gone.
    """

    key = models.BigIntegerField(primary_key=True)
    want = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.key} at {self.want}"


class SearchIndex(models.Model):
    """One physical index that follows the ledger; from its registration on, triggers write what it must still do.

    ``name`` is an engine's generation, or ``vectors:<encoder>``. An index that is ``building`` serves nobody yet;
    once it is ``live``, the one it ``replaces`` is removed. ``reckoned_on`` is the day for which its documents say
    whether an initiative runs (facet ``actueel``); ``None`` where they don't. ``seen_at``: when its indexer last
    looked; one that nobody looks after for long is forgotten (:mod:`search.registry`). ``tidied_on``: when what it no
    longer needs was last thrown away; only vectors leave anything.
    """

    name = models.CharField(max_length=100, primary_key=True)
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=10)
    replaces = models.CharField(max_length=100, default="", blank=True)
    builder = models.CharField(max_length=100, default="", blank=True)
    reckoned_on = models.DateField(null=True)
    tidied_on = models.DateField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"


class PendingEntry(models.Model):
    """What one index must still do: bring initiative ``key`` up to version ``want``. Gone once it did.

    ``hidden``: the public may not see the initiative any more, but may find it in this index. ``attempts``,
    ``next_try_ms`` and ``last_error`` belong to an entry whose document could not be made or written.
    """

    pk = models.CompositePrimaryKey("index_name", "key")
    index_name = models.CharField(max_length=100)
    key = models.BigIntegerField()
    want = models.BigIntegerField()
    hidden = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_ms = models.BigIntegerField(default=0)
    last_error = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["index_name", "want"], name="search_pending_order"),
            models.Index(fields=["index_name", "want"], condition=Q(hidden=True), name="search_pending_hidden"),
        ]

    def __str__(self) -> str:
        return f"{self.index_name}: {self.key} at {self.want}"


class SharedChange(models.Model):
    """A committed change to something that initiatives share (a theme, an area), whose links are to be looked at again.

    Its transaction did not see what others linked to it meanwhile (:mod:`search.shared_changes`). ``kind`` is the
    table, ``thing`` the row's id. ``done_up_to``: initiatives up to this key have been marked.
    """

    kind = models.CharField(max_length=63)
    thing = models.BigIntegerField()
    done_up_to = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.kind} {self.thing}"


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


from search.editing.models import (  # noqa: E402 -- Django looks for models here
    CrisisExpression,
    FacetOrder,
    FacetPosition,
    SearchedTerm,
)
from search.meaning.models import EntryPassages, PassageVector  # noqa: E402 -- Django looks for models here

__all__ = [
    "CrisisExpression",
    "EntryPassages",
    "FacetOrder",
    "FacetPosition",
    "LedgerEntry",
    "PassageVector",
    "PendingEntry",
    "PublicRecord",
    "SearchIndex",
    "SearchedTerm",
    "SharedChange",
    "VocabularyVersion",
]
