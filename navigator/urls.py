"""Where each part of the site hangs. Dutch addresses, English names."""

from django.conf import settings
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path(settings.ADMIN_PATH, include(wagtailadmin_urls)),
    path("documenten/", include(wagtaildocs_urls)),
    path("", include("initiatives.urls")),
    path("", include("search.urls")),
    path("", include(wagtail_urls)),
]
