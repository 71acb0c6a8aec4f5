"""What programs ask a site for: who may crawl what, and whom to tell of a weakness."""

import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

VALID_FOR = datetime.timedelta(days=180)  # RFC 9116 asks for less than a year


def robots_txt(request: HttpRequest) -> HttpResponse:
    """Everything but filtered searches, which never end, the admin and the API."""
    lines = [
        "User-agent: *",
        "Disallow: /zoeken/?",
        "Disallow: /zoeken/*?",
        "Disallow: /zoeken/kaart",
        f"Disallow: /{settings.ADMIN_PATH}",
        "Disallow: /api/",
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return _text(lines)


def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116; 404 until the installation names a contact."""
    contact = settings.NAVIGATOR_SECURITY_CONTACT
    if not contact:
        raise Http404
    expires = (timezone.now() + VALID_FOR).astimezone(datetime.UTC).replace(microsecond=0)
    is_address = "@" in contact and ":" not in contact
    lines = [
        f"Contact: {f'mailto:{contact}' if is_address else contact}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: nl, en, de",
        f"Canonical: {settings.BASE_URL}{reverse('security-txt')}",
    ]
    return _text(lines)


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
