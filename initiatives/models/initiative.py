"""The initiative: a programme, project, service, product or place that works on health and vitality."""

import datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from initiatives.currency import currency_of
from initiatives.enums import (
    AreaKind,
    Currency,
    EvidenceBase,
    FactBasis,
    InitiativeKind,
    Phase,
    PhaseBar,
    ReferralNeed,
)
from initiatives.models.area import Area
from initiatives.models.taxonomy import MAX_AGE_YEARS, ProgrammeLine, TargetGroup, Theme
from initiatives.name_lists import NameListField
from initiatives.partial_dates import PartialDateField
from initiatives.querysets import InitiativeQuerySet


class Initiative(WorkflowMixin, PreviewableMixin, DraftStateMixin, LockableMixin, RevisionMixin, ClusterableModel):
    """One entry of the directory, with draft, revisions, preview, locking and workflow.

    People's contact data is never a field here: every field is copied into revisions, so it stands in
    :class:`initiatives.models.contact.Contact`.
    """

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=200, unique=True)
    aliases = NameListField(_("also known as"), help_text=_("Other names people use, one per line."))
    kind = models.CharField(_("kind"), max_length=20, choices=InitiativeKind.choices)
    programme_line = models.ForeignKey(
        ProgrammeLine,
        verbose_name=_("programme line"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="initiatives",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="sub_programmes",
        help_text=_("The programme this belongs to."),
    )
    themes = ParentalManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="initiatives")
    target_groups = ParentalManyToManyField(
        TargetGroup, verbose_name=_("target groups"), blank=True, related_name="initiatives"
    )
    target_group_note = models.TextField(_("for whom, in words"), max_length=1000, blank=True)
    age_min = models.PositiveSmallIntegerField(
        _("from age"), null=True, blank=True, validators=[MaxValueValidator(MAX_AGE_YEARS)]
    )
    age_max = models.PositiveSmallIntegerField(
        _("up to and including age"), null=True, blank=True, validators=[MaxValueValidator(MAX_AGE_YEARS)]
    )

    summary = models.TextField(_("summary"), max_length=500, help_text=_("What it is, in two or three sentences."))
    description = models.TextField(_("description"), max_length=20_000, blank=True)
    intended_result = models.TextField(_("intended result"), max_length=5000, blank=True)
    monitoring = models.TextField(_("monitoring"), max_length=5000, blank=True)

    phase_bar = models.CharField(_("phase bar"), max_length=20, choices=PhaseBar.choices, default=PhaseBar.PROGRAMME)
    phase = models.CharField(_("phase"), max_length=20, choices=Phase.choices)
    phase_basis = models.CharField(
        _("phase known from"), max_length=20, choices=FactBasis.choices, default=FactBasis.STATED
    )
    phase_note = models.CharField(_("explanation of the phase"), max_length=300, blank=True)
    period_start = PartialDateField(_("starts"))
    period_end = PartialDateField(_("ends"))
    period_basis = models.CharField(
        _("period known from"), max_length=20, choices=FactBasis.choices, default=FactBasis.STATED
    )

    joining = models.TextField(_("how to join"), max_length=2000, blank=True)
    costs = models.CharField(_("costs"), max_length=300, blank=True)
    is_free = models.BooleanField(_("free of charge"), null=True, blank=True)
    referral = models.CharField(
        _("referral"), max_length=20, choices=ReferralNeed.choices, default=ReferralNeed.UNKNOWN
    )
    accessibility = models.TextField(_("accessibility"), max_length=1000, blank=True)

    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    evidence_base = models.CharField(
        _("evidence"), max_length=20, choices=EvidenceBase.choices, default=EvidenceBase.UNKNOWN
    )
    evidence_note = models.TextField(_("explanation of the evidence"), max_length=1000, blank=True)

    responsible_municipality = models.ForeignKey(
        Area,
        verbose_name=_("responsible municipality"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        limit_choices_to={"kind": AreaKind.MUNICIPALITY},
        related_name="+",
        help_text=_("Whose editors look after this entry. Empty: the regional team."),
    )
    state_as_of = PartialDateField(_("facts hold for"), help_text=_("The date of the source of these facts."))
    last_confirmed_on = models.DateField(_("last confirmed on"), null=True, blank=True)
    last_confirmed_by = models.ForeignKey(
        "initiatives.Organisation",
        verbose_name=_("last confirmed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="initiative")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="initiative",
        for_concrete_model=False,
    )

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        ordering = ["title"]
        indexes = [
            models.Index(fields=["live", "-last_published_at"], name="initiative_live_published"),
            models.Index(fields=["live", "-last_confirmed_on"], name="initiative_live_confirmed"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("initiative-detail", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if self.age_min is not None and self.age_max is not None and self.age_min > self.age_max:
            raise ValidationError({"age_max": _("The highest age is below the lowest age.")})
        if self.period_start and self.period_end and self.period_end.last_day < self.period_start.first_day:
            raise ValidationError({"period_end": _("The end lies before the start.")})
        if self.parent_id is not None and self.parent_id == self.pk:
            raise ValidationError({"parent": _("An initiative cannot be part of itself.")})

    @property
    def revisions(self) -> Any:
        return self._revisions

    def currency(self, today: datetime.date) -> Currency:
        """Whether it runs on ``today``, as far as known; see :func:`initiatives.currency.currency_of`."""
        return currency_of(
            phase=Phase(self.phase),
            starts=self.period_start,
            ends=self.period_end,
            confirmed_on=self.last_confirmed_on,
            today=today,
        )

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "initiatives/initiative.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """The public page's own context, so that the preview shows exactly that page."""
        from initiatives.presentation.context import initiative_context  # noqa: PLC0415 - it imports this model

        return {**super().get_preview_context(request, mode_name), **initiative_context(self)}
