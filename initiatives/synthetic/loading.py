"""Fills an empty database with a large made-up catalogue, for benchmarks."""

from collections.abc import Callable
from typing import Any

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from initiatives.catalogue.files import read_catalogue
from initiatives.catalogue.initiative_records import InitiativeRecord
from initiatives.catalogue.loading import PARKSTAD, load_catalogue
from initiatives.models import Initiative
from initiatives.planner_statistics import refresh_planner_statistics
from initiatives.synthetic.initiatives import Batch, InitiativeMaker
from initiatives.synthetic.surroundings import make_surroundings
from initiatives.synthetic.vocabulary import build_vocabulary

MAX_COUNT = 1_000_000
BATCH_SIZE = 2000
_ROWS_PER_STATEMENT = 1000


class NotEmptyError(Exception):
    """The database already holds initiatives; made-up ones never mix with real ones."""


def load_synthetic(count: int, *, seed: int, told: Callable[[int], None] = lambda _done: None) -> None:
    """Make ``count`` published initiatives with organisations and places; ``told`` hears how many are done.

    Raises :class:`NotEmptyError` when there are initiatives. Sends no signals: rebuild the search index after it.
    """
    if Initiative.objects.exists():
        raise NotEmptyError(_("This database already holds initiatives. Use an empty one (DATA_DIR)."))
    rng = np.random.default_rng(seed)
    with transaction.atomic():
        load_catalogue(PARKSTAD, with_initiatives=False)
        vocabulary = build_vocabulary(_texts_of_catalogue(), rng)
        maker = InitiativeMaker(make_surroundings(count, vocabulary, rng), vocabulary, rng)
        parents: list[int] = []
        for first in range(0, count, BATCH_SIZE):
            batch = maker.batch(first + 1, min(BATCH_SIZE, count - first), parents)
            _save(batch)
            parents = parents or [initiative.pk for initiative in batch.initiatives[:200]]
            told(first + len(batch.initiatives))
        refresh_planner_statistics()


def _texts_of_catalogue() -> list[str]:
    records: list[InitiativeRecord] = read_catalogue(PARKSTAD)["initiative"]
    return [
        text for record in records for text in (record.title, record.summary, record.intended_result, record.monitoring)
    ]


def _save(batch: Batch) -> None:
    Initiative.objects.bulk_create(batch.initiatives, batch_size=_ROWS_PER_STATEMENT)
    for relation, column, pairs in (
        (Initiative.themes.through, "theme_id", batch.themes),
        (Initiative.target_groups.through, "targetgroup_id", batch.target_groups),
    ):
        _save_links(relation, column, pairs)
    for model, parts in batch.parts.items():
        for part in parts:
            part.initiative_id = part.initiative.pk  # type: ignore[attr-defined]  # every part has an initiative
        model._default_manager.bulk_create(parts, batch_size=_ROWS_PER_STATEMENT)


def _save_links(relation: Any, column: str, pairs: list[tuple[Initiative, int]]) -> None:
    rows = [relation(**{"initiative_id": initiative.pk, column: key}) for initiative, key in pairs]
    relation._default_manager.bulk_create(rows, batch_size=_ROWS_PER_STATEMENT)
