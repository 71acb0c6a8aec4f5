"""Where each part of the site hangs. Dutch addresses, English names."""

from django.conf import settings
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from navigator import health, media, sitemaps, styleguide, well_known
from navigator.api import API_ROOT, api
from navigator.api_responses import missing_path

urlpatterns = [
    path(settings.ADMIN_PATH, include(wagtailadmin_urls)),
    path("documenten/", include(wagtaildocs_urls)),
    path("media/<path:path>", media.rendition, name="rendition"),
    path(API_ROOT, api.urls),
    # Before the site's pages: an address of the API with a slash too many must not be redirected.
    re_path(r"^api(?:/.*)?$", missing_path, name="api-missing"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("stijlgids/", styleguide.styleguide, name="styleguide"),
    path("robots.txt", well_known.robots_txt, name="robots-txt"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.sitemap_section, name="sitemap-section"),
    path(".well-known/security.txt", well_known.security_txt, name="security-txt"),
    path("", include("initiatives.urls")),
    path("", include("search.urls")),
    path("", include(wagtail_urls)),
]

handler400 = "navigator.error_pages.bad_request"
handler403 = "navigator.error_pages.permission_denied"
handler404 = "navigator.error_pages.page_not_found"
handler500 = "navigator.error_pages.server_error"
