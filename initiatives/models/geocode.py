"""Answers of the geocoder, kept so that the same question is not asked twice."""

from django.db import models


class GeocodeAnswer(models.Model):
    """Cached answer to one normalised question; ``candidates`` is a list of dicts as ``GeocodedAddress`` has fields."""

    question = models.CharField(max_length=200, unique=True)
    candidates = models.JSONField(default=list)
    asked_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.question
