"""What editors of the search keep: crisis words, the order of the filters; and what they are shown: searched terms."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel
from wagtail.contrib.settings.models import BaseGenericSetting
from wagtail.models import Orderable

from search.editing.crisis_words import CrisisKind, pattern_problem
from search.editing.facet_order_form import FacetOrderForm
from search.facets import FACETS

MAX_EXPRESSIONS = 1000
MAX_EXPRESSION_LENGTH = 80
MAX_TERM_LENGTH = 80
FACET_CHOICES = [(facet.parameter, facet.label) for facet in FACETS]


class CrisisExpression(models.Model):
    """A word or phrase that speaks of a crisis; ``*`` stands for any letters, ``...`` for at most two words."""

    text = models.CharField(
        _("word or phrase"),
        max_length=MAX_EXPRESSION_LENGTH,
        unique=True,
        help_text=_(
            "For example “zelfmoord*”: a star stands for any letters. Three dots between words stand for at most two "
            "other words. Capitals and accents make no difference."
        ),
    )
    kind = models.CharField(_("speaks of"), max_length=20, choices=CrisisKind.choices)

    class Meta:
        verbose_name = _("crisis word")
        verbose_name_plural = _("crisis words")
        ordering = ["kind", "text"]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        problem = pattern_problem(self.text)
        if problem:
            raise ValidationError({"text": problem})
        if self._state.adding and CrisisExpression.objects.count() >= MAX_EXPRESSIONS:
            raise ValidationError(_("There can be at most %(limit)s crisis words.") % {"limit": MAX_EXPRESSIONS})


class FacetOrder(ClusterableModel, BaseGenericSetting):
    """In which order the filters stand beside the list; those that are not named come last."""

    base_form_class = FacetOrderForm
    panels = [
        HelpPanel(content=_("The filters stand in this order beside the list. One that is missing here comes last.")),
        InlinePanel(
            "positions",
            heading=_("Filters, the first one on top"),
            label=_("Filter"),
            panels=[FieldPanel("parameter")],
            min_num=1,
            max_num=len(FACETS),
        ),
    ]

    class Meta:
        verbose_name = _("order of the filters")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class FacetPosition(Orderable):
    """One filter in the order."""

    order = ParentalKey(FacetOrder, on_delete=models.CASCADE, related_name="positions")
    parameter = models.CharField(_("filter"), max_length=20, choices=FACET_CHOICES)

    def __str__(self) -> str:
        return str(dict(FACET_CHOICES).get(self.parameter, self.parameter))


class SearchedKind(models.TextChoices):
    """Why a search is worth an editor's look."""

    NOTHING = "niets", _("No result")
    MEANING = "betekenis", _("Found by meaning only")


class SearchedTerm(models.Model):
    """How often a text was searched on one day without a result by its words. Nothing of who searched it."""

    day = models.DateField(_("day"))
    text = models.CharField(_("searched"), max_length=MAX_TERM_LENGTH)
    kind = models.CharField(_("outcome"), max_length=20, choices=SearchedKind.choices)
    count = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("searched term")
        verbose_name_plural = _("searched terms")
        constraints = [models.UniqueConstraint(fields=["day", "text", "kind"], name="search_term_once_a_day")]

    def __str__(self) -> str:
        return self.text
