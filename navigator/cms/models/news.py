"""News and events."""

import datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.paginator import InvalidPage, Paginator
from django.db import models
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from navigator.cms.blocks import BodyBlock

ENTRIES_PER_PAGE = 10
EVENTS_SHOWN = 20


def today() -> datetime.date:
    return timezone.localdate()


class NewsIndexPage(Page):
    """The overview of news, latest first, with the events that are still to come."""

    intro = models.TextField(_("introduction"), max_length=600, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.NewsPage", "cms.EventPage"]
    max_count = 1
    template = "cms/news_index_page.html"

    class Meta:
        verbose_name = _("news overview")
        verbose_name_plural = _("news overviews")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``news`` (one page of :class:`NewsPage`) and ``events`` (at most 20, the soonest first)."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        news = NewsPage.objects.child_of(self).live().public().order_by("-date", "-pk")
        events = EventPage.objects.child_of(self).live().public().upcoming()
        try:
            page = Paginator(news, ENTRIES_PER_PAGE).page(request.GET.get("pagina", 1))
        except InvalidPage as error:
            raise Http404("no such page of news") from error
        return {**context, "news": page, "events": events[:EVENTS_SHOWN]}


class NewsPage(Page):
    date = models.DateField(_("date"), default=today)
    intro = models.TextField(_("introduction"), max_length=600)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("date"), FieldPanel("intro"), FieldPanel("body")]
    parent_page_types = ["cms.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "cms/news_page.html"

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")


class EventPageQuerySet(PageQuerySet):
    def upcoming(self) -> Self:
        """Events that are not over yet, the soonest first."""
        now = timezone.now()
        still_to_end = models.Q(ends_at__gte=now) | models.Q(ends_at__isnull=True, starts_at__gte=now)
        upcoming: Self = self.filter(still_to_end).order_by("starts_at")
        return upcoming


class EventPage(Page):
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    location_text = models.CharField(_("where"), max_length=200, blank=True)
    intro = models.TextField(_("introduction"), max_length=600)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    objects = PageManager.from_queryset(EventPageQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("location_text"),
        FieldPanel("intro"),
        FieldPanel("body"),
    ]
    parent_page_types = ["cms.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "cms/event_page.html"

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("The end lies before the start.")})
