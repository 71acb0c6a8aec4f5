"""Problem documents (RFC 9457): how the API says what is wrong."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from http import HTTPStatus

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONTENT_TYPE = "application/problem+json"

_TITLES: dict[int, str | Promise] = {
    400: _("The request is not valid"),
    403: _("No access"),
    404: _("Not found"),
    405: _("This method is not allowed"),
    413: _("The request is too large"),
    414: _("The address is too long"),
    429: _("Too many requests"),
    500: _("Something went wrong"),
    503: _("Not available for a moment"),
}
_DETAILS: dict[int, str | Promise] = {
    400: _("The address holds characters or parameters that cannot be read."),
    403: _("You may not see this."),
    404: _("There is nothing at this address."),
    405: _("You can only read here, with GET or HEAD."),
    413: _("You cannot send this much here."),
    414: _("Shorten the address. Search with fewer words or fewer filters."),
    429: _("You ask too much in a short time. Wait a minute and try again."),
    500: _("This is our mistake. Try again later."),
    503: _("Try again in a moment."),
}


@dataclass(frozen=True)
class ParameterError:
    """One wrong parameter of a query and why it is wrong."""

    parameter: str
    detail: str


def title_of(status: int) -> str:
    return str(_TITLES.get(status) or HTTPStatus(status).phrase)


def detail_of(status: int) -> str:
    return str(_DETAILS.get(status, ""))


def problem(status: int, *, detail: str = "", errors: Iterable[ParameterError] = ()) -> HttpResponse:
    """A problem document; ``errors`` names every wrong parameter at once."""
    document: dict[str, object] = {
        "type": "about:blank",
        "title": title_of(status),
        "status": int(status),
        "detail": detail or detail_of(status),
    }
    listed = [asdict(error) for error in errors]
    if listed:
        document["errors"] = listed
    body = json.dumps(document, ensure_ascii=False)
    return HttpResponse(body, status=status, content_type=CONTENT_TYPE)
