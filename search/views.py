"""The directory as a page, as a part of a page, and as data for its map. Thin: each step has a module of its own."""

import hashlib
from dataclasses import replace
from http import HTTPStatus
from typing import cast
from urllib.parse import parse_qsl

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from search.boundaries import municipality_outlines
from search.editing.searched_terms import count_search
from search.forms import PLACE_PARAMETER, ParsedQuery, parse_directory_query
from search.map_data import cell_zoom, map_data
from search.map_window import map_window, map_zoom, start_zoom
from search.presentation.links import directory_url
from search.presentation.map_settings import map_settings_script
from search.presentation.page import directory_page
from search.query import SearchQuery
from search.query_string import query_string
from search.records import facts_for
from search.visible import VisibleAnswer, answer_visible, search_visible
from search.vocabulary import load_vocabulary

MAX_MAP_HITS = 500
OUTLINES_MAX_AGE_SECONDS = 3600


@require_safe
def directory(request: HttpRequest) -> HttpResponseBase:
    """The list with its filters and map; for htmx only what a filter changes."""
    vocabulary = load_vocabulary()
    parsed = parse_directory_query(request.GET, vocabulary)
    is_partial = _wants_partial(request)
    if not parsed.notices and not is_partial and _is_spelled_otherwise(request, parsed.query):
        return _to_canonical_address(request, parsed.query)
    answer = answer_visible(parsed.query, map_zoom=cell_zoom(start_zoom()), vocabulary=vocabulary)
    count_search(request, parsed.query, answer, vocabulary)
    parsed = _with_answer_notices(parsed, answer)
    page = directory_page(parsed, answer, facts_for(answer.results.ids), vocabulary)
    response = render(
        request,
        "search/_update.html" if is_partial else "search/directory.html",
        {"page": page, "map_settings": map_settings_script(vocabulary), "directory_address": reverse("directory")},
        status=HTTPStatus.NOT_FOUND if parsed.is_out_of_reach else HTTPStatus.OK,
    )
    return _with_headers(response, parsed.query)


@require_safe
def directory_map(request: HttpRequest) -> HttpResponse:
    """The markers of the same query, within the window the map shows."""
    vocabulary = load_vocabulary()
    query = parse_directory_query(request.GET, vocabulary).query
    zoom = map_zoom(request.GET)
    window = map_window(request.GET, query.bbox)
    seen = replace(query, bbox=window or query.bbox, page=1, page_size=MAX_MAP_HITS)
    results = search_visible(seen, map_zoom=cell_zoom(zoom))
    response = JsonResponse(map_data(query, results, vocabulary, zoom))
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def boundaries(request: HttpRequest) -> HttpResponse:
    """The municipalities' outlines; unchanged ones are not sent again."""
    response = JsonResponse(municipality_outlines())
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == response["ETag"]:
        response = JsonResponse({}, status=HTTPStatus.NOT_MODIFIED, headers={"ETag": response["ETag"]})
        response.content = b""
    patch_cache_control(response, public=True, max_age=OUTLINES_MAX_AGE_SECONDS)
    return response


def _with_answer_notices(parsed: ParsedQuery, answer: VisibleAnswer) -> ParsedQuery:
    """What only the answer can tell: that the page does not exist, or that the index is behind."""
    notices, query = list(parsed.notices), parsed.query
    is_past_end = query.page > 1 and query.first_hit >= answer.results.total
    if is_past_end:
        notices.append(_("This page does not exist."))
    if answer.is_catching_up:
        notices.append(_("The directory is being updated. Some numbers may not be right yet."))
    return ParsedQuery(query, tuple(notices), is_out_of_reach=parsed.is_out_of_reach or is_past_end)


def _wants_partial(request: HttpRequest) -> bool:
    htmx = cast("HtmxDetails", request.htmx)  # type: ignore[attr-defined]  # set by the htmx middleware
    return bool(htmx) and not htmx.history_restore_request


def _is_spelled_otherwise(request: HttpRequest, query: SearchQuery) -> bool:
    """Whether the same state has one canonical address and this is not it."""
    asked = parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True)
    # By meaning, not by letter: a client that writes a comma as %2C must not be sent round for ever.
    return asked != parse_qsl(query_string(query))


def _to_canonical_address(request: HttpRequest, query: SearchQuery) -> HttpResponse:
    """For good, but not where a typed place was understood: tomorrow it may be understood better."""
    kind = HttpResponseRedirect if PLACE_PARAMETER in request.GET else HttpResponsePermanentRedirect
    return kind(directory_url(query))


def _with_headers(response: HttpResponse, query: SearchQuery) -> HttpResponse:
    patch_vary_headers(response, ["HX-Request"])
    response["HX-Push-Url"] = directory_url(query)
    if query != SearchQuery():
        response["X-Robots-Tag"] = "noindex, follow"
    return response
