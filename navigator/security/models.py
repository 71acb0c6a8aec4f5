"""Counters of the rate limits. Without addresses: a client is one of a fixed number of buckets, by a keyed hash."""

from typing import ClassVar

from django.db import models


class RateCount(models.Model):
    """Requests of one bucket in one window; a new window overwrites the last, so the table stays bounded."""

    bucket = models.IntegerField(primary_key=True)
    window = models.BigIntegerField()
    hits = models.IntegerField()

    class Meta:
        app_label: ClassVar[str] = "navigator"
        db_table = "navigator_rate_count"

    def __str__(self) -> str:
        return f"{self.bucket}: {self.hits}"
