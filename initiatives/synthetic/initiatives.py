"""Makes the rows of synthetic initiatives, a batch at a time, with skewed proportions as a real catalogue has."""

import datetime
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.db.models import Model
from django.utils import timezone
from django.utils.text import slugify

from initiatives.enums import EvidenceBase, FactBasis, InitiativeKind, PartyRole, Phase, ReferralNeed
from initiatives.models import (
    Initiative,
    InitiativePlace,
    Milestone,
    Objective,
    Party,
    Reach,
    Result,
    SourceReference,
)
from initiatives.partial_dates import PartialDate
from initiatives.synthetic.surroundings import SOURCE, Surroundings
from initiatives.synthetic.vocabulary import Vocabulary, sentences, zipf

KINDS = (list(InitiativeKind), [0.30, 0.22, 0.18, 0.11, 0.07, 0.07, 0.05])
PHASES = (
    [Phase.EXECUTION, Phase.PREPARATION, Phase.IMPLEMENTATION, Phase.EVALUATION, Phase.ORIENTATION, Phase.STOPPED],
    [0.60, 0.20, 0.08, 0.05, 0.05, 0.02],
)
SUMMARY_WORDS, DESCRIPTION_WORDS = 28, 90
WITH_PLACE, WITH_PERIOD, WITH_GOAL, WITH_PARENT, CONFIRMED, REGION_WIDE = 0.45, 0.4, 0.2, 0.05, 0.15, 0.12
FIRST_YEAR, LAST_YEAR = 2018, 2030


@dataclass
class Batch:
    """Unsaved rows of one batch; parts refer to unsaved initiatives and get their key when those are saved."""

    initiatives: list[Initiative] = field(default_factory=list)
    themes: list[tuple[Initiative, int]] = field(default_factory=list)
    target_groups: list[tuple[Initiative, int]] = field(default_factory=list)
    parts: dict[type[Model], list[Model]] = field(default_factory=dict)

    def add(self, part: Model) -> None:
        self.parts.setdefault(type(part), []).append(part)


