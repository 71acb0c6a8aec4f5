"""Fixed vocabularies of the domain, and the named groups that queries use.

The stored values are the Dutch words of the source documents in slug form: the same value stands in the
database, in a URL (``?fase=uitvoering``), in the API and in a catalogue file (docs/adr/0003).
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InitiativeKind(TextChoices):
    PROGRAMME = "programma", _("Programme")
    PROJECT = "project", _("Project")
    SERVICE = "dienst", _("Service")
    PRODUCT = "product", _("Product")
    PILOT = "pilot", _("Pilot")
    FACILITY = "voorziening", _("Facility")
    EVENT = "evenement", _("Event")


class Phase(TextChoices):
    ORIENTATION = "orientatie", _("Orientation")
    RESEARCH = "onderzoek", _("Research")
    PREPARATION = "voorbereiding", _("Preparation")
    IMPLEMENTATION = "implementatie", _("Implementation")
    EXECUTION = "uitvoering", _("Execution")
    EVALUATION = "evaluatie", _("Evaluation")
    DELIVERED = "opgeleverd", _("Delivered")
    STOPPED = "gestopt", _("Stopped")


class PhaseBar(TextChoices):
    """Which of the two phase bars of the source documents an initiative follows."""

    PROGRAMME = "programma", _("Programme")
    PRODUCT = "product", _("Innovation hub product")


PHASE_STEPS: dict[PhaseBar, tuple[Phase, ...]] = {
    PhaseBar.PROGRAMME: (
        Phase.ORIENTATION,
        Phase.PREPARATION,
        Phase.IMPLEMENTATION,
        Phase.EXECUTION,
        Phase.EVALUATION,
    ),
    PhaseBar.PRODUCT: (
        Phase.RESEARCH,
        Phase.PREPARATION,
        Phase.IMPLEMENTATION,
        Phase.EXECUTION,
        Phase.DELIVERED,
    ),
}

PREPARING_PHASES = frozenset({Phase.ORIENTATION, Phase.RESEARCH, Phase.PREPARATION, Phase.IMPLEMENTATION})
ENDED_PHASES = frozenset({Phase.DELIVERED, Phase.STOPPED})


class Currency(TextChoices):
    """Whether an initiative runs today, as far as is known (facet ``actueel``)."""

    RUNNING = "loopt", _("Running now")
    UNKNOWN = "onbekend", _("Not known")
    PAST = "voorbij", _("Over")


class FactBasis(TextChoices):
    """Whether a fact was stated by its source or inferred from it."""

    STATED = "genoemd", _("Stated by the source")
    INFERRED = "afgeleid", _("Inferred")


class AreaKind(TextChoices):
    PROVINCE = "provincie", _("Province")
    REGION = "regio", _("Region")
    MUNICIPALITY = "gemeente", _("Municipality")
    CITY_DISTRICT = "stadsdeel", _("City district")
    DISTRICT = "wijk", _("District")
    NEIGHBOURHOOD = "buurt", _("Neighbourhood")
    VILLAGE = "dorp", _("Village")


class PlacePrecision(TextChoices):
    """How precisely a place's coordinates are known."""

    EXACT = "exact", _("Exact")
    STREET = "straat", _("Street")
    NEIGHBOURHOOD = "buurt", _("Neighbourhood")
    MUNICIPALITY = "gemeente", _("Municipality")


APPROXIMATE_PRECISIONS = frozenset({PlacePrecision.STREET, PlacePrecision.NEIGHBOURHOOD, PlacePrecision.MUNICIPALITY})


class OrganisationKind(TextChoices):
    MUNICIPALITY = "gemeente", _("Municipality")
    GOVERNMENT = "overheid", _("Other government")
    CARE = "zorg", _("Care")
    WELFARE = "welzijn", _("Welfare")
    EDUCATION = "onderwijs", _("Education")
    KNOWLEDGE = "kennisinstelling", _("Knowledge institute")
    BUSINESS = "onderneming", _("Business")
    ASSOCIATION = "vereniging", _("Association")
    HOUSING = "woningcorporatie", _("Housing association")
    FUND = "fonds", _("Fund")
    OTHER = "overig", _("Other")


class PartyRole(TextChoices):
    LEAD = "regie", _("Lead")
    PARTNER = "partner", _("Partner")
    EXECUTOR = "uitvoerder", _("Carries it out")
    FUNDER = "financier", _("Funder")
    RESEARCHER = "onderzoek", _("Research")


class FinanceKind(TextChoices):
    BUDGET = "budget", _("Budget")
    COMMITTED = "verplicht", _("Committed")
    FUNDING = "dekking", _("Source of money")


class Visibility(TextChoices):
    PUBLIC = "openbaar", _("Public")
    INTERNAL = "intern", _("Internal")


class ValueBound(TextChoices):
    """How a target figure must be read."""

    EXACT = "precies", _("Exactly")
    APPROXIMATE = "ongeveer", _("About")
    MINIMUM = "minimum", _("At least")
    MAXIMUM = "maximum", _("At most")


class EvidenceBase(TextChoices):
    """How well the approach is known to work."""

    UNKNOWN = "onbekend", _("Not known")
    NEW = "nieuw", _("New, being tried")
    PROMISING = "kansrijk", _("Promising")
    PROVEN = "bewezen", _("Proven effective")


class ReferralNeed(TextChoices):
    UNKNOWN = "onbekend", _("Not known")
    NOT_NEEDED = "niet-nodig", _("No referral needed")
    NEEDED = "nodig", _("Referral needed")
