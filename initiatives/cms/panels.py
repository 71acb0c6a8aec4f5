"""The editor of an initiative: eight tabs, in the order in which people tell about their work."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets.slug import SlugInput

from initiatives.cms.contacts_panel import ContactsPanel
from initiatives.cms.slugs import SlugFromNameForm


class InitiativeForm(SlugFromNameForm):
    name_field = "title"


WHAT = [
    TitleFieldPanel("title", targets=["slug"]),
    FieldPanel(
        "slug",
        widget=SlugInput(),
        help_text=_("The last part of the address. Leave it empty to make it from the title."),
    ),
    FieldPanel("kind"),
    FieldPanel("summary"),
    FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
    FieldPanel("description", help_text=_("Plain words and short sentences. An empty line starts a paragraph.")),
    FieldPanel("aliases"),
    FieldRowPanel([FieldPanel("programme_line"), FieldPanel("parent")]),
    FieldPanel("image"),
    InlinePanel(
        "related_links",
        heading=_("Related initiatives"),
        label=_("Related initiative"),
        panels=[FieldPanel("related"), FieldPanel("note")],
    ),
]

WHOM_AND_WHERE = [
    FieldPanel("target_groups", widget=forms.CheckboxSelectMultiple),
    FieldPanel("target_group_note"),
    FieldRowPanel([FieldPanel("age_min"), FieldPanel("age_max")], heading=_("Ages")),
    InlinePanel(
        "reach",
        heading=_("Areas served"),
        label=_("Area served"),
        help_text=_(
            "The smallest area that covers everybody it is for. Four or more municipalities: choose the region."
        ),
        panels=[FieldPanel("area")],
    ),
    InlinePanel(
        "initiative_places",
        heading=_("Places"),
        label=_("Place"),
        help_text=_("Where people go. A place can house many initiatives."),
        panels=[FieldPanel("place"), FieldPanel("note")],
    ),
]

WHO = [
    InlinePanel(
        "parties",
        heading=_("Parties"),
        label=_("Party"),
        help_text=_("Every organisation that takes part, with its role. Name no persons."),
        panels=[FieldRowPanel([FieldPanel("organisation"), FieldPanel("role")]), FieldPanel("note")],
    ),
    ContactsPanel(heading=_("Contacts")),
    FieldPanel("responsible_municipality", widget=forms.Select),
]

PHASE_AND_TIME = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("phase_bar"), FieldPanel("phase"), FieldPanel("phase_basis")]),
            FieldPanel("phase_note"),
        ],
        heading=_("Phase"),
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("period_start"), FieldPanel("period_end"), FieldPanel("period_basis")])],
        heading=_("Period"),
        help_text=_("A year, month or day, as precisely as is known: 2023, 05-2023 or 17-05-2023."),
    ),
    InlinePanel(
        "phase_history",
        heading=_("Earlier phases"),
        label=_("Phase in time"),
        panels=[
            FieldRowPanel([FieldPanel("phase"), FieldPanel("started"), FieldPanel("basis")]),
            FieldPanel("note"),
        ],
    ),
    InlinePanel(
        "milestones",
        heading=_("Milestones"),
        label=_("Milestone"),
        panels=[FieldRowPanel([FieldPanel("date"), FieldPanel("label")])],
    ),
]

GOALS_AND_RESULTS = [
    FieldPanel("intended_result"),
    InlinePanel(
        "objectives",
        heading=_("Objectives"),
        label=_("Objective"),
        help_text=_("What it wants to reach. Give figures only where they exist."),
        panels=[
            FieldPanel("text"),
            FieldRowPanel([FieldPanel("indicator"), FieldPanel("unit"), FieldPanel("code")]),
            FieldRowPanel([FieldPanel("baseline"), FieldPanel("baseline_date")]),
            FieldRowPanel([FieldPanel("target"), FieldPanel("target_high"), FieldPanel("target_bound")]),
            FieldRowPanel([FieldPanel("target_text"), FieldPanel("target_date")]),
        ],
    ),
    InlinePanel(
        "results",
        heading=_("Results"),
        label=_("Result"),
        help_text=_("A chart is drawn where a result has the code and the unit of an objective."),
        panels=[
            FieldPanel("label"),
            FieldRowPanel([FieldPanel("objective_code"), FieldPanel("date"), FieldPanel("unit")]),
            FieldRowPanel([FieldPanel("value"), FieldPanel("value_bound"), FieldPanel("value_text")]),
        ],
    ),
    FieldPanel("monitoring"),
    FieldRowPanel([FieldPanel("evidence_base"), FieldPanel("evidence_note")]),
]

MONEY = [
    InlinePanel(
        "finance_lines",
        heading=_("Finance lines"),
        label=_("Finance line"),
        help_text=_("Internal lines are never shown to the public."),
        panels=[
            FieldRowPanel([FieldPanel("year"), FieldPanel("kind"), FieldPanel("amount_eur")]),
            FieldRowPanel([FieldPanel("visibility"), FieldPanel("note")]),
        ],
    ),
]

PRACTICAL = [
    FieldPanel("joining"),
    FieldRowPanel([FieldPanel("costs"), FieldPanel("is_free")]),
    FieldPanel("referral"),
    FieldPanel("accessibility"),
    InlinePanel(
        "websites",
        heading=_("Websites"),
        label=_("Website"),
        panels=[FieldRowPanel([FieldPanel("url"), FieldPanel("label")])],
    ),
]

ORIGIN = [
    FieldPanel("state_as_of"),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("last_confirmed_on"), FieldPanel("last_confirmed_by")])],
        heading=_("Confirmation"),
        help_text=_("Fill this in when the organisation itself says that all of this is still right."),
    ),
    InlinePanel(
        "sources",
        heading=_("Sources"),
        label=_("Source"),
        panels=[FieldRowPanel([FieldPanel("title"), FieldPanel("location")])],
    ),
    PublishingPanel(),
]

initiative_editor = TabbedInterface(
    [
        ObjectList(WHAT, heading=_("What")),
        ObjectList(WHOM_AND_WHERE, heading=_("For whom and where")),
        ObjectList(WHO, heading=_("Who")),
        ObjectList(PHASE_AND_TIME, heading=_("Phase and time")),
        ObjectList(GOALS_AND_RESULTS, heading=_("Goals and results")),
        ObjectList(MONEY, heading=_("Money")),
        ObjectList(PRACTICAL, heading=_("Practical")),
        ObjectList(ORIGIN, heading=_("Origin")),
    ],
    base_form_class=InitiativeForm,
)
