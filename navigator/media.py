"""Uploaded images as the site shows them: the renditions only, never an original (it may hold a location)."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

RENDITIONS = "images/"
MEDIA_POLICY = "default-src 'none'; sandbox"


def rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """One rendition, under a policy that lets nothing in it run."""
    if not path.startswith(RENDITIONS) or "\\" in path:
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Content-Security-Policy"] = MEDIA_POLICY
    response["Cache-Control"] = "public, max-age=604800"
    return response