class InitiativeMaker:
    """Draws initiatives; the same seed gives the same ones."""

    def __init__(self, surroundings: Surroundings, vocabulary: Vocabulary, rng: np.random.Generator) -> None:
        self.around, self.vocabulary, self.rng = surroundings, vocabulary, rng
        self.now = timezone.now()
        self._word_odds = zipf(len(vocabulary.words))
        self._cumulative_odds = {
            name: np.cumsum(zipf(len(getattr(surroundings, name))))
            for name in ("themes", "target_groups", "programme_lines", "municipalities", "organisations", "places")
        }

    def batch(self, first: int, size: int, parents: list[int]) -> Batch:
        """Make initiatives number ``first`` to ``first + size - 1``; some become part of one of ``parents`` (keys)."""
        per_one = SUMMARY_WORDS + DESCRIPTION_WORDS
        words = self.rng.choice(self.vocabulary.words, size=(size, per_one), p=self._word_odds)
        names = self.rng.choice(self.vocabulary.compounds, size=(size, 2))
        batch = Batch()
        for offset in range(size):
            initiative = self._initiative(first + offset, list(words[offset]), list(names[offset]), parents)
            batch.initiatives.append(initiative)
            self._add_terms(batch, initiative)
            self._add_parties(batch, initiative)
            self._add_reach_and_places(batch, initiative)
            self._add_goal(batch, initiative)
            batch.add(SourceReference(initiative=initiative, title=SOURCE, sort_order=0))
        return batch

    def _initiative(self, number: int, words: list[str], names: list[str], parents: list[int]) -> Initiative:
        title = f"{names[0].capitalize()} en {names[1]}" if self._happens(0.3) else names[0].capitalize()
        town = self._pick("municipalities")
        if self._happens(0.4):
            title = f"{title} {town.name}"
        published = self.now - datetime.timedelta(minutes=int(self.rng.integers(1, 3 * 365 * 24 * 60)))
        return Initiative(
            title=title[:200],
            slug=f"{slugify(title)[:150]}-{number}",
            kind=self._weighted(KINDS),
            phase=self._weighted(PHASES),
            phase_basis=FactBasis.INFERRED if self._happens(0.7) else FactBasis.STATED,
            programme_line=self._pick("programme_lines") if self._happens(0.8) else None,
            parent_id=self._parent(parents),
            summary=sentences(words[:SUMMARY_WORDS], self.rng)[:500],
            description=sentences(words[SUMMARY_WORDS:], self.rng),
            referral=self._weighted((list(ReferralNeed), [0.7, 0.2, 0.1])),
            evidence_base=self._weighted((list(EvidenceBase), [0.6, 0.2, 0.15, 0.05])),
            responsible_municipality=town,
            state_as_of=PartialDate(published.year, published.month),
            live=True,
            first_published_at=published,
            last_published_at=published,
            **self._period(),
            **self._ages(),
            last_confirmed_on=self._confirmation(),
        )

    def _parent(self, parents: list[int]) -> int | None:
        if not parents or not self._happens(WITH_PARENT):
            return None
        return parents[int(self.rng.integers(0, len(parents)))]

    def _period(self) -> dict[str, Any]:
        if not self._happens(WITH_PERIOD):
            return {}
        starts = int(self.rng.integers(FIRST_YEAR, LAST_YEAR))
        return {"period_start": PartialDate(starts), "period_end": PartialDate(starts + int(self.rng.integers(0, 5)))}

    def _ages(self) -> dict[str, int]:
        if not self._happens(0.3):
            return {}
        youngest = int(self.rng.integers(0, 80))
        return {"age_min": youngest, "age_max": youngest + int(self.rng.integers(1, 40))}

    def _confirmation(self) -> datetime.date | None:
        if not self._happens(CONFIRMED):
            return None
        return (self.now - datetime.timedelta(days=int(self.rng.integers(0, 700)))).date()

    def _add_terms(self, batch: Batch, initiative: Initiative) -> None:
        batch.themes += [(initiative, theme.pk) for theme in self._some("themes", 1.8)]
        batch.target_groups += [(initiative, group.pk) for group in self._some("target_groups", 1.8)]

    def _add_parties(self, batch: Batch, initiative: Initiative) -> None:
        for position, organisation in enumerate(self._some("organisations", 3.0)):
            role = PartyRole.LEAD if position == 0 else PartyRole.PARTNER
            batch.add(Party(initiative=initiative, organisation=organisation, role=role, sort_order=position))

    def _add_reach_and_places(self, batch: Batch, initiative: Initiative) -> None:
        if self._happens(REGION_WIDE):
            areas = self.around.municipalities
        elif self._happens(0.3) and self.around.quarters:
            areas = [self.around.quarters[int(self.rng.integers(0, len(self.around.quarters)))]]
        else:
            areas = self._some("municipalities", 1.2)
        for position, area in enumerate(areas):
            batch.add(Reach(initiative=initiative, area=area, sort_order=position))
        if self._happens(WITH_PLACE):
            for position, place in enumerate(self._some("places", 1.3)):
                batch.add(InitiativePlace(initiative=initiative, place=place, sort_order=position))

    def _add_goal(self, batch: Batch, initiative: Initiative) -> None:
        if not self._happens(WITH_GOAL):
            return
        target, year = int(self.rng.integers(10, 500)), int(self.rng.integers(FIRST_YEAR, LAST_YEAR))
        batch.add(
            Objective(
                initiative=initiative, text="Meer mensen doen mee.", code="doel-1", indicator="deelnemers",
                unit="personen", target=target, target_date=PartialDate(year), sort_order=0,
            )
        )  # fmt: skip
        batch.add(
            Result(
                initiative=initiative, label="Deelnemers", objective_code="doel-1", unit="personen",
                value=int(self.rng.integers(0, target)), date=PartialDate(year - 1), sort_order=0,
            )
        )  # fmt: skip
        batch.add(Milestone(initiative=initiative, label="Start", date=PartialDate(year - 1), sort_order=0))

    def _happens(self, probability: float) -> bool:
        return bool(self.rng.random() < probability)

    def _weighted(self, choices: tuple[list[Any], list[float]]) -> Any:
        values, odds = choices
        return values[int(np.searchsorted(np.cumsum(odds), self.rng.random() * sum(odds)))]

    def _pick(self, name: str) -> Any:
        return self._some(name, 1.0)[0]

    def _some(self, name: str, mean: float) -> list[Any]:
        """A few different rows, ``mean`` on average, the first in the list most often."""
        rows = getattr(self.around, name)
        wanted = min(int(self.rng.geometric(1.0 / mean)), 8, len(rows))
        drawn = np.searchsorted(self._cumulative_odds[name], self.rng.random(wanted))
        return [rows[index] for index in dict.fromkeys(int(min(index, len(rows) - 1)) for index in drawn)]
