"""What ``load_catalogue`` remembers of each record, so that editors' work is never overwritten."""

from django.db import models


class LoadedRecord(models.Model):
    """The last loaded state of one catalogue record.

    ``source_hash`` is the hash of the record in the file; ``state_hash`` that of the database row right after
    loading. A row whose state differs from ``state_hash`` was edited since and is kept.
    """

    kind = models.CharField(max_length=40)
    slug = models.SlugField(max_length=200)
    source_hash = models.CharField(max_length=64)
    state_hash = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="loaded_record_once")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"
