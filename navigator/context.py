"""What every public page's frame needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Name of the site, address for canonical links and the municipal theme stylesheet, if one is set."""
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "product_name": settings.WAGTAIL_SITE_NAME,  # the login page gives ``site_name`` another meaning
        "base_url": settings.BASE_URL,
        "theme_stylesheet": settings.NAVIGATOR_THEME_STYLESHEET,
    }
