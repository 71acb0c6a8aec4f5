"""Home, text pages and the accessibility statement."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from navigator.cms.blocks import BodyBlock
from navigator.cms.home import home_overview

SHORT_TEXT_FEATURES = ["bold", "link", "ul", "ol"]


def refuse_taken_address(slug: str) -> None:
    """Raise when a part of the site that is no page already answers at this address, such as ``/zoeken/``."""
    try:
        match = resolve(f"/{slug}/")
    except Resolver404:
        return
    if match.url_name != "wagtail_serve":
        raise ValidationError({"slug": _("This address is already used by another part of the site.")})


class HomePage(Page):
    """The front page: one question, what is new, true numbers, how to join."""

    question = models.CharField(_("question"), max_length=120, help_text=_("The one question above the search box."))
    intro = models.TextField(_("introduction"), max_length=600)
    how_to_join = RichTextField(_("how to join"), features=SHORT_TEXT_FEATURES, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("question"), FieldPanel("intro"), FieldPanel("how_to_join")]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    template = "cms/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "home": home_overview()}


class ContentPage(Page):
    """A text page, such as "about" or "privacy"."""

    intro = models.TextField(_("introduction"), max_length=600, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    parent_page_types = ["cms.HomePage", "cms.ContentPage"]
    subpage_types = ["cms.ContentPage"]
    template = "cms/content_page.html"

    class Meta:
        verbose_name = _("text page")
        verbose_name_plural = _("text pages")

    def clean(self) -> None:
        super().clean()
        parent = self.get_parent() if self.path else None
        if self.slug and (parent is None or isinstance(parent.specific, HomePage)):
            refuse_taken_address(self.slug)


class AccessibilityStatus(models.TextChoices):
    """What is known of the site's accessibility; nothing is claimed before it was examined."""

    NOT_EXAMINED = "niet-onderzocht", _("Not examined yet")
    NOT_COMPLIANT = "voldoet-niet", _("Does not comply")
    PARTLY_COMPLIANT = "voldoet-deels", _("Complies in part")
    COMPLIANT = "voldoet", _("Complies fully")


class AccessibilityStatementPage(Page):
    """The statement Dutch public bodies must publish on the accessibility of their site."""

    intro = models.TextField(_("introduction"), max_length=600, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=AccessibilityStatus.choices, default=AccessibilityStatus.NOT_EXAMINED
    )
    examined_on = models.DateField(_("examined on"), null=True, blank=True)
    examined_by = models.CharField(_("examined by"), max_length=200, blank=True)
    scope = RichTextField(_("what this statement is about"), features=SHORT_TEXT_FEATURES, blank=True)
    known_issues = RichTextField(_("known problems"), features=SHORT_TEXT_FEATURES, blank=True)
    contact = RichTextField(_("reporting a problem"), features=SHORT_TEXT_FEATURES, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("status"),
        FieldPanel("examined_on"),
        FieldPanel("examined_by"),
        FieldPanel("scope"),
        FieldPanel("known_issues"),
        FieldPanel("contact"),
    ]
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    template = "cms/accessibility_statement_page.html"

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")

    def clean(self) -> None:
        super().clean()
        if self.status != AccessibilityStatus.NOT_EXAMINED and not (self.examined_on and self.examined_by):
            raise ValidationError({"examined_on": _("Say when and by whom the site was examined.")})
