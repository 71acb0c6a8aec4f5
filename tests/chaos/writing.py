"""Changes of every kind, without end: what visitors may find changes in each possible way, and often is taken back.

Every title, theme and organisation bears a word that never was used before, so that an index can be asked for it.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from initiatives.enums import InitiativeKind, OrganisationKind, Phase
from initiatives.models import Initiative, Organisation, Party, Theme

ROLLED_BACK = 0.15
LINGERING, LONGEST_S = 0.1, 0.05  # how often a transaction stays open after its change, and for how long
BREATH_S = 0.01  # between changes: SQLite lets nobody else write while there is always somebody who does
THEMES = 6
ORGANISATIONS = 6
Change = Callable[["Writer"], object]


class TakenBackError(Exception):
    """The writer changed its mind."""


@dataclass
class Tally:
    committed: int = 0
    rolled_back: int = 0
    refused: int = 0  # by the database: a deadlock, or one that was busy for too long


class Writer:
    def __init__(self, number: int, seed: int) -> None:
        self.random = random.Random(seed)
        self._number = number
        self._words = 0
        self.tally = Tally()

    def run(self, until: float) -> Tally:
        while time.time() < until:
            change = self.random.choice(CHANGES)
            try:
                with transaction.atomic():
                    change(self)
                    self._linger()
                    if self.random.random() < ROLLED_BACK:
                        raise TakenBackError
                self.tally.committed += 1
            except TakenBackError:
                self.tally.rolled_back += 1
            except DatabaseError:
                self.tally.refused += 1
            time.sleep(self.random.uniform(0, BREATH_S))
        return self.tally

    def _linger(self) -> None:
        """Not on SQLite, where all others wait meanwhile, and a rebuild for ever."""
        if connection.vendor == "postgresql" and self.random.random() < LINGERING:
            time.sleep(self.random.uniform(0, LONGEST_S))

    def word(self) -> str:
        """One that no other writer and no earlier moment used."""
        self._words += 1
        return f"woord{self._number}x{self._words}"

    def some(self, count: int) -> list[int]:
        keys = list(Initiative.objects.order_by("pk").values_list("pk", flat=True))
        return sorted(self.random.sample(keys, min(count, len(keys))))

    def pick(self, model: type[Theme] | type[Organisation]) -> int:
        return self.random.choice(list(model.objects.order_by("pk").values_list("pk", flat=True)))


def seed(writer: Writer, initiatives: int) -> None:
    for _ in range(THEMES):
        word = writer.word()
        Theme.objects.create(name=word, slug=word)
    for _ in range(ORGANISATIONS):
        word = writer.word()
        Organisation.objects.create(name=word, slug=word, kind=OrganisationKind.WELFARE)
    for _ in range(initiatives):
        insert(writer)


def insert(writer: Writer) -> None:
    word, now = writer.word(), timezone.now()
    made = Initiative.objects.create(
        title=word, slug=word, summary="Voor iedereen.", kind=InitiativeKind.SERVICE, phase=Phase.ORIENTATION,
        live=writer.random.random() < 0.8, first_published_at=now,
    )  # fmt: skip
    _link_theme(made.pk, writer.pick(Theme))
    Party.objects.create(initiative=made, organisation_id=writer.pick(Organisation))


def _link_theme(key: int, theme: int) -> None:
    links = Initiative.themes.through.objects
    links.get_or_create(initiative_id=key, theme_id=theme)


def update(writer: Writer) -> None:
    for key in writer.some(1):
        Initiative.objects.filter(pk=key).update(title=writer.word())


def save(writer: Writer) -> None:
    for key in writer.some(1):
        for row in Initiative.objects.filter(pk=key):
            row.title = writer.word()
            row.save()


def raw_sql(writer: Writer) -> None:
    table = Initiative._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET title = %s WHERE id = %s", [writer.word(), *writer.some(1)])  # noqa: S608


def bulk(writer: Writer) -> None:
    for key in writer.some(15):
        Initiative.objects.filter(pk=key).update(title=writer.word())


def hide_or_show(writer: Writer) -> None:
    Initiative.objects.filter(pk__in=writer.some(2)).update(live=writer.random.random() < 0.6)


def delete(writer: Writer) -> None:
    Initiative.objects.filter(pk__in=writer.some(1)).delete()


def rename_theme(writer: Writer) -> None:
    Theme.objects.filter(pk=writer.pick(Theme)).update(name=writer.word())


def rename_organisation(writer: Writer) -> None:
    Organisation.objects.filter(pk=writer.pick(Organisation)).update(name=writer.word())


def accept_or_refuse(writer: Writer) -> None:
    Organisation.objects.filter(pk=writer.pick(Organisation)).update(is_accepted=writer.random.random() < 0.6)


def change_themes(writer: Writer) -> None:
    links = Initiative.themes.through.objects
    for key in writer.some(2):
        links.filter(initiative_id=key, theme_id=writer.pick(Theme)).delete()
        _link_theme(key, writer.pick(Theme))


CHANGES: tuple[Change, ...] = (
    insert, insert, delete, update, update, save, raw_sql, bulk, hide_or_show,
    rename_theme, rename_organisation, accept_or_refuse, change_themes,
)  # fmt: skip
