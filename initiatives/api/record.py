"""From one row to the full public record of an initiative."""

import datetime

from django.db.models import Prefetch

from initiatives.api import schemas
from initiatives.api.entries import AbsoluteUrl, Entry, entry_of
from initiatives.enums import FactBasis, Visibility
from initiatives.facts import facts_of
from initiatives.models import FinanceLine, Initiative, Organisation, RelatedInitiative
from initiatives.partial_dates import PartialDate
from initiatives.querysets import InitiativeQuerySet


def with_record_parts(initiatives: InitiativeQuerySet) -> InitiativeQuerySet:
    """Load what a record shows; of money only the public lines, of other initiatives only published ones."""
    money = FinanceLine.objects.filter(visibility=Visibility.PUBLIC)
    related = RelatedInitiative.objects.filter(related__live=True).select_related("related")
    return (
        initiatives.with_classification()
        .select_related("image", "last_confirmed_by")
        .prefetch_related(
            "objectives",
            "results",
            "phase_history",
            "milestones",
            "websites",
            "sources",
            Prefetch("finance_lines", queryset=money, to_attr="public_finance"),
            Prefetch("related_links", queryset=related, to_attr="public_related"),
            Prefetch("sub_programmes", queryset=Initiative.objects.published(), to_attr="public_sub_programmes"),
        )
    )


def record_of(initiative: Initiative, *, today: datetime.date, absolute_url: AbsoluteUrl) -> Entry:
    """The record of a row that was loaded by ``with_record_parts``, ready to be JSON: the list's entry and the rest."""
    entry = entry_of(facts_of(initiative), today=today, absolute_url=absolute_url)
    return entry | _rest_of(initiative, absolute_url).model_dump(mode="json", by_alias=True)


def _rest_of(initiative: Initiative, absolute_url: AbsoluteUrl) -> schemas.RecordRest:
    return schemas.RecordRest(
        target_group_note=initiative.target_group_note,
        description=initiative.description,
        intended_result=initiative.intended_result,
        monitoring=initiative.monitoring,
        phase_bar=initiative.phase_bar,
        phase_note=initiative.phase_note,
        phase_history=_phases(initiative),
        objectives=_objectives(initiative),
        results=_results(initiative),
        milestones=_milestones(initiative),
        finance=_finance(initiative),
        sub_programmes=[link(part, absolute_url) for part in initiative.public_sub_programmes],
        related=[link(part.related, absolute_url) for part in initiative.public_related],
        websites=[schemas.WebsiteEntry(url=site.url, label=site.label) for site in initiative.websites.all()],
        joining=initiative.joining,
        costs=initiative.costs,
        is_free=initiative.is_free,
        referral=initiative.referral,
        accessibility=initiative.accessibility,
        evidence_base=initiative.evidence_base,
        evidence_note=initiative.evidence_note,
        image=_image(initiative),
        last_confirmed_by=public_organisation(initiative.last_confirmed_by),
        sources=_sources(initiative),
    )


def date_text(date: PartialDate | None) -> str | None:
    return str(date) if date else None


def link(initiative: Initiative, absolute_url: AbsoluteUrl) -> schemas.Link:
    return schemas.Link(slug=initiative.slug, title=initiative.title, url=absolute_url(initiative.get_absolute_url()))


def public_organisation(organisation: Organisation | None) -> schemas.Term | None:
    if organisation is None or not organisation.is_accepted:
        return None
    return schemas.Term(slug=organisation.slug, name=organisation.name)


def _phases(initiative: Initiative) -> list[schemas.PhaseEntry]:
    return [
        schemas.PhaseEntry(
            phase=record.phase,
            started=date_text(record.started),
            is_inferred=record.basis == FactBasis.INFERRED,
            note=record.note,
        )
        for record in initiative.phase_history.all()
    ]


def _objectives(initiative: Initiative) -> list[schemas.ObjectiveEntry]:
    return [
        schemas.ObjectiveEntry(
            text=objective.text,
            code=objective.code,
            indicator=objective.indicator,
            unit=objective.unit,
            baseline=objective.baseline,
            baseline_date=date_text(objective.baseline_date),
            target=objective.target,
            target_high=objective.target_high,
            target_bound=objective.target_bound,
            target_text=objective.target_text,
            target_date=date_text(objective.target_date),
        )
        for objective in initiative.objectives.all()
    ]


def _results(initiative: Initiative) -> list[schemas.ResultEntry]:
    return [
        schemas.ResultEntry(
            label=result.label,
            objective_code=result.objective_code,
            date=date_text(result.date),
            value=result.value,
            value_bound=result.value_bound,
            value_text=result.value_text,
            unit=result.unit,
        )
        for result in initiative.results.all()
    ]


def _milestones(initiative: Initiative) -> list[schemas.MilestoneEntry]:
    return [
        schemas.MilestoneEntry(date=date_text(milestone.date), label=milestone.label)
        for milestone in initiative.milestones.all()
    ]


def _finance(initiative: Initiative) -> list[schemas.FinanceEntry]:
    return [
        schemas.FinanceEntry(year=line.year, kind=line.kind, amount_eur=line.amount_eur, note=line.note)
        for line in initiative.public_finance
    ]


def _sources(initiative: Initiative) -> list[schemas.SourceEntry]:
    return [schemas.SourceEntry(title=source.title, location=source.location) for source in initiative.sources.all()]


def _image(initiative: Initiative) -> schemas.ImageEntry | None:
    image = initiative.image
    if image is None:
        return None
    return schemas.ImageEntry(alternative_text=image.description, credit=image.credit, rights=image.rights)
