"""What belongs to one initiative and travels in its revisions: goals, results, phases, money, parties, reach."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from initiatives.enums import FactBasis, FinanceKind, PartyRole, Phase, ValueBound, Visibility
from initiatives.models.area import Area
from initiatives.models.initiative import Initiative
from initiatives.models.organisation import Organisation
from initiatives.models.place import Place
from initiatives.partial_dates import PartialDateField

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


def figure_field(label: "StrPromise", *, help_text: "str | StrPromise" = "") -> "models.DecimalField[Any, Any]":
    """A measured or wanted figure: at most thirteen digits and three decimals; ``None`` when not known."""
    return models.DecimalField(label, max_digits=16, decimal_places=3, null=True, blank=True, help_text=help_text)


class Objective(Orderable):
    """Something the initiative wants to reach, measured or not."""

    initiative = ParentalKey(Initiative, on_delete=models.CASCADE, related_name="objectives")
    text = models.CharField(_("objective"), max_length=500)
    code = models.SlugField(
        _("code"), max_length=40, blank=True, help_text=_("Results with the same code belong to this objective.")
    )
    indicator = models.CharField(_("indicator"), max_length=200, blank=True)
    unit = models.CharField(_("unit"), max_length=80, blank=True)
    baseline = figure_field(_("baseline"))
    baseline_date = PartialDateField(_("baseline measured in"))
    target = figure_field(_("target"))
    target_high = figure_field(_("target, upper end"), help_text=_("Only for a range such as 450 to 650."))
    target_bound = models.CharField(_("target is"), max_length=20, choices=ValueBound.choices, default=ValueBound.EXACT)
    target_text = models.CharField(_("target in words"), max_length=200, blank=True)
    target_date = PartialDateField(_("to be reached in"))

    class Meta(Orderable.Meta):
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")

    def __str__(self) -> str:
        return self.text


class Result(Orderable):
    """A dated figure; ``objective_code`` ties it to an objective of the same initiative."""

    initiative = ParentalKey(Initiative, on_delete=models.CASCADE, related_name="results")
    label = models.CharField(_("what was measured"), max_length=300)
    objective_code = models.SlugField(_("code of the objective"), max_length=40, blank=True)
    date = PartialDateField(_("date"))
    value = figure_field(_("value"))
    value_bound = models.CharField(_("value is"), max_length=20, choices=ValueBound.choices, default=ValueBound.EXACT)
    value_text = models.CharField(_("value in words"), max_length=200, blank=True)
    unit = models.CharField(_("unit"), max_length=80, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("result")
        verbose_name_plural = _("results")

    def __str__(self) -> str:
        return self.label


class PhaseRecord(Orderable):
    """A phase the initiative entered, and when."""

    initiative = ParentalKey(Initiative, on_delete=models.CASCADE, related_name="phase_history")
    phase = models.CharField(_("phase"), max_length=20, choices=Phase.choices)
    started = PartialDateField(_("since"))
    basis = models.CharField(_("known from"), max_length=20, choices=FactBasis.choices, default=FactBasis.STATED)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("phase in time")
        verbose_name_plural = _("phases in time")


class Milestone(Orderable):
    initiative = ParentalKey(Initiative, on_delete=models.CASCADE, related_name="milestones")
    date = PartialDateField(_("date"))
    label = models.CharField(_("what happens"), max_length=300)

    class Meta(Orderable.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")

    def __str__(self) -> str:
        return self.label


class FinanceLine(Orderable):
    """Money: budget, committed, or where it comes from. Internal lines are never shown to the public."""

    initiative = ParentalKey(Initiative, on_delete=models.CASCADE, related_name="finance_lines")
    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(_("kind"), max_length=20, choices=FinanceKind.choices)
    amount_eur = models.DecimalField(_("amount in euros"), max_digits=14, decimal_places=2, null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    visibility = models.CharField(
        _("visible to"), max_length=20, choices=Visibility.choices, default=Visibility.INTERNAL
    )

    class Meta(Orderable.Meta):
        verbose_name = _("finance line")
        verbose_name_plural = _("finance lines")


class Party(Orderable):
    initiative = ParentalKey(Initiative, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="parties"
    )
    role = models.CharField(_("role"), max_length=20, choices=PartyRole.choices, default=PartyRole.PARTNER)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            models.UniqueConstraint(fields=["initiative", "organisation", "role"], name="party_once_per_role")
        ]


class Reach(Orderable):
    """An area the initiative serves."""

    initiative = ParentalKey(Initiative, on_delete=models.CASCADE, related_name="reach")
    area = models.ForeignKey(Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="reached_by")

    class Meta(Orderable.Meta):
        verbose_name = _("area served")
        verbose_name_plural = _("areas served")
        constraints = [models.UniqueConstraint(fields=["initiative", "area"], name="reach_once_per_area")]


class InitiativePlace(Orderable):
    """A place where the initiative happens."""

    initiative = ParentalKey(Initiative, on_delete=models.CASCADE, related_name="initiative_places")
    place = models.ForeignKey(
        Place, verbose_name=_("place"), on_delete=models.PROTECT, related_name="initiative_places"
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [models.UniqueConstraint(fields=["initiative", "place"], name="place_once_per_initiative")]


class Website(Orderable):
    initiative = ParentalKey(Initiative, on_delete=models.CASCADE, related_name="websites")
    url = models.URLField(_("web address"), max_length=500)
    label = models.CharField(_("label"), max_length=120, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("website")
        verbose_name_plural = _("websites")


class RelatedInitiative(Orderable):
    """A link to another initiative that an editor or a source made."""

    initiative = ParentalKey(Initiative, on_delete=models.CASCADE, related_name="related_links")
    related = models.ForeignKey(
        Initiative, verbose_name=_("initiative"), on_delete=models.CASCADE, related_name="linked_from"
    )
    note = models.CharField(_("why"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("related initiative")
        verbose_name_plural = _("related initiatives")
        constraints = [
            models.UniqueConstraint(fields=["initiative", "related"], name="related_once"),
            models.CheckConstraint(condition=~Q(initiative=models.F("related")), name="related_not_itself"),
        ]


class SourceReference(Orderable):
    """Where the facts come from."""

    initiative = ParentalKey(Initiative, on_delete=models.CASCADE, related_name="sources")
    title = models.CharField(_("document"), max_length=200)
    location = models.CharField(_("where in it"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title
