"""Editorial content: images with their credit, and the pages of the site."""

from navigator.cms.models.images import CreditedImage, CreditedRendition
from navigator.cms.models.news import EventPage, NewsIndexPage, NewsPage
from navigator.cms.models.pages import AccessibilityStatementPage, ContentPage, HomePage

__all__ = [
    "AccessibilityStatementPage",
    "ContentPage",
    "CreditedImage",
    "CreditedRendition",
    "EventPage",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
]
